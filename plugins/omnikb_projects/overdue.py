"""Projects that are behind their own plan, told without a number: what they show changes once, not every day."""

from __future__ import annotations

import datetime

from omnikb import Message
from omnikb_projects.model import ProjectFields, Status, _

_WORDS = {Status.ACTIVE: _("▲ past its planned end"), Status.PLANNED: _("▲ past its planned start")}


def due_day(project: ProjectFields) -> datetime.date | None:
    """The last day on which the project may still have its status; ``None`` where no day is planned for that."""
    return {Status.ACTIVE: project.end, Status.PLANNED: project.start}.get(project.status)


def overdue(project: ProjectFields, today: datetime.date) -> Message | None:
    """What is to be said of a project whose due day has passed; ``None`` of any other."""
    day = due_day(project)
    return _WORDS[project.status] if day and day < today else None
