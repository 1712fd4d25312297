"""Composition: every document becomes a page with the sections plugins add; plugins' own pages and assets join them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from importlib import resources

from omnikb.addresses import address
from omnikb.documents import Document
from omnikb.errors import PluginError
from omnikb.i18n import messages_of
from omnikb.index import Index
from omnikb.listings import all_links_pages, type_pages
from omnikb.pages import Asset, Load, Page, Section, Site
from omnikb.plugin_manager import Plugins
from omnikb.problems import Problem

_ = messages_of("omnikb")


def composed(
    index: Index,
    files: frozenset[str],
    redirects: Mapping[str, str],
    problems: tuple[Problem, ...],
    plugins: Plugins,
    progress: Callable[[str, int, int], None],
) -> Site:
    """The whole site. Raises ``PluginError`` where a plugin fails or makes a page that exists."""
    made = {page.path: page for page in made_pages(index, plugins)}
    pages = []
    for number, document in enumerate(index.documents.values()):
        progress("compose", number, len(index.documents))
        listing = made.pop(document.path, None)
        pages.append(document_page(document, index, plugins, listing.sections if listing else ()))
    pages += made.values()
    return Site(tuple(sorted(pages, key=lambda page: page.path)), _assets(index, files, plugins), files, redirects, problems)


def _assets(index: Index, files: frozenset[str], plugins: Plugins) -> tuple[Asset, ...]:
    assets = [_own_style_sheet()]
    owners = {assets[0].path: "omnikb", **dict.fromkeys(files, _("the content"))}
    for plugin, asset in plugins.attributed("omnikb_assets", Asset, index=index, settings=plugins.settings):
        if asset.path in owners:
            reason = _("there is already a file at {path}; it is from {other}")
            words = {"path": asset.path, "other": owners[asset.path]}
            raise PluginError(plugin.name, plugin.distribution, reason, words, "omnikb_assets")
        owners[asset.path] = f"{plugin.name} ({plugin.distribution})"
        assets.append(asset)
    return tuple(assets)


def made_pages(index: Index, plugins: Plugins) -> list[Page]:
    """The pages that are no document: the lists of each type, and those that plugins make.

    A document written at the path of a type's list takes the list as its sections; a plugin's page may not
    have the path of a document or of another page.
    """
    pages = [*type_pages(index), *all_links_pages(index)]
    paths = (*(page.path for page in pages), *(document.path for document in index.documents.values()))
    taken = {address(path, index.directory_urls) for path in paths}
    for plugin, page in plugins.attributed("omnikb_pages", Page, index=index, settings=plugins.settings):
        where = address(page.path, index.directory_urls)
        if where in taken:
            reason = _("there is already a page at {path}")
            raise PluginError(plugin.name, plugin.distribution, reason, {"path": page.path}, "omnikb_pages")
        taken.add(where)
        pages.append(page if page.lang else replace(page, lang=index.language))
    return pages


def document_page(document: Document, index: Index, plugins: Plugins, listing: tuple[Section, ...] = ()) -> Page:
    """A document's page: its body and the sections of all plugins, by weight, then by plugin name."""
    sections = plugins.collect("omnikb_sections", Section, document.path, document=document, index=index, settings=plugins.settings)
    engine = dict(document.engine)
    if document.summary:
        engine.setdefault("description", document.summary)
    return Page(
        document.path,
        document.title,
        document.body,
        (*listing, *sorted(sections, key=lambda section: section.weight)),
        document.lang,
        document.id,
        engine,
    )


def _own_style_sheet() -> Asset:
    content = (resources.files("omnikb") / "styles" / "omnikb.css").read_bytes()
    return Asset("assets/omnikb/omnikb.css", content, Load.EVERYWHERE)
