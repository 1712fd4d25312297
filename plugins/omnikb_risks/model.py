"""The keys of a risk, and how other documents say which risks they met and what came of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator, Field

from omnikb import Amount, DocumentType, EachOnce, FieldsModel, Listed, Ref, Role, Text, Trait, messages_of

_ = messages_of("omnikb_risks")

Step = Annotated[int, Field(strict=True, ge=1, le=5)]
"""A step of a scale from 1, low, to 5, high."""


class Origin(StrEnum):
    """Where a risk comes from: out of the company's own work, or from the world around it."""

    INSIDE = "inside"
    OUTSIDE = "outside"


class Strategy(StrEnum):
    """What is done about a risk."""

    AVOID = "avoid"
    MITIGATE = "mitigate"
    TRANSFER = "transfer"
    ACCEPT = "accept"


class Response(StrEnum):
    """How the response to a risk that was met went."""

    WORKED = "worked"
    PARTLY = "partly"
    FAILED = "failed"
    NONE = "none"


class Rating(FieldsModel):
    """Where a risk stands in the matrix."""

    likelihood: Step = Field(description=_("How likely it is, from 1 (hardly ever) to 5 (almost surely)"))
    impact: Step = Field(description=_("How much it would hurt, from 1 (little) to 5 (very much)"))

    @property
    def score(self) -> int:
        """Likelihood times impact: 1 to 25."""
        return self.likelihood * self.impact


class RiskFields(Rating):
    """What a risk says of itself; its own rating is that before any response."""

    after: Rating | None = Field(None, description=_("Likelihood and impact after the response; neither higher than before"))
    summary: Annotated[str, Role.SUMMARY] = Field("", description=_("The risk in one sentence: cause and consequence"))
    category: Annotated[str, Role.FACET] = Field(
        "", title=_("Kind of risk"), description=_("Kind of risk, such as supply chain, logistics or compliance")
    )
    origin: Origin | None = Field(None, description=_("Where it comes from: inside (own work) or outside (market, policy …)"))
    source: str = Field("", description=_("What it comes from outside: market, policy, supplier, weather, platform …"))
    early_signs: tuple[Text, ...] = Field((), description=_("What shows early that it is coming"))
    strategy: Strategy | None = Field(None, description=_("What is done about it: avoid, mitigate, transfer or accept"))
    steps: tuple[Text, ...] = Field((), description=_("Steps of the response; needed unless the risk is accepted"))
    owner: Annotated[str, Role.PERSON] = Field("", description=_("Role that looks after the risk, not a person's name"))


class RiskMention(FieldsModel):
    """A risk that a document names."""

    risk: Annotated[str, Ref("risk")] = Field(description=_("Id of the risk"))
    note: str = Field("", description=_("What happened, in one sentence"))


class RiskOutcome(RiskMention):
    """A risk that a document looks back on, and what came of it. ``None``: nothing was said."""

    materialised: Annotated[bool, Field(strict=True)] | None = Field(None, description=_("Whether it came true: true or false"))
    cost: Amount | None = Field(None, description=_("What it cost, in units of 10,000 yuan"))
    response: Response | None = Field(None, description=_("How the response went: worked, partly, failed or none"))


def _mention(value: object) -> object:
    """A bare id names a risk and says nothing about it."""
    return {"risk": value} if isinstance(value, str | int) else value


class RiskLinks(FieldsModel):
    """The risks that a document is about."""

    risks: Annotated[Listed[Annotated[RiskMention, BeforeValidator(_mention)]], EachOnce("risk")] = Field(
        (), description=_("Ids of risks; or for each one the keys risk and note")
    )


class RiskOutcomes(FieldsModel):
    """The risks that a document looks back on."""

    risks: Annotated[Listed[Annotated[RiskOutcome, BeforeValidator(_mention)]], EachOnce("risk")] = Field(
        (), description=_("Ids of risks; or for each one the keys risk, materialised, cost, response and note")
    )


@dataclass(frozen=True, slots=True)
class BeforeOutcome(Trait):
    """All types with a trait that do not look back: those with the trait ``outcome`` have keys of their own."""

    def covers(self, kind: DocumentType) -> bool:
        """Whether the type carries the trait and does not look back."""
        return self.name in kind.traits and "outcome" not in kind.traits
