"""Where in a file of settings a key stands. It is looked for once there is something to say about it."""

from __future__ import annotations

import copy
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import yaml

from omnikb.errors import OmniKBError, SettingsError
from omnikb.reading.positions import line_and_column
from omnikb.reading.yaml_loading import FastLoader
from omnikb.settings import SECTION
from omnikb.settings_file import text_of


class Found(NamedTuple):
    """How many steps of a key lead somewhere; the node to show, and the one to go on from."""

    known: int
    above: yaml.Node | None
    below: yaml.Node | None


def placed(error: OmniKBError, root: Path) -> OmniKBError:
    """The error; one that names a key in a file of ``root`` but not its place, with that of the key or the nearest around it."""
    if not isinstance(error, SettingsError) or error.place or not error.key or not error.file:
        return error
    key, best, known = error.key.split("."), error, 0
    for file, text, node in _files((root / error.file).resolve()):
        above = [SECTION[:depth] for depth in range(len(SECTION) + 1)] if error.within is None else [error.within]
        starts = [(len(names), _follow(node, names)) for names in above]
        ways = [_follow(start.below, key) for depth, start in starts if start.known == depth]
        found = max(ways, key=lambda one: one.known, default=Found(0, None, None))
        if found.known > known and found.above is not None:
            best, known = copy.copy(error), found.known
            best.file = os.path.relpath(file, root.resolve())
            best.place = line_and_column(text, found.above.start_mark.index)
    return best


def _follow(node: yaml.Node | None, steps: Sequence[str]) -> Found:
    """Where a key stands, or the nearest one around it. A name may itself hold dots: then it is several steps."""
    found = Found(0, None, node)
    while found.known < len(steps):
        ends = range(len(steps), found.known, -1)
        names = ((end, ".".join(steps[found.known : end])) for end in ends)
        further = next((Found(end, *pair) for end, name in names if (pair := _below(found.below, name))), None)
        if further is None:
            break
        found = further
    return found


def _below(node: yaml.Node | None, name: str) -> tuple[yaml.Node, yaml.Node] | None:
    """The node to show and the one to go on from: of a name in a mapping or in a list of MkDocs, or of the number of an item."""
    if isinstance(node, yaml.MappingNode):
        return next(((key, value) for key, value in reversed(node.value) if key.value == name), None)
    if not isinstance(node, yaml.SequenceNode):
        return None
    for item in reversed(node.value):  # of two the last is in force
        if isinstance(item, yaml.ScalarNode) and item.value == name:
            return item, item
        if isinstance(item, yaml.MappingNode) and len(item.value) == 1 and (found := _below(item, name)):
            return found
    number = int(name) if name.isdecimal() else len(node.value)
    return (node.value[number], node.value[number]) if number < len(node.value) else None


def _files(file: Path) -> Iterator[tuple[Path, str, yaml.Node | None]]:
    """The file and those it inherits from, with their texts and roots, as far as they can be read."""
    seen: set[Path] = set()
    while file.is_file() and file not in seen:
        seen.add(file)
        try:
            text = text_of(file)
            node = yaml.compose(text, Loader=FastLoader)
        except (SettingsError, yaml.YAMLError, ValueError):
            return
        yield file, text, node
        parent = _follow(node, ["INHERIT"]).below if node else None
        if not isinstance(parent, yaml.ScalarNode):
            return
        file = (file.parent / parent.value).resolve()
