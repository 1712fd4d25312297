"""What the demo says in hindsight: every risk and every decision has an end, and nothing is told before it happened."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from pydantic import BaseModel

from omnikb.index import Index
from tests.demo.demo_documents import closed, reviewed, typed, value

TODAY = datetime.date(2026, 11, 20)
"""The day on which the demo is told: that of its newest documents."""

PAST = {"date", "done_on", "finished"}
"""The keys, nested ones included, whose dates tell of the past."""


def test_a_risk_that_did_not_come_true_cost_nothing(index: Index) -> None:
    risks = [(review.id, one) for review, __ in reviewed(index) for one in value(review, "risks")]
    assert [(name, one.risk) for name, one in risks if one.materialised is not True and one.cost is not None] == []


def test_a_final_review_says_of_every_risk_of_its_project_whether_it_came_true(index: Index) -> None:
    missing = {
        review.id: {one.risk for one in value(project, "risks")}
        - {one.risk for one in value(review, "risks") if one.materialised is not None}
        for review, project in reviewed(index, "final")
    }
    assert {name: risks for name, risks in missing.items() if risks} == {}


def test_a_risk_that_came_true_stays_so_in_later_reviews_and_never_costs_less(index: Index) -> None:
    """A later review counts what an earlier one did: the risk register takes the last cost that was told."""
    costs: dict[tuple[str, str], float] = {}
    contradicted = []
    for review, project in reviewed(index):
        for one in value(review, "risks"):
            known = costs.get((project.id, one.risk))
            if known is not None and (not one.materialised or (one.cost is not None and one.cost < known)):
                contradicted.append((review.id, one.risk))
            if one.materialised:
                costs[project.id, one.risk] = max(one.cost or 0, known or 0)
    assert contradicted == []


def test_every_decision_of_a_closed_project_has_an_outcome(index: Index) -> None:
    decisions = [(project.id, one) for project in closed(index) for one in value(project, "decisions")]
    assert [(name, one.lesson) for name, one in decisions if str(one.outcome) not in ("worked", "partly", "failed")] == []


def dates(part: BaseModel) -> Iterator[tuple[str, datetime.date]]:
    """Every date of a part that tells of the past, with its key."""
    for name in type(part).model_fields:
        found = getattr(part, name)
        if name in PAST and isinstance(found, datetime.date):
            yield name, found
        for one in found if isinstance(found, tuple) else (found,):
            if isinstance(one, BaseModel):
                yield from dates(one)


def test_nothing_is_told_before_it_happened(index: Index) -> None:
    told = [(one.id, name, day) for one in typed(index) for part in one.parts.values() for name, day in dates(part)]
    told += [(one.id, "date", one.date) for one in typed(index) if one.date]
    assert {one[1] for one in told} == PAST
    assert [one for one in told if one[2] > TODAY] == []


def test_a_review_is_held_while_its_project_runs_and_a_final_one_when_it_is_over(index: Index) -> None:
    early = [review.id for review, project in reviewed(index) if review.date < value(project, "start")]
    early += [review.id for review, project in reviewed(index, "final") if review.date < value(project, "finished")]
    assert early == []
