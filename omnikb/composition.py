"""Composition: every document becomes a page with the sections plugins add; plugins' own pages and assets join them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from importlib import resources

from omnikb.documents import Document
from omnikb.facts import Fact
from omnikb.given_assets import Places, answered_for
from omnikb.i18n import messages_of
from omnikb.identity import address_taken
from omnikb.index import Index
from omnikb.listings import all_links_pages, type_pages
from omnikb.outputs import Outputs, is_path_within
from omnikb.pages import Asset, Deferred, Load, Page, Section, Site
from omnikb.plugin_discovery import ActivePlugin
from omnikb.plugin_manager import Plugins
from omnikb.problems import Problem
from omnikb.profiling import stage
from omnikb.recording import Recording, recording_settings

_ = messages_of("omnikb")

Made = tuple[Page, ActivePlugin | None]
"""A page that is no document, with the plugin that makes it; ``None``: a list of the core's own."""

STYLES = "assets/omnikb/styles.css"
"""Where adapters put all the style sheets of every page in one: no plugin's place."""


def outlined(
    index: Index,
    made: Sequence[Made],
    files: frozenset[str],
    redirects: Mapping[str, str],
    problems: tuple[Problem, ...],
    plugins: Plugins,
    known: KnownPages,
) -> Site:
    """The whole site, its pages without what plugins add to documents and without what is deferred: ``Composer`` adds that.

    ``known``: the pages of documents that are as they were. Raises ``PluginError`` where a plugin fails, or makes an asset that
    cannot be in the site.
    """
    makers = {page.path: plugin for page, plugin in made if plugin}
    others = {page.path: page for page, __ in made}
    pages = others | {page.path: page for page in known.of(index.documents.values(), others)}
    ordered = tuple(sorted(pages.values(), key=lambda page: page.path))
    return Site(ordered, _assets(index, files, plugins), files, redirects, problems, makers)


def document_page(document: Document, listing: Page | None) -> Page:
    """A document's page without what plugins add to it. ``listing``: the list that stands at its path."""
    engine = dict(document.engine)
    if document.summary:
        engine.setdefault("description", document.summary)
    sections = listing.sections if listing else ()
    return Page(document.path, document.title, document.body, sections, document.lang, document.id, engine)


class KnownPages:
    """The pages of documents as they were outlined last: of the same document they are the same."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[Document, Page]] = {}

    def of(self, documents: Iterable[Document], listings: Mapping[str, Page]) -> list[Page]:
        """Their pages, as ``document_page`` makes them; ``listings``: the lists that may stand at their paths."""
        before, self._known = self._known, {}
        pages = []
        for document in documents:
            listing, known = listings.get(document.path), before.get(document.path)
            if listing or known is None or known[0] is not document:
                known = (document, document_page(document, listing))
            if not listing:
                self._known[document.path] = known
            pages.append(known[1])
        return pages


class Composer:
    """Makes pages whole: what is deferred is made, and every plugin adds its sections to documents."""

    def __init__(self, index: Index, plugins: Plugins, makers: Mapping[str, ActivePlugin]) -> None:
        """``makers``: the plugins that made pages, by path, to be named where a page cannot be completed."""
        self._index, self._plugins, self._makers = index, plugins, makers

    @stage("compose")
    def complete(self, page: Page) -> tuple[Page, frozenset[Fact]]:
        """The page with all its sections, by weight, then by plugin name; and the facts that went into it."""
        reads: set[Fact] = set()
        index = Recording(self._index, reads)
        sections = [*self._deferred(page, index)]
        document = self._index.get(page.document)
        if document is not None:
            reads.add(("document", document.id))
            settings = recording_settings(self._plugins.settings, reads)
            found = self._plugins.collect(
                "omnikb_sections", Section, document.path, document=document, index=index, settings=settings
            )
            sections += sorted(found, key=lambda section: section.weight)
        return replace(page, sections=tuple(sections)), frozenset(reads)

    def _deferred(self, page: Page, index: Index) -> tuple[Section, ...]:
        if not isinstance(page.sections, Deferred):
            return page.sections
        plugin = self._makers.get(page.path)
        if plugin is None:
            return tuple(page.sections.build(page, index, *page.sections.given))
        return tuple(self._plugins.records_of(plugin, page, index))


def _assets(index: Index, files: frozenset[str], plugins: Plugins) -> tuple[Asset, ...]:
    assets = [_own_style_sheet()]
    places = Places("omnikb_assets", {assets[0].path: "omnikb", STYLES: "omnikb", **dict.fromkeys(files, _("the content"))})
    for plugin, asset in plugins.attributed("omnikb_assets", Asset, index=index, settings=plugins.settings):
        places.take(plugin, asset.path)
        assets.append(answered_for(plugin, "omnikb_assets", asset))
    return tuple(assets)


def made_pages(index: Index, files: Iterable[str], plugins: Plugins) -> tuple[list[Made], list[Problem]]:
    """The pages that are no document: the lists of each type, and those of plugins.

    A document written at the path of a type's list takes the list as its sections. Where a document, or one of the
    content ``files`` that are published, needs the place of any other page, that page is left out, with a problem at the
    document. Raises ``PluginError`` for a page that leaves the site or is there twice.
    """
    directory_urls = index.directory_urls
    written = {document.path for document in index.documents.values()}
    content, made = Outputs(directory_urls), Outputs(directory_urls)
    content.claim((*written, *files))
    makers: dict[str, str] = {}
    pages: list[Made] = []
    problems: list[Problem] = []
    for page, plugin in (*_lists(index), *_of_plugins(index, plugins)):
        if plugin is None and page.path in written:
            pages.append((page, None))
            continue
        if plugin is not None and (other := made.owner(page.path)):
            reason = _("there is already a page at {path}; it is from {other}") if other in makers else _("{path} is {other}")
            raise plugin.refused(reason, "omnikb_pages", path=page.path, other=makers.get(other, other))
        made.claim([page.path])
        makers[page.path] = plugin.label if plugin else "omnikb"
        if owner := content.owner(page.path):
            who = f"{page.path} ({plugin.name}, {plugin.distribution})" if plugin else page.path
            problems.append(address_taken(owner, who, directory_urls))
        else:
            pages.append((page, plugin))
    return pages, problems


def _lists(index: Index) -> Iterator[tuple[Page, None]]:
    for page in (*type_pages(index), *all_links_pages(index)):
        yield page, None


def _of_plugins(index: Index, plugins: Plugins) -> Iterator[tuple[Page, ActivePlugin]]:
    for plugin, page in plugins.attributed("omnikb_pages", Page, index=index, settings=plugins.settings):
        if not page.path.endswith(".md") or not is_path_within(page.path):
            reason = _("{path} is no path of a page within the site; write one such as risks/matrix.md")
            raise plugin.refused(reason, "omnikb_pages", path=page.path)
        if isinstance(page.sections, Deferred) and any(isinstance(one, Iterator) for one in page.sections.given):
            reason = _("{path} is given what can be read only once; its sections may be made more than once: give a tuple")
            raise plugin.refused(reason, "omnikb_pages", path=page.path)
        yield page if page.lang else replace(page, lang=index.language), plugin


def _own_style_sheet() -> Asset:
    content = (resources.files("omnikb") / "styles" / "omnikb.css").read_bytes()
    return Asset("assets/omnikb/omnikb.css", content, Load.EVERYWHERE)
