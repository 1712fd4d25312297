"""Actions: a key for documents of every type."""

from __future__ import annotations

from collections.abc import Iterator

from omnikb import Document, Fields, Problem, types
from omnikb_actions.model import ActionFields, rules_broken


def omnikb_fields() -> Iterator[Fields]:
    """What is to be done, on every type."""
    yield Fields(ActionFields, types=types())


def omnikb_check_document(document: Document) -> Iterator[Problem]:
    """The rules of actions."""
    fields = document.get(ActionFields)
    if fields:
        yield from rules_broken(document, fields)
