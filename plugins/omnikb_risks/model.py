"""The keys of a risk, and how other documents say which risks they met and what came of them."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field

from omnikb import FieldsModel, Ref, Role, messages_of

_ = messages_of("omnikb_risks")

Step = Annotated[int, Field(strict=True, ge=1, le=5)]
"""A step of a scale from 1, low, to 5, high."""


class RiskFields(FieldsModel):
    """What a risk says of itself."""

    likelihood: Step = Field(description=_("How likely it is, from 1 (hardly ever) to 5 (almost surely)"))
    impact: Step = Field(description=_("How much it would hurt, from 1 (little) to 5 (very much)"))
    summary: Annotated[str, Role.SUMMARY] = Field("", description=_("The risk in one sentence: cause and consequence"))
    category: Annotated[str, Role.FACET] = Field("", description=_("Kind of risk, such as supply chain, logistics or compliance"))

    @property
    def score(self) -> int:
        """Likelihood times impact: 1 to 25."""
        return self.likelihood * self.impact


class RiskMention(FieldsModel):
    """A risk that a document names, and what came of it there. ``None``: nothing was said."""

    risk: Annotated[str, Ref("risk")] = Field(description=_("Id of the risk"))
    materialised: bool | None = Field(None, description=_("Whether it came true: true or false"))
    cost: Annotated[float, Field(strict=True, ge=0, allow_inf_nan=False)] | None = Field(
        None, description=_("What it cost, in units of 10,000 yuan")
    )
    note: str = Field("", description=_("What happened, in one sentence"))


def _mention(value: object) -> object:
    """A bare id names a risk and says nothing about it."""
    return {"risk": value} if isinstance(value, str | int) else value


def _listed(value: object) -> object:
    """A single risk is a list of one."""
    return [value] if isinstance(value, str | int | dict) else value


class RiskLinks(FieldsModel):
    """The risks that a document is about."""

    risks: Annotated[tuple[Annotated[RiskMention, BeforeValidator(_mention)], ...], BeforeValidator(_listed)] = Field(
        (), description=_("Ids of risks; or for each one the keys risk, materialised, cost and note")
    )
