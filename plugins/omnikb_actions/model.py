"""The key ``actions``, on documents of every type: who does what by when, and how one sees that it is done."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator

from omnikb import Document, FieldsModel, Problem, ProblemKind, Role, Text, messages_of

_ = messages_of("omnikb_actions")

WITHOUT_OWNER = ProblemKind(
    "actions/without-owner",
    _("nobody is named to do this action"),
    _("add `owner:` with the role that does it, such as warehouse lead"),
)
WITHOUT_DUE = ProblemKind(
    "actions/without-due",
    _("this action has no day by which it is due"),
    _("add `due:` as year-month-day, such as 2025-11-29"),
)
WITHOUT_DONE_WHEN = ProblemKind(
    "actions/without-done-when",
    _("nothing says how one sees that this action is done"),
    _("add `done_when:` with something one can check"),
)
DONE_WITHOUT_DAY = ProblemKind(
    "actions/done-without-day",
    _("the action is done, but not said when"),
    _("add `done_on:` as year-month-day"),
)
DAY_WITHOUT_DONE = ProblemKind(
    "actions/day-without-done",
    _("`done_on` is given, but the status is {status}"),
    _("write `status: done`, or take `done_on` away"),
)


DONE_LATER = ProblemKind(
    "actions/done-later",
    _("`done_on` is {day}, which has not come yet"),
    _("correct the day; what is still to be done is `open` or `doing`"),
)


class Status(StrEnum):
    """Where an action stands."""

    OPEN = "open"
    DOING = "doing"
    DONE = "done"
    DROPPED = "dropped"


def _said(kind: ProblemKind) -> BeforeValidator:
    """Refuses a value that is not there, or blank, with its own message."""

    def refuse_blank(value: Any) -> Any:
        if value is None or (isinstance(value, str) and not value.strip()):
            raise kind.error()
        return value

    check: Callable[[Any], Any] = refuse_blank
    return BeforeValidator(check)


class Action(FieldsModel):
    """One thing to be done."""

    do: Text = Field(description=_("What is to be done"))
    owner: Annotated[str, Role.PERSON, _said(WITHOUT_OWNER)] = Field(description=_("The role that does it, not a person's name"))
    due: Annotated[datetime.date, Role.DUE, _said(WITHOUT_DUE)] = Field(description=_("Day by which it is due"))
    status: Annotated[Status, Role.STATE] = Field(
        Status.OPEN, description=_("Where it stands: open, doing, done or dropped"), examples=["done"]
    )
    done_when: Annotated[str, _said(WITHOUT_DONE_WHEN)] = Field(description=_("How one sees that it is done"))
    done_on: datetime.date | None = Field(None, description=_("Day on which it was done; only and always when it is done"))

    @model_validator(mode="before")
    @classmethod
    def _nothing_missing(cls, value: Any) -> Any:
        """A missing key is as an empty one: each has a message of its own."""
        return {"owner": None, "due": None, "done_when": None, **value} if isinstance(value, dict) else value

    def overdue(self, today: datetime.date) -> bool:
        """Whether it should be done by now, and is not. On its last day it is not overdue yet."""
        return self.pending and self.due < today

    @property
    def pending(self) -> bool:
        """Whether it is still to be done."""
        return self.status in (Status.OPEN, Status.DOING)


class ActionFields(FieldsModel):
    """What is to be done because of a document."""

    actions: tuple[Action, ...] = Field(
        (), description=_("What is to be done: by which role, by when, and how one sees that it is done")
    )


def rules_broken(document: Document, fields: ActionFields, today: Callable[[], datetime.date]) -> Iterator[Problem]:
    """An action has a day on which it was done exactly when it is done, and that day has come. ``today`` is asked where needed."""
    for number, action in enumerate(fields.actions):
        if action.status is Status.DONE and action.done_on is None:
            yield DONE_WITHOUT_DAY.about(document, "actions", number, "status")
        if action.status is not Status.DONE and action.done_on is not None:
            yield DAY_WITHOUT_DONE.about(document, "actions", number, "done_on", status=action.status.value)
        if action.status is Status.DONE and action.done_on is not None and action.done_on > today():
            yield DONE_LATER.about(document, "actions", number, "done_on", day=action.done_on)
