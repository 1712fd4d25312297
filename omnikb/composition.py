"""Composition: every document becomes a page with the sections plugins add; plugins' own pages and assets join them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from importlib import resources

from omnikb.documents import Document
from omnikb.errors import PluginError
from omnikb.i18n import messages_of
from omnikb.identity import address_taken
from omnikb.index import Index
from omnikb.listings import all_links_pages, type_pages
from omnikb.outputs import Outputs, is_path_within
from omnikb.pages import Asset, Load, Page, Section, Site
from omnikb.plugin_discovery import ActivePlugin
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
    """The whole site. Raises ``PluginError`` where a plugin fails, or makes a page or an asset that cannot be in the site."""
    made_by_plugins, found = made_pages(index, files, plugins)
    made = {page.path: page for page in made_by_plugins}
    pages = []
    for number, document in enumerate(index.documents.values()):
        progress("compose", number, len(index.documents))
        listing = made.pop(document.path, None)
        pages.append(document_page(document, index, plugins, listing.sections if listing else ()))
    pages += made.values()
    said = tuple(sorted((*problems, *(one for one in found if one not in problems)), key=lambda problem: problem.order))
    return Site(tuple(sorted(pages, key=lambda page: page.path)), _assets(index, files, plugins), files, redirects, said)


def _assets(index: Index, files: frozenset[str], plugins: Plugins) -> tuple[Asset, ...]:
    assets = [_own_style_sheet()]
    owners = {assets[0].path: "omnikb", **dict.fromkeys(files, _("the content"))}
    for plugin, asset in plugins.attributed("omnikb_assets", Asset, index=index, settings=plugins.settings):
        if asset.path.endswith(".md") or not is_path_within(asset.path):
            reason = _("{path} is no path of a file within the site; write one such as assets/risks.css")
            raise plugin.refused(reason, "omnikb_assets", path=asset.path)
        if asset.path in owners:
            reason = _("there is already a file at {path}; it is from {other}")
            words = {"path": asset.path, "other": owners[asset.path]}
            raise PluginError(plugin.name, plugin.distribution, reason, words, "omnikb_assets")
        owners[asset.path] = f"{plugin.name} ({plugin.distribution})"
        assets.append(asset)
    return tuple(assets)


def made_pages(index: Index, files: Iterable[str], plugins: Plugins) -> tuple[list[Page], list[Problem]]:
    """The pages that are no document: the lists of each type, and those that plugins make.

    A document written at the path of a type's list takes the list as its sections. Where a document, or one of the
    content ``files`` that are published, needs the place of any other page, that page is left out, with a problem at the
    document. Raises ``PluginError`` for a page that leaves the site or is there twice.
    """
    directory_urls = index.directory_urls
    written = {document.path for document in index.documents.values()}
    content, made = Outputs(directory_urls), Outputs(directory_urls)
    content.claim((*written, *files))
    pages: list[Page] = []
    problems: list[Problem] = []
    for page, plugin in (*_lists(index), *_of_plugins(index, plugins)):
        if plugin is None and page.path in written:
            pages.append(page)
            continue
        if plugin is not None and made.owner(page.path):
            raise plugin.refused(_("there is already a page at {path}"), "omnikb_pages", path=page.path)
        made.claim([page.path])
        if owner := content.owner(page.path):
            who = f"{page.path} ({plugin.name}, {plugin.distribution})" if plugin else page.path
            problems.append(address_taken(owner, who, directory_urls))
        else:
            pages.append(page)
    return pages, problems


def _lists(index: Index) -> Iterator[tuple[Page, None]]:
    for page in (*type_pages(index), *all_links_pages(index)):
        yield page, None


def _of_plugins(index: Index, plugins: Plugins) -> Iterator[tuple[Page, ActivePlugin]]:
    for plugin, page in plugins.attributed("omnikb_pages", Page, index=index, settings=plugins.settings):
        if not page.path.endswith(".md") or not is_path_within(page.path):
            reason = _("{path} is no path of a page within the site; write one such as risks/matrix.md")
            raise plugin.refused(reason, "omnikb_pages", path=page.path)
        yield page if page.lang else replace(page, lang=index.language), plugin


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
