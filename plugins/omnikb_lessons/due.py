"""Lessons whose next check has come or is near: the page of all checks, a section of the list and of the home page."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from omnikb import Deferred, Document, Index, ListPage, Message, Page, Place, Section, Templates, list_pages, translated
from omnikb_lessons.model import LessonFields, State, _
from omnikb_lessons.words import SEVERITY_WORDS

_TEMPLATES = Templates("omnikb_lessons")

LIST = "lessons/index.md"
"""The path of the list of lessons; a document written there says which are due."""

PATH = "lessons/due.md"
"""The path of the page of all checks."""

SOON = 60
"""Days before a check from which on it is said to be near."""

ON_HOME = 3
"""Lessons shown on the home page."""

ON_LIST = 10
"""Lessons shown above the list."""


@dataclass(frozen=True, slots=True)
class Due:
    """A lesson that has a next check, as it stands ``today``."""

    lesson: Document
    today: datetime.date

    @property
    def day(self) -> datetime.date:
        """The day of the check."""
        return self.lesson[LessonFields].next_check or datetime.date.max

    @property
    def days(self) -> int:
        """Days until the check, below zero where it is past."""
        return (self.day - self.today).days

    @property
    def state(self) -> Message:
        """Where the lesson stands."""
        return self.lesson[LessonFields].state.label

    @property
    def severity(self) -> Message | str:
        """How much it hurts to ignore the lesson; ``""`` where that is not said."""
        return SEVERITY_WORDS.get(self.lesson[LessonFields].severity or "", "")

    @property
    def has_come(self) -> bool:
        """Whether the day of the check is today or past."""
        return self.days <= 0

    @property
    def is_near(self) -> bool:
        """Whether the check is still to come, and soon."""
        return 0 < self.days <= SOON


@dataclass(frozen=True, slots=True)
class Tally:
    """How many lessons are due, how many will be soon, and how many have a next check at all."""

    come: int
    near: int
    total: int

    @classmethod
    def of(cls, found: Sequence[Due]) -> Tally:
        """The tally of all next checks."""
        return cls(sum(due.has_come for due in found), sum(due.is_near for due in found), len(found))


def next_checks(index: Index, today: datetime.date) -> list[Due]:
    """The next check of every lesson that has one and is not retired, the earliest first."""
    lessons = [one for one in index.of_type("lesson") if one[LessonFields].next_check]
    found = [Due(one, today) for one in lessons if one[LessonFields].state is not State.RETIRED]
    return sorted(found, key=lambda due: (due.day, due.lesson.id))


def due_pages(index: Index, today: datetime.date) -> Iterator[Page]:
    """All next checks; none where no lesson has one."""
    found = next_checks(index, today)
    for one in list_pages(found, PATH, translated(_("Checks of lessons"), index.language), index.language):
        yield replace(one.page, sections=Deferred(_checks, (one, Tally.of(found))))


def _checks(page: Page, index: Index, one: ListPage[Due], tally: Tally) -> Iterator[Section]:
    """The checks that stand on one page, below the number of all."""
    yield Section("", _tally(tally, page, index, "") + _table(one.items, page, index, sortable=True))
    yield from one.paging(index)


def due_section(on: Document, index: Index, today: datetime.date, most: int, place: Place, weight: int) -> Iterator[Section]:
    """The first ``most`` lessons that are due or will be soon, where any is."""
    found = next_checks(index, today)
    shown = [due for due in found if due.has_come or due.is_near][:most]
    if shown:
        html = _tally(Tally.of(found), on, index, PATH) + _table(shown, on, index, sortable=False)
        yield Section(_("Lessons due for review"), html, place, weight)


def _tally(tally: Tally, on: Document | Page, index: Index, path: str) -> Markup:
    """The numbers in words; ``path`` leads to all checks."""
    return _TEMPLATES.render("due_tally.html", on, index, tally=tally, soon=SOON, path=path)


def _table(shown: Sequence[Due], on: Document | Page, index: Index, sortable: bool) -> Markup:
    return _TEMPLATES.render("due.html", on, index, shown=shown, sortable=sortable)
