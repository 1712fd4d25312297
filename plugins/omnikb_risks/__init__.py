"""Risks: the type ``risk``, the key ``risks`` on all knowledge and on projects, and what came of each risk."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources

from omnikb import Asset, Document, DocumentType, Fields, Index, Load, Page, Problem, Section, trait, types
from omnikb_risks.checks import contradictions_in, problems_of
from omnikb_risks.model import BeforeOutcome, RiskFields, RiskLinks, RiskOutcomes, _
from omnikb_risks.pages import sections_of
from omnikb_risks.register import register_pages, top_risks

HOME = "index.md"
"""The path of the home page, an ordinary document."""


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
    """What a risk says of itself agrees, and so does what others say came of it."""
    risk, outcomes = document.get(RiskFields), document.get(RiskOutcomes)
    if risk:
        yield from problems_of(document, risk)
    if outcomes:
        yield from contradictions_in(document, outcomes)


def omnikb_sections(document: Document, index: Index) -> Iterator[Section]:
    """On a risk's page its place and what came of it; on every other the risks it names; on the home page those that hit most."""
    yield from sections_of(document, index)
    if document.path == HOME:
        top = top_risks(document, index)
        if top:
            yield top


def omnikb_pages(index: Index) -> Iterator[Page]:
    """The risk register below its heat map."""
    yield from register_pages(index)


def omnikb_assets() -> Iterator[Asset]:
    """How matrices and track records look."""
    style = resources.files(__package__) / "risks.css"
    yield Asset("assets/omnikb/risks.css", style.read_bytes(), load=Load.EVERYWHERE)
