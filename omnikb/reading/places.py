"""From a key to its place, for the user who has to mend its value."""

from __future__ import annotations

from collections.abc import Mapping

import yaml

from omnikb.documents import KeyPath
from omnikb.reading.positions import line_and_column
from omnikb.reading.yaml_loading import FastLoader


class Places:
    """Where the keys of a YAML text stand. Costs a second parse, once for all keys that are asked for."""

    def __init__(self, yaml_text: str, first_line: int = 1) -> None:
        """``first_line``: the line of its file in which the text begins."""
        self._text, self._first_line = yaml_text, first_line
        self._root = yaml.compose(yaml_text, Loader=FastLoader)
        self._children: dict[int, Mapping[str | int, tuple[yaml.Node, yaml.Node]]] = {}

    def of(self, key: KeyPath) -> tuple[int, int]:
        """Line and column, from 1, of a key, or of an item of a list.

        Where the key is missing, the place of the nearest one around it; (1, 1) where there is none.
        """
        node, place = self._root, None
        for step in key:
            found = self._below(node).get(step)
            if found is None:
                break
            place, node = found
        if place is None:
            return 1, 1
        line, column = line_and_column(self._text, place.start_mark.index)
        return line + self._first_line - 1, column

    def _below(self, node: yaml.Node | None) -> Mapping[str | int, tuple[yaml.Node, yaml.Node]]:
        """What stands in a mapping or a list: by key or number, the node to show and the node to go on from."""
        if id(node) not in self._children:
            children: dict[str | int, tuple[yaml.Node, yaml.Node]] = {}
            if isinstance(node, yaml.MappingNode):
                for key, value in node.value:
                    if isinstance(key, yaml.ScalarNode):
                        children.setdefault(key.value, (key, value))
            elif isinstance(node, yaml.SequenceNode):
                children.update((number, (item, item)) for number, item in enumerate(node.value))
            self._children[id(node)] = children
        return self._children[id(node)]
