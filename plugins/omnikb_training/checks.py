"""Checks between trainings, and the order in which to take them."""

from __future__ import annotations

from collections.abc import Iterator

from omnikb import Index, Problem
from omnikb_training.model import PREREQUISITES_CYCLIC

RELATION = "prerequisites"
"""The relation of the links to trainings that come before."""


def cyclic_prerequisites(index: Index) -> Iterator[Problem]:
    """One problem for each circle of prerequisites, at the training that closes it. Linear in the number of links."""
    finished: set[str] = set()
    for training in index.of_type("training"):
        way: dict[str, Iterator[str]] = {}
        here = training.id if training.id not in finished else ""
        while here:
            target = next(way.setdefault(here, iter(before_it(here, index))), None)
            if target is None:
                finished.add(here)
                del way[here]
                here = next(reversed(way), "")
            elif target in way:
                names = list(way)
                circle = [*names[names.index(target) :], target]
                titles = " → ".join(index.documents[id_].title for id_ in circle)
                yield PREREQUISITES_CYCLIC.about(index.documents[here], RELATION, way=titles)
            elif target not in finished:
                here = target


def before_it(id_: str, index: Index) -> list[str]:
    """The ids of the trainings to take before; a document of another type named there is a problem, and no training."""
    targets = [link.target for link in index.outgoing(id_, RELATION)]
    return [target for target in targets if index.documents[target].type == "training"]
