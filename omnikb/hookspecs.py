"""Every hook a plugin may implement. A hook returns (or yields) records and receives nothing it could change.

A plugin is a module, or an object, found through the entry-point group ``omnikb``; the entry point's name is
the plugin's name. A function named ``omnikb_*`` is a hook without any decoration, and may leave out arguments
that it does not need::

    # in pyproject.toml:  [project.entry-points.omnikb]  region = "omnikb_region"
    class RegionFields(FieldsModel):
        region: str = ""

    def omnikb_fields():
        yield Fields(RegionFields, types=trait("knowledge"))

In every hook ``settings`` is the site's :class:`~omnikb.settings.Settings`; ``settings[RiskSettings]`` is the
plugin's own section of it. All hooks exist since 0.1.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import pluggy

from omnikb.documents import Document, DocumentType, Fields
from omnikb.index import Index, Link
from omnikb.pages import Asset, Page, Section, Site
from omnikb.problems import Problem

if TYPE_CHECKING:
    import click
    from pydantic import BaseModel

    from omnikb.cache import Cache
    from omnikb.renderings import Renderings
    from omnikb.settings import Settings

hookspec = pluggy.HookspecMarker("omnikb")


@hookspec
def omnikb_settings() -> type[BaseModel] | None:
    """The model of the plugin's section in ``mkdocs.yml``. Called once, before anything is known.

    Example: ``return RiskSettings``, and the site writes ``plugins: [omnikb: {risks: {appetite: 12}}]``.
    """


@hookspec
def omnikb_inputs(settings: Settings) -> Iterable[Path]:
    """Files besides the content that the plugin reads. Called once; where one changes, everything is read anew.

    They are for the build alone: the site never holds them. Example: ``yield settings.root / "vocabulary.yml"``.
    """


@hookspec
def omnikb_document_types(settings: Settings) -> Iterable[DocumentType]:
    """Document types. Called once; settings are complete.

    Example: ``yield DocumentType("risk", "risks", _("Risk"), _("Risks"), frozenset({"knowledge"}))``.
    """


@hookspec
def omnikb_fields(settings: Settings) -> Iterable[Fields]:
    """Front matter keys, as models, on types of any plugin. Called once; all document types are known.

    Example: ``yield Fields(RegionFields, types=trait("knowledge"))``.
    """


@hookspec
def omnikb_select(document: Document, settings: Settings) -> bool | None:
    """``False`` leaves the document out of this build altogether. Called for each valid document, before any is linked.

    Example: ``return document.get(Audience) is None``.
    """


@hookspec
def omnikb_links(document: Document, settings: Settings) -> Iterable[Link]:
    """Links besides those of ``Ref`` fields and of the body. Called for each selected document.

    Example: ``yield Link(document.id, "risk-oversell", "mentions")``. A link to an unknown id is a problem.
    """


@hookspec
def omnikb_check_document(document: Document, settings: Settings) -> Iterable[Problem]:
    """What is wrong within one document. Called for each selected document, its fields valid.

    Example: ``yield PERIOD_REVERSED.about(document, "period", "end")``.
    """


@hookspec
def omnikb_check_index(index: Index, settings: Settings) -> Iterable[Problem]:
    """What is wrong between documents. Called once; every document is linked.

    Example: ``yield NO_REVIEW.about(project, "status")`` for each closed project without a review.
    """


@hookspec
def omnikb_sections(document: Document, index: Index, settings: Settings) -> Iterable[Section]:
    """Parts of a document's page. Called for each document, ordinary pages and the home page included.

    Example: ``yield Section(_("Linked from"), templates.render("backlinks.html", document, index))``.
    """


@hookspec
def omnikb_pages(index: Index, settings: Settings) -> Iterable[Page]:
    """Pages that belong to no document. Called once; the index is complete.

    Sections that are :class:`~omnikb.pages.Deferred` are made only where the page may have changed.

    Example: ``yield Page("risks/matrix.md", "Heat map", sections=Deferred(matrix))``.
    """


@hookspec
def omnikb_assets(index: Index, settings: Settings) -> Iterable[Asset]:
    """Scripts, style sheets and data files. Called once; the index is complete.

    Example: ``yield Asset("assets/risks.css", css, load=Load.EVERYWHERE)``.
    """


@hookspec
def omnikb_commands(settings: Settings) -> Iterable[click.Command]:
    """Commands of the ``omnikb`` command line. Called when it starts.

    Example: ``yield click.Command("risks", callback=list_risks)``.
    """


@hookspec
def omnikb_site_built(
    site: Site, rendered: Renderings, index: Index, settings: Settings, cache: Cache
) -> Iterable[Problem | Asset]:
    """Called once when all pages are on disk aside and the old site still stands; an error keeps the old site.

    ``rendered`` has the headings, anchors and plain text of each page, by the page's path. An asset becomes a file of the
    site before it is published. ``cache`` is the plugin's own: what it puts there it finds in a later build with the same
    plugins and settings, or it does not.
    Example: ``yield NOT_FOUND.at(page.path)`` for a page that a search for its own title does not find.
    """
