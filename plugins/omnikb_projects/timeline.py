"""Periods as thin bars on one axis. Places on the axis are percentages of its length, so that it fits any width."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from omnikb_projects.model import ProjectFields, Status

MONTH_TICKS = 5
"""Months at most that are marked one by one; longer axes mark quarters, then years."""

QUARTER_TICKS = 15
"""Months at most that are marked by quarters."""

YEAR_TICKS = 8
"""Marks at most on an axis of years."""


class Drawn(StrEnum):
    """How a bar is drawn: what was planned as an outline, dashed where nothing has begun; what was lived, filled."""

    DASHED = "dashed"
    OUTLINE = "outline"
    FILLED = "filled"


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of the axis, in percent of its length."""

    x: float
    width: float
    drawn: Drawn


@dataclass(frozen=True, slots=True)
class Axis:
    """The days from ``first`` to ``last``, both included."""

    first: datetime.date
    last: datetime.date

    @classmethod
    def over(cls, days: Iterable[datetime.date]) -> Axis | None:
        """The whole months that hold all these days; ``None`` where there are none."""
        known = sorted(days)
        if not known:
            return None
        end = known[-1]
        return cls(known[0].replace(day=1), end.replace(day=calendar.monthrange(end.year, end.month)[1]))

    def place(self, day: datetime.date) -> float:
        """Where the morning of a day stands, in percent."""
        return self._percent((day - self.first).days)

    def bar(self, start: datetime.date, end: datetime.date, drawn: Drawn) -> Bar:
        """The bar of a period, both its days included."""
        x = self.place(start)
        evening = self._percent((end - self.first).days + 1)  # not the morning after: the last day there is has none
        return Bar(x, max(round(evening - x, 2), 0.4), drawn)

    def _percent(self, days: int) -> float:
        return round(days / ((self.last - self.first).days + 1) * 100, 2)

    def ticks(self) -> Iterator[tuple[float, str]]:
        """Where months, quarters or years begin, each with its name; a year where one begins, and with the first name."""
        first = self.first.year * 12 + self.first.month - 1
        months = self.last.year * 12 + self.last.month - first
        step = 1 if months <= MONTH_TICKS else 3 if months <= QUARTER_TICKS else 12 * -(-months // (12 * YEAR_TICKS))
        starts: Sequence[int] = range(first + -first % step, first + months, step)
        if not starts or starts[0] - first > months * 0.2:  # nearer, and the two names would overlap
            starts = (first, *starts)
        for number in starts:
            year, month = divmod(number, 12)
            name = f"{year}-{month + 1:02}" if number == starts[0] else f"{month + 1:02}"
            yield self.place(datetime.date(year, month + 1, 1)), str(year) if step >= 12 or month == 0 else name


def days_of(project: ProjectFields) -> list[datetime.date]:
    """The days that an axis must hold to show the project."""
    return [day for day in (project.start, project.end, project.finished) if day]


def bars_of(project: ProjectFields, axis: Axis, today: datetime.date) -> list[Bar]:
    """What was planned, and over it what has passed of it until it was closed, or until today."""
    start = project.start
    if start is None:
        return []
    bars = []
    planned = project.status is Status.PLANNED
    if project.end:
        bars.append(axis.bar(start, project.end, Drawn.DASHED if planned else Drawn.OUTLINE))
    lived = None if planned else project.finished or min(today, axis.last)
    if lived and lived >= start:
        bars.append(axis.bar(start, lived, Drawn.FILLED))
    return bars


def stage_bars(start: datetime.date, end: datetime.date, axis: Axis, today: datetime.date) -> list[Bar]:
    """A stage: as planned, and filled as far as it has come."""
    if today < start:
        return [axis.bar(start, end, Drawn.DASHED)]
    return [axis.bar(start, end, Drawn.OUTLINE), axis.bar(start, min(end, today), Drawn.FILLED)]
