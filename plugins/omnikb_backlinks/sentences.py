"""The sentence around a link, as plain text: where it starts and ends, and what remains of its Markdown."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass

LIMIT = 120
"""A quoted sentence is at most about this many characters long."""

_REACH = 600
"""A paragraph is looked at no farther than this from the link, in characters."""

_LINK = re.compile(
    r"\[\[(?P<id>[^\[\]|\n]+)(?:\|(?P<said>[^\[\]\n]+))?\]\]"
    r"|!?\[(?P<text>(?:[^\[\]\n]|\[[^\[\]\n]*\])*)\](?:\((?:<[^>\n]*>|(?:[^()\n]|\([^()\n]*\))*)\)|\[[^\[\]\n]*\])"
    r"|<a\b[^<>]*>(?P<inner>[^<]*)</a>"
)
_NEW_BLOCK = re.compile(r"[ \t]*(?:[-*+][ \t]|\d+[.)][ \t]|#{1,6}[ \t]|>|\||!!!|\?\?\?|===|:[ \t]|`{3}|~{3}|\[[^\]]+\]:)")
_LEADING = re.compile(
    r"^[ \t]*(?:>[ \t]?)*"
    r"(?:#{1,6}[ \t]+|[-*+][ \t]+(?:\[[ xX]\][ \t]+)?|\d+[.)][ \t]+|(?:!!!|\?\?\?\+?|===)[^\n]*|:[ \t]+|\[\^[^\]\n]+\]:[ \t]*)?",
    re.MULTILINE,
)
_MARKUP = (
    (re.compile(r"<!--.*?-->|</?[a-zA-Z][^<>]*>", re.DOTALL), ""),
    (re.compile(r"\[\^[^\]\n]+\]|\{[:#. ][^{}\n]*\}"), ""),
    (re.compile(r"(`+)(.+?)\1"), r"\2"),
    (re.compile(r"(\*\*|__|~~|==|\^\^)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]+)(?<=[^\s*])\*(?![\w*])"), r"\1"),
    (re.compile(r"(?<!\w)_(?=[^\s_])([^_\n]+)(?<=[^\s_])_(?!\w)"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!|>~-])"), r"\1"),
)
_SIGN = re.compile(r"[<\[{`*_~=^\\]")
"""What every markup begins with."""
_WIDE = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]"
_CLOSING = r"[\"'”’」』）】》)\]]*"
_END = re.compile(
    rf"[。！？；]+{_CLOSING}"  # Chinese
    rf"|[.!?]+{_CLOSING}(?=\s+[^\sa-z]|\s*$)"  # English: a blank and no small letter follow, so not 3.5, v2.3 or e.g. this
    rf"|(?:(?<={_WIDE})\.|[!?]){_CLOSING}(?={_WIDE})"  # half-width marks in Chinese
)
_TIGHT = re.compile(rf"{_WIDE}(?:{_WIDE}|[\ue000-\uf8ff])|[\ue000-\uf8ff]{_WIDE}")
"""Two characters that no blank separates where a line ended between them."""
_HERE, _OTHERS = "\ue000", 0xE001
_PLACEHOLDER = re.compile("[\ue000-\uf8ff]")
"""Characters of no meaning that stand for links, so that the words of a link are no markup and end no sentence."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence in three parts, all plain text; ``words`` are those of the link."""

    before: str
    words: str
    after: str


def sentence_around(body: str, offset: int, title_of: Callable[[str], str]) -> Sentence | None:
    """The sentence around the link at ``offset`` of ``body``; ``None`` where the link stands in no sentence.

    ``title_of`` gives the words of a link that has none of its own: the title of the document with an id.
    """
    paragraph, position = _paragraph(body, offset)
    marked, words = _without_links(paragraph, position, title_of)
    if _HERE not in marked:
        return None
    before, __, after = _plain(marked).partition(_HERE)
    start = max((end.end() for end in _END.finditer(before + _HERE)), default=0)
    end = _END.search(after)
    return _shortened(
        _PLACEHOLDER.sub(lambda found: words[found[0]], before[start:].lstrip()),
        words[_HERE],
        _PLACEHOLDER.sub(lambda found: words[found[0]], after[: end.end()] if end else after.rstrip()),
    )


def _paragraph(body: str, offset: int) -> tuple[str, int]:
    """The lines around ``offset`` that make one block, and where ``offset`` is in them."""
    lowest, highest = max(0, offset - _REACH), min(len(body), offset + _REACH)
    start = body.rfind("\n", lowest, offset) + 1 or lowest
    while start > lowest and not _NEW_BLOCK.match(body, start):
        above = body.rfind("\n", lowest, start - 1) + 1 or lowest
        if not body[above:start].strip():
            break
        start = above
    end = body.find("\n", offset, highest)
    while end != -1:
        below = body.find("\n", end + 1, highest)
        line = body[end + 1 : below if below != -1 else highest]
        if not line.strip() or _NEW_BLOCK.match(line):
            break
        end = below
    return body[start : end if end != -1 else highest], offset - start


def _without_links(paragraph: str, position: int, title_of: Callable[[str], str]) -> tuple[str, dict[str, str]]:
    """The paragraph, or the cell of a table, with a placeholder for each link, and the words of each."""
    words: dict[str, str] = {}

    def placeholder(link: re.Match[str]) -> str:
        here = _HERE not in words and link.start() <= position < link.end()
        mark = _HERE if here else chr(_OTHERS + len(words))
        said = link["said"] or link["text"] or link["inner"]
        words[mark] = _plain(said) if said else title_of(link["id"].strip()) if link["id"] else ""
        return mark

    marked = _LINK.sub(placeholder, _PLACEHOLDER.sub("\ufffd", paragraph))
    if marked.lstrip().startswith("|"):
        marked = next((cell for cell in re.split(r"(?<!\\)\|", marked) if _HERE in cell), "")
    return marked, words


def _plain(text: str) -> str:
    """Markdown as the text it shows, on one line; between two Chinese lines there is no blank."""
    text = _LEADING.sub("", text)
    for pattern, replacement in _MARKUP if _SIGN.search(text) else ():
        text = pattern.sub(replacement, text)
    joined = ""
    for line in filter(None, map(str.strip, html.unescape(text).split("\n"))):
        joined += line if not joined or _TIGHT.fullmatch(joined[-1] + line[0]) else f" {line}"
    return re.sub(r"\s+", " ", joined)


def _shortened(before: str, words: str, after: str) -> Sentence:
    """The sentence cut to ``LIMIT`` around the link's words, with … where something is missing."""
    if len(words) > LIMIT:
        words = words[: LIMIT - 1].rstrip() + "…"
    room = LIMIT - len(words)
    left = max(room // 2, room - len(after))
    right = max(room - len(before), room - left)
    if len(before) > left:
        before = "…" + _cut(before[::-1], left)[::-1]
    if len(after) > right:
        after = _cut(after, right) + "…"
    return Sentence(before, words, after)


def _cut(text: str, length: int) -> str:
    """The start of ``text``, no longer than ``length``, and not in the middle of a Latin word where that is near."""
    inside = length > 0 and re.match(r"[0-9A-Za-z]{2}", text[length - 1 : length + 1])
    return re.sub(r"(?<=\s)[!-~]{1,20}$", "", text[:length]) if inside else text[:length]
