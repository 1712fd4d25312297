"""An article in pieces: its top-level headings, and the HTML between them, each piece whole by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ELEMENT = re.compile(
    r"<!--.*?-->"  # a comment holds no elements, and neither do these:
    r"|<(?P<raw>script|style|textarea)\b(?:[^>\"']|\"[^\"]*\"|'[^']*')*>.*?</(?P=raw)\s*>"
    r"|<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9-]*)(?P<rest>(?:[^>\"']|\"[^\"]*\"|'[^']*')*)>",
    re.DOTALL,
)
_VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
_HEADING = re.compile(r'<h(?P<level>[1-6])(?:\s+id="(?P<anchor>[^"\s{}=|&\x27]*)")?>(?P<html>.*?)</h(?P=level)>', re.DOTALL)
_SECTION = re.compile(r'<section class="omnikb-section">(?=<h[1-6])')


@dataclass(frozen=True, slots=True)
class TopHeading:
    """A heading of the article itself, not one within a quotation or a box. ``anchor`` may be empty; ``html`` is what it shows."""

    level: int
    anchor: str
    html: str


def pieces(html: str) -> Iterator[TopHeading | str]:
    """The headings and the HTML between them, in order. A heading with attributes besides its anchor stays HTML, and so
    does one whose anchor cannot be written in Markdown.

    ``html`` is the inside of an article. The heading that opens a plugin's section is taken out of it.
    """
    kept: list[str] = []
    start = depth = 0
    position = 0
    while found := _ELEMENT.search(html, position):
        position = found.end()
        if found["name"] is None or found["name"].lower() in _VOID or found["rest"].endswith("/"):
            continue
        if depth == 0 and not found["close"]:
            section = _SECTION.match(html, found.start())
            heading = _HEADING.match(html, position if section else found.start())
            if heading and heading["html"].strip():
                kept.append(html[start : found.start()])
                yield from _whole(kept)
                yield TopHeading(int(heading["level"]), heading["anchor"] or "", heading["html"])
                kept = [section[0]] if section else []
                start = position = heading.end()
                depth = 1 if section else 0
                continue
        depth = max(0, depth + (-1 if found["close"] else 1))
    kept.append(html[start:])
    yield from _whole(kept)


def _whole(kept: list[str]) -> Iterator[str]:
    text = "".join(kept)
    if text.strip():
        yield text
