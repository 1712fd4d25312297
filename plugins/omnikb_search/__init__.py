"""Search: a box on every page, a page with filters, a command, and a check that each build can be searched.

Everything is found in files that lie beside the pages; ``omnikb.textindex`` says how. The plugin knows no other
plugin: what can be filtered by, what a document is also called and how far it is to be relied on, it learns from
the roles of fields, the traits of types and the links between documents.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pydantic import BaseModel

from omnikb import Asset, Document, Fields, Index, Page, Problem, Section, Settings, types
from omnikb_search.model import SearchFields
from omnikb_search.page import HOME, PAGE, interface, scripts, search_page, search_section
from omnikb_search.settings import SearchSettings, address_to_ask

if TYPE_CHECKING:
    import click

    from omnikb.textindex import Store
    from omnikb_search.entries import PageTexts


def omnikb_settings() -> type[BaseModel]:
    """Where readers ask for what they did not find."""
    return SearchSettings


def omnikb_fields() -> Iterator[Fields]:
    """Other names, on every type."""
    yield Fields(SearchFields, types=types())


def omnikb_check_index(index: Index, settings: Settings) -> Iterator[Problem]:
    """The document on which readers ask is there, or else ``SettingsError``: the build would stop only much later."""
    address_to_ask(index, settings, HOME)
    return iter(())


def omnikb_pages(index: Index) -> Iterator[Page]:
    """The search page, unless someone wrote a document in its place."""
    if index.at_path(PAGE) is None:
        yield search_page(index)


def omnikb_sections(document: Document, index: Index) -> Iterator[Section]:
    """The results, on a document that someone wrote in place of the search page."""
    if document.path == PAGE:
        yield from search_section(document, index)


def omnikb_assets(index: Index, settings: Settings) -> Iterator[Asset]:
    """Scripts, their words, and how they look."""
    yield from scripts()
    yield from interface(index, settings)


def omnikb_site_built(rendered: PageTexts, index: Index, cache: Store) -> Iterator[Problem | Asset]:
    """The index files, and an error for each page that they do not find: then the old site stays."""
    from omnikb_search.building import built_index  # noqa: PLC0415 - NumPy is loaded by builds only

    yield from built_index(index, rendered, cache)


def omnikb_commands(settings: Settings) -> Iterator[click.Command]:
    """``omnikb search``: the same search, in the terminal."""
    from omnikb_search.command import command  # noqa: PLC0415 - click is loaded by the command line only

    yield command(settings)
