"""What a review's page shows besides its text, and the latest reviews on the home page."""

from __future__ import annotations

from collections.abc import Iterator

from omnikb import Document, Index, Place, Section, Templates, newest_first
from omnikb_reviews.bullets import bullets
from omnikb_reviews.figures import rows_of
from omnikb_reviews.model import ALWAYS_TOLD, ResourcesUsed, ReviewFields, ReviewKind, _
from omnikb_reviews.performance import PATH, is_compared, results
from omnikb_reviews.verdicts import PROJECT

_TEMPLATES = Templates("omnikb_reviews")

HOME = "index.md"
"""The path of the home page, an ordinary document."""

LATEST = 3
"""Reviews shown on the home page."""

RISKS = "risks"
"""The relation of the links by which documents name risks."""


def sections_of(document: Document, index: Index, review: ReviewFields) -> Iterator[Section]:
    """The verdict, the figures and what mattered before the text; the rest of what the review says after it."""
    final = review.kind is ReviewKind.FINAL
    costs = _came_true(document, index)
    words = {"summary": review.summary, "final": final, "costs": costs, "total": sum(cost for __, cost in costs)}
    html = _TEMPLATES.render("verdict.html", document, index, **words)
    yield Section("", html, place=Place.HEADER)
    if review.kpis:
        yield _planned_and_actual(document, index, review)
    if review.matters:
        html = _TEMPLATES.render("matters.html", document, index, matters=review.matters)
        yield Section(_("What mattered most"), html, place=Place.BEFORE, weight=60)
    if review.went_well:
        html = _TEMPLATES.render("went_well.html", document, index, items=review.went_well)
        yield Section(_("What went well"), html, weight=5)
    if review.went_wrong:
        html = _TEMPLATES.render("went_wrong.html", document, index, items=review.went_wrong)
        yield Section(_("What went wrong, and why"), html, weight=6)
    if review.resources_used:
        yield _resources(document, index, review.resources_used)
    if review.communication:
        html = _TEMPLATES.render("communication.html", document, index, exchanges=review.communication)
        yield Section(_("Communication"), html, weight=9)


def _planned_and_actual(document: Document, index: Index, review: ReviewFields) -> Section:
    """Each figure as a picture with its difference in words, and all of them as a table."""
    met = sum(kpi.met for kpi in review.kpis)
    compared = PATH if is_compared(document, index) else ""
    html = bullets(document, index, review.kpis, document.lang)
    html += _TEMPLATES.render("kpis.html", document, index, figures=rows_of(review.kpis, document.lang), met=met, compared=compared)
    return Section(_("Planned and actual"), html, place=Place.BEFORE)


def _came_true(document: Document, index: Index) -> list[tuple[Document, float]]:
    """The risks that the review says came true, each with what it cost in units of 10,000 yuan, the dearest first."""
    links = [link for link in index.outgoing(document.id, RISKS) if link.attributes.get("materialised")]
    costs = [(index.documents[link.target], float(link.attributes.get("cost") or 0)) for link in links]
    return sorted(costs, key=lambda pair: -pair[1])


def _resources(document: Document, index: Index, used: ResourcesUsed) -> Section:
    """What the project was given, where it says so, beside what it used."""
    planned = _planned_resources(document, index)
    rows = [
        (_("People"), planned.get("people"), used.people, _("people"), False),
        (_("Budget"), planned.get("budget"), used.budget, _("yuan"), True),
        (_("Time"), planned.get("days"), used.days, _("days"), False),
    ]
    told = [row for row in rows if row[2] is not None]
    html = _TEMPLATES.render("resources.html", document, index, rows=told, with_plan=any(row[1] is not None for row in told))
    return Section(_("Resources"), html, weight=8)


def _planned_resources(document: Document, index: Index) -> dict[str, float]:
    """What the review's project says under its key ``resources``, whichever plugin brings that; amounts by name.

    None where it looks back on several projects: what they used together is no project's plan.
    """
    projects = {link.target for link in index.outgoing(document.id, PROJECT)}
    if len(projects) != 1:
        return {}
    for part in index.documents[projects.pop()].parts.values():
        planned = part.model_dump(include={"resources"}).get("resources")
        if isinstance(planned, dict):
            return {name: amount for name, amount in planned.items() if isinstance(amount, (int, float))}
    return {}


def latest_reviews(home: Document, index: Index) -> Section:
    """The newest reviews with the figures every project has, for the home page."""
    newest = newest_first(index.of_type("review"))[:LATEST]
    entries = [
        (review, bullets(home, index, [kpi for kpi in review[ReviewFields].kpis if kpi.kind in ALWAYS_TOLD], review.lang))
        for review in newest
    ]
    path = PATH if index.derive(results) else ""
    html = _TEMPLATES.render("latest.html", home, index, entries=entries, path=path)
    return Section(_("Latest reviews"), html, weight=30)
