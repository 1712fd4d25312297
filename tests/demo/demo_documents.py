"""How the tests of the demo read its documents: by key, whichever plugin owns that."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from omnikb.documents import Document
from omnikb.index import Index

ROOT = Path(__file__).resolve().parents[2]


def typed(index: Index) -> list[Document]:
    """Every document but the guide and the home page."""
    return [document for document in index.documents.values() if document.type]


def value(document: Document, key: str) -> Any:
    """The value of a key, whichever plugin owns it."""
    return next((getattr(part, key) for part in document.parts.values() if key in type(part).model_fields), None)


def plain(markdown: str) -> str:
    """What a reader reads of a body: without the marks, the targets of links and the white space."""
    text = re.sub(r"\[\[(?:[^\]|]*\|)?([^\]]*)\]\]|\[([^\]]*)\]\([^)]*\)", r"\1\2", markdown)
    return re.sub(r"[#*_`|>\-\s]+", "", text)


def closed(index: Index) -> list[Document]:
    """The projects that are over."""
    return [one for one in index.of_type("project") if str(value(one, "status")) == "closed"]


def reviewed(index: Index, kind: str = "") -> Iterator[tuple[Document, Document]]:
    """Every review, of one kind or of all, with its project; the oldest first."""
    for review in sorted(index.of_type("review"), key=lambda one: (one.date, one.id)):
        if not kind or str(value(review, "kind")) == kind:
            for link in index.outgoing(review.id, "project"):
                yield review, index.documents[link.target]


def kpis(review: Document, kind: str) -> list[Any]:
    """The figures of a kind that a review gives."""
    return [one for one in value(review, "kpis") if str(one.kind) == kind]


def kpi(review: Document, kind: str) -> Any:
    """The first of them."""
    return kpis(review, kind)[0]
