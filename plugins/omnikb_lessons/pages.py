"""What a lesson's page shows besides its text, the lessons drawn on other pages, and the newest ones at home."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from omnikb import Document, Index, Link, Place, Section, Settings, Templates, gathering, newest_first, rows
from omnikb_lessons.model import ROAD, LessonFields, State, _
from omnikb_lessons.rules import SUPERSEDES
from omnikb_lessons.words import DECISION_WORDS, OUTCOME_WORDS, SEVERITY_WORDS

_TEMPLATES = Templates("omnikb_lessons")

HOME = "index.md"
"""The path of the home page, an ordinary document."""

LATEST = 5
"""Lessons shown on the home page."""

DECISIONS = "decisions"
"""The relation of the links by which others say what they decided about a lesson, with its reason and outcome."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One state on the road of a lesson. ``mark``: ``passed``, ``here`` or ``ahead``; ``date``: when it was reached last."""

    words: str
    mark: str
    date: datetime.date | None


def sections_of(document: Document, index: Index, lesson: LessonFields, settings: Settings) -> Iterator[Section]:
    """The card and the lesson's life before its text; who reused it after it."""
    replaced_by = [index.documents[link.source] for link in index.incoming(document.id, SUPERSEDES)]
    replaces = [index.documents[link.target] for link in index.outgoing(document.id, SUPERSEDES)]
    words = {"lesson": lesson, "severity": SEVERITY_WORDS.get(lesson.severity or ""), "road": road(lesson)}
    expected = lesson.next_check if lesson.state is not State.RETIRED else None
    due = expected is not None and expected <= settings.today  # asked last: most pages do not change with the day
    html = _TEMPLATES.render(
        "card.html", document, index, **words, due=due, replaced_by=newest_first(replaced_by), replaces=newest_first(replaces)
    )
    yield Section("", html, place=Place.BEFORE, weight=10)
    if index.incoming(document.id, DECISIONS):
        yield _reuse(document, index)


def road(lesson: LessonFields) -> list[Stage]:
    """The states from identified to validated as far as the lesson has come; a retired one ends there."""
    dates = {step.state: step.date for step in lesson.history}
    reached = max((ROAD.index(step.state) for step in lesson.history if step.state in ROAD), default=0)
    retired = lesson.state is State.RETIRED
    here = reached + 1 if retired else ROAD.index(lesson.state)
    stages = [
        Stage(state.label, "passed" if number < here else "here" if number == here else "ahead", dates.get(state))
        for number, state in enumerate(ROAD[: here if retired else None])
    ]
    return [*stages, Stage(State.RETIRED.label, "here", dates[State.RETIRED])] if retired else stages


def _reuse(document: Document, index: Index) -> Section:
    """Every document that decided about the lesson, with its reason and how that went."""
    links = index.incoming(document.id, DECISIONS)
    outcomes = [link.attributes.get("outcome") for link in links]
    counts = [(OUTCOME_WORDS[name], outcomes.count(name)) for name in OUTCOME_WORDS if name in outcomes]

    def said(link: Link) -> Markup:
        told = link.attributes
        words = {
            "decision": DECISION_WORDS.get(str(told.get("decision", "")), ""),
            "outcome": OUTCOME_WORDS.get(str(told.get("outcome", "")), ""),
        }
        return _TEMPLATES.render(
            "decision.html", document, index, **words, reason=told.get("reason", ""), note=told.get("note", "")
        ).strip()

    html = _TEMPLATES.render("outcomes.html", document, index, counts=counts) + gathering(links, document, index, said)
    return Section(_("Who reused it, and how that went"), html, weight=10)


def lessons_drawn(document: Document, index: Index) -> Iterator[Section]:
    """On a page that tells how something came out: the lessons it leads to."""
    targets = {link.target: index.documents[link.target] for link in index.outgoing(document.id) if link.relation != DECISIONS}
    drawn = [target for target in targets.values() if target.get(LessonFields)]
    if drawn:
        yield Section(_("Lessons drawn"), rows(newest_first(drawn), document, index), weight=50)


def newest_lessons(index: Index) -> tuple[Document, ...]:
    """As many lessons as the home page shows: the last validated first, then the newest of those that are still on their way."""
    lessons = [one for one in index.of_type("lesson") if one[LessonFields].state is not State.RETIRED]
    proven = [one for one in lessons if one[LessonFields].state is State.VALIDATED]
    proven.sort(key=lambda one: one[LessonFields].history[-1].date, reverse=True)
    others = newest_first(one for one in lessons if one[LessonFields].state is not State.VALIDATED)
    return tuple([*proven, *others][:LATEST])


def home_section(home: Document, index: Index) -> Iterator[Section]:
    """The newest lessons, those that are known to help first, where there are any."""
    newest = [(one, one[LessonFields].state.label, _reached(one)) for one in index.derive(newest_lessons)]
    if newest:
        yield Section(_("Newest lessons"), _TEMPLATES.render("newest.html", home, index, newest=newest), weight=50)


def _reached(lesson: Document) -> datetime.date | None:
    """When the lesson came to where it stands; the date of its document where that is not said."""
    history = lesson[LessonFields].history
    return history[-1].date if history else lesson.date
