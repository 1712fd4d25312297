"""What stands in a page's HTML: its headings, anchors and plain text. Patterns suffice, as the cleaner wrote the HTML."""

from __future__ import annotations

import re
from collections.abc import Mapping
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
_LINE_EDGE = re.compile(r"[ \t]*\n\s*")


@dataclass(frozen=True, slots=True)
class Heading:
    """``html`` is what a table of contents shows, without links; ``text`` is the same, plain."""

    level: int
    anchor: str
    html: str
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


def text_of(html: str) -> str:
    """The words of the page, each block on its own line."""
    text = _BLOCK_EDGE.sub("\n", _NO_TEXT.sub("", html))
    return _LINE_EDGE.sub("\n", unescape(_ANY_TAG.sub("", text))).strip()
