"""A query against one index: what of it is sought, corrected, left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from omnikb.textindex.filters import Filters, apply_clause, facet_named
from omnikb.textindex.index_reader import Found, IndexReader
from omnikb.textindex.phrases import documents_with
from omnikb.textindex.query import Clause, Query
from omnikb.textindex.results import Note
from omnikb.textindex.scoring import Sought, weights
from omnikb.textindex.spelling import most_edits, nearest_word
from omnikb.textindex.synonyms import spans_in, words_of
from omnikb.textindex.units import MOST_UNITS, Unit, distinct, folded_word, parts_of, units_of
from omnikb.textindex.varints import Numbers


@dataclass(frozen=True, slots=True)
class Words:
    """A clause of words: as typed, and the keys of its units."""

    text: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Name:
    """Keys of units that are a name, and the units of each of its other names."""

    keys: tuple[str, ...]
    others: tuple[tuple[Sought, ...], ...]


@dataclass
class Wanted:
    """``required`` and ``refused``: documents of each phrase. ``sought`` by key of unit, in order."""

    sought: dict[str, Sought] = field(default_factory=dict)
    clauses: list[Words] = field(default_factory=list)
    names: list[Name] = field(default_factory=list)
    required: list[Numbers] = field(default_factory=list)
    refused: list[Numbers] = field(default_factory=list)
    filters: Filters = field(default_factory=Filters)
    notes: list[Note] = field(default_factory=list)


class Asking:
    """Turns a query into what is wanted."""

    def __init__(self, index: IndexReader) -> None:
        self._index, self._table = index, index.characters
        self._wanted = Wanted()
        self._found: dict[str, Found] = {}
        self._typed: list[tuple[Clause, list[Unit]]] = []

    def wanted(self, query: Query) -> Wanted:
        """What is wanted by a query."""
        if query.cut:
            self._wanted.notes.append(Note("too-long"))
        for clause in query.clauses:
            self._take(clause)
        units = distinct(unit for __, units in self._typed for unit in units)
        if len(units) > MOST_UNITS and not query.cut:
            self._wanted.notes.append(Note("too-long"))
        self._seek(units[:MOST_UNITS])
        self._name()
        if query.clauses and not (units or self._wanted.required or self._wanted.refused or self._wanted.filters):
            self._wanted.notes.append(Note("no-words"))
        return self._wanted

    def _take(self, clause: Clause) -> None:
        if clause.kind == "filter":
            facet, near = facet_named(clause.name, self._index.manifest["facets"], self._table)
            if facet:
                self._wanted.notes += apply_clause(clause, facet, self._wanted.filters, self._index.facets, self._table)
                return
            if near:
                self._wanted.notes.append(Note("unknown-filter", clause.name, near))
            clause = replace(clause, kind="words")
        if clause.excluded:
            if parts := parts_of(clause.text, self._table):
                self._wanted.refused.append(documents_with(parts, self._index))
            return
        if clause.kind != "words" and (parts := parts_of(clause.text, self._table)):
            documents = documents_with(parts, self._index)
            if clause.kind == "phrase" or len(documents):
                self._wanted.required.append(documents)
            else:
                self._wanted.notes.append(Note("relaxed", clause.text))
        units = units_of(clause.text, self._table, split=clause.kind == "words")
        self._typed.append((clause, self._corrected(clause, units) if clause.kind == "words" else units))

    def _forms(self, key: str) -> Found:
        if key not in self._found:
            self._found[key] = self._index.forms(key)
        return self._found[key]

    def _corrected(self, clause: Clause, units: list[Unit]) -> list[Unit]:
        """The units, with those of the nearest word in place of a word that stands nowhere."""
        if len(units) > MOST_UNITS or all(len(self._forms(unit.key).documents) for unit in units):
            return units
        found: list[Unit] = []
        for group in _groups(units):
            nowhere = [unit for unit in group if not len(self._forms(unit.key).documents)]
            if not nowhere or group[0].position < 0:
                found += group
                continue
            word = clause.text[group[0].start : group[-1].end]
            if near := self._nearest(word):
                self._wanted.notes.append(Note("corrected", word, near))
                found += [replace(unit, first=-1) for unit in units_of(near, self._table)]
            else:
                if len(nowhere) == len(group):
                    self._wanted.notes.append(Note("missing", word))
                found += group
        return found

    def _nearest(self, word: str) -> str:
        folded = folded_word(word, self._table)
        listed = self._index.words
        if "a" <= folded[:1] <= "z":
            candidates = [one.decode() for one in listed if not one.startswith(b"#")]
            return nearest_word(folded, candidates, most_edits(folded))
        if not 2 <= len(folded) <= 8:
            return ""
        phrases = [one[1:].decode() for one in listed if one.startswith(b"#")]
        near = nearest_word(folded, phrases, 1)
        return near if len(folded) > 2 or sorted(near) == sorted(folded) else ""

    def _seek(self, units: Sequence[Unit]) -> None:
        keys = [unit.key for unit in units]
        counts = [len(self._forms(key).documents) for key in keys]
        weight = self._weights(keys, counts)
        neighbours: dict[str, tuple[int, int]] = {}
        place = {key: number for number, key in enumerate(keys)}
        for __, typed in self._typed:
            row = [unit for unit in typed if unit.position >= 0 and unit.key in place]
            for one, other in pairwise(row):
                distance = other.position - one.position
                if 0 < distance <= 2 and one.key != other.key:
                    neighbours.setdefault(one.key, (place[other.key], distance))
        for key, worth in zip(keys, weight, strict=True):
            self._wanted.sought[key] = Sought(key, self._forms(key), worth, neighbours.get(key))
        for clause, typed in self._typed:
            mine = tuple(dict.fromkeys(unit.key for unit in typed if unit.key in place))
            if mine:
                self._wanted.clauses.append(Words(clause.text, mine))

    def _weights(self, keys: Sequence[str], counts: Sequence[int]) -> list[int]:
        runs = _runs([unit for __, units in self._typed for unit in units], keys)
        return weights(counts, runs, len(self._index.documents.slots), self._index.manifest["scoring"])

    def _name(self) -> None:
        """Names of the query that have other names in the index's groups."""
        if not self._index.synonyms or not self._typed:
            return
        words: list[str] = []
        places: list[tuple[int, int, str]] = []
        for clause, typed in self._typed:
            if clause.kind == "words":
                places += [(len(words) + unit.first, len(words) + unit.last, unit.key) for unit in typed if unit.first >= 0]
                words += words_of(clause.text, self._table)
        for span in spans_in(words, self._index.synonyms, self._table):
            within = (key for first, last, key in places if span.first <= first and last <= span.last)
            keys = tuple(dict.fromkeys(key for key in within if key in self._wanted.sought))
            if keys:
                self._wanted.names.append(Name(keys, tuple(map(self._units_of_name, span.others))))

    def _units_of_name(self, name: str) -> tuple[Sought, ...]:
        keys = [unit.key for unit in distinct(units_of(name, self._table, split=False))]
        counts = [len(self._forms(key).documents) for key in keys]
        worth = weights(counts, (), len(self._index.documents.slots), self._index.manifest["scoring"])
        return tuple(Sought(key, self._forms(key), weight) for key, weight in zip(keys, worth, strict=True))


def _groups(units: Sequence[Unit]) -> list[list[Unit]]:
    """Units by word: the bigrams of a run together, any other alone."""
    groups: list[list[Unit]] = []
    for unit in units:
        last = groups[-1][-1] if groups else None
        if last and _overlap(last, unit):
            groups[-1].append(unit)
        else:
            groups.append([unit])
    return groups


def _overlap(one: Unit, other: Unit) -> bool:
    """Whether two bigrams share a character."""
    return (
        len(one.key) == len(other.key) == 2
        and other.position == one.position + 1
        and one.key[1] == other.key[0]
        and other.start < one.end
    )


def _runs(units: Sequence[Unit], keys: Sequence[str]) -> list[tuple[int, int]]:
    """First and last number among ``keys`` of bigrams that overlap one another there."""
    place = {key: number for number, key in enumerate(keys)}
    runs: list[tuple[int, int]] = []
    for group in _groups(units):
        numbers = [place.get(unit.key, -1) for unit in group]
        first = 0
        for at in range(1, len(numbers) + 1):
            if at == len(numbers) or numbers[at] != numbers[at - 1] + 1:
                if at - first >= 3 and numbers[first] >= 0:
                    runs.append((numbers[first], numbers[at - 1]))
                first = at
    return runs
