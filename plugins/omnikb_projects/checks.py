"""Whether the dates of a project agree with each other and with its status, and whether its departments are known."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from itertools import pairwise

from omnikb import Document, Index, Problem, nearest
from omnikb_projects.departments import departments_of
from omnikb_projects.model import ProjectFields, Stage, Status
from omnikb_projects.pages import period
from omnikb_projects.problems import (
    DEPARTMENT_TWICE,
    DEPARTMENT_UNKNOWN,
    FINISHED_LATER,
    FINISHED_MISSING,
    FINISHED_REVERSED,
    FINISHED_TOO_SOON,
    PERIOD_REVERSED,
    STAGE_OUTSIDE,
    STAGE_REVERSED,
    STAGES_DISORDERED,
)


def problems_of(document: Document, project: ProjectFields) -> Iterator[Problem]:
    """Everything wrong with the dates and the team of one project."""
    if project.start and project.end and project.end < project.start:
        yield PERIOD_REVERSED.about(document, "end", start=project.start, end=project.end)
    yield from _finish(document, project)
    yield from _stages(document, project.stages)
    yield from _team(document, project)


def against_today(index: Index, today: datetime.date) -> Iterator[Problem]:
    """Projects closed after ``today``, and stages outside theirs. Asked of all at once: none need be read anew each day."""
    for document in index.of_type("project"):
        project = document[ProjectFields]
        if project.status is Status.CLOSED and project.finished and project.finished > today:
            yield FINISHED_LATER.about(document, "finished", finished=project.finished)
        yield from _stages_outside(document, project, _last_day(project, today))


def _last_day(project: ProjectFields, today: datetime.date) -> datetime.date | None:
    """The day by which all stages have ended. ``None``: nobody knows, as while a project takes longer than planned."""
    if project.end is None or (project.status is Status.ACTIVE and project.end < today):
        return None
    return max(project.end, project.finished or project.end)


def _stages_outside(document: Document, project: ProjectFields, last: datetime.date | None) -> Iterator[Problem]:
    """Stages, right in themselves, with a day before the project's first or after its ``last``."""
    first = project.start
    if first and last and last < first:
        return
    for number, stage in enumerate(project.stages):
        days = {"start": stage.start, "end": stage.end}
        outside = [key for key, day in days.items() if (first and day < first) or (last and day > last)]
        if outside and stage.start <= stage.end:
            words = {"name": stage.name, "day": days[outside[0]], "period": period(first, last)}
            yield STAGE_OUTSIDE.about(document, "stages", number, outside[0], **words)


def _finish(document: Document, project: ProjectFields) -> Iterator[Problem]:
    """A closed project, and no other, says when it was closed."""
    closed = project.status is Status.CLOSED
    if closed and project.finished is None:
        yield FINISHED_MISSING.about(document, "status")
    elif project.finished and not closed:
        yield FINISHED_TOO_SOON.about(document, "finished", finished=project.finished, status=project.status.value)
    elif project.finished and project.start and project.finished < project.start:
        yield FINISHED_REVERSED.about(document, "finished", finished=project.finished, start=project.start)


def _stages(document: Document, stages: tuple[Stage, ...]) -> Iterator[Problem]:
    """Each stage ends no earlier than it starts, and they stand in the order in which they start."""
    for number, stage in enumerate(stages):
        if stage.end < stage.start:
            yield STAGE_REVERSED.about(document, "stages", number, "end", name=stage.name, start=stage.start, end=stage.end)
    for number, (above, stage) in enumerate(pairwise(stages), 1):
        if stage.start < above.start:
            words = {"name": stage.name, "start": stage.start, "before": above.start}
            yield STAGES_DISORDERED.about(document, "stages", number, "start", **words)


def _team(document: Document, project: ProjectFields) -> Iterator[Problem]:
    """Where there is a vocabulary of departments, each of the team is in it, and no two names are one department."""
    known = departments_of(document)
    named: dict[str, str] = {}
    for number, member in enumerate(project.team):
        if member.department in known:
            first = named.setdefault(known[member.department], member.department)
            if first != member.department:
                yield DEPARTMENT_TWICE.about(document, "team", number, "department", value=member.department, first=first)
        elif known:
            words = {"near": nearest(member.department, known) or "", "known": ", ".join(dict.fromkeys(known.values()))}
            yield DEPARTMENT_UNKNOWN.about(document, "team", number, "department", value=member.department, **words)
