"""What the YAML parser complains about, one complaint at a time, as the mistake people make.

The parser says where it lost its way, which is often a line or two below the mistake, and in its own terms.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from omnikb.problems import (
    BACKSLASH_IN_QUOTES,
    BRACKET_UNCLOSED,
    COLON_IN_VALUE,
    COLON_WITHOUT_SPACE,
    FRONT_MATTER_NO_MAPPING,
    FULL_WIDTH_PUNCTUATION,
    KEY_WITHOUT_COLON,
    LIST_BESIDE_KEY,
    QUOTE_CLOSED_EARLY,
    QUOTE_UNCLOSED,
    SEVERAL_DOCUMENTS,
    UNEVEN_INDENTATION,
    VALUE_NEEDS_QUOTES,
    YAML_ERROR,
)
from omnikb.reading.front_matter import BELOW_A_KEY, KEY, Finding
from omnikb.reading.yaml_loading import NO_MAPPING

GLUED_KEY = re.compile(r"[ \t]*(?:- +)*([\w.-]+):(?=[^\s:/])")
LONE_KEY = re.compile(r"[ \t]*(?:- +)*[\"']?[\w.-]+[\"']?[ \t]*")
VALUE = re.compile(r"[ \t]*(?:- +)*(?:[\w.-]+:[ \t]+)?")


@dataclass(frozen=True, slots=True)
class Stumble:
    """Where the parser lost its way: ``end``; ``begin`` is where the thing it was reading began. In characters of ``front``."""

    front: str
    begin: int
    end: int
    complaint: str

    def line_start(self, offset: int) -> int:
        """Where the line around ``offset`` begins."""
        return self.front.rfind("\n", 0, offset) + 1

    def line_at(self, offset: int) -> str:
        """The whole line around ``offset``."""
        return self.front[self.line_start(offset) :].partition("\n")[0]

    def before(self, offset: int) -> str:
        """The line around ``offset``, up to there."""
        return self.front[self.line_start(offset) : offset]

    def line_above(self, offset: int) -> int | None:
        """Where the next line above begins that is not blank."""
        start = self.line_start(offset)
        while start > 0:
            start = self.line_start(start - 1)
            if self.line_at(start).strip():
                return start
        return None


def complaint(stumble: Stumble) -> Finding:
    """The mistake behind what the parser says."""
    explanation = next((explanation for pattern, explanation in COMPLAINTS if pattern.search(stumble.complaint)), None)
    return (explanation and explanation(stumble)) or Finding(YAML_ERROR, stumble.end)


def _key_without_colon(stumble: Stumble) -> Finding:
    glued = GLUED_KEY.match(stumble.front, stumble.line_start(stumble.begin))
    return Finding(COLON_WITHOUT_SPACE, glued.end(1), {"key": glued[1]}) if glued else Finding(KEY_WITHOUT_COLON, stumble.begin)


def _colon_too_many(stumble: Stumble) -> Finding:
    before = stumble.before(stumble.end)
    if not LONE_KEY.fullmatch(before):
        value = VALUE.match(before)
        place = stumble.line_start(stumble.end) + (value.end() if value else 0)
        if stumble.front[place : place + 1] == "“":
            return Finding(FULL_WIDTH_PUNCTUATION, place, {"character": "“"})
        return Finding(COLON_IN_VALUE, stumble.end)
    above = stumble.line_above(stumble.end)
    if above is not None and (glued := GLUED_KEY.match(stumble.front, above)):
        return Finding(COLON_WITHOUT_SPACE, glued.end(1), {"key": glued[1]})
    if above is not None and not KEY.match(stumble.front, above) and not BELOW_A_KEY.match(stumble.front, above):
        return Finding(KEY_WITHOUT_COLON, above)
    return Finding(UNEVEN_INDENTATION, stumble.line_start(stumble.end) + len(before) - len(before.lstrip()))


def _quote_unclosed(stumble: Stumble) -> Finding:
    line = stumble.line_at(stumble.begin).rstrip()
    if line.endswith(("”", "’")):
        return Finding(FULL_WIDTH_PUNCTUATION, stumble.line_start(stumble.begin) + len(line) - 1, {"character": line[-1]})
    return Finding(QUOTE_UNCLOSED, stumble.begin)


def _line_goes_on(stumble: Stumble) -> Finding:
    """Something where the parser wants the next key: after a closed quotation mark or bracket, or badly indented."""
    before = stumble.before(stumble.end)
    if before.rstrip().endswith(("'", '"')):
        return Finding(QUOTE_CLOSED_EARLY, stumble.end)
    if before.rstrip().endswith(("]", "}")) and (value := VALUE.match(before)):
        place = stumble.line_start(stumble.end) + value.end()
        return Finding(VALUE_NEEDS_QUOTES, place, {"character": stumble.front[place]})
    return Finding(UNEVEN_INDENTATION, stumble.end)


def _bracket_unclosed(stumble: Stumble) -> Finding:
    full_width = re.compile(r"[】］｝]").search(stumble.front, stumble.begin, stumble.end)
    if full_width:
        return Finding(FULL_WIDTH_PUNCTUATION, full_width.start(), {"character": full_width[0]})
    return Finding(BRACKET_UNCLOSED, stumble.begin, {"bracket": stumble.front[stumble.begin]})


def _odd_beginning(stumble: Stumble) -> Finding | None:
    if stumble.before(stumble.begin).rstrip().endswith(("'", '"')):
        return Finding(QUOTE_CLOSED_EARLY, stumble.begin)
    character = stumble.front[stumble.begin : stumble.begin + 1].strip()
    return Finding(VALUE_NEEDS_QUOTES, stumble.begin, {"character": character}) if character else None


def _no_keys(stumble: Stumble) -> Finding:
    glued = GLUED_KEY.match(stumble.front, stumble.line_start(stumble.begin))
    return _key_without_colon(stumble) if glued else Finding(FRONT_MATTER_NO_MAPPING, stumble.begin)


def _less_indented(stumble: Stumble) -> Finding | None:
    return Finding(UNEVEN_INDENTATION, stumble.end) if stumble.front.lstrip("\n")[:1] == " " else None


COMPLAINTS: tuple[tuple[re.Pattern[str], Callable[[Stumble], Finding | None]], ...] = tuple(
    (re.compile(pattern), explanation)
    for pattern, explanation in {
        r"could not find expected ':'": _key_without_colon,
        r"mapping values are not allowed": _colon_too_many,
        r"sequence entries are not allowed": lambda stumble: Finding(LIST_BESIDE_KEY, stumble.end),
        r"unexpected end of stream|unexpected document separator": _quote_unclosed,
        r"escape|hexdecimal": lambda stumble: Finding(BACKSLASH_IN_QUOTES, stumble.front.rfind("\\", 0, stumble.end + 1)),
        r"expected ',' or": _bracket_unclosed,
        r"expected key|'-' indicator|<block end>": _line_goes_on,
        r"alphabetic|start any token|undefined alias|tag handle|node content": _odd_beginning,
        r"document start": _less_indented,
        NO_MAPPING: _no_keys,
        r"another document": lambda stumble: Finding(SEVERAL_DOCUMENTS, stumble.end),
    }.items()
)
"""The complaints of libyaml and of PyYAML's own parser, which word some of them differently."""
