"""Reviews: the type ``review``, and its table of figures planned and actual."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources

from omnikb import Asset, Document, DocumentType, Fields, Index, Load, Problem, Section, types
from omnikb_reviews.model import PROJECT_MISSING, ReviewFields, _, rules_broken
from omnikb_reviews.pages import HOME, kpi_table, latest_reviews, verdict


def omnikb_document_types() -> Iterator[DocumentType]:
    """The type ``review``: knowledge that says how a project came out."""
    yield DocumentType("review", "reviews", _("Review"), _("Reviews"), frozenset({"knowledge", "outcome"}))


def omnikb_fields() -> Iterator[Fields]:
    """The verdict and the figures."""
    yield Fields(ReviewFields, types=types("review"))


def omnikb_check_document(document: Document) -> Iterator[Problem]:
    """A review keeps the rules of its fields, and names its project where a plugin brings the key ``project``."""
    if document.type == "review":
        owners = [part for part in document.parts.values() if "project" in type(part).model_fields]
        if owners and not any(getattr(part, "project") for part in owners):  # noqa: B009 - the key belongs to another plugin's model
            yield PROJECT_MISSING.about(document, "project")
    review = document.get(ReviewFields)
    if review:
        yield from rules_broken(document, review)


def omnikb_sections(document: Document, index: Index) -> Iterator[Section]:
    """The verdict and the figures of a review, before its text; on the home page the latest reviews."""
    review = document.get(ReviewFields)
    if review and review.summary:
        yield verdict(document, index, review.summary)
    if review and review.kpis:
        yield kpi_table(document, index, review.kpis)
    if document.path == HOME and index.of_type("review"):
        yield latest_reviews(document, index)


def omnikb_assets() -> Iterator[Asset]:
    """How the table of figures looks."""
    style = resources.files(__package__) / "reviews.css"
    yield Asset("assets/omnikb/reviews.css", style.read_bytes(), load=Load.EVERYWHERE)
