"""Projects that are behind their own plan, told without a number: what they show changes once, not every day."""

from __future__ import annotations

import datetime

from omnikb import Message
from omnikb_projects.model import ProjectFields, Status, _

_PAST_START, _PAST_END = _("▲ past its planned start"), _("▲ past its planned end")


def due_day(project: ProjectFields) -> datetime.date | None:
    """The last day on which the project may still have its status; ``None`` where no day is planned for that."""
    return {Status.ACTIVE: project.end, Status.PLANNED: project.start or project.end}.get(project.status)


def overdue(project: ProjectFields, today: datetime.date) -> Message | None:
    """What is to be said of a project whose due day has passed; ``None`` of any other."""
    day = due_day(project)
    if day is None or day >= today:
        return None
    return _PAST_START if day == project.start and project.status is Status.PLANNED else _PAST_END
