"""A body's Markdown as sanitised HTML, with its headings, anchors and plain text."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape, unescape
from typing import Any, Protocol

from markdown import Markdown
from markdown.extensions.footnotes import FootnoteExtension

from omnikb.bodies.attribute_lists import AttributeLists
from omnikb.bodies.cleaning import cleaned, with_foreign_tags_shown
from omnikb.bodies.diagrams import with_mermaid_fence
from omnikb.bodies.id_links import FINAL, IdLinks
from omnikb.bodies.page_text import Heading, Passage, anchors_in, headings_in, passages_in, text_of
from omnikb.bodies.removals import Removed, removals
from omnikb.bodies.sanitising import is_suspicious
from omnikb.errors import SettingsError
from omnikb.i18n import messages_of, translated
from omnikb.problems import TOO_DEEP

__all__ = ["Heading", "Passage", "Rendered", "Renderer", "Resolver"]

_ = messages_of("omnikb")
_BACK = _("Back to where footnote {} is mentioned")
_ADDRESSED = re.compile(r'<(?:a|img|audio|video|source|track)\s(?:[^>]*?\s)?(href|src)=(["\'])(?!#)(.*?)\2[^>]*>')
_NOT_RELATIVE = re.compile(r"\s*(?:[a-zA-Z][a-zA-Z0-9+.-]*:|[/\\?#]|$)")


@dataclass(frozen=True, slots=True)
class Rendered:
    """A body as HTML. ``anchors`` are all its ids; ``passages`` are its plain text, code included, from heading to heading."""

    html: str
    headings: tuple[Heading, ...]
    anchors: frozenset[str]
    passages: tuple[Passage, ...]
    removed: tuple[Removed, ...]

    @property
    def text(self) -> str:
        """All of the plain text, a block a line."""
        return "\n".join(text for passage in self.passages for text in (passage.heading, passage.text) if text)

    @property
    def digest(self) -> str:
        """What identifies the headings, the anchors and the text."""
        content = repr((self.headings, sorted(self.anchors), self.passages))
        return hashlib.blake2b(content.encode(errors="surrogatepass"), digest_size=16).hexdigest()


class Resolver(Protocol):
    """Knows where a body's links lead."""

    def id(self, target: str) -> tuple[str, str] | None:
        """The final relative address and the title of a document; ``None``: unknown."""

    def href(self, target: str) -> str | None:
        """The final relative address of a relative link as written, with its query and fragment.

        ``None`` leaves it as written; ``""`` says that it leads to no page of the site, and no reader is sent there.
        """


class Renderer:
    """Renders one body after the other. Building the parser costs as much as rendering a page, so it is built once."""

    def __init__(self, extensions: Mapping[str, Mapping[str, Any]], *, trusted: bool = False, mermaid: bool = False) -> None:
        """``trusted`` keeps all HTML as written; ``mermaid``: the site draws Mermaid diagrams itself.

        Raises ``SettingsError`` for extensions that cannot be loaded, or refuse their options.
        """
        self._trusted, self._mermaid = trusted, mermaid
        self._resolve: Resolver | None = None
        self._language = "en"
        self._extensions = with_mermaid_fence(extensions, mermaid, lambda: self._language)
        self._markdown = self._parser()

    def render(self, body: str, resolve: Resolver, lang: str = "en") -> Rendered:
        """``body`` as HTML; the few words of our own in it are in ``lang``."""
        self._resolve, self._language = resolve, lang
        for footnotes in self._footnotes:
            footnotes.setConfig("BACKLINK_TITLE", translated(_BACK, lang))
        try:
            html = self._markdown.reset().convert(body)
        except RecursionError:
            return self._as_written(body)
        removed: tuple[Removed, ...] = ()
        if not self._trusted:
            html = with_foreign_tags_shown(html)
            removed = removals(html, self._mermaid) if is_suspicious(body) else ()
            html = cleaned(html, self._mermaid).strip()
        html = _ADDRESSED.sub(lambda tag: _resolved(tag, resolve), html)
        headings = headings_in(html, self._contents())
        return Rendered(html, headings, anchors_in(html), passages_in(html, headings), removed)

    def _parser(self) -> Markdown:
        try:
            parser = Markdown(extensions=list(self._extensions), extension_configs=self._extensions)
        except Exception as error:  # whatever an extension makes of options it does not know
            words = {"reason": f"{type(error).__name__}: {' '.join(str(error).split())}"}
            reason = _("an extension is not there or refuses its options: {reason}")
            raise SettingsError("mkdocs.yml", "markdown_extensions", reason, None, words) from error
        # Above links (170), below escapes (180): `\[[` is no link
        parser.inlinePatterns.register(IdLinks(parser, self._found), "omnikb_id", 175)
        if "attr_list" in parser.treeprocessors:
            parser.treeprocessors.register(AttributeLists(parser), "attr_list", 8)
        own_words = "BACKLINK_TITLE" in self._extensions.get("footnotes", {})
        self._footnotes = [] if own_words else [one for one in parser.registeredExtensions if isinstance(one, FootnoteExtension)]
        return parser

    def _as_written(self, body: str) -> Rendered:
        # The parser stopped midway and still holds what it had read
        self._markdown = self._parser()
        html = f"<pre>{escape(body, quote=False)}</pre>"
        return Rendered(html, (), frozenset(), (Passage("", "", text_of(html)),), (Removed(TOO_DEEP, ""),))

    def _found(self, target: str) -> tuple[str, str] | None:
        return self._resolve.id(target) if self._resolve else None

    def _contents(self) -> dict[str, str]:
        """The headings of the table of contents: anchors, with the label where the author gave another, else ``""``."""
        found: dict[str, str] = {}
        pending = list(getattr(self._markdown, "toc_tokens", ()))
        while pending:
            token = pending.pop()
            pending.extend(token["children"])
            found[token["id"]] = token["name"] if token["data-toc-label"] else ""
        return found


def _resolved(tag: re.Match[str], resolve: Resolver) -> str:
    """A tag with the final address of its relative link; one that opens another window keeps it from reaching back."""
    written = unescape(tag[3]).strip()
    text = tag[0].replace(' target="_blank"', ' target="_blank" rel="noopener"', 1)
    if f' {FINAL}=""' in text:
        return text.replace(f' {FINAL}=""', "", 1)
    if _NOT_RELATIVE.match(written) or (address := resolve.href(written)) is None:
        return text
    new = f'{tag[1]}="{escape(address)}"' if address else 'class="omnikb-missing"'
    return text.replace(f"{tag[1]}={tag[2]}{tag[3]}{tag[2]}", new, 1)
