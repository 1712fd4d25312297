"""The links a body holds, found in its Markdown without rendering it: fast enough for every document of every check.

Rendering is what finally decides, and takes a thousand times as long; so code, comments and escapes are
masked here by the same rules, and only a body that has a link at all is looked at closely.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_NEEDLES = ("[[", "](", "]:", "href=", "src=")

_WIKI = re.compile(r"(?<!\\)\[\[([^\[\]|\n]+)(?:\|([^\[\]\n]+))?\]\]")
_INLINE = re.compile(r"\]\(\s*(?:<([^>\n]*)>|((?:[^\s()\\]|\\.|\((?:[^\s()\\]|\\.)*\))+))")
_DEFINITION = re.compile(r"^[ ]{0,3}\[(?!\^)[^\]\n]+\]:[ \t]*<?([^\s>]+)", re.MULTILINE)
_ATTRIBUTE = re.compile(r"<[a-zA-Z][^<>]*?\s(?:href|src)\s*=\s*(?:\"([^\"<>]*)\"|'([^'<>]*)')")

_FENCE = re.compile(r"^[ \t>]*(?:[-*+][ \t]+|\d+[.)][ \t]+)?(`{3,}|~{3,})")
_CODE_SPAN = re.compile(r"(?<![`\\])(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_VISIBLE = re.compile(r"[^\n]")
_CONTAINER = re.compile(r"(?:[-*+]|\d+[.)])[ \t]|!!!|\?\?\?|===|\[\^|:[ \t]|>|///")


@dataclass(frozen=True, slots=True)
class BodyLink:
    """A link as written. ``offset`` counts characters of the body; ``wiki`` tells ``[[id]]`` from a path."""

    target: str
    offset: int
    wiki: bool


def body_links(body: str) -> Iterator[BodyLink]:
    """The wiki links, and the links and images to other files, in the order they stand."""
    if not any(needle in body for needle in _NEEDLES):
        return
    masked = masked_code(body)
    found = [BodyLink(match[1].strip(), match.start(), True) for match in _WIKI.finditer(masked)]
    for pattern in (_INLINE, _DEFINITION, _ATTRIBUTE):
        for match in pattern.finditer(masked):
            number = match.lastindex or 1
            found.append(BodyLink(match[number], match.start(number), False))
    yield from sorted(found, key=lambda link: link.offset)


def masked_code(body: str) -> str:
    """The body with all code and comments blanked out, each character in its place."""
    if "<!--" in body:
        body = _COMMENT.sub(_blanked, body)
    if "```" in body or "~~~" in body or "\n    " in body or "\n\t" in body:
        body = _without_code_blocks(body)
    return _CODE_SPAN.sub(_blanked, body) if "`" in body else body


def _blanked(match: re.Match[str]) -> str:
    return _VISIBLE.sub(" ", match[0])


def _without_code_blocks(body: str) -> str:
    """Fenced blocks, and indented ones that no list or other container explains, blanked out."""
    lines = body.split("\n")
    fence, contained, after_blank, in_code = "", False, True, False
    for number, line in enumerate(lines):
        opening = _FENCE.match(line)
        if fence:
            closes = opening is not None and opening[1].startswith(fence) and not line[opening.end() :].strip()
            fence = "" if closes else fence
            lines[number] = " " * len(line)
            continue
        if opening and _closed_later(lines, number, opening[1]):
            fence = opening[1]
            lines[number] = " " * len(line)
            continue
        if not line.strip():
            after_blank = True
            continue
        indented = line.startswith(("    ", "\t"))
        if not indented:
            contained = bool(_CONTAINER.match(line.lstrip())) or (contained and not after_blank)
        in_code = indented and not contained and (after_blank or in_code)
        if in_code:
            lines[number] = " " * len(line)
        after_blank = False
    return "\n".join(lines)


def _closed_later(lines: list[str], start: int, mark: str) -> bool:
    """An unclosed fence is no fence: Python-Markdown then shows it as text."""
    for line in lines[start + 1 :]:
        closing = _FENCE.match(line)
        if closing and closing[1].startswith(mark) and not line[closing.end() :].strip():
            return True
    return False
