"""The keys of a lesson, and the steps of its life."""

from __future__ import annotations

import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field, computed_field

from omnikb import FieldsModel, Listed, Message, Number, Ref, Role, Standing, StateValue, Text, messages_of

_ = messages_of("omnikb_lessons")


class State(StateValue):
    """Where a lesson stands on its way from a finding to a practice that is known to help."""

    IDENTIFIED = "identified"
    ANALYSED = "analysed"
    ASSIGNED = "assigned"
    IMPLEMENTED = "implemented"
    VALIDATED = "validated"
    RETIRED = "retired"

    @property
    def label(self) -> Message:
        """The state as a reader sees it."""
        return _STATE_WORDS[self.value]

    @property
    def standing(self) -> Standing:
        """A validated lesson is known to help; a retired one no longer holds."""
        return {State.VALIDATED: Standing.PROVEN, State.RETIRED: Standing.RETIRED}.get(self, Standing.CURRENT)


_STATE_WORDS = {
    "identified": _("Identified"),
    "analysed": _("Analysed"),
    "assigned": _("Assigned"),
    "implemented": _("Implemented"),
    "validated": _("Validated"),
    "retired": _("Retired"),
}


ROAD = (State.IDENTIFIED, State.ANALYSED, State.ASSIGNED, State.IMPLEMENTED, State.VALIDATED)
"""The way of a lesson that proves itself."""

ALLOWED_STEPS: dict[State, tuple[State, ...]] = {
    State.IDENTIFIED: (State.ANALYSED, State.RETIRED),
    State.ANALYSED: (State.ASSIGNED, State.RETIRED),
    State.ASSIGNED: (State.IMPLEMENTED, State.RETIRED),
    State.IMPLEMENTED: (State.VALIDATED, State.RETIRED),
    State.VALIDATED: (State.IMPLEMENTED, State.RETIRED),
    State.RETIRED: (),
}
"""Which states may follow a state. A validated lesson that fails a later check is only implemented again."""


class Severity(StrEnum):
    """How much it hurts to ignore a lesson."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Step(FieldsModel):
    """A state that a lesson reached, and when."""

    state: State = Field(
        description=_("State it reached: identified, analysed, assigned, implemented, validated or retired, one after the other")
    )
    date: datetime.date = Field(description=_("Day on which it reached the state"))


class Check(FieldsModel):
    """A measurement that shows whether the lesson helps."""

    date: datetime.date = Field(description=_("Day of the check"))
    measure: Text = Field(description=_("What was measured"))
    before: Number = Field(description=_("The figure before the lesson was put into practice"))
    after: Number = Field(description=_("The figure afterwards"))
    unit: Text = Field(description=_("Unit of both figures, such as days or %"))


class LessonFields(FieldsModel):
    """One lesson: in which case, what to do, and why; how far it has come, and what it replaces."""

    applies_when: Text = Field(description=_("In which case the lesson applies"))
    do: Annotated[Text, Role.SUMMARY] = Field(description=_("What to do then"))
    because: Text = Field(description=_("Why it helps"))
    evidence: str = Field("", description=_("What shows that it helps: figures, before and after"))
    severity: Severity | None = Field(None, description=_("How much it hurts to ignore it: low, medium or high"))
    history: tuple[Step, ...] = Field((), description=_("The states it went through, oldest first; none means identified"))
    check: Check | None = Field(None, description=_("The check that shows whether it helps; a validated lesson has one"))
    next_check: datetime.date | None = Field(None, description=_("Day on which to look again whether it still holds"))
    supersedes: Listed[Annotated[str, Ref("lesson")]] = Field(
        (), description=_("Id of the lesson that this one replaces, or a list of ids")
    )

    @computed_field  # type: ignore[prop-decorator]  # mypy does not know that pydantic decorates properties
    @property
    def state(self) -> Annotated[State, Role.STATE]:
        """Where the lesson stands now."""
        return self.history[-1].state if self.history else State.IDENTIFIED
