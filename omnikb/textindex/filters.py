"""Filters of a query and of the interface, and how many hits each value would leave."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from omnikb.textindex.analysis import folded_name
from omnikb.textindex.characters import Characters
from omnikb.textindex.columns import Facets
from omnikb.textindex.entries import Facet
from omnikb.textindex.query import Clause
from omnikb.textindex.results import Note
from omnikb.textindex.spelling import nearest_word

Flags = NDArray[np.bool_]


@dataclass
class Filters:
    """Ids of values by facet: wanted (any of them), and not wanted (none of them)."""

    wanted: dict[str, list[str]] = field(default_factory=dict)
    unwanted: dict[str, list[str]] = field(default_factory=dict)

    def add(self, facet: str, values: Iterable[str], *, excluded: bool = False) -> None:
        """Further values of a facet, each once."""
        into = (self.unwanted if excluded else self.wanted).setdefault(facet, [])
        into += [value for value in dict.fromkeys(values) if value not in into]

    def __bool__(self) -> bool:
        return bool(self.wanted or self.unwanted)


def facet_named(name: str, facets: Sequence[Mapping[str, object]], table: Characters) -> tuple[str, str]:
    """The id of the facet of a name; if there is none, the name nearest to it, else ``""``."""
    names: dict[str, tuple[str, str]] = {}
    for facet in facets:
        labels = facet["labels"]
        shown = list(labels.values()) if isinstance(labels, Mapping) else []
        for label in (str(facet["id"]), *map(str, shown)):
            names.setdefault(folded_name(label, table), (str(facet["id"]), label))
    folded = folded_name(name, table)
    own = [str(facet["id"]) for facet in facets if folded_name(str(facet["id"]), table) == folded]
    if own:
        return name if name in own else own[-1], ""
    if folded in names:
        return names[folded][0], ""
    near = nearest_word(folded, sorted(names), _edits(folded))
    return "", names[near][1] if near else ""


def apply_clause(clause: Clause, facet: str, filters: Filters, facets: Facets, table: Characters) -> list[Note]:
    """The values of a clause as filters; notes for those that there are not."""
    known = next(one for one in facets.facets if one.id == facet)
    notes, found = [], []
    names = _names(known, table)
    for value in clause.values:
        folded = folded_name(value, table)
        if value in known.values:
            found.append(value)
        elif folded in names:
            found += names[folded]
        else:
            near = nearest_word(folded, sorted(names), max(1, _edits(folded)))
            notes.append(Note("unknown-value", value, _shown(near, known, table)))
    if found:
        filters.add(facet, found, excluded=clause.excluded)
    return notes


def allowed(facets: Facets, filters: Filters, size: int, *, but: str = "") -> Flags:
    """Which documents pass all filters, or all but those of one facet."""
    passing = np.ones(size, bool)
    for chosen, keep in ((filters.wanted, True), (filters.unwanted, False)):
        for facet, values in chosen.items():
            if facet == but and keep:
                continue
            having = np.zeros(size, bool)
            having[_documents_with(facets, facet, values)] = True
            passing &= having if keep else ~having
    return passing


def counted(facets: Facets, filters: Filters, matching: Flags) -> dict[str, tuple[tuple[str, int], ...]]:
    """For each facet its values with the number of hits under all filters but its own; most frequent first, then by id."""
    counts = {}
    for facet in facets.facets:
        passing = matching & allowed(facets, filters, len(matching), but=facet.id)
        values = list(facet.values)
        numbers = facets.values[facet.id][passing[facets.documents[facet.id]]]
        pairs = [
            (values[place], count) for place, count in enumerate(np.bincount(numbers, minlength=len(values)).tolist()) if count
        ]
        counts[facet.id] = tuple(sorted(pairs, key=lambda pair: (-pair[1], pair[0])))
    return counts


def _documents_with(facets: Facets, facet: str, values: Collection[str]) -> NDArray[np.int64]:
    known = next((one for one in facets.facets if one.id == facet), None)
    if known is None:
        return np.zeros(0, np.int64)
    numbers = [place for place, value in enumerate(known.values) if value in values]
    return facets.documents[facet][np.isin(facets.values[facet], numbers)]


def _names(facet: Facet, table: Characters) -> dict[str, list[str]]:
    """Ids of values by folded name: an id names its own value, a label all that bear it."""
    names: dict[str, list[str]] = {}
    for value, labels in facet.values.items():
        for label in labels.values():
            names.setdefault(folded_name(label, table), []).append(value)
    for value in facet.values:
        names[folded_name(value, table)] = [value]
    return names


def _shown(name: str, facet: Facet, table: Characters) -> str:
    """A folded name as it is written."""
    every = (label for value, labels in facet.values.items() for label in (*labels.values(), value))
    return next((label for label in every if folded_name(label, table) == name), "") if name else ""


def _edits(word: str) -> int:
    return 0 if len(word) < 4 else 1 if len(word) < 6 else 2
