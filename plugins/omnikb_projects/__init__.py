"""Projects: the type ``project``, the key ``project`` on all knowledge, and a page that gathers what belongs to a project."""

from __future__ import annotations

from collections.abc import Iterator

from omnikb import Document, DocumentType, Fields, Index, Problem, Section, trait, types
from omnikb_projects.checks import problems_of
from omnikb_projects.model import ProjectFields, ProjectLinks, _
from omnikb_projects.pages import sections_of


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


def omnikb_sections(document: Document, index: Index) -> Iterator[Section]:
    """Status and period at the top of a project's page, and what belongs to it at the end."""
    if document.type == "project":
        yield from sections_of(document, index)
