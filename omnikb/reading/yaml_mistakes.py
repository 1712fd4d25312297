"""What is wrong with front matter that is no YAML, in the words of who wrote it."""

from __future__ import annotations

import re

import yaml

from omnikb.problems import (
    CONTROL_CHARACTER,
    FENCE_MALFORMED,
    FENCE_UNTERMINATED,
    FULL_WIDTH_COLON,
    MERGE_CONFLICT,
    TAB_IN_YAML,
    YAML_ERROR,
)
from omnikb.reading.front_matter import ABOVE, BELOW_A_KEY, KEY, Finding, malformed_fence
from omnikb.reading.merge_conflicts import LEFT_OVER
from omnikb.reading.positions import offset_of_line
from omnikb.reading.yaml_complaints import Stumble, complaint
from omnikb.reading.yaml_loading import FIRST_LINE, FastLoader

FULL_WIDTH_KEY = re.compile(r"[ \t]*(?:- +)*[\"'“]?([\w.-]+)[\"'”]?\s*(?=：)")
FULL_WIDTH_ASCII_KEY = re.compile(r"^[ \t]*(?:- +)*([A-Za-z][\w-]*)\s*(?=：)", re.MULTILINE)


def explain(front: str, error: Exception, *, fenced: bool = True) -> list[Finding]:
    """The mistakes behind ``error``, which loading ``front`` raised: at least one. ``fenced``: whether it is no whole file."""
    if isinstance(error, yaml.reader.ReaderError):
        character = chr(error.character) if isinstance(error.character, int) else error.character
        return [Finding(CONTROL_CHARACTER, max(front.find(character), 0), {"character": f"U+{ord(character):04X}"})]
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return [Finding(YAML_ERROR, 0, {"detail": str(error)})]
    end = error.problem_mark.index
    reading = (
        error.context_mark is not None and "block mapping" not in str(error.context) and "collection" not in str(error.context)
    )
    begin = error.context_mark.index if reading and error.context_mark is not None else end
    stumble = Stumble(front, begin, end, str(error.problem))
    looks = LOOKS if fenced else LOOKS[:-1]
    found = next(filter(None, (look(stumble) for look in looks)), None) or [complaint(stumble)]
    return [finding._replace(arguments={"detail": stumble.complaint, **finding.arguments}) for finding in found]


def _left_over_marker(stumble: Stumble) -> list[Finding]:
    marker = LEFT_OVER.search(stumble.front)
    return [Finding(MERGE_CONFLICT, marker.start())] if marker else []


def _full_width_colons(stumble: Stumble) -> list[Finding]:
    """The key where the parser stumbled, or in the line above; and then all that look like it."""
    above = stumble.line_above(stumble.begin) if stumble.begin == stumble.end else None
    starts = [start for start in (above, stumble.line_start(stumble.begin)) if start is not None]
    guilty = next(filter(None, (FULL_WIDTH_KEY.match(stumble.front, start) for start in starts)), None)
    if guilty is None:
        return []
    keys = {key.end(): key[1] for key in (*FULL_WIDTH_ASCII_KEY.finditer(stumble.front), guilty)}
    return [Finding(FULL_WIDTH_COLON, place, {"key": key}) for place, key in sorted(keys.items())]


def _tab(stumble: Stumble) -> list[Finding]:
    line = stumble.line_at(stumble.end)
    place = line[: len(line) - len(line.lstrip())].find("\t")
    return [Finding(TAB_IN_YAML, stumble.line_start(stumble.end) + place)] if place >= 0 else []


def _odd_end(stumble: Stumble) -> list[Finding]:
    """The front matter should have ended above: at a line that is nearly a fence, or at a blank line with ordinary text below."""
    lines = stumble.front.split("\n")
    fence = malformed_fence(lines)
    if fence is not None and (place := offset_of_line(stumble.front, fence + 1)) <= stumble.end:
        return [Finding(FENCE_MALFORMED, place, {"fence": lines[fence]})]
    here = stumble.front.count("\n", 0, stumble.begin)
    if KEY.match(lines[here]) or BELOW_A_KEY.match(lines[here]):
        return []
    last = next(
        (
            index
            for index in range(here - 1, -1, -1)
            if lines[index].strip() and (KEY.match(lines[index]) or lines[index][0] in " \t-")
        ),
        -1,
    )
    if "" in (line.strip() for line in lines[last + 1 : here]) and _is_mapping("\n".join(lines[: last + 1])):
        return [Finding(FENCE_UNTERMINATED, ABOVE, {"line": last + FIRST_LINE})]
    return []


def _is_mapping(front: str) -> bool:
    try:
        return isinstance(yaml.compose(front, Loader=FastLoader), yaml.MappingNode)
    except yaml.YAMLError:
        return False


LOOKS = (_left_over_marker, _full_width_colons, _tab, _odd_end)
"""What explains any complaint, whatever the parser says; the last looks for the end of front matter."""
