"""Every figure of the demo is the same wherever it stands: in a project, in its reviews, and in what both say in words."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from omnikb.documents import Document
from omnikb.index import Index
from tests.demo.demo_documents import closed, kpi, kpis, reviewed, value

RESOURCES = ("people", "budget", "days")


def outcome(review: Document, name: str) -> Any:
    """The outcome of this name, such as 成交额, also where it is called 全渠道成交额."""
    return next(one for one in kpis(review, "outcome") if one.name.endswith(name))


def test_every_closed_project_has_a_final_review(index: Index) -> None:
    assert {one.id for one in closed(index)} - {project.id for __, project in reviewed(index, "final")} == set()


def test_people_budget_and_time_are_planned_by_every_project_and_told_by_every_final_review(index: Index) -> None:
    planned = {project.id: value(project, "resources") for project in index.of_type("project")}
    used = {review.id: value(review, "resources_used") for review, __ in reviewed(index, "final")}
    assert [(name, one) for name, said in {**planned, **used}.items() for one in RESOURCES if not getattr(said, one)] == []


def test_what_a_final_review_calls_planned_is_what_the_project_planned(index: Index) -> None:
    finals = list(reviewed(index, "final"))
    said = {review.id: (kpi(review, "time").planned, kpi(review, "budget").planned) for review, __ in finals}
    assert said == {review.id: (value(project, "resources").days, value(project, "resources").budget) for review, project in finals}


def test_what_a_review_calls_spent_is_what_it_says_was_used(index: Index) -> None:
    both = [(one, value(one, "resources_used")) for one, __ in reviewed(index) if kpis(one, "budget")]
    spent = {review.id: kpi(review, "budget").actual for review, used in both if used}
    assert spent == {review.id: used.budget for review, used in both if used}


def test_the_days_of_a_project_are_those_between_its_dates(index: Index) -> None:
    planned = {one.id: value(one, "resources").days for one in index.of_type("project")}
    assert planned == {one.id: (value(one, "end") - value(one, "start")).days for one in index.of_type("project")}


def test_the_days_a_final_review_counts_are_those_until_the_project_was_finished(index: Index) -> None:
    finals = list(reviewed(index, "final"))
    counted = {review.id: (kpi(review, "time").actual, value(review, "resources_used").days) for review, __ in finals}
    passed = {review.id: (value(project, "finished") - value(project, "start")).days for review, project in finals}
    assert counted == {name: (days, days) for name, days in passed.items()}


def test_a_figure_of_time_is_the_time_of_the_project_or_of_a_stage_of_it(index: Index) -> None:
    wrong = [
        (review.id, one.name)
        for review, project in reviewed(index)
        for one in kpis(review, "time")
        if one.unit not in ("天", "days")
        or one.planned > value(project, "resources").days
        or one.actual > (review.date - value(project, "start")).days
    ]
    assert wrong == []


def test_a_milestone_review_plans_no_more_than_its_project_and_counts_no_day_to_come(index: Index) -> None:
    wrong = []
    for review, project in reviewed(index, "milestone"):
        used = value(review, "resources_used")
        if used and used.days > (review.date - value(project, "start")).days:
            wrong.append((review.id, "days", used.days))
        wrong += [
            (review.id, one.name, one.planned) for one in kpis(review, "budget") if one.planned > value(project, "resources").budget
        ]
    assert wrong == []


def test_a_later_review_never_counts_less_used_than_an_earlier_one(index: Index) -> None:
    last: dict[tuple[str, str], float] = {}
    fallen = []
    for review, project in reviewed(index):
        used = {name: getattr(value(review, "resources_used"), name, None) for name in RESOURCES}
        used["budget"] = max((one.actual for one in kpis(review, "budget")), default=used["budget"])
        for name, amount in used.items():
            if amount is not None and amount < last.get((project.id, name), 0):
                fallen.append((review.id, name, amount))
            last[project.id, name] = amount or last.get((project.id, name), 0)
    assert fallen == []


def test_reviews_of_one_project_plan_the_same_satisfaction_and_the_same_for_figures_of_one_name(index: Index) -> None:
    planned: dict[tuple[str, str], set[tuple[float, str]]] = {}
    for review, project in reviewed(index):
        for one in value(review, "kpis"):
            name = "satisfaction" if str(one.kind) == "satisfaction" else one.name
            planned.setdefault((project.id, name), set()).add((one.planned, one.unit))
    assert {name: plans for name, plans in planned.items() if len(plans) > 1} == {}


GOALS: dict[str, Callable[[Document, Document], float]] = {
    r"预算 ([\d,]+) 万元以内": lambda project, __: value(project, "resources").budget,
    r"满意度不低于 ([\d.]+) 分": lambda __, review: kpi(review, "satisfaction").planned,
    r"成交额 ([\d,]+) 万元": lambda __, review: outcome(review, "成交额").planned,
}
"""What a goal of a closed project says in words, and where the same stands as a figure."""


@pytest.mark.parametrize("words", GOALS)
def test_a_goal_says_what_is_planned(index: Index, words: str) -> None:
    said, meant = {}, {}
    for review, project in reviewed(index, "final"):
        for found in re.findall(words, "\n".join(value(project, "goals"))):
            said[project.id], meant[project.id] = float(found.replace(",", "")), GOALS[words](project, review)
    assert said
    assert said == meant


def over(review: Document, project: Document, name: str) -> float:
    """How much more of a resource was used than planned."""
    return float(getattr(value(review, "resources_used"), name) - getattr(value(project, "resources"), name))


WORDS: dict[str, Callable[[Document, Document], float]] = {
    r"晚了? (\d+) 天": lambda review, project: over(review, project, "days"),
    r"提前 (\d+) 天": lambda review, project: -over(review, project, "days"),
    r"(?:多花|预算超) (\d+) 万元": lambda review, project: over(review, project, "budget"),
    r"省下 (\d+) 万元": lambda review, project: -over(review, project, "budget"),
    r"人[由从] (\d+) 个加到": lambda __, project: value(project, "resources").people,
    r"人[由从] \d+ 个加到 (\d+) 个": lambda review, __: value(review, "resources_used").people,
    r"成交 ([\d,]+) 万元": lambda review, __: outcome(review, "成交额").actual,
}
"""What a closed project and its final review say in words of how it came out, and the same from their figures."""

WHOLE = "人["
"""How the words begin that are looked for in the text; the others are looked for in the summary."""


@pytest.mark.parametrize("words", WORDS)
def test_what_is_said_in_words_of_how_a_project_came_out_is_what_the_figures_say(index: Index, words: str) -> None:
    said, meant = {}, {}
    for review, project in reviewed(index, "final"):
        for document in (review, project):
            text = document.body if words.startswith(WHOLE) else value(document, "summary")
            for number, found in enumerate(re.findall(words, text)):
                said[document.id, number] = float(found.replace(",", ""))
                meant[document.id, number] = WORDS[words](review, project)
    assert said
    assert said == meant
