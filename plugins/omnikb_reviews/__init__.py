"""Reviews: the type ``review``, with its figures planned and actual, and how all projects came out."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources

from omnikb import Asset, Document, DocumentType, Fields, Index, Load, Page, Problem, Section, types
from omnikb_reviews.model import PROJECT_MISSING, ReviewFields, _, rules_broken
from omnikb_reviews.pages import HOME, latest_reviews, sections_of
from omnikb_reviews.performance import performance_pages
from omnikb_reviews.verdicts import before_begun, verdict


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


def omnikb_check_index(index: Index) -> Iterator[Problem]:
    """No review is the final one of a project that has not begun."""
    yield from before_begun(index)


def omnikb_sections(document: Document, index: Index) -> Iterator[Section]:
    """What a review says, around its text; at the top of its project what it comes to; on the home page the latest reviews."""
    review = document.get(ReviewFields)
    if review:
        yield from sections_of(document, index, review)
    elif outcome := verdict(document, index):
        yield outcome
    if document.path == HOME and index.of_type("review"):
        yield latest_reviews(document, index)


def omnikb_pages(index: Index) -> Iterator[Page]:
    """How all projects came out."""
    yield from performance_pages(index)


def omnikb_assets() -> Iterator[Asset]:
    """How figures look."""
    style = resources.files(__package__) / "reviews.css"
    yield Asset("assets/omnikb/reviews.css", style.read_bytes(), load=Load.EVERYWHERE)
