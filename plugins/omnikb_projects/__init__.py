"""Projects: the type ``project``, the key ``project`` on all knowledge, the page of a project, and all on one axis."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources

from omnikb import Asset, Document, DocumentType, Fields, Index, Load, Page, Problem, Section, Settings, trait, types
from omnikb_projects.checks import against_today, problems_of
from omnikb_projects.model import ProjectFields, ProjectLinks, _
from omnikb_projects.pages import sections_of
from omnikb_projects.portfolio import active_projects, portfolio_pages

HOME = "index.md"
"""The path of the home page, an ordinary document."""


def omnikb_document_types() -> Iterator[DocumentType]:
    """The type ``project``. Its page gathers what points at it, and risks threaten it."""
    yield DocumentType("project", "projects", _("Project"), _("Projects"), frozenset({"undertaking", "gathers"}))


def omnikb_fields() -> Iterator[Fields]:
    """What a project says of itself, and how knowledge names its project."""
    yield Fields(ProjectFields, types=types("project"))
    yield Fields(ProjectLinks, types=trait("knowledge"))


def omnikb_check_document(document: Document) -> Iterator[Problem]:
    """The dates of a project agree with each other and with its status."""
    project = document.get(ProjectFields)
    if project:
        yield from problems_of(document, project)


def omnikb_check_index(index: Index, settings: Settings) -> Iterator[Problem]:
    """No project is closed before its day has come, and none has a stage outside its period."""
    yield from against_today(index, settings.today)


def omnikb_sections(document: Document, index: Index, settings: Settings) -> Iterator[Section]:
    """The plan of a project and what belongs to it; on the home page the projects in progress."""
    if document.type == "project":
        yield from sections_of(document, index, settings)
    elif document.path == HOME:
        active = active_projects(document, index, settings.today)
        if active:
            yield active


def omnikb_pages(index: Index, settings: Settings) -> Iterator[Page]:
    """The portfolio: all projects on one axis."""
    yield from portfolio_pages(index, settings.today)


def omnikb_assets() -> Iterator[Asset]:
    """How plans and timelines look."""
    style = resources.files(__package__) / "projects.css"
    yield Asset("assets/omnikb/projects.css", style.read_bytes(), load=Load.EVERYWHERE)
