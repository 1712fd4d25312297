"""Cases: the type ``case``, and its card."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources

from omnikb import Asset, Document, DocumentType, Fields, Index, Load, Section, types
from omnikb_cases.model import CaseFields, _
from omnikb_cases.pages import sections_of


def omnikb_document_types() -> Iterator[DocumentType]:
    """The type ``case``: knowledge that comes from projects."""
    yield DocumentType("case", "cases", _("Case"), _("Cases"), frozenset({"knowledge"}))


def omnikb_fields() -> Iterator[Fields]:
    """Background, approach, result, and what can be taken over."""
    yield Fields(CaseFields, types=types("case"))


def omnikb_sections(document: Document, index: Index) -> Iterator[Section]:
    """What to take over, and how it went."""
    case = document.get(CaseFields)
    if case:
        yield from sections_of(case, document, index)


def omnikb_assets() -> Iterator[Asset]:
    """How the card looks."""
    style = resources.files(__package__) / "cases.css"
    yield Asset("assets/omnikb/cases.css", style.read_bytes(), load=Load.EVERYWHERE)
