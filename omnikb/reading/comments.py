"""Text that YAML takes for a comment, and its author did not: a ``#`` without a blank behind it, as in ``review #2``."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from omnikb.corrections import quoted
from omnikb.problems import COMMENT_IN_VALUE
from omnikb.reading.front_matter import Finding
from omnikb.reading.yaml_loading import FastLoader

MEANT_AS_TEXT = re.compile(r"(?<=\S)[ \t]+#(?=[^\s#])")
"""A comment has a blank behind its sign, ``# so``, or a line to itself."""

_VALUE_BEGINS = (yaml.ValueToken, yaml.BlockEntryToken)
_NOTHING_FOLLOWS = (yaml.KeyToken, yaml.BlockEntryToken, yaml.BlockEndToken)


def comments_in_values(front: str) -> list[Finding]:
    """Where what was most likely meant as the end of a value, or as all of it, is a comment. ``front`` is YAML that can be read."""
    if "#" not in front or not MEANT_AS_TEXT.search(front):
        return []
    values = {end: start for start, end in _plain_values(front)}
    found = ((match, values.get(match.start())) for match in MEANT_AS_TEXT.finditer(front))
    return [_finding(front, match.end() - 1, start) for match, start in found if start is not None]


def _plain_values(front: str) -> Iterator[tuple[int, int]]:
    """Where each value without quotes begins and ends; an empty one behind the colon or the hyphen before it."""
    before: yaml.Token | None = None
    for token in yaml.scan(front, Loader=FastLoader):
        # a hyphen behind a colon begins a list, which is no empty value
        list_begins = isinstance(before, yaml.ValueToken) and isinstance(token, yaml.BlockEntryToken)
        if isinstance(before, _VALUE_BEGINS) and isinstance(token, _NOTHING_FOLLOWS) and not list_begins:
            yield before.end_mark.index, before.end_mark.index
        if isinstance(token, yaml.ScalarToken) and token.plain:
            yield token.start_mark.index, token.end_mark.index
        before = token


def _finding(front: str, sign: int, value: int) -> Finding:
    line_end = front.find("\n", sign)
    beginning = front[front.rfind("\n", 0, value) + 1 : value].lstrip()
    blank = " " if beginning.endswith((":", "-")) else ""
    if "[" in beginning or "{" in beginning:  # what closes it stands further on
        beginning = blank = ""
    written = f"{beginning}{blank}{quoted(front[value:line_end].strip())}"
    return Finding(COMMENT_IN_VALUE, sign, {"comment": front[sign:line_end].rstrip(), "written": written})
