"""Filters of a query and of the interface, and how many hits each value would leave."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from omnikb.textindex.analysis import folded_name
from omnikb.textindex.characters import Characters
from omnikb.textindex.columns import Facets
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


class _Names:
    """What names stand for among facets or values."""

    def __init__(self, known: Mapping[str, Iterable[str]], table: Characters) -> None:
        """``known``: by id the names to suggest; that by which one is found is the id itself, too."""
        self._table = table
        self._own: dict[str, list[str]] = {}
        self._bearing: dict[str, list[str]] = {}
        self._spelt: dict[str, str] = {}
        for id_, names in known.items():
            self._own.setdefault(folded_name(id_, table), []).append(id_)
            for name in names:
                folded = folded_name(name, table)
                self._bearing.setdefault(folded, []).append(id_)
                self._spelt.setdefault(folded, name)

    def ids(self, name: str) -> list[str]:
        """An id names its own, and of those that fold alike the one as written, else the last; a label names all that bear it."""
        folded = folded_name(name, self._table)
        if own := self._own.get(folded):
            return [name] if name in own else own[-1:]
        return self._bearing.get(folded, [])

    def nearest(self, name: str, least: int) -> str:
        """The name nearest to one that there is not, by ``least`` edits or as many as its length allows; ``""`` for none."""
        folded = folded_name(name, self._table)
        near = nearest_word(folded, sorted(self._spelt), max(least, _edits(folded)))
        return self._spelt[near] if near else ""


def facet_named(name: str, facets: Iterable[Mapping[str, Any]], table: Characters) -> tuple[str, str]:
    """The id of the facet of a name; if there is none, the name nearest to it, else ``""``."""
    names = _Names({facet["id"]: (facet["id"], *facet["labels"].values()) for facet in facets}, table)
    ids = names.ids(name)
    return (ids[0], "") if ids else ("", names.nearest(name, 0))


def apply_clause(clause: Clause, facet: str, filters: Filters, facets: Facets, table: Characters) -> list[Note]:
    """The values of a clause as filters; notes for those that there are not."""
    known = next(one for one in facets.facets if one.id == facet)
    names = _Names({value: (*labels.values(), value) for value, labels in known.values.items()}, table)
    found = [id_ for value in clause.values for id_ in names.ids(value)]
    if found:
        filters.add(facet, found, excluded=clause.excluded)
    return [Note("unknown-value", value, names.nearest(value, 1)) for value in clause.values if not names.ids(value)]


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


def _edits(word: str) -> int:
    return 0 if len(word) < 4 else 1 if len(word) < 6 else 2
