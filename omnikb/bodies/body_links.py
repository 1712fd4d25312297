"""The links a body holds, found in its Markdown without rendering it: fast enough for every document of every check.

Rendering is what finally decides, and takes a thousand times as long; so only a body that has a link at all is
looked at closely, and code, comments and escapes are masked by the same rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape

from omnikb.bodies.code_masking import masked

_NEEDLES = ("[[", "](", "]:", "href", "src")

_WIKI = re.compile(r"\[\[(?<!!\[\[)([^\[\]|\\\n]+)(?:\\?\|[^\[\]\n]*)?\]\]")
_HREF = r"(?:<([^<>\n]*)>|((?:[^()<>\n]|\([^()\n]*\))*?))"
_TITLE = r"(?:\"[^\n]*?\"|'[^\n]*?')"
_INLINE = re.compile(rf"\]\(\s*{_HREF}\s*{_TITLE}?\s*\)")
_DEFINITION = re.compile(
    rf"^[ \t>]*\[(?!\^)[^\[\]\n]*\]:[ ]*\n?[ ]*(?:<([^>\n]+)>|(\S+))[ ]*(?:\n?[ ]*(?:{_TITLE}|\([^\n]*\))[ ]*)?$", re.MULTILINE
)
_ATTRIBUTE = re.compile(r"<[a-zA-Z][^<>]*?\s(?:href|src)\s*=\s*(?:\"([^\"<>]*)\"|'([^'<>]*)'|([^\s\"'<>=`]+))")
_ESCAPED = re.compile(r"\\([^a-zA-Z0-9\s])")
_BRACKET = re.compile(r"\[|\]|\n[ \t]*\n")


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
    found = {link.offset: link for link in _addressed(_matches(text), body)}
    for match in _WIKI.finditer(text):
        behind = found.pop(match.end() + 1, None) if text.startswith("(", match.end()) else None
        said = _ESCAPED.sub(r"\1", body[match.start(1) : match.end(1)]).strip()
        found[match.start()] = BodyLink(said, match.start(), True, behind.target if behind else "")
    yield from (found[offset] for offset in sorted(found))


def _matches(text: str) -> Iterator[re.Match[str]]:
    """Every address in the masked text. No pattern reads a text that lacks what it looks for."""
    if "](" in text:
        yield from _inline(text)
    if "]:" in text:
        yield from _DEFINITION.finditer(text)
    if "href" in text or "src" in text:
        yield from _ATTRIBUTE.finditer(text)


def _inline(text: str) -> Iterator[re.Match[str]]:
    """Addresses in parentheses, each behind a bracket that closes one before it; mostly a glance back tells."""
    closing: frozenset[int] | None = None
    for match in _INLINE.finditer(text):
        label = text[max(text.rfind("[", 0, match.start()), 0) : match.start()]
        if label.startswith("[") and "]" not in label and "\n" not in label:
            yield match
            continue
        closing = _closing_brackets(text) if closing is None else closing
        if match.start() in closing:
            yield match


def _closing_brackets(text: str) -> frozenset[int]:
    """Where a ``]`` closes a ``[`` of the same paragraph."""
    closing, depth = [], 0
    for bracket in _BRACKET.finditer(text):
        if bracket[0] == "[":
            depth += 1
        elif bracket[0] == "]" and depth:
            closing.append(bracket.start())
            depth -= 1
        elif bracket[0] != "]":
            depth = 0
    return frozenset(closing)


def _addressed(matches: Iterable[re.Match[str]], body: str) -> Iterator[BodyLink]:
    """Links matched in the masked text, read from the body itself, where escapes still stand."""
    for match in matches:
        start, end = match.span(match.lastindex or 1)
        target = _ESCAPED.sub(r"\1", body[start:end]).strip()
        if target:
            yield BodyLink(unescape(target), start, False)
