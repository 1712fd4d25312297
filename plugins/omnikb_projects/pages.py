"""What a project's page shows besides its text."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from omnikb import Document, Index, Link, Place, Role, Section, Settings, Templates, Term, gathering
from omnikb_projects.departments import KEY, by_name, departments_of
from omnikb_projects.model import ProjectFields, _
from omnikb_projects.overdue import due_day, overdue
from omnikb_projects.timeline import Axis, stage_bars
from omnikb_projects.words import OUTCOME_WORDS, VERDICT_WORDS

_TEMPLATES = Templates("omnikb_projects")


def sections_of(document: Document, index: Index, settings: Settings) -> Iterator[Section]:
    """Status and period below the title, the plan before the text, what came of it after; empty parts are left out."""
    project = document[ProjectFields]
    yield _header(document, project, index, settings)
    if project.goals or project.scope.inside or project.scope.out or project.success_factors:
        html = _TEMPLATES.render("goals.html", document, index, project=project)
        yield Section(_("Goals and scope"), html, place=Place.BEFORE, weight=60)
    if project.stages:
        yield _stages(document, project, index, settings.today)
    planned = project.resources
    if project.team or any(amount is not None for amount in (planned.people, planned.budget, planned.days)):
        html = _TEMPLATES.render(
            "team.html", document, index, project=project, terms=index.derive(_terms), known=departments_of(document)
        )
        yield Section(_("Team and resources"), html, place=Place.BEFORE, weight=70)
    if project.decisions:
        words = {"verdicts": VERDICT_WORDS, "outcomes": OUTCOME_WORDS}
        decisions = [(index.get(decision.lesson), decision) for decision in project.decisions]
        html = _TEMPLATES.render("decisions.html", document, index, decisions=decisions, **words)
        yield Section(_("Lessons looked at"), html, weight=45)
    yield from _belonging(document, index)


def _header(document: Document, project: ProjectFields, index: Index, settings: Settings) -> Section:
    late = (project.finished - project.end).days if project.finished and project.end else None
    words = {
        "status": project.status.label,
        "overdue": overdue(project, settings.today) if due_day(project) else None,  # else the page does not ask for the day
        "period": period(project.start, project.end),
        "finished": project.finished,
        "late": late,
        "summary": project.summary,
    }
    return Section("", _TEMPLATES.render("facts.html", document, index, **words), place=Place.HEADER)


def _stages(document: Document, project: ProjectFields, index: Index, today: datetime.date) -> Section:
    """Each stage with its period, as words and as a bar."""
    axis = Axis.over(day for stage in project.stages for day in (stage.start, stage.end))
    if axis is None:
        raise ValueError("a project without stages has no axis")
    rows = [
        (
            stage.name,
            period(stage.start, stage.end),
            (stage.end - stage.start).days + 1,
            stage_bars(stage.start, stage.end, axis, today),
        )
        for stage in project.stages
    ]
    line = axis.place(today) if axis.first <= today <= axis.last else None
    html = _TEMPLATES.render("stages.html", document, index, rows=rows, ticks=list(axis.ticks()), line=line, today=today)
    return Section(_("Stages"), html, place=Place.BEFORE, weight=65)


def _belonging(document: Document, index: Index) -> Iterator[Section]:
    """What names the project in its front matter, each document once; a mention in a text makes nothing part of a project."""
    named = [link for link in index.incoming(document.id) if link.offset is None and link.source != document.id]
    first_links = {link.source: link for link in reversed(named)}
    if first_links:

        def summary(link: Link) -> str:
            return index.documents[link.source].summary

        yield Section(_("Belonging to this project"), gathering(first_links.values(), document, index, summary), weight=60)


def _terms(index: Index) -> dict[str, Term]:
    """The departments that any document names, which thus have a page, by all they are called."""
    return by_name(
        {
            value: value
            for document in index.documents.values()
            for key, values in document.keys_with(Role.FACET)
            if key.name == KEY
            for value in values
            if isinstance(value, Term)
        }
    )


def period(start: datetime.date | None, end: datetime.date | None) -> str:
    """``2025-09-01 – 11-12``: the year once where it is the same; open at a side that is not known; empty without both."""
    if start and end and start.year == end.year:
        return f"{start} – {end:%m-%d}"
    return f"{start or ''} – {end or ''}".strip() if start or end else ""
