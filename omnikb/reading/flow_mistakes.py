"""Mistakes between braces that are valid YAML: ``{name：a}`` and ``{planned: 4,600}`` hold keys that nobody meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml
from yaml import MappingNode, Node, ScalarNode

from omnikb.problems import FULL_WIDTH_COLON, THOUSANDS_SEPARATOR
from omnikb.reading.front_matter import Finding
from omnikb.reading.yaml_loading import FastLoader

SUSPICIOUS = re.compile(r"\{(?:[^{}]*,)?\s*[\w.-]+\s*：|\{[^{}]*:\s+[-+]?\d{1,3},\d{3}(?!\d)")

_KEY = re.compile(r"([\w.-]+)\s*(?=：)")
_HEAD = re.compile(r"[-+]?[1-9]\d{0,2}")
_GROUP = re.compile(r"\d{3}(?:\.\d+)?")


def flow_mistakes(front: str) -> list[Finding]:
    """Each of them, of YAML that can be read and holds no alias of itself."""
    if "{" not in front or not SUSPICIOUS.search(front):
        return []
    root = yaml.compose(front, Loader=FastLoader)
    found = {finding.offset: finding for finding in _below(root, front)}  # what an alias repeats is said once
    return [found[offset] for offset in sorted(found)]


def _below(node: Node | None, front: str) -> Iterator[Finding]:
    if isinstance(node, MappingNode):
        if node.flow_style:
            yield from _full_width_colons(node)
            yield from _thousands(node, front)
        for _key, value in node.value:
            yield from _below(value, front)
    elif node is not None and not isinstance(node, ScalarNode):
        for item in node.value:
            yield from _below(item, front)


def _full_width_colons(node: MappingNode) -> Iterator[Finding]:
    for key, value in node.value:
        if _is_plain(key) and _is_nothing(value) and (found := _KEY.match(key.value)):
            yield Finding(FULL_WIDTH_COLON, key.start_mark.index + found.end(), {"key": found[1]})


def _thousands(node: MappingNode, front: str) -> Iterator[Finding]:
    """A number, and right behind its comma keys without a value that are three digits each."""
    number: list[str] = []
    start = end = 0
    for key, value in [*node.value, (None, None)]:
        behind = number and _is_plain(key) and key.start_mark.index == end + 1
        if behind and _is_nothing(value) and _GROUP.fullmatch(key.value):
            number.append(key.value)
            end = key.end_mark.index
            continue
        if len(number) > 1:
            yield Finding(THOUSANDS_SEPARATOR, start, {"value": front[start:end], "written": "".join(number)})
        number = [value.value] if _is_plain(value) and _HEAD.fullmatch(value.value) else []
        start, end = (value.start_mark.index, value.end_mark.index) if number else (0, 0)


def _is_plain(node: Node | None) -> bool:
    return isinstance(node, ScalarNode) and not node.style


def _is_nothing(node: Node | None) -> bool:
    return _is_plain(node) and node is not None and node.value == ""
