"""Risks: the type ``risk``, the key ``risks`` on all knowledge and on projects, and what came of each risk."""

from __future__ import annotations

from collections.abc import Iterator

from omnikb import Document, DocumentType, Fields, Index, Section, trait, types
from omnikb_risks.model import RiskFields, RiskLinks, _
from omnikb_risks.pages import sections_of


def omnikb_document_types() -> Iterator[DocumentType]:
    """The type ``risk``: knowledge itself, so that it can name the project it was first met in."""
    yield DocumentType("risk", "risks", _("Risk"), _("Risks"), frozenset({"knowledge", "gathers"}))


def omnikb_fields() -> Iterator[Fields]:
    """What a risk says of itself, and how knowledge and undertakings name risks."""
    yield Fields(RiskFields, types=types("risk"))
    yield Fields(RiskLinks, types=trait("knowledge"))
    yield Fields(RiskLinks, types=trait("undertaking"))


def omnikb_sections(document: Document, index: Index) -> Iterator[Section]:
    """On a risk's page its score and what came of it; on every other the risks it names."""
    yield from sections_of(document, index)
