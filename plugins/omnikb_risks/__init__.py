"""Risks: the type ``risk``, the key ``risks`` on all knowledge and on projects, and what came of each risk."""

from __future__ import annotations

from collections.abc import Iterator

from omnikb import Document, DocumentType, Fields, Index, Problem, Section, trait, types
from omnikb_risks.checks import problems_of
from omnikb_risks.model import BeforeOutcome, RiskFields, RiskLinks, RiskOutcomes, _
from omnikb_risks.pages import sections_of


def omnikb_document_types() -> Iterator[DocumentType]:
    """The type ``risk``: knowledge itself, so that it can name the project it was first met in."""
    yield DocumentType("risk", "risks", _("Risk"), _("Risks"), frozenset({"knowledge", "gathers"}))


def omnikb_fields() -> Iterator[Fields]:
    """What a risk says of itself, how others name risks, and how those that look back say what came of each."""
    yield Fields(RiskFields, types=types("risk"))
    yield Fields(RiskLinks, types=BeforeOutcome("knowledge"))
    yield Fields(RiskLinks, types=BeforeOutcome("undertaking"))
    yield Fields(RiskOutcomes, types=trait("outcome"))


def omnikb_check_document(document: Document) -> Iterator[Problem]:
    """What a risk says of itself agrees."""
    risk = document.get(RiskFields)
    if risk:
        yield from problems_of(document, risk)


def omnikb_sections(document: Document, index: Index) -> Iterator[Section]:
    """On a risk's page its score and what came of it; on every other the risks it names."""
    yield from sections_of(document, index)
