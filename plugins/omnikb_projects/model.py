"""The keys of a project, and the key by which other documents name theirs."""

from __future__ import annotations

import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from omnikb import Amount, Count, EachOnce, FieldsModel, Listed, Message, Ref, Role, StateValue, Text, messages_of

_ = messages_of("omnikb_projects")


class Status(StateValue):
    """Where a project stands."""

    PLANNED = "planned"
    ACTIVE = "active"
    CLOSED = "closed"

    @property
    def label(self) -> Message:
        """The status as a reader sees it: a mark and a word, so that neither stands alone."""
        return _STATUS_WORDS[self.value]


_STATUS_WORDS = {"planned": _("○ Planned"), "active": _("● In progress"), "closed": _("✓ Closed")}


class Verdict(StrEnum):
    """What a project decided on a lesson of others."""

    ADOPTED = "adopted"
    ADAPTED = "adapted"
    REJECTED = "rejected"
    NOT_APPLICABLE = "not-applicable"


class Outcome(StrEnum):
    """How a decision went."""

    WORKED = "worked"
    PARTLY = "partly"
    FAILED = "failed"
    OPEN = "open"


class Scope(FieldsModel):
    """What belongs to the project, and what does not. ``in`` is a word of Python's, hence the other name."""

    inside: tuple[Text, ...] = Field((), alias="in", description=_("What belongs to the project"))
    out: tuple[Text, ...] = Field((), description=_("What does not, though one might think so"))


class Stage(FieldsModel):
    """A stretch of the project. The period includes both its days."""

    name: Text = Field(description=_("Name of the stage"))
    start: datetime.date = Field(description=_("First day of the stage"))
    end: datetime.date = Field(description=_("Last day of the stage"))


class Member(FieldsModel):
    """A department and what it does in the project."""

    department: Text = Field(description=_("Id of the department, as the vocabulary has it"))
    role: Text = Field(description=_("What the department does in the project"))


class Resources(FieldsModel):
    """What was planned to be used. ``None``: not said."""

    people: Count | None = Field(None, description=_("People, a whole number"))
    budget: Amount | None = Field(None, description=_("Budget, in units of 10,000 yuan"))
    days: Count | None = Field(None, description=_("Duration, in days"))


class Decision(FieldsModel):
    """What the project decided on a lesson, why, and how that went. ``outcome`` is ``None`` until it is said."""

    lesson: Annotated[str, Ref("lesson")] = Field(description=_("Id of the lesson"))
    decision: Verdict = Field(description=_("What was decided: adopted, adapted, rejected or not-applicable"))
    reason: Text = Field(description=_("Why, in one sentence"))
    outcome: Outcome | None = Field(None, description=_("How it went: worked, partly, failed or open"))
    note: str = Field("", description=_("What came of it, in one sentence"))


class ProjectFields(FieldsModel):
    """What a project says of itself. The planned period includes both its days."""

    status: Annotated[Status, Role.STATE] = Field(description=_("Where the project stands: planned, active or closed"))
    start: datetime.date | None = Field(None, description=_("First day, planned"))
    end: datetime.date | None = Field(None, description=_("Last day, planned"))
    finished: datetime.date | None = Field(
        None, description=_("Day on which the project was closed; only for closed projects"), examples=[None]
    )
    summary: Annotated[str, Role.SUMMARY] = Field("", description=_("The project in one sentence"))
    goals: tuple[Text, ...] = Field((), description=_("Goals, each with a figure where there is one"))
    scope: Scope = Field(Scope(), description=_("What belongs to the project (in) and what does not (out)"))
    success_factors: tuple[Text, ...] = Field((), description=_("What must go right for the goals to be reached"))
    stages: tuple[Stage, ...] = Field((), description=_("Stages in order, each with name, start and end"))
    team: Annotated[tuple[Member, ...], EachOnce("department")] = Field(
        (), description=_("Departments that take part, each with its role")
    )
    resources: Resources = Field(Resources(), description=_("Resources planned: people, budget and days"))
    decisions: Annotated[tuple[Decision, ...], EachOnce("lesson")] = Field(
        (), description=_("Lessons of others that the project looked at, and what it decided")
    )


class ProjectLinks(FieldsModel):
    """The project, or the projects, that a piece of knowledge comes from."""

    project: Listed[Annotated[str, Ref("project")]] = Field(
        (), description=_("Id of the project this comes from, or a list of ids")
    )
