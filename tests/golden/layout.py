"""HTML laid out so that a diff reads well: a block a line, what is inside it indented, running text on one line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"area", "br", "col", "hr", "img", "input", "source", "track", "wbr"})
RUNNING = re.compile(
    "a|abbr|b|bdi|br|cite|code|del|em|i|img|input|ins|kbd|label|mark|q|s|samp|small|span|strong|sub|sup|time|u|var|wbr"
)
"""Elements of running text; all others begin a line."""


@dataclass
class Element:
    """An element with its tags as they were written. ``None`` for an end tag it does not need."""

    name: str
    start: str = ""
    children: list[Element | str] = field(default_factory=list)

    @property
    def is_block(self) -> bool:
        """Whether it begins a line, or holds something that does."""
        return not RUNNING.fullmatch(self.name) or self.holds_blocks

    @property
    def holds_blocks(self) -> bool:
        """Whether anything inside it begins a line."""
        return any(isinstance(child, Element) and child.is_block for child in self.children)

    @property
    def end(self) -> str:
        """The end tag; empty where there is none."""
        return "" if self.name in VOID or self.start.endswith("/>") else f"</{self.name}>"


class _Reader(HTMLParser):
    """Reads HTML that is well nested; an end tag out of place raises ``ValueError``."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.root = Element("#root")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: object) -> None:
        element = Element(tag, self.get_starttag_text() or "")
        self._open[-1].children.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        self._open[-1].children.append(Element(tag, self.get_starttag_text() or ""))

    def handle_endtag(self, tag: str) -> None:
        if self._open[-1].name != tag:
            raise ValueError(f"</{tag}> where <{self._open[-1].name}> is open, line {self.getpos()[0]}")
        self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)

    def handle_entityref(self, name: str) -> None:
        self.handle_data(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.handle_data(f"&#{name};")

    def close(self) -> None:
        super().close()
        if len(self._open) > 1:
            raise ValueError(f"<{self._open[-1].name}> is never closed")


def laid_out(html: str) -> str:
    """The HTML, a block a line. Raises ``ValueError`` where it is not well nested."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return "".join(f"{line}\n" for line in _lines(reader.root.children, 0))


def _lines(children: list[Element | str], depth: int) -> Iterator[str]:
    running: list[Element | str] = []
    for child in [*children, None]:
        if child is None or (isinstance(child, Element) and child.is_block):
            if text := _running(running):
                yield "  " * depth + text
            running = []
            if child is not None:
                yield from _block(child, depth)
        else:
            running.append(child)


def _block(element: Element, depth: int) -> Iterator[str]:
    indent = "  " * depth
    if element.name == "pre":
        yield indent + _verbatim(element)
    elif element.holds_blocks:
        yield indent + _tag(element.start)
        yield from _lines(element.children, depth + 1)
        yield indent + element.end
    else:
        yield indent + _tag(element.start) + _running(element.children) + element.end


def _running(children: list[Element | str]) -> str:
    return re.sub(r"\s+", " ", "".join(map(_verbatim, children))).strip()


def _verbatim(node: Element | str) -> str:
    return node if isinstance(node, str) else _tag(node.start) + "".join(map(_verbatim, node.children)) + node.end


def _tag(start: str) -> str:
    return re.sub(r"\s+", " ", start)
