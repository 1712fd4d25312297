"""The keys of a review: how a project came out, what it used, what went well and what did not."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Any

from pydantic import AfterValidator, Field, model_validator

from omnikb import Amount, Count, Document, FieldsModel, Number, Problem, ProblemKind, Role, Text, messages_of

_ = messages_of("omnikb_reviews")


class ReviewKind(StrEnum):
    """When a review is held."""

    MILESTONE = "milestone"
    FINAL = "final"


class KPIKind(StrEnum):
    """What a figure tells of a project."""

    TIME = "time"
    BUDGET = "budget"
    SATISFACTION = "satisfaction"
    OUTCOME = "outcome"


class Better(StrEnum):
    """Which way a figure gets better."""

    HIGHER = "higher"
    LOWER = "lower"


KPI_WITHOUT_UNIT = ProblemKind(
    "reviews/kpi-without-unit",
    _("this figure has no unit"),
    _('add `unit:`, such as days, points, "%" or "× 10,000 yuan"'),
)


def _with_unit(value: str) -> str:
    if not value.strip():
        raise KPI_WITHOUT_UNIT.error()
    return value


class KPI(FieldsModel):
    """One figure of a project, planned and actual, in one unit."""

    name: Text = Field(description=_("What is measured"))
    kind: KPIKind = Field(
        KPIKind.OUTCOME, description=_("What the figure tells of the project: time, budget, satisfaction or outcome")
    )
    planned: Number = Field(description=_("The figure that was planned"))
    actual: Number = Field(description=_("The figure that was reached"))
    unit: Annotated[str, AfterValidator(_with_unit)] = Field(description=_("Unit of both figures, such as days or %"))
    better: Better = Field(description=_("Which is better: higher or lower"))

    @model_validator(mode="before")
    @classmethod
    def _unit_said(cls, value: Any) -> Any:
        """A missing unit is as an empty one: it has a message of its own."""
        return {**value, "unit": value.get("unit") or ""} if isinstance(value, dict) else value

    @property
    def met(self) -> bool:
        """Whether the actual figure is at least as good as the planned one."""
        return self.actual >= self.planned if self.better is Better.HIGHER else self.actual <= self.planned


class ResourcesUsed(FieldsModel):
    """What the project used in the end."""

    people: Count | None = Field(None, description=_("How many people worked on it"))
    budget: Amount | None = Field(None, description=_("What was spent, in units of 10,000 yuan"))
    days: Count | None = Field(None, description=_("How long it took, in days"))


class Exchange(FieldsModel):
    """One way in which the people of a project kept in touch."""

    what: Text = Field(description=_("The meeting, group or report"))
    how_often: str = Field("", description=_("How often it took place"))
    worked: bool = Field(description=_("Whether it worked: true or false"))
    note: str = Field("", description=_("What was good or bad about it"))


class Shortfall(FieldsModel):
    """What went wrong, and its cause."""

    what: Text = Field(description=_("What went wrong"))
    why: Text = Field(description=_("Why it went wrong: the cause, not the culprit"))


class ReviewFields(FieldsModel):
    """What a review says of its project."""

    kind: ReviewKind = Field(
        ReviewKind.MILESTONE, description=_("milestone: held while the project runs; final: held when it is over")
    )
    summary: Annotated[str, Role.SUMMARY] = Field("", description=_("The verdict in one sentence"))
    kpis: Annotated[tuple[KPI, ...], Role.MEASURE] = Field((), description=_("Figures planned and actual"))
    resources_used: ResourcesUsed | None = Field(None, description=_("People, budget and days that were used"))
    communication: tuple[Exchange, ...] = Field((), description=_("How communication was kept, and whether that worked"))
    matters: tuple[Text, ...] = Field((), description=_("The things that mattered most, three at most"))
    went_well: tuple[Text, ...] = Field((), description=_("What went well"))
    went_wrong: tuple[Shortfall, ...] = Field((), description=_("What went wrong, each with its cause"))


PROJECT_MISSING = ProblemKind(
    "reviews/project-missing",
    _("The review does not say which project it is about"),
    _("Add `project:` with the id of the project"),
)
FINAL_WITHOUT_KPI = ProblemKind(
    "reviews/final-without-kpi",
    _("a final review needs a figure of each of these kinds, and has none of: {kinds}"),
    _("add what is missing to `kpis`: {keys}"),
)
FINAL_TOO_SOON = ProblemKind(
    "reviews/final-too-soon",
    _("this is a final review, but the project {project} is still only planned"),
    _("correct the `status` of the project, or write `kind: milestone`"),
)
MATTERS_TOO_MANY = ProblemKind(
    "reviews/matters-too-many",
    _("`matters` lists {count} things, and holds three at most"),
    _("keep the three that mattered most; the others belong to `went_well` or `went_wrong`"),
)

MATTERS = 3
"""How many things may have mattered most."""

ALWAYS_TOLD = {KPIKind.TIME: _("time"), KPIKind.BUDGET: _("budget"), KPIKind.SATISFACTION: _("satisfaction")}
"""The figures by which projects are compared, in words: a final review has them."""


def rules_broken(document: Document, review: ReviewFields) -> Iterator[Problem]:
    """A final review tells time, budget and satisfaction; no more than three things mattered most."""
    missing = [kind for kind in ALWAYS_TOLD if kind not in {kpi.kind for kpi in review.kpis}]
    if review.kind is ReviewKind.FINAL and missing:
        words, keys = tuple(ALWAYS_TOLD[kind] for kind in missing), tuple(f"`kind: {kind}`" for kind in missing)
        yield FINAL_WITHOUT_KPI.about(document, "kpis" if review.kpis else "kind", kinds=words, keys=keys)
    if len(review.matters) > MATTERS:
        yield MATTERS_TOO_MANY.about(document, "matters", MATTERS, count=len(review.matters))
