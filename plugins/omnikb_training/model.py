"""The keys of a training note."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from omnikb import FieldsModel, Listed, ProblemKind, Ref, Role, SomeListed, Text, messages_of

_ = messages_of("omnikb_training")

LONGEST = 10_000
"""Minutes that a training takes at most: a month of working days."""


class TrainingFields(FieldsModel):
    """What a training teaches, and to whom."""

    summary: Annotated[str, Role.SUMMARY] = Field("", description=_("The training in one sentence"))
    roles: SomeListed[Text] = Field(description=_("For whom: roles, not names of persons"))
    minutes: Annotated[int, Field(strict=True, ge=1, le=LONGEST)] | None = Field(
        None, description=_("How long it takes, in minutes")
    )
    teaches: SomeListed[Text] = Field(description=_("What one can do afterwards, point by point"))
    covers: Listed[Annotated[str, Ref()]] = Field((), description=_("Ids of the risks and lessons it is about"))
    prerequisites: Listed[Annotated[str, Ref("training")]] = Field((), description=_("Ids of the trainings to take before"))


PREREQUISITES_CYCLIC = ProblemKind(
    "training/prerequisites-cyclic",
    _("This training comes before itself: {way}"),
    _("Take one of these trainings out of the `prerequisites` of the next"),
)
