"""Training: the type ``training``, its card, what it covers, and a learning path for each role."""

from __future__ import annotations

from collections.abc import Iterator

from omnikb import DocumentType, Fields, Index, Problem, types
from omnikb_training.checks import cyclic_prerequisites
from omnikb_training.model import TrainingFields, _


def omnikb_document_types() -> Iterator[DocumentType]:
    """The type ``training``: knowledge, so that it can name projects and risks."""
    yield DocumentType("training", "training", _("Training"), _("Trainings"), frozenset({"knowledge"}))


def omnikb_fields() -> Iterator[Fields]:
    """For whom, how long, and what it teaches."""
    yield Fields(TrainingFields, types=types("training"))


def omnikb_check_index(index: Index) -> Iterator[Problem]:
    """No training comes before itself."""
    yield from cyclic_prerequisites(index)
