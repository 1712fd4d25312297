"""Cases: the type ``case``, and its card."""

from __future__ import annotations

from collections.abc import Iterator

from omnikb import DocumentType, Fields, types
from omnikb_cases.model import CaseFields, _


def omnikb_document_types() -> Iterator[DocumentType]:
    """The type ``case``: knowledge that comes from projects."""
    yield DocumentType("case", "cases", _("Case"), _("Cases"), frozenset({"knowledge"}))


def omnikb_fields() -> Iterator[Fields]:
    """Background, approach, result, and what can be taken over."""
    yield Fields(CaseFields, types=types("case"))
