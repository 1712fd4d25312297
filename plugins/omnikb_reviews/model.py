"""The keys of a review, with its KPIs planned and actual."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from omnikb import FieldsModel, ProblemKind, Role, messages_of

_ = messages_of("omnikb_reviews")

Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
"""A number as written: neither text nor yes and no."""


class Better(StrEnum):
    """Which way a figure gets better."""

    HIGHER = "higher"
    LOWER = "lower"


class KPI(FieldsModel):
    """One figure of a project, planned and actual, in one unit."""

    name: str = Field(description=_("What is measured"))
    planned: Number = Field(description=_("The figure that was planned"))
    actual: Number = Field(description=_("The figure that was reached"))
    unit: str = Field("", description=_("Unit of both figures, such as days or %"))
    better: Better = Field(description=_("Which is better: higher or lower"))

    @property
    def met(self) -> bool:
        """Whether the actual figure is at least as good as the planned one."""
        return self.actual >= self.planned if self.better is Better.HIGHER else self.actual <= self.planned


class ReviewFields(FieldsModel):
    """What a review says of its project."""

    summary: Annotated[str, Role.SUMMARY] = Field("", description=_("The verdict in one sentence"))
    kpis: Annotated[tuple[KPI, ...], Role.MEASURE] = Field((), description=_("Figures planned and actual"))


PROJECT_MISSING = ProblemKind(
    "reviews/project-missing",
    _("The review does not say which project it is about"),
    _("Add `project:` with the id of the project"),
)
