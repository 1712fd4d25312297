"""From a file's bytes to front matter and body. What cannot be read is a problem, and the build goes on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from omnikb.documents import KeyPath
from omnikb.problems import (
    CONTROL_CHARACTER_IN_BODY,
    DUPLICATE_KEY,
    FILE_EMPTY,
    FILE_UNREADABLE,
    FULL_WIDTH_COLON_IN_VALUE,
    KEY_NOT_TEXT,
    MERGE_CONFLICT,
    Problem,
    Severity,
)
from omnikb.reading.comments import comments_in_values
from omnikb.reading.decoding import CONTROLS, decode, has_controls
from omnikb.reading.flow_mistakes import flow_mistakes
from omnikb.reading.front_matter import ABOVE, Finding, Parts, part
from omnikb.reading.merge_conflicts import conflicts
from omnikb.reading.places import Places
from omnikb.reading.positions import line_and_column
from omnikb.reading.yaml_loading import FIRST_LINE, load
from omnikb.reading.yaml_mistakes import explain

CONTROL = re.compile(f"[{re.escape(CONTROLS.decode())}]")
KEY_BELOW_KEY = re.compile(r"^([ ]*)[\w.-]+:[ ]*\n\1[ ]+([A-Za-z][\w-]*)(?=：)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Text:
    """A file, read. ``front_text`` is the YAML between the fences as written, ``""`` where there is none.

    Line ends are ``\\n`` throughout; ``body_line`` is the line of the file, from 1, in which ``body`` begins.
    """

    path: str
    front_matter: Mapping[str, Any]
    body: str
    body_line: int
    front_text: str


def read(path: str, data: bytes) -> tuple[Text | None, list[Problem]]:
    """The text in ``data``, and what is wrong with it.

    ``None`` where the front matter cannot be trusted: it may have said who may read the file, which is so left out.
    """
    text, problems = decode(path, data)
    if text is None:
        return None, problems
    parts = part(text)
    found = list(conflicts(text, parts.body_line if isinstance(parts, Parts) else 1))
    problems += [MERGE_CONFLICT.at(path, line) for line in found]
    if isinstance(parts, Finding):
        return None, problems if found else problems + _placed(path, text, 0, [parts])
    if found and (found[0] < parts.body_line or text.lstrip().startswith("<<<<<<<")):
        return None, problems
    front_matter, findings = _load(parts.front) if parts.front else ({}, [])
    if has_controls(data):
        problems += _control_in_body(path, parts)
    if not text.strip():
        problems.append(FILE_EMPTY.at(path))
    problems += _placed(path, text, parts.start, findings)
    if any(finding.kind.severity is Severity.ERROR for finding in findings):
        return None, problems
    return Text(path, front_matter, parts.body, parts.body_line, parts.front), problems


def unreadable(path: str, error: OSError) -> Problem:
    """The problem of a file that cannot be opened."""
    return FILE_UNREADABLE.at(path, reason=error.strerror or str(error))


def locate(text: Text, key: KeyPath) -> tuple[int, int]:
    """Line and column of one key, see ``places_of``, which serves many keys of one text."""
    return places_of(text).of(key)


def places_of(text: Text) -> Places:
    """Where the keys of its front matter stand."""
    return Places(text.front_text, FIRST_LINE)


def _load(front: str) -> tuple[Mapping[str, Any], list[Finding]]:
    findings: list[Finding] = []
    try:
        front_matter = load(front, findings)
    except (yaml.YAMLError, ValueError, OverflowError) as error:  # the last two: PyYAML's own parser, on a mistaken escape
        return {}, findings + explain(front, error)
    if front_matter and (mistakes := flow_mistakes(front)):
        # the keys that nobody meant are numbers, or stand there twice
        return {}, mistakes + [finding for finding in findings if finding.kind not in (KEY_NOT_TEXT, DUPLICATE_KEY)]
    findings += comments_in_values(front)
    if "：" in front:
        found = KEY_BELOW_KEY.finditer(front)
        findings += [Finding(FULL_WIDTH_COLON_IN_VALUE, match.end(), {"key": match[2]}) for match in found]
    return front_matter, findings


def _control_in_body(path: str, parts: Parts) -> list[Problem]:
    """The first one; YAML itself takes care of those in the front matter."""
    match = CONTROL.search(parts.body)
    if match is None:
        return []
    line, column = line_and_column(parts.body, match.start())
    return [CONTROL_CHARACTER_IN_BODY.at(path, parts.body_line + line - 1, column, character=f"U+{ord(match[0]):04X}")]


def _placed(path: str, text: str, start: int, findings: Iterable[Finding]) -> list[Problem]:
    """Findings in the front matter, which begins at ``start``, as problems of the file."""
    places = (0 if finding.offset == ABOVE else start + finding.offset for finding in findings)
    return [
        Problem(finding.kind, path, *line_and_column(text, place), finding.arguments)
        for finding, place in zip(findings, places, strict=True)
    ]
