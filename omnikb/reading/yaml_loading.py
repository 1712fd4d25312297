"""YAML to values: safely, in one pass of the C loader, with what is wrong beside them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import yaml
from yaml import MappingNode, Node, ScalarNode

from omnikb.problems import (
    ALIAS_BOMB,
    DUPLICATE_KEY,
    IMPOSSIBLE_DATE,
    IMPOSSIBLE_VALUE,
    KEY_NOT_SIMPLE,
    KEY_NOT_TEXT,
    NESTING_TOO_DEEP,
    UNKNOWN_TAG,
    ProblemKind,
)
from omnikb.reading.front_matter import Finding
from omnikb.reading.yaml_numbers import DECIMAL, FIRST_CHARACTERS, INTEGER, decimal, integer

if TYPE_CHECKING:
    FastLoader = yaml.SafeLoader
else:
    FastLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

TAG = "tag:yaml.org,2002:"
TEXT_TAG, MERGE_TAG, INT_TAG, FLOAT_TAG = f"{TAG}str", f"{TAG}merge", f"{TAG}int", f"{TAG}float"

DEEPEST = 32
"""How many levels front matter may have. The C parser dies of some ten thousand, and takes the process with it."""

FIRST_LINE = 2
"""The line of the file in which front matter begins, below its fence."""

NO_MAPPING = "no mapping"
"""What is said of YAML that is well-formed and holds no keys."""

MOST_VALUES = 10_000
"""How many values aliases may expand to, in one document."""

DEEP_LINE = re.compile(rf"(?:\A|\n)[ \t?:-]{{{DEEPEST}}}")
LEVEL = re.compile(r"([ \t]*)(?:[-?:](?=\s|$))?")


def load(front: str, findings: list[Finding], first_line: int = FIRST_LINE) -> Mapping[str, Any]:
    """The mapping that ``front`` holds. ``first_line``: the line of its file in which that begins.

    Adds to ``findings`` what is wrong; raises ``yaml.YAMLError`` where nothing can be read.
    """
    if (deep := _deep_place(front)) is not None:
        findings.append(Finding(NESTING_TOO_DEEP, deep, {"limit": DEEPEST}))
        return {}
    loader = FrontMatterLoader(front, findings, first_line)
    try:
        root = loader.get_single_node()
        if root is None:
            return {}
        if "*" in front and "&" in front and (bomb := _Expansion().bomb(root)) is not None:
            findings.append(Finding(ALIAS_BOMB, bomb.start_mark.index, {"limit": MOST_VALUES}))
            return {}
        value = loader.construct_document(root)
    finally:
        loader.dispose()
    if not isinstance(value, dict):
        raise yaml.MarkedYAMLError(problem=NO_MAPPING, problem_mark=root.start_mark)
    return value


class FrontMatterLoader(FastLoader):
    """PyYAML's safe loader, which says what it would pass over in silence: duplicate keys, keys that are no text.

    Of numbers it knows the decimal ones alone.
    """

    def __init__(self, front: str, findings: list[Finding], first_line: int) -> None:
        super().__init__(front)
        self._front, self._findings, self._first_line = front, findings, first_line

    def construct_mapping(self, node: MappingNode, deep: bool = False) -> dict[Any, Any]:
        """A mapping's values by key, every key as the text that was written."""
        mapping = {}
        for key, value in node.value:
            if key.tag != TEXT_TAG or key.__class__ is not ScalarNode:
                return self._construct_odd_mapping(node, deep)
            plain = value.tag == TEXT_TAG and value.__class__ is ScalarNode
            mapping[key.value] = value.value if plain else self.construct_object(value, deep=deep)
        if len(mapping) != len(node.value):
            self._tell_duplicates(node)
        return mapping

    def _construct_odd_mapping(self, node: MappingNode, deep: bool) -> dict[Any, Any]:
        """The same where some key is no text, or where ``<<`` takes over another mapping's keys."""
        self._tell_duplicates(node)
        for key, _value in node.value:
            if not isinstance(key, ScalarNode):
                self.tell(KEY_NOT_SIMPLE, key)
            elif key.tag not in (TEXT_TAG, MERGE_TAG):
                self.tell(KEY_NOT_TEXT, key, key=key.value)
        self.flatten_mapping(node)
        return {key.value: self.construct_object(value, deep=deep) for key, value in node.value if isinstance(key, ScalarNode)}

    def _tell_duplicates(self, node: MappingNode) -> None:
        first: dict[str, Node] = {}
        for key, _value in node.value:
            if isinstance(key, ScalarNode) and first.setdefault(key.value, key) is not key:
                above = self._front.count("\n", 0, first[key.value].start_mark.index)
                self.tell(DUPLICATE_KEY, key, key=key.value, line=above + self._first_line)

    def construct_unknown(self, node: Node) -> None:
        """Says that nothing is known of the node's tag."""
        self.tell(UNKNOWN_TAG, node, tag=node.tag.replace(TAG, "!!"))

    def construct_sign(self, node: ScalarNode) -> str:
        """A lone ``=`` or ``<<`` as a value: text, though YAML 1.1 has other plans for it."""
        return str(node.value)

    def tell(self, kind: ProblemKind, node: Node, **arguments: object) -> None:
        """Adds a finding, where the node begins."""
        self._findings.append(Finding(kind, node.start_mark.index, arguments))


def telling(construct: Callable[[Any, Any], Any], kind: ProblemKind) -> Callable[[Any, Any], Any]:
    """The constructor of a scalar, which lets plain errors of Python through, made to have the loader tell them instead."""

    def construct_or_tell(loader: Any, node: Node) -> Any:
        try:
            return construct(loader, node)
        except (ValueError, ArithmeticError, LookupError, AttributeError):
            loader.tell(kind, node, value=node.value[:40])
            return None

    return construct_or_tell


for _tag, _construct, _problem_kind in (
    (f"{TAG}timestamp", yaml.SafeLoader.construct_yaml_timestamp, IMPOSSIBLE_DATE),
    (f"{TAG}bool", yaml.SafeLoader.construct_yaml_bool, IMPOSSIBLE_VALUE),
    (INT_TAG, integer, IMPOSSIBLE_VALUE),
    (FLOAT_TAG, decimal, IMPOSSIBLE_VALUE),
):
    FrontMatterLoader.add_constructor(_tag, telling(_construct, _problem_kind))
FrontMatterLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in known if tag not in (INT_TAG, FLOAT_TAG)]
    for first, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
FrontMatterLoader.add_implicit_resolver(INT_TAG, INTEGER, FIRST_CHARACTERS)
FrontMatterLoader.add_implicit_resolver(FLOAT_TAG, DECIMAL, FIRST_CHARACTERS)
for _name in ("value", "merge"):
    FrontMatterLoader.add_constructor(TAG + _name, FrontMatterLoader.construct_sign)
FrontMatterLoader.add_constructor(None, FrontMatterLoader.construct_unknown)


class _Expansion:
    """How large a document is with every alias written out. An alias stands below its anchor, so each node is counted once."""

    def __init__(self) -> None:
        self._sizes: dict[int, int] = {}

    def bomb(self, node: Node) -> Node | None:
        """The first node that is too large, or stands in itself."""
        children: list[Node] = []
        if isinstance(node, MappingNode):
            children = [child for pair in node.value for child in pair]
        elif not isinstance(node, ScalarNode):
            children = node.value
        size = self._sizes[id(node)] = 0
        for child in children:
            if id(child) not in self._sizes and (found := self.bomb(child)) is not None:
                return found
            if not self._sizes[id(child)]:
                return child
            size += self._sizes[id(child)]
        self._sizes[id(node)] = size + 1
        return node if size >= MOST_VALUES else None


def _deep_place(front: str) -> int | None:
    """Where the nesting exceeds ``DEEPEST`` levels of brackets or of indentation; read from the text, before any parser sees it."""
    if front.count("[") + front.count("{") > DEEPEST:
        depth = 0
        for match in re.finditer(r"[\[{\]}]", front):
            depth = depth + 1 if match[0] in "[{" else max(depth - 1, 0)
            if depth > DEEPEST:
                return match.start()
    return _deep_indentation(front) if DEEP_LINE.search(front) else None


def _deep_indentation(front: str) -> int | None:
    columns: list[int] = []
    start = 0
    for line in front.split("\n"):
        place = 0
        while (level := LEVEL.match(line, place)) and place < len(line):
            column = level.end(1)
            while columns and columns[-1] >= column:
                columns.pop()
            columns.append(column)
            if len(columns) > DEEPEST:
                return start + column
            if level.end() == column:
                break
            place = level.end()
        start += len(line) + 1
    return None
