"""Training: the type ``training``, its card, what it covers, and a learning path for each role."""

from __future__ import annotations

from collections.abc import Iterator

from omnikb import Document, DocumentType, Fields, Index, Page, Problem, Section, types
from omnikb_training.checks import cyclic_prerequisites
from omnikb_training.model import TrainingFields, _
from omnikb_training.pages import pages_of, sections_of


def omnikb_document_types() -> Iterator[DocumentType]:
    """The type ``training``: knowledge, so that it can name projects and risks."""
    yield DocumentType("training", "training", _("Training"), _("Training notes"), frozenset({"knowledge"}))


def omnikb_fields() -> Iterator[Fields]:
    """For whom, how long, and what it teaches."""
    yield Fields(TrainingFields, types=types("training"))


def omnikb_check_index(index: Index) -> Iterator[Problem]:
    """No training comes before itself."""
    yield from cyclic_prerequisites(index)


def omnikb_sections(document: Document, index: Index) -> Iterator[Section]:
    """What a training is for, what it teaches and covers, and its place on the path."""
    training = document.get(TrainingFields)
    if training:
        yield from sections_of(training, document, index)


def omnikb_pages(index: Index) -> Iterator[Page]:
    """The learning path of each role."""
    yield from pages_of(index)
