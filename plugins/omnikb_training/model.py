"""The keys of a training note."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field

from omnikb import FieldsModel, ProblemKind, Ref, Role, messages_of

_ = messages_of("omnikb_training")


def _listed(value: object) -> object:
    """A single value is a list of one."""
    return [value] if isinstance(value, str | int) else value


def _filled(text: str) -> str:
    if not text.strip():
        raise ValueError(_("write something here, or leave the key out"))
    return text


def _at_least_one(points: tuple[str, ...]) -> tuple[str, ...]:
    if not points:
        raise ValueError(_("write at least one"))
    return points


Point = Annotated[str, AfterValidator(_filled)]
Points = Annotated[tuple[Point, ...], BeforeValidator(_listed), AfterValidator(_at_least_one)]


class TrainingFields(FieldsModel):
    """What a training teaches, and to whom."""

    summary: Annotated[str, Role.SUMMARY] = Field("", description=_("The training in one sentence"))
    roles: Points = Field(description=_("For whom: roles, not names of persons"))
    minutes: Annotated[int, Field(strict=True, gt=0)] | None = Field(None, description=_("How long it takes, in minutes"))
    teaches: Points = Field(description=_("What one can do afterwards, point by point"))
    covers: Annotated[tuple[Annotated[str, Ref()], ...], BeforeValidator(_listed)] = Field(
        (), description=_("Ids of the risks and lessons it is about")
    )
    prerequisites: Annotated[tuple[Annotated[str, Ref("training")], ...], BeforeValidator(_listed)] = Field(
        (), description=_("Ids of the trainings to take before")
    )


PREREQUISITES_CYCLIC = ProblemKind(
    "training/prerequisites-cyclic",
    _("This training comes before itself: {way}"),
    _("Take one of these trainings out of the `prerequisites` of the next"),
)
