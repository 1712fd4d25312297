"""Articles: a page's body, rendered and sanitised, and its sections around it, as one piece of HTML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from markupsafe import escape

from omnikb.addresses import content_path, relative
from omnikb.bodies.page_text import Heading
from omnikb.configuration_loading import loaded
from omnikb.facts import Fact
from omnikb.index import Index
from omnikb.pages import Deferred, Page, Place, Section, Site
from omnikb.settings import Settings
from omnikb.templating import text_of

if TYPE_CHECKING:
    from omnikb.rendering import Rendered, Renderer


@dataclass(frozen=True, slots=True)
class Article:
    """What a site engine puts between its header and its footer. ``headings`` are those of body and sections, in order;
    ``asked`` are the facts that the body's links asked for.
    """

    html: str
    headings: tuple[Heading, ...]
    anchors: frozenset[str]
    rendered: Rendered
    asked: frozenset[Fact] = frozenset()


class Resolver:
    """Where the links of one page lead, as they must be written there."""

    def __init__(self, path: str, index: Index, published: frozenset[str]) -> None:
        """``published``: the paths of all pages and files of the site."""
        self._path, self._index, self._published = path, index, published
        self.asked: set[Fact] = set()

    def answer(self, fact: Fact) -> object:
        """What a fact of ``asked`` was answered with."""
        return self.id(fact[1]) if fact[0] == "document" else fact[1] in self._published

    def id(self, target: str) -> tuple[str, str] | None:
        """Address and title of a document, or ``None``."""
        self.asked.add(("document", target))
        document = self._index.get(target)
        return (self._index.href(self._path, document.path), document.title) if document else None

    def href(self, target: str) -> str:
        """The address of a relative link or image; ``""`` where it leads to nothing in the site."""
        path = content_path(self._path, target)
        if path is None:
            return ""
        self.asked.add(("published", path))
        if path not in self._published:
            return ""
        cut = min((target.find(mark) for mark in "?#" if mark in target), default=len(target))
        return relative(self._path, path, self._index.directory_urls) + target[cut:]


class KnownBodies:
    """What was rendered of bodies, by path, as long as they stay the same. Where their links lead may be out of date."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[str, str, Rendered]] = {}

    def get(self, path: str, body: str, lang: str, render: Callable[[], Rendered]) -> Rendered:
        """What was rendered of the body at ``path``, or is now."""
        known = self._known.get(path)
        if known is None or known[:2] != (body, lang):
            known = self._known[path] = (body, lang, render())
        return known[2]


class Articles:
    """Writes the article of each page of one site."""

    def __init__(self, index: Index, published: Iterable[str], settings: Settings, bodies: KnownBodies | None = None) -> None:
        """``published``: the paths of all pages and files of the site; ``bodies``: for articles in which links do not matter."""
        self._index, self._published, self._settings, self._bodies = index, frozenset(published), settings, bodies

    @classmethod
    def of(cls, index: Index, site: Site, settings: Settings) -> Articles:
        """The articles of a composed site."""
        return cls(index, (*(page.path for page in site.pages), *site.files, *(asset.path for asset in site.assets)), settings)

    @cached_property
    def _renderer(self) -> Renderer:
        """Made for the first body: most checks render none, and need neither the parser nor the time it takes to load."""
        from omnikb.bodies.dialect import merged  # noqa: PLC0415
        from omnikb.rendering import Renderer  # noqa: PLC0415

        core = self._settings.core
        extensions = {name: loaded(options) for name, options in self._settings.markdown_extensions.items()}
        return Renderer(merged(extensions), trusted=core.html == "trusted", mermaid=core.mermaid is not None)

    def resolver(self, path: str) -> Resolver:
        """Knows where the links of the page at ``path`` lead."""
        return Resolver(path, self._index, self._published)

    def render(self, path: str, body: str, lang: str) -> Rendered:
        """A body as it stands on the page at ``path``."""
        return self._renderer.render(body, self.resolver(path), lang)

    def write(self, page: Page, markdown: str | None = None) -> Article:
        """The article of a page that is complete; ``markdown`` in place of its body, where another tool changed it."""
        if isinstance(page.sections, Deferred):
            raise TypeError(f"{page.path} is not complete")
        sections = page.sections
        lang = page.lang or self._index.language
        resolver = self.resolver(page.path)
        rendered = self._rendered(page.path, page.body if markdown is None else markdown, resolver, lang)
        title, body = _title_and_body(page, rendered)
        anchors = set(rendered.anchors)
        by_place = {place: [_framed(one, lang, anchors) for one in sections if one.place is place] for place in Place}
        above = [*by_place[Place.HEADER], *by_place[Place.BEFORE]]
        html = "\n".join([title, *(one.html for one in above), body, *(one.html for one in by_place[Place.AFTER])])
        own_title = 1 if rendered.html.startswith("<h1") else 0
        headings = [*rendered.headings[:own_title], *(one.heading for one in above if one.heading), *rendered.headings[own_title:]]
        headings += [one.heading for one in by_place[Place.AFTER] if one.heading]
        wrapped = f'<div class="omnikb-article" lang="{escape(lang)}">\n{html}\n</div>'
        return Article(wrapped, tuple(headings), frozenset(anchors), rendered, frozenset(resolver.asked))

    def _rendered(self, path: str, body: str, resolver: Resolver, lang: str) -> Rendered:
        if self._bodies is None:
            return self._renderer.render(body, resolver, lang)
        return self._bodies.get(path, body, lang, lambda: self._renderer.render(body, resolver, lang))


@dataclass(frozen=True, slots=True)
class _Framed:
    html: str
    heading: Heading | None


def _title_and_body(page: Page, rendered: Rendered) -> tuple[str, str]:
    """The first-level heading that opens the article, the body's own or one made of the title, and what follows it."""
    if rendered.html.startswith("<h1"):
        end = rendered.html.index("</h1>") + len("</h1>")
        return rendered.html[:end], rendered.html[end:]
    return f"<h1>{escape(page.title)}</h1>", rendered.html


def _framed(section: Section, lang: str, anchors: set[str]) -> _Framed:
    """A section with its heading; the anchor is made unique on the page."""
    if not section.heading:
        return _Framed(f'<div class="omnikb-section">{section.html}</div>', None)
    title = text_of(section.heading, lang)
    wanted = section.anchor or "-".join(re.findall(r"\w+", title.unescape().casefold())) or "section"
    anchor, number = wanted, 1
    while anchor in anchors:
        number += 1
        anchor = f"{wanted}_{number}"
    anchors.add(anchor)
    html = f'<section class="omnikb-section"><h2 id="{escape(anchor)}">{title}</h2>\n{section.html}</section>'
    return _Framed(html, Heading(2, anchor, str(title), title.unescape()))
