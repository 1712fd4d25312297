"""All risks at once: the matrix with their number in each cell, and the register sorted by score."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from markupsafe import Markup

from omnikb import Deferred, Document, Index, ListPage, Page, Section, Templates, list_pages, translated
from omnikb_risks.matrix import STEPS
from omnikb_risks.model import RiskFields, _
from omnikb_risks.records import Tally, tally_of
from omnikb_risks.words import LEVELS, STRATEGY_WORDS, level

_TEMPLATES = Templates("omnikb_risks")

REGISTER = "risks/matrix.md"
"""The path of the register's first page."""

TOP = 5
"""Risks that the home page shows."""

Cell = tuple[int, int]
"""Likelihood and impact."""


def register_pages(index: Index) -> Iterator[Page]:
    """The heat map above the register, which takes as many pages as it needs; none without a risk."""
    ordered = sorted(index.of_type("risk"), key=_place)
    pages = list_pages(ordered, REGISTER, translated(_("Risk register"), index.language), index.language)
    first_page = {_cell(document): one.page.path for one in reversed(pages) for document in one.items}
    counts: dict[Cell, int] = {}
    for document in ordered:
        counts[_cell(document)] = counts.get(_cell(document), 0) + 1
    for one in pages:
        deferred = Deferred(_register_sections, (one, counts, first_page))
        yield replace(one.page, sections=deferred, engine={"hide": ["navigation", "toc"]})


def _register_sections(
    page: Page, index: Index, one: ListPage[Document], counts: Mapping[Cell, int], first_page: Mapping[Cell, str]
) -> Iterator[Section]:
    """The heat map of all risks, and a page of the register."""
    heat_map = _heat_map(counts, first_page, page, index)
    yield Section(_("Risks by likelihood and impact"), heat_map, weight=1, anchor="matrix")
    yield Section(_("All risks by score"), _register(one.items, page, index), weight=2, anchor="register")
    yield from one.paging(index)


def top_risks(home: Document, index: Index) -> Section | None:
    """The risks that hit most, for the home page; where none has hit yet those of the highest score; ``None`` without a risk."""
    known = index.derive_each(tally_of)
    risks = index.of_type("risk")
    if not risks:
        return None
    hit = [document for document in risks if known[document.id].hits]
    ordered = sorted(hit or risks, key=lambda document: (-known[document.id].hits, -known[document.id].cost, *_place(document)))
    rows = [(document, document[RiskFields].score, known[document.id]) for document in ordered[:TOP]]
    html = _TEMPLATES.render("top.html", home, index, rows=rows, path=REGISTER, total=len(risks))
    return Section(_("Risks that hit most") if hit else _("Risks with the highest score"), html, weight=40)


def _heat_map(counts: Mapping[Cell, int], pages: Mapping[Cell, str], page: Page, index: Index) -> Markup:
    """A table: impact from above to below, likelihood from left to right, in each cell the number of its risks."""
    rows = [
        (
            impact,
            [
                (
                    level(likelihood * impact),
                    counts.get((likelihood, impact), 0),
                    pages.get((likelihood, impact), ""),
                    f"l{likelihood}-i{impact}",
                )
                for likelihood in STEPS
            ],
        )
        for impact in reversed(STEPS)
    ]
    high = sum(count for (likelihood, impact), count in counts.items() if level(likelihood * impact) >= 4)
    words = {"rows": rows, "levels": LEVELS, "high": high, "total": sum(counts.values())}
    return _TEMPLATES.render("heat.html", page, index, **words)


def _register(risks: Sequence[Document], page: Page, index: Index) -> Markup:
    """The table of the register, with a group of rows for each cell of the matrix."""
    known = index.derive_each(tally_of)
    groups = [
        (
            f"l{cell[0]}-i{cell[1]}",
            cell[0] * cell[1],
            LEVELS[level(cell[0] * cell[1])],
            [_row(document, known) for document in group],
        )
        for cell, group in groupby(risks, key=_cell)
    ]
    return _TEMPLATES.render("register.html", page, index, groups=groups)


def _row(document: Document, known: Mapping[str, Tally]) -> tuple[Document, RiskFields, str, Tally]:
    risk = document[RiskFields]
    return document, risk, STRATEGY_WORDS[risk.strategy] if risk.strategy else "", known[document.id]


def _cell(document: Document) -> Cell:
    risk = document[RiskFields]
    return risk.likelihood, risk.impact


def _place(document: Document) -> tuple[int, int, int, str]:
    """The highest score first; of one score the greater impact."""
    risk = document[RiskFields]
    return -risk.score, -risk.impact, -risk.likelihood, document.id
