"""All projects on one axis: what runs, what is planned, what was closed and how late."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from omnikb import Deferred, Document, Index, ListPage, Message, Page, Section, Templates, list_pages, translated
from omnikb_projects.model import ProjectFields, Status, _
from omnikb_projects.overdue import overdue
from omnikb_projects.pages import period
from omnikb_projects.timeline import Axis, Bar, bars_of, days_of

_TEMPLATES = Templates("omnikb_projects")

PORTFOLIO = "projects/portfolio.md"
"""The path of the first page of the portfolio."""

HOME_LENGTH = 8
"""Projects in progress that the home page shows."""

HEADINGS = {Status.ACTIVE: _("In progress"), Status.PLANNED: _("Planned"), Status.CLOSED: _("Closed")}


@dataclass(frozen=True, slots=True)
class Row:
    """One project in the timeline. ``late``: days from the planned end to the closing, or ``None``."""

    document: Document
    period: str
    overdue: Message | None
    finished: datetime.date | None
    late: int | None
    bars: Sequence[Bar]


def portfolio_pages(index: Index, today: datetime.date) -> Iterator[Page]:
    """The portfolio, in as many pages as it takes; none without a project."""
    title = translated(_("Portfolio"), index.language)
    for one in list_pages(in_order(index.of_type("project")), PORTFOLIO, title, index.language):
        yield replace(one.page, sections=Deferred(_sections, (one, today)), engine={"hide": ["navigation", "toc"]})


def active_projects(home: Document, index: Index, today: datetime.date) -> Section | None:
    """The projects in progress, those that end first on top, for the home page; ``None`` where there are none."""
    active = [document for document in index.of_type("project") if document[ProjectFields].status is Status.ACTIVE]
    if not active:
        return None
    shown = in_order(active)[:HOME_LENGTH]
    html = timeline(shown, axis_of(shown, today), home, index, today)
    more = _TEMPLATES.render("more.html", home, index, path=PORTFOLIO, total=len(index.of_type("project")))
    return Section(_("Projects in progress"), html + more, weight=20)


def in_order(projects: Iterable[Document]) -> list[Document]:
    """In progress, by planned end; then planned, by start; then closed, the last one closed first."""
    far = datetime.date.max

    def place(document: Document) -> tuple[int, int, str]:
        project = document[ProjectFields]
        if project.status is Status.CLOSED:
            return 2, -(project.finished or project.end or datetime.date.min).toordinal(), document.id
        day = project.end if project.status is Status.ACTIVE else project.start
        return (0 if project.status is Status.ACTIVE else 1), (day or far).toordinal(), document.id

    return sorted(projects, key=place)


def timeline(projects: Sequence[Document], axis: Axis | None, on: Document | Page, index: Index, today: datetime.date) -> Markup:
    """A table of projects with their periods as bars on the axis, and today as a line. Readers sort it, save on the home page."""
    rows = [_row(document, axis, today) for document in projects]
    line = axis.place(today) if axis else None
    ticks = list(axis.ticks()) if axis else []
    sortable = isinstance(on, Page)
    return _TEMPLATES.render("timeline.html", on, index, rows=rows, ticks=ticks, line=line, sortable=sortable)


def axis_of(projects: Iterable[Document], today: datetime.date) -> Axis | None:
    """The axis that holds all these projects and today; ``None`` where no project has a date."""
    days = [day for document in projects for day in days_of(document[ProjectFields])]
    return Axis.over([*days, today] if days else [])


def _row(document: Document, axis: Axis | None, today: datetime.date) -> Row:
    project = document[ProjectFields]
    late = (project.finished - project.end).days if project.finished and project.end else None
    bars = bars_of(project, axis, today) if axis else []
    return Row(document, period(project.start, project.end), overdue(project, today), project.finished, late, bars)


def _sections(page: Page, index: Index, one: ListPage[Document], today: datetime.date) -> Iterator[Section]:
    """What the bars mean, and one timeline a status."""
    axis = axis_of(one.items, today)
    yield Section("", _TEMPLATES.render("key.html", page, index, today=today), weight=0)
    for weight, (status, heading) in enumerate(HEADINGS.items(), 1):
        group = [document for document in one.items if document[ProjectFields].status is status]
        if group:
            yield Section(heading, timeline(group, axis, page, index, today), weight=weight, anchor=status.value)
    yield from one.paging(index)
