"""Where front matter begins and ends, and the lines that were meant to say so and do not."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from omnikb.problems import (
    FENCE_MALFORMED,
    FENCE_MISPLACED,
    FENCE_MISSING,
    FENCE_UNTERMINATED,
    TOML_FRONT_MATTER,
    ProblemKind,
)
from omnikb.reading.code_fences import lines_outside_code
from omnikb.reading.positions import offset_of_line

OPENING = re.compile(r"---[ \t]*(?:\n|\Z)")
CLOSING = re.compile(r"\n(?:---|\.\.\.)[ \t]*(?=\n|\Z)")

FENCE = re.compile(r"\s*[-\u2010-\u2015\u2212\u2500\uff0d]{2,}\s*")
"""Nearly a fence: with all that an editor, an input method or a word processor may make of a hyphen."""

KEY = re.compile(r"(?:- +)*[\"'“]?([\w.-]+)[\"'”]?\s*[:：]")
PLAIN_KEY = re.compile(r"[a-z][\w.-]*:(?:\s|$)")
GLUED_FENCE = re.compile(rf"---[ \t]*{PLAIN_KEY.pattern}")
BELOW_A_KEY = re.compile(r"[ \t]|#|-(?:\s|$)")


ABOVE = -1
"""The offset of what is wrong with the fence above the front matter."""


class Finding(NamedTuple):
    """Something wrong in a text, ``offset`` characters from its start."""

    kind: ProblemKind
    offset: int
    arguments: Mapping[str, Any] = {}


class Parts(NamedTuple):
    """A file's text, parted. ``start`` is where the front matter begins, in characters; ``body_line`` counts from 1."""

    front: str
    start: int
    body: str
    body_line: int


def part(text: str) -> Parts | Finding:
    """Front matter and body; a finding where there is front matter that nothing could read."""
    opening = OPENING.match(text)
    if opening is None:
        return _astray(text) or Parts("", 0, text, 1)
    start = opening.end()
    closing = CLOSING.search(text, start - 1)
    if closing is None:
        return _unclosed(text)
    body_start = closing.end() + 1
    return Parts(text[start : closing.start() + 1], start, text[body_start:], text.count("\n", 0, body_start) + 1)


def malformed_fence(lines: Sequence[str]) -> int | None:
    """The index of the line that was meant to close the front matter whose lines these are, where there is one."""
    for index, line in enumerate(lines):
        if FENCE.fullmatch(line):
            return index or None
        if not _is_entry(line):
            return None
    return None


def _unclosed(text: str) -> Finding:
    """Front matter that begins in the first line and has no end."""
    lines = text.split("\n")
    index = malformed_fence(lines[1:])
    if index is not None:
        return Finding(FENCE_MALFORMED, offset_of_line(text, index + 2), {"fence": lines[index + 1]})
    last = 1
    while last < len(lines) and lines[last].strip() and _is_entry(lines[last]):
        last += 1
    return Finding(FENCE_UNTERMINATED, 0, {"line": last})


def _astray(text: str) -> Finding | None:
    """Front matter in a file that does not begin with it; ``None`` for a page that simply has none."""
    lines = text.split("\n")
    first = next((index for index, line in enumerate(lines) if line.strip()), len(lines))
    if first == len(lines):
        return None
    line, offset = lines[first], offset_of_line(text, first + 1)
    if line.strip() == "+++":
        return Finding(TOML_FRONT_MATTER, offset)
    if FENCE.fullmatch(line):
        return _below_odd_fence(lines, first, offset)
    if GLUED_FENCE.match(line) and any(map(FENCE.fullmatch, lines[first + 1 :])):
        return Finding(FENCE_MALFORMED, offset, {"fence": line})
    if PLAIN_KEY.match(line):
        return Finding(FENCE_MISSING, offset) if _keys_until_fence(lines[first:]) > 1 else None
    return _below_text(text, lines)


def _below_odd_fence(lines: Sequence[str], first: int, offset: int) -> Finding | None:
    """``first`` is the index of a line that is nearly a fence. It draws a rule, unless keys follow, up to another."""
    end = next((index for index in range(first + 1, len(lines)) if FENCE.fullmatch(lines[index])), None)
    block = [line for line in lines[first + 1 : end] if line.strip()]
    if end is None or not block or not KEY.match(block[0].lstrip()) or 2 * sum(map(_is_entry, block)) < len(block):
        return None
    if lines[first].rstrip(" \t") == "---":
        return Finding(FENCE_MISPLACED, offset)
    return Finding(FENCE_MALFORMED, offset, {"fence": lines[first]})


def _below_text(text: str, lines: Sequence[str]) -> Finding | None:
    """Front matter below other text: nothing but keys in lower case between the file's first ``---`` and the next."""
    number = next((number for number, line in lines_outside_code(text) if line.rstrip(" \t") == "---"), None)
    if number is None or not _keys_until_fence(lines[number:]):
        return None
    return Finding(FENCE_MISPLACED, offset_of_line(text, number))


def _keys_until_fence(lines: Sequence[str]) -> int:
    """How many keys stand above the next ``---``; 0 where anything else does, or where none follows."""
    keys = 0
    for line in lines:
        if line.rstrip(" \t") == "---":
            return keys
        if PLAIN_KEY.match(line):
            keys += 1
        elif not keys or not BELOW_A_KEY.match(line):
            return 0
    return 0


def _is_entry(line: str) -> bool:
    """Whether the line may stand in front matter."""
    return not line.strip() or bool(KEY.match(line) or BELOW_A_KEY.match(line))
