"""The keys of a case."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field

from omnikb import FieldsModel, Role, messages_of

_ = messages_of("omnikb_cases")


def _listed(value: object) -> object:
    """A single point is a list of one."""
    return [value] if isinstance(value, str) else value


def _filled(text: str) -> str:
    if not text.strip():
        raise ValueError(_("write something here, or leave the key out"))
    return text


def _at_least_one(points: tuple[str, ...]) -> tuple[str, ...]:
    if not points:
        raise ValueError(_("write at least one"))
    return points


Point = Annotated[str, AfterValidator(_filled)]
Points = Annotated[tuple[Point, ...], BeforeValidator(_listed)]


class CaseFields(FieldsModel):
    """A story worth telling: where it started, what was done, what came of it, what others can take from it."""

    summary: Annotated[str, Role.SUMMARY] = Field("", description=_("The case in one sentence"))
    background: str = Field("", description=_("Where things stood before"))
    approach: Points = Field((), description=_("What was done, step by step"))
    result: Points = Field((), description=_("What came of it, with figures"))
    transferable: Annotated[Points, AfterValidator(_at_least_one)] = Field(
        description=_("What others can take over, point by point")
    )
