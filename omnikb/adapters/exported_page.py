"""A page as Markdown for another engine: front matter, headings, and HTML that no Markdown parser touches."""

from __future__ import annotations

import re
from typing import Any

import yaml
from markupsafe import escape

from omnikb.adapters.metadata import theme_metadata
from omnikb.adapters.output import asset_tag
from omnikb.adapters.pieces import TopHeading, pieces
from omnikb.articles import Article
from omnikb.pages import Page

_MEANING = re.compile(r"(&#?\w+;)|[\\`*_{}\[\]()#+\-.!|<>~^=:$@\"'/]")
"""What may mean something in a line of Markdown; a character reference already made is passed over."""
_MEANING_IN_TAG = re.compile(r"(&#?\w+;)|[\\`\[\]*]")
_TAG = re.compile(r"(<(?:[^>\"']|\"[^\"]*\"|'[^']*')*>)")
_FENCE = re.compile(r"^([ \t]*)([`~])", re.MULTILINE)
_SCRIPT = re.compile(r"<(?:script|style)\b", re.IGNORECASE)
_PERMALINK = re.compile(r'<a class="headerlink".*?</a>', re.DOTALL)


def exported_page(page: Page, article: Article, assets: list[str], language: str) -> str:
    """The page's file. Its links are final, so it stays at its path.

    ``assets``: addresses of what only this page loads; ``language``: that of the site.
    """
    inside = article.html[article.html.index(">") + 1 : article.html.rindex("</div>")]
    lang = page.lang or language
    blocks = [front_matter(page)]
    for piece in pieces(inside):
        blocks.append(
            heading_line(piece, lang if lang != language else "") if isinstance(piece, TopHeading) else html_block(piece, lang)
        )
    if assets:
        blocks.append("<div>" + "".join(asset_tag(href) for href in assets) + "</div>")
    return "\n\n".join(blocks) + "\n"


def front_matter(page: Page) -> str:
    """Title and description, and nothing else of the document's own."""
    metadata: dict[str, Any] = theme_metadata(page)
    return f"---\n{yaml.safe_dump(metadata, allow_unicode=True, sort_keys=False, width=1000)}---"


def heading_line(heading: TopHeading, lang: str) -> str:
    """A Markdown heading; what might mean something to the parser is written as character references.

    ``lang`` is given where it is not the site's.
    """
    parts = _TAG.split(" ".join(_PERMALINK.sub("", heading.html).split()))
    text = "".join((_MEANING_IN_TAG if part.startswith("<") else _MEANING).sub(_referred, part) for part in parts)
    attributes = [f"#{heading.anchor}"] if heading.anchor else []
    attributes += [f'lang="{lang}"'] if lang else []
    line = f"{'#' * heading.level} {text}"
    return f"{line} {{: {' '.join(attributes)} }}" if attributes else line


def html_block(html: str, lang: str) -> str:
    """One block of HTML. No line in it looks like a fence, and tabs stay: parsers deal with both before they look for HTML.

    A script of a plugin's own is left as it is, for there a character reference would be none.
    """
    safe = html.strip()
    if not _SCRIPT.search(safe):
        safe = _FENCE.sub(lambda line: f"{line[1]}&#{ord(line[2])};", safe).replace("\t", "&#9;")
    return f'<div class="omnikb-article" lang="{escape(lang)}">\n{safe}\n</div>'


def _referred(mark: re.Match[str]) -> str:
    return mark[1] or f"&#{ord(mark[0])};"
