"""What the reviews of a document come to, at the top of its page: the verdict, and its figures as pictures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from omnikb import Document, Index, Place, Problem, Role, Section, Templates, newest_first
from omnikb_reviews.bullets import bullets
from omnikb_reviews.model import FINAL_TOO_SOON, KPI, KPIKind, ReviewFields, ReviewKind

_TEMPLATES = Templates("omnikb_reviews")

PROJECT = "project"
"""The relation of the links by which knowledge names its project."""

PLANNED = "planned"
"""The state, whichever plugin brings it, of a project that has not begun."""

SHOWN = 6
"""Figures at the top of a page, at most; the review has all."""


def verdict(document: Document, index: Index) -> Section | None:
    """What the review that counts says of the document, which it names as its project; ``None`` without a review."""
    review = review_that_counts(document, index)
    if review is None:
        return None
    fields = review[ReviewFields]
    words = {
        "review": review,
        "summary": fields.summary,
        "final": fields.kind is ReviewKind.FINAL,
        "met": sum(kpi.met for kpi in fields.kpis),
        "total": len(fields.kpis),
        "bullets": bullets(document, index, telling(fields.kpis), review.lang),
    }
    return Section("", _TEMPLATES.render("project_verdict.html", document, index, **words), place=Place.HEADER, weight=55)


def review_that_counts(document: Document, index: Index) -> Document | None:
    """The newest final review of the document, or its newest milestone review where it has none."""
    sources = {link.source: index.documents[link.source] for link in index.incoming(document.id, PROJECT)}
    reviews = newest_first(source for source in sources.values() if source.get(ReviewFields))
    final = (review for review in reviews if review[ReviewFields].kind is ReviewKind.FINAL)
    return next(final, reviews[0] if reviews else None)


def before_begun(index: Index) -> Iterator[Problem]:
    """A problem for each final review of a project that has not begun."""
    for review in index.of_type("review"):
        if review[ReviewFields].kind is ReviewKind.FINAL:
            for project in dict.fromkeys(link.target for link in index.outgoing(review.id, PROJECT)):
                if PLANNED in index.documents[project].with_role(Role.STATE):
                    yield FINAL_TOO_SOON.about(review, "kind", project=project)


def telling(kpis: Sequence[KPI]) -> list[KPI]:
    """The first figure of time, of budget and of satisfaction, then the outcomes, as far as there is room."""
    first = {kpi.kind: kpi for kpi in reversed(kpis) if kpi.kind is not KPIKind.OUTCOME}
    told = [first[kind] for kind in KPIKind if kind in first]
    return [*told, *(kpi for kpi in kpis if kpi.kind is KPIKind.OUTCOME)][:SHOWN]
