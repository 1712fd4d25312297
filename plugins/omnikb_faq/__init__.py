"""FAQ: the key ``faq`` on every type, a section of the document, and all questions gathered by topic."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources

from omnikb import Asset, Document, Fields, Index, Load, Page, Section, types
from omnikb_faq.model import FAQFields
from omnikb_faq.pages import answers, pages_of


def omnikb_fields() -> Iterator[Fields]:
    """Questions and answers, on every type."""
    yield Fields(FAQFields, types=types())


def omnikb_sections(document: Document, index: Index) -> Iterator[Section]:
    """The questions that the document answers."""
    section = answers(document, index)
    if section:
        yield section


def omnikb_pages(index: Index) -> Iterator[Page]:
    """All questions, a page per topic."""
    yield from pages_of(index)


def omnikb_assets() -> Iterator[Asset]:
    """How questions look."""
    style = resources.files(__package__) / "faq.css"
    yield Asset("assets/omnikb/faq.css", style.read_bytes(), load=Load.EVERYWHERE)
