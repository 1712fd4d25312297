"""All projects side by side: how their final reviews came out, from the figures planned and actual."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median

from markupsafe import Markup

from omnikb import Deferred, Document, Index, ListPage, Page, Section, Templates, list_pages, newest_first, translated
from omnikb_reviews.figures import span
from omnikb_reviews.model import KPI, Better, KPIKind, ReviewFields, ReviewKind, _

_TEMPLATES = Templates("omnikb_reviews")

PATH = "reviews/performance.md"
"""The path of the first page."""

WORST = 30
"""Projects in one picture, at most."""

HEADINGS = {
    KPIKind.TIME: _("Longer than planned: %(count)s of %(total)s projects"),
    KPIKind.BUDGET: _("Over budget: %(count)s of %(total)s projects"),
    KPIKind.SATISFACTION: _("Satisfaction below target: %(count)s of %(total)s projects"),
    KPIKind.OUTCOME: _("Outcome not fully reached: %(count)s of %(total)s projects"),
}
"""What the picture of each kind of figure shows."""

TALLIES = {
    KPIKind.TIME: _("On time"),
    KPIKind.BUDGET: _("On budget"),
    KPIKind.SATISFACTION: _("Satisfaction on target"),
    KPIKind.OUTCOME: _("Outcome reached"),
}
"""What is said of a project whose figures of a kind are all met."""

HEADS = {
    KPIKind.TIME: _("Time"),
    KPIKind.BUDGET: _("Budget"),
    KPIKind.SATISFACTION: _("Satisfaction"),
    KPIKind.OUTCOME: _("Outcome"),
}
"""What the figures of a column of the table are of; whether they are met stands in its cells."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How one project stands in the figures of one kind.

    ``value``: how far the actual figure is from plan, in percent of plan; of outcomes the share that was met, in percent.
    ``worse``: the greater, the worse. Both are ``None`` where plan is zero.
    """

    met: bool
    value: float | None
    worse: float


@dataclass(frozen=True, slots=True)
class Result:
    """The newest final review of a project; ``subject`` is the project, or the review itself where no project is known."""

    review: Document
    subject: Document

    def standings(self) -> dict[KPIKind, Standing]:
        """How the project stands in each kind of figure that the review has."""
        return dict(_standings(self.review[ReviewFields].kpis))


def results(index: Index) -> Mapping[str, Result]:
    """One result a project, the newest first, by the id of its subject. A review of several projects counts for each."""
    found: dict[str, Result] = {}
    for review in newest_first(index.of_type("review")):
        fields = review[ReviewFields]
        if fields.kind is ReviewKind.FINAL:
            for subject in _subjects(review, index):
                found.setdefault(subject.id, Result(review, subject))
    return found


def _subjects(review: Document, index: Index) -> list[Document]:
    """The projects that the review looks back on, each of which stands for itself; the review where none is known."""
    return [index.documents[link.target] for link in index.outgoing(review.id, "project")] or [review]


def is_compared(review: Document, index: Index) -> bool:
    """Whether the review is the one by which its project, or one of them, stands among the others."""
    found = (index.derive(results).get(subject.id) for subject in _subjects(review, index))
    return any(result is not None and result.review.id == review.id for result in found)


def _standings(kpis: Sequence[KPI]) -> Iterator[tuple[KPIKind, Standing]]:
    for kind in KPIKind:
        figures = [kpi for kpi in kpis if kpi.kind is kind]
        if not figures:
            continue
        met = sum(kpi.met for kpi in figures)
        if kind is KPIKind.OUTCOME:
            share = met / len(figures) * 100
            yield kind, Standing(met == len(figures), share, -share)
            continue
        first = figures[0]
        value = (first.actual - first.planned) / abs(first.planned) * 100 if first.planned else None
        worse = (value or 0) * (1 if first.better is Better.LOWER else -1)
        yield kind, Standing(met == len(figures), value, worse)


def performance_pages(index: Index) -> Iterator[Page]:
    """The page of all projects; where they are many, its table goes on on further pages. None without a final review."""
    found = index.derive(results).values()
    for one in list_pages(found, PATH, translated(_("Performance of projects"), index.language), index.language):
        yield replace(one.page, sections=Deferred(_figures, (one,)))


def _figures(page: Page, index: Index, one: ListPage[Result]) -> Iterator[Section]:
    """A page of the table, on the first page below the pictures of all projects."""
    if one.first == 1:
        yield from _pictures(page, index)
    rows = [(result, result.standings()) for result in one.items]
    html = _TEMPLATES.render("performance_table.html", page, index, rows=rows, kinds=HEADS)
    yield Section(_("All figures"), html, weight=90)
    yield from one.paging(index)


def _pictures(page: Page, index: Index) -> Iterator[Section]:
    """How many projects met each kind of figure, and a picture of each kind."""
    of_kind: dict[KPIKind, list[tuple[Result, Standing]]] = {kind: [] for kind in KPIKind}
    for result in index.derive(results).values():
        for kind, standing in result.standings().items():
            of_kind[kind].append((result, standing))
    told = {kind: standings for kind, standings in of_kind.items() if standings}
    counts = [(kind, TALLIES[kind], sum(one.met for __, one in standings), len(standings)) for kind, standings in told.items()]
    yield Section("", _TEMPLATES.render("tally.html", page, index, counts=counts), weight=0)
    for weight, (kind, standings) in enumerate(told.items(), 10):
        missed = sum(not one.met for __, one in standings)
        heading = translated(HEADINGS[kind], page.lang) % {"count": missed, "total": len(standings)}
        yield Section(heading, _panel(page, index, kind, standings), weight=weight, anchor=kind.value)


def _panel(page: Page, index: Index, kind: KPIKind, standings: Sequence[tuple[Result, Standing]]) -> Markup:
    """Bars on one scale, the worst first, with the median of all as a line."""
    ordered = sorted(standings, key=lambda pair: -pair[1].worse)
    values = [one.value for __, one in standings if one.value is not None]
    shown = [one.value for __, one in ordered[:WORST] if one.value is not None]
    middle = median(values) if values else 0.0
    low, high = min(0.0, middle, *shown), max(0.0, middle, *shown)
    bars = [
        (result, one, span(one.value or 0, low, high, 0, middle) if one.value is not None else None)
        for result, one in ordered[:WORST]
    ]
    words = {"bars": bars, "middle": middle if values else None, "rest": len(ordered) - len(bars)}
    return _TEMPLATES.render("panel.html", page, index, outcome=kind is KPIKind.OUTCOME, **words)
