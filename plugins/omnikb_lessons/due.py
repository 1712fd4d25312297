"""Lessons whose next check has come or is near: the page of all checks, a section of the list and of the home page."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from omnikb import Document, Index, Message, Page, Place, Section, Templates, list_pages, translated
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
    """A lesson and its next check; ``days`` until then, below zero where it is past."""

    lesson: Document
    day: datetime.date
    days: int
    state: Message
    severity: Message | str

    @property
    def has_come(self) -> bool:
        """Whether the day of the check is today or past."""
        return self.days <= 0

    @property
    def is_near(self) -> bool:
        """Whether the check is still to come, and soon."""
        return 0 < self.days <= SOON


def next_checks(index: Index, today: datetime.date) -> list[Due]:
    """The next check of every lesson that has one and is not retired, the earliest first."""
    found = []
    for lesson in index.of_type("lesson"):
        fields = lesson[LessonFields]
        if fields.next_check and fields.state is not State.RETIRED:
            words = fields.state.label, SEVERITY_WORDS.get(fields.severity or "", "")
            found.append(Due(lesson, fields.next_check, (fields.next_check - today).days, *words))
    return sorted(found, key=lambda due: (due.day, due.lesson.id))


def due_pages(index: Index, today: datetime.date) -> Iterator[Page]:
    """All next checks; none where no lesson has one."""
    found = next_checks(index, today)
    for one in list_pages(found, PATH, translated(_("Checks of lessons"), index.language), index.language):
        html = _tally(found, one.page, index, "") + _table(one.items, one.page, index, sortable=True)
        yield replace(one.page, sections=(Section("", html), *one.paging(index)))


def due_section(on: Document, index: Index, today: datetime.date, most: int, place: Place, weight: int) -> Iterator[Section]:
    """The first ``most`` lessons that are due or will be soon, where any is."""
    found = next_checks(index, today)
    shown = [due for due in found if due.has_come or due.is_near][:most]
    if shown:
        html = _tally(found, on, index, PATH) + _table(shown, on, index, sortable=False)
        yield Section(_("Lessons due for review"), html, place, weight)


def _tally(found: Sequence[Due], on: Document | Page, index: Index, path: str) -> Markup:
    """How many are due and how many will be soon; ``path`` leads to all of them."""
    come, near = sum(due.has_come for due in found), sum(due.is_near for due in found)
    return _TEMPLATES.render("due_tally.html", on, index, come=come, near=near, soon=SOON, total=len(found), path=path)


def _table(shown: Sequence[Due], on: Document | Page, index: Index, sortable: bool) -> Markup:
    return _TEMPLATES.render("due.html", on, index, shown=shown, sortable=sortable)
