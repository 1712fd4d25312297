"""What a review's page shows besides its text: its figures, planned and actual."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from omnikb import Document, Index, Place, Section, Templates, newest_first, rows
from omnikb_reviews.model import KPI, _

_TEMPLATES = Templates("omnikb_reviews")

HOME = "index.md"
"""The path of the home page, an ordinary document."""

LATEST = 3
"""Reviews shown on the home page."""


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


def verdict(document: Document, index: Index, summary: str) -> Section:
    """The review in one sentence, right below its title."""
    return Section("", _TEMPLATES.render("verdict.html", document, index, summary=summary), place=Place.HEADER)


def kpi_table(document: Document, index: Index, kpis: Sequence[KPI]) -> Section:
    """Each figure planned and actual, how far they differ, and whether that is good."""
    figures = [(kpi, Difference.of(kpi)) for kpi in kpis]
    met = sum(kpi.met for kpi in kpis)
    html = _TEMPLATES.render("kpis.html", document, index, figures=figures, met=met)
    return Section(_("Planned and actual"), html, place=Place.BEFORE)


def latest_reviews(home: Document, index: Index) -> Section:
    """The newest reviews, for the home page."""
    newest = newest_first(index.of_type("review"))[:LATEST]
    return Section(_("Latest reviews"), rows(newest, home, index), weight=30)
