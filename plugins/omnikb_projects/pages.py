"""What a project's page shows besides its text."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from omnikb import Document, Index, Link, Place, Section, Templates, gathering
from omnikb_projects.model import ProjectFields, Status, _

_TEMPLATES = Templates("omnikb_projects")

STATUS_WORDS = {
    Status.PLANNED: _("○ Planned"),
    Status.ACTIVE: _("● In progress"),
    Status.CLOSED: _("✓ Closed"),
}
"""A status as a reader sees it: a mark and a word."""


def sections_of(document: Document, index: Index) -> Iterator[Section]:
    """Status and period below the title; at the end everything that points at the project, each document once."""
    project = document[ProjectFields]
    words = {"status": STATUS_WORDS[project.status], "period": period(project.start, project.end), "summary": project.summary}
    yield Section("", _TEMPLATES.render("facts.html", document, index, **words), place=Place.HEADER)
    first_links = {link.source: link for link in reversed(index.incoming(document.id)) if link.source != document.id}
    if first_links:

        def summary(link: Link) -> str:
            return index.documents[link.source].summary

        yield Section(_("Belonging to this project"), gathering(first_links.values(), document, index, summary), weight=60)


def period(start: datetime.date | None, end: datetime.date | None) -> str:
    """``2025-09-01 – 11-12``: the year once where it is the same; open at a side that is not known; empty without both."""
    if start and end and start.year == end.year:
        return f"{start} – {end:%m-%d}"
    return f"{start or ''} – {end or ''}".strip() if start or end else ""
