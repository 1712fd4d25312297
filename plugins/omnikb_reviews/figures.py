"""Figures as readers see them: how far actual is from planned, and both as lengths of a picture."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from omnikb import money, number, translated
from omnikb_reviews.model import KPI, _

_ROOM = 97
"""How much of a picture's width the greatest figure takes, in percent: a tick at its end stays inside."""

_OF_MONEY = frozenset({"万元", "× 10,000 yuan"})
"""The unit of money as writers of each language have it; readers see it as theirs counts."""


@dataclass(frozen=True, slots=True)
class Difference:
    """How far the actual figure is from the planned one. ``percent`` is of the planned figure, without sign.

    ``percent`` is ``None`` where the planned figure is zero, and where both are percentages themselves: they
    differ by ``points``.
    """

    amount: float
    percent: float | None
    points: bool

    @classmethod
    def of(cls, kpi: KPI) -> Difference:
        """The difference of one figure."""
        amount = round(kpi.actual - kpi.planned, 10)
        points = kpi.unit in ("%", "％")
        if points or not kpi.planned:
            return cls(amount, None, points)
        percent = abs(amount / kpi.planned) * 100
        return cls(amount, round(percent, 1 if percent < 10 else 0), points)

    def words(self, unit: str, lang: str) -> str:
        """The difference as a reader of ``lang`` sees it; ``unit`` is that of the figure."""
        if not self.amount:
            return translated(_("as planned"), lang)
        if self.points:
            return translated(_("%(amount)s percentage points"), lang) % {"amount": number(self.amount, sign=True)}
        amount = with_unit(self.amount, unit, lang, sign=True)
        if self.percent is None:
            return amount
        said = _("%(amount)s, %(percent)s over") if self.amount > 0 else _("%(amount)s, %(percent)s under")
        return translated(said, lang) % {"amount": amount, "percent": f"{number(self.percent)} %"}


@dataclass(frozen=True, slots=True)
class Span:
    """A bar of a picture, in percent of its width: where it begins, how long it is, and where its marks stand."""

    start: float
    length: float
    marks: tuple[float, ...]


def span(value: float, low: float, high: float, *marks: float) -> Span:
    """The bar from zero to ``value`` on a scale from ``low`` to ``high``, which hold zero, and the places of ``marks``."""
    wide = high - low

    def place(figure: float) -> float:
        return round((figure - low) / wide * _ROOM, 2) if wide else 0.0

    start, end = sorted((place(0), place(value)))
    return Span(start, round(end - start, 2), tuple(place(mark) for mark in marks))


def bullet(kpi: KPI) -> Span:
    """The actual figure as a bar, the planned one as its only mark."""
    figures = (0.0, kpi.planned, kpi.actual)
    return span(kpi.actual, min(figures), max(figures), kpi.planned)


@dataclass(frozen=True, slots=True)
class Row:
    """A figure in words and as a picture."""

    kpi: KPI
    planned: str
    actual: str
    difference: str
    bar: Span


def rows_of(kpis: Iterable[KPI], lang: str) -> list[Row]:
    """The figures for a page in ``lang``."""
    return [
        Row(
            kpi,
            with_unit(kpi.planned, kpi.unit, lang),
            with_unit(kpi.actual, kpi.unit, lang),
            Difference.of(kpi).words(kpi.unit, lang),
            bullet(kpi),
        )
        for kpi in kpis
    ]


def with_unit(value: float, unit: str, lang: str, sign: bool = False) -> str:
    """A figure with its unit, where it has one, for a reader of ``lang``."""
    if unit in _OF_MONEY:
        return f"{money(value, lang, sign)} {translated(_('yuan'), lang)}"
    return f"{number(value, sign)} {unit}" if unit else number(value, sign)
