"""What can be wrong with a lesson's life: forbidden steps, dates, proof, and lessons that replace one another in a circle."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from omnikb import Document, Index, Problem, ProblemKind
from omnikb_lessons.model import ALLOWED_STEPS, LessonFields, State, _

SUPERSEDES = "supersedes"
"""The relation of the links from a lesson to those it replaces."""

STEP_FORBIDDEN = ProblemKind(
    "lessons/step-forbidden",
    _("a lesson cannot become {after} when it is {before}"),
    _("allowed after {before}: {allowed}"),
)
AFTER_RETIRED = ProblemKind(
    "lessons/after-retired",
    _("a retired lesson cannot become {after}"),
    _("nothing follows retired: write a new lesson with `supersedes:` instead"),
)
HISTORY_BACKWARDS = ProblemKind(
    "lessons/history-backwards",
    _("this state was reached on {date}, before the one above it ({before})"),
    _("list the states oldest first, and correct the date that is wrong"),
)
VALIDATED_WITHOUT_EVIDENCE = ProblemKind(
    "lessons/validated-without-evidence",
    _("the lesson is validated, but nothing says what shows that it helps"),
    _("add `evidence:`, or go back to implemented"),
)
VALIDATED_WITHOUT_CHECK = ProblemKind(
    "lessons/validated-without-check",
    _("the lesson is validated, but has no check with a figure before and after"),
    _("add `check:` with date, measure, before, after and unit"),
)
NEXT_CHECK_TOO_EARLY = ProblemKind(
    "lessons/next-check-too-early",
    _("the next check on {next} is before the last one on {last}"),
    _("correct `next_check` or the date of `check`"),
)
STATE_LATER = ProblemKind(
    "lessons/state-later",
    _("the lesson became {state} on {date}, which has not come yet"),
    _("correct the date; list only what the lesson has reached"),
)
CHECK_LATER = ProblemKind(
    "lessons/check-later",
    _("the check was on {date}, which has not come yet"),
    _("correct the date; the day of a check to come belongs to `next_check`"),
)
SUPERSEDES_CYCLE = ProblemKind(
    "lessons/supersedes-cycle",
    _("these lessons replace one another in a circle: {circle}"),
    _("take one `supersedes:` away: only a newer lesson replaces an older one"),
)


def rules_broken(document: Document, lesson: LessonFields) -> Iterator[Problem]:
    """Each rule of a lesson's life that it breaks by itself."""
    yield from _wrong_steps(document, lesson)
    if lesson.state is State.VALIDATED and not lesson.evidence.strip():
        yield VALIDATED_WITHOUT_EVIDENCE.about(document, "history", len(lesson.history) - 1, "state")
    if lesson.state is State.VALIDATED and lesson.check is None:
        yield VALIDATED_WITHOUT_CHECK.about(document, "history", len(lesson.history) - 1, "state")
    if lesson.check and lesson.next_check and lesson.next_check < lesson.check.date:
        yield NEXT_CHECK_TOO_EARLY.about(document, "next_check", next=lesson.next_check, last=lesson.check.date)


def _wrong_steps(document: Document, lesson: LessonFields) -> Iterator[Problem]:
    before, day = State.IDENTIFIED, None
    for number, step in enumerate(lesson.history):
        begins = number == 0 and step.state is State.IDENTIFIED
        if not begins and step.state not in ALLOWED_STEPS[before]:
            words = {"before": before.value, "after": step.state.value, "allowed": ", ".join(ALLOWED_STEPS[before])}
            kind = STEP_FORBIDDEN if ALLOWED_STEPS[before] else AFTER_RETIRED
            yield kind.about(document, "history", number, "state", **words)
        if day and step.date < day:
            yield HISTORY_BACKWARDS.about(document, "history", number, "date", date=step.date, before=day)
        before, day = step.state, step.date


def told_too_early(index: Index, today: datetime.date) -> Iterator[Problem]:
    """States and checks of lessons that are dated after ``today``. Of all lessons at once: none need be read anew each day."""
    for document in index.of_type("lesson"):
        lesson = document[LessonFields]
        for number, step in enumerate(lesson.history):
            if step.date > today:
                yield STATE_LATER.about(document, "history", number, "date", state=step.state.value, date=step.date)
        if lesson.check and lesson.check.date > today:
            yield CHECK_LATER.about(document, "check", "date", date=lesson.check.date)


def circles(index: Index) -> Iterator[Problem]:
    """Each circle of lessons that replace one another, once, at its lesson whose id comes first. Linear in the links."""
    finished: set[str] = set()
    for start in index.of_type("lesson"):
        way: dict[str, int] = {}
        waiting = [(start.id, 0)]
        while waiting:
            here, depth = waiting.pop()
            while len(way) > depth:
                finished.add(way.popitem()[0])
            if here in way:
                yield _circle(index, list(way)[way[here] :])
            elif here not in finished:
                way[here] = depth
                waiting += [(link.target, depth + 1) for link in index.outgoing(here, SUPERSEDES)]
        finished.update(way)


def _circle(index: Index, ids: list[str]) -> Problem:
    first = ids.index(min(ids))
    ordered = [*ids[first:], *ids[:first], ids[first]]
    return SUPERSEDES_CYCLE.about(index.documents[ordered[0]], SUPERSEDES, circle=" → ".join(ordered))
