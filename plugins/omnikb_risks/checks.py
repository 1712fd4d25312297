"""Whether what a risk says of itself agrees."""

from __future__ import annotations

from collections.abc import Iterator

from omnikb import Document, Problem
from omnikb_risks.model import Origin, Response, RiskFields, RiskOutcomes, Strategy
from omnikb_risks.problems import AFTER_HIGHER, COST_WITHOUT_EVENT, FAILED_WITHOUT_EVENT, SOURCE_MISSING, STEPS_MISSING


def problems_of(document: Document, risk: RiskFields) -> Iterator[Problem]:
    """A risk from outside has a source, a response steps, and no response makes the risk greater."""
    if risk.origin is Origin.OUTSIDE and not risk.source.strip():
        yield SOURCE_MISSING.about(document, "origin")
    if risk.strategy not in (None, Strategy.ACCEPT) and not risk.steps:
        yield STEPS_MISSING.about(document, "strategy", strategy=risk.strategy.value)
    if risk.after:
        pairs = {"likelihood": (risk.likelihood, risk.after.likelihood), "impact": (risk.impact, risk.after.impact)}
        for key, (before, after) in pairs.items():
            if after > before:
                yield AFTER_HIGHER.about(document, "after", key, key=key, before=before, after=after)


def contradictions_in(document: Document, outcomes: RiskOutcomes) -> Iterator[Problem]:
    """What did not come true cost nothing, and no response failed against it; prevention may well have worked."""
    for number, outcome in enumerate(outcomes.risks):
        if outcome.materialised is not False:
            continue
        if outcome.cost:
            yield COST_WITHOUT_EVENT.about(document, "risks", number, "cost", cost=f"{outcome.cost:g}")
        if outcome.response is Response.FAILED:
            yield FAILED_WITHOUT_EVENT.about(document, "risks", number, "response")
