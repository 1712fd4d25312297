"""The keys of a project, and the key by which other documents name theirs."""

from __future__ import annotations

import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator, Field

from omnikb import FieldsModel, ProblemKind, Ref, Role, messages_of

_ = messages_of("omnikb_projects")


class Status(StrEnum):
    """Where a project stands."""

    PLANNED = "planned"
    ACTIVE = "active"
    CLOSED = "closed"


STATUS_WORDS = {
    Status.PLANNED: _("○ Planned"),
    Status.ACTIVE: _("● In progress"),
    Status.CLOSED: _("✓ Closed"),
}
"""A status as a reader sees it: a mark and a word."""


class ProjectFields(FieldsModel):
    """What a project says of itself. The period includes both its days."""

    status: Annotated[Status, Role.STATE] = Field(description=_("Where the project stands: planned, active or closed"))
    start: datetime.date | None = Field(None, description=_("First day"))
    end: datetime.date | None = Field(None, description=_("Last day, planned or actual"))
    summary: Annotated[str, Role.SUMMARY] = Field("", description=_("The project in one sentence"))


def _listed(value: object) -> object:
    """A single id is a list of one."""
    return [value] if isinstance(value, str | int) else value


class ProjectLinks(FieldsModel):
    """The project, or the projects, that a piece of knowledge comes from."""

    project: Annotated[tuple[Annotated[str, Ref("project")], ...], BeforeValidator(_listed)] = Field(
        (), description=_("Id of the project this comes from, or a list of ids")
    )


PERIOD_REVERSED = ProblemKind(
    "projects/period-reversed",
    _("The project ends on {end}, before it starts on {start}"),
    _("Correct `start` or `end`; a date is written as year-month-day"),
)
