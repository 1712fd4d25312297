"""What a case's page shows besides its text."""

from __future__ import annotations

from collections.abc import Iterator

from omnikb import Document, Index, Place, Section, Templates
from omnikb_cases.model import CaseFields

_TEMPLATES = Templates("omnikb_cases")


def sections_of(case: CaseFields, document: Document, index: Index) -> Iterator[Section]:
    """The case in one sentence and what to take over below the title; how it went before the text."""
    yield Section("", _TEMPLATES.render("card.html", document, index, case=case), place=Place.HEADER)
    if case.background or case.approach or case.result:
        yield Section("", _TEMPLATES.render("story.html", document, index, case=case), place=Place.BEFORE)
