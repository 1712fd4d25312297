"""The links a body holds, found in its Markdown without rendering it: fast enough for every document of every check.

Rendering is what finally decides, and takes a thousand times as long; so only a body that has a link at all is
looked at closely, and code, comments and escapes are masked by the same rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from omnikb.code_masking import masked

_NEEDLES = ("[[", "](", "]:", "href", "src")

_WIKI = re.compile(r"(?<!!)\[\[([^\[\]|\\\n]+)(?:\\?\|[^\[\]\n]*)?\]\]")
_HREF = r"(?:<([^<>\n]*)>|((?:[^()<>\n]|\([^()\n]*\))*?))"
_TITLE = r"(?:\"[^\n]*?\"|'[^\n]*?')"
_INLINE = re.compile(rf"\]\(\s*{_HREF}\s*{_TITLE}?\s*\)")
_DEFINITION = re.compile(
    rf"^[ \t>]*\[(?!\^)[^\[\]\n]*\]:[ ]*\n?[ ]*(?:<([^>\n]+)>|(\S+))[ ]*(?:\n?[ ]*(?:{_TITLE}|\([^\n]*\))[ ]*)?$", re.MULTILINE
)
_ATTRIBUTE = re.compile(r"<[a-zA-Z][^<>]*?\s(?:href|src)\s*=\s*(?:\"([^\"<>]*)\"|'([^'<>]*)'|([^\s\"'<>=`]+))")
_ESCAPED = re.compile(r"\\([^\w\s])")


@dataclass(frozen=True, slots=True)
class BodyLink:
    """A link as written. ``offset`` counts characters of the body; ``wiki`` tells ``[[id]]`` from a path.

    ``otherwise`` is the address right behind a ``[[text]](address)``, which counts where no document has the id.
    """

    target: str
    offset: int
    wiki: bool
    otherwise: str = ""


def body_links(body: str) -> Iterator[BodyLink]:
    """The wiki links, and the links and images to other files, in the order they stand."""
    if not any(needle in body for needle in _NEEDLES):
        return
    text = masked(body)
    found = {link.offset: link for pattern in (_INLINE, _DEFINITION, _ATTRIBUTE) for link in _addressed(pattern, text, body)}
    for match in _WIKI.finditer(text):
        behind = found.pop(match.end() + 1, None) if text.startswith("(", match.end()) else None
        found[match.start()] = BodyLink(match[1].strip(), match.start(), True, behind.target if behind else "")
    yield from (found[offset] for offset in sorted(found))


def _addressed(pattern: re.Pattern[str], text: str, body: str) -> Iterator[BodyLink]:
    """The matches in the masked text, read from the body itself, where escapes still stand."""
    for match in pattern.finditer(text):
        start, end = match.span(match.lastindex or 1)
        target = _ESCAPED.sub(r"\1", body[start:end]).strip()
        if target:
            yield BodyLink(unescape(target), start, False)
