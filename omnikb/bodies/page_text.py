"""What stands in a page's HTML: its headings, anchors and plain text. Patterns suffice, as the cleaner wrote the HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import unescape

_BLOCKS = (
    "address|article|aside|audio|blockquote|br|caption|center|dd|details|div|dl|dt|figcaption|figure|footer|h[1-6]|header|hr|"
    "input|li|main|nav|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul|video"
)
_TAG = r"(?:[^>\"']|\"[^\"]*\"|'[^']*')*>"
_BLOCK_EDGE = re.compile(rf"</?(?:{_BLOCKS})(?=[\s/>]){_TAG}", re.IGNORECASE)
_ANY_TAG = re.compile(rf"</?[a-zA-Z]{_TAG}")
_NO_TEXT = re.compile(
    r'<a class="(?:headerlink|footnote-backref)".*?</a>|<td class="linenos">.*?</td>|<p class="omnikb-notice">.*?</p>'
    r"|<!--.*?-->|<(script|style)[\s>].*?</\1\s*>",
    re.DOTALL | re.IGNORECASE,
)
_NO_LABEL = re.compile(r'<a class="headerlink".*?</a>|<sup id="fnref.*?</sup>|</?a(?:\s[^>]*)?>|\sid="[^"]*"', re.DOTALL)
_HEADING = re.compile(r'<h([1-6])(?:\s[^>]*?)?\sid="([^"]+)"[^>]*>(.*?)</h\1>', re.DOTALL)
_ANCHOR = re.compile(r'<(?:[a-z][^>]*?\sid|a\s(?:[^>]*?\s)?name)="([^"]+)"')
_CODE = re.compile(r"(<pre[\s>].*?</pre>)", re.DOTALL | re.IGNORECASE)
"""Where a line ends as its author wrote it; elsewhere an author's line goes on in the next."""
_LINE_EDGE = re.compile(r"[ \t]*\n\s*")


@dataclass(frozen=True, slots=True)
class Heading:
    """``html`` is what a table of contents shows, without links; ``text`` is the same, plain."""

    level: int
    anchor: str
    html: str
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """The text from one heading to the next, a block a line. What stands before the first heading has no ``anchor``."""

    anchor: str
    heading: str
    text: str


def headings_in(html: str, contents: Mapping[str, str]) -> tuple[Heading, ...]:
    """The headings of a page that have an anchor and are in ``contents`` (anchors and labels; ``""``: its own words)."""
    found = []
    for level, attribute, inner in _HEADING.findall(html):
        anchor = unescape(attribute)
        if anchor in contents:
            label = contents[anchor] or _NO_LABEL.sub("", inner).strip()
            found.append(Heading(int(level), anchor, label, text_of(label)))
    return tuple(found)


def anchors_in(html: str) -> frozenset[str]:
    """Every id in the page, and every name of a link: a browser goes to both."""
    return frozenset(map(unescape, _ANCHOR.findall(html)))


def passages_in(html: str, headings: Iterable[Heading]) -> tuple[Passage, ...]:
    """The text of a page in passages, each under one of ``headings``; passages without any words are left out."""
    shown, anchors = _NO_TEXT.sub("", html), {heading.anchor for heading in headings}
    found = []
    anchor, title, start = "", "", 0
    for heading in _HEADING.finditer(shown):
        if (attribute := unescape(heading[2])) in anchors:
            found.append(Passage(anchor, title, _words(shown[start : heading.start()])))
            anchor, title, start = attribute, _words(heading[3]), heading.end()
    found.append(Passage(anchor, title, _words(shown[start:])))
    return tuple(passage for passage in found if passage.heading or passage.text)


def text_of(html: str) -> str:
    """The words of the page, each block on its own line."""
    return _words(_NO_TEXT.sub("", html))


def _words(html: str) -> str:
    on_one_line = "".join(part if number % 2 else part.replace("\n", " ") for number, part in enumerate(_CODE.split(html)))
    return _LINE_EDGE.sub("\n", unescape(_ANY_TAG.sub("", _BLOCK_EDGE.sub("\n", on_one_line)))).strip()
