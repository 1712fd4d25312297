"""``[[id]]`` and ``[[id|text]]`` in a body: links by id, wherever the document lies."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from markdown.inlinepatterns import InlineProcessor
from markdown.util import STX, AtomicString

if TYPE_CHECKING:
    from markdown import Markdown

ID_LINK = r"(?<!!)\[\[([^\[\]\n]+)\]\](\()?"
_BAR = re.compile(rf"\||{STX}klzzwxh:\d+\x03")
_ESCAPED_BAR = f"{STX}{ord('|')}\x03"

FINAL = "data-omnikb"
"""The attribute of a link whose address is final; the renderer takes it away."""


class IdLinks(InlineProcessor):
    """Resolves ids while inline Markdown is read; text between the bars and brackets may be Markdown itself."""

    def __init__(self, markdown: Markdown, resolve: Callable[[str], tuple[str, str] | None]) -> None:
        super().__init__(ID_LINK, markdown)
        self._resolve = resolve

    def handleMatch(  # type: ignore[override] # noqa: N802 - Python-Markdown's own name; its stub knows old patterns only
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002 - part of the signature
    ) -> tuple[Element | None, int | None, int | None]:
        """The link, or text marked as leading nowhere, in place of the match."""
        target, text = self._parts(m[1])
        found = self._resolve(target) if target else None
        # `[[1]](https://…)` is an ordinary link with brackets in its text, unless there is a document 1
        if not target or (m[2] and not found):
            return None, None, None
        element = Element("a", {"href": found[0], FINAL: ""}) if found else Element("span", {"class": "omnikb-missing"})
        element.text = text or AtomicString(found[1] if found else target)
        return element, m.start(0), m.end(1) + 2

    def _parts(self, content: str) -> tuple[str, str]:
        """The id, and the text or ``""``. In a table the bar between them is written ``\\|``."""
        for bar in _BAR.finditer(content):
            if bar[0] == "|" or self.unescape(bar[0]) == _ESCAPED_BAR:
                return self._plain(content[: bar.start()]), content[bar.end() :].strip()
        return self._plain(content), ""

    def _plain(self, text: str) -> str:
        return re.sub(rf"{STX}(\d+)\x03", lambda escaped: chr(int(escaped[1])), self.unescape(text)).strip()
