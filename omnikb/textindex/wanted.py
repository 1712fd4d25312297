"""A query against one index: what of it is sought, corrected, left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from omnikb.textindex.filters import Filters, apply_clause, facet_named
from omnikb.textindex.index_reader import Found, IndexReader
from omnikb.textindex.neighbours import groups, neighbours_of
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
        for clause in query.clauses:
            self._take(clause)
        units = distinct(unit for __, units in self._typed for unit in units)
        self._seek(units[:MOST_UNITS])
        self._name()
        wanted = self._wanted
        if query.clauses and not (units or wanted.required or wanted.refused or wanted.filters or wanted.notes):
            wanted.notes.append(Note("no-words"))
        if query.cut or len(units) > MOST_UNITS:
            wanted.notes.append(Note("too-long"))
        return wanted

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
        for group in groups(units):
            nowhere = [unit for unit in group if not len(self._forms(unit.key).documents)]
            if not nowhere or group[0].position < 0:
                found += group
                continue
            word = clause.text[group[0].start : group[-1].end]
            if near := self._nearest(word):
                self._wanted.notes.append(Note("corrected", word, near))
                found += [_standing_in(unit, group[0]) for unit in units_of(near, self._table)]
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
        wanted = {unit.key for unit in units}
        rows = [[unit for unit in typed if unit.key in wanted] for __, typed in self._typed]
        self._wanted.sought = {one.key: one for one in self._weighed(rows)}
        for (clause, __), row in zip(self._typed, rows, strict=True):
            if row:
                self._wanted.clauses.append(Words(clause.text, tuple(unit.key for unit in distinct(row))))

    def _weighed(self, rows: Sequence[Sequence[Unit]]) -> list[Sought]:
        units = distinct(unit for row in rows for unit in row)
        following = neighbours_of(units, rows)
        found = [self._forms(unit.key) for unit in units]
        counts, words = [len(one.documents) for one in found], [unit.is_word for unit in units]
        worth = weights(counts, words, following, len(self._index.documents.slots), self._index.manifest["scoring"])
        return [Sought(*one) for one in zip((unit.key for unit in units), found, worth, following, strict=True)]

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
        return tuple(self._weighed([units_of(name, self._table, split=False)]))


def _standing_in(unit: Unit, typed: Unit) -> Unit:
    """A unit of the nearest word, at the place of what was typed; it is none of the typed words."""
    return replace(unit, position=typed.position + unit.position, first=-1)
