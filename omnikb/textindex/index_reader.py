"""Reads the files of an index, each once, and answers what stands in them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeVar

import numpy as np

from omnikb.textindex.characters import Characters, decoded
from omnikb.textindex.columns import Documents, Facets, read_documents, read_facets
from omnikb.textindex.entries import Entry, IndexFileError
from omnikb.textindex.files import block_name, hashed, opened
from omnikb.textindex.postings import Posting
from omnikb.textindex.rows import Rows
from omnikb.textindex.shards import apart_path, read_apart, read_shard
from omnikb.textindex.stems import stem
from omnikb.textindex.texts import read_text_block
from omnikb.textindex.varints import Numbers, Reader, rising
from omnikb.textindex.word_list import read_word_list

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found:
    """Where a term or the forms of a stem stand, by document (its number, not its slot).

    ``cuts``: of which part of ``positions`` each document's are; both empty where there are none or they stand apart.
    """

    documents: Numbers
    body: Numbers
    fields: Numbers
    positions: Numbers
    cuts: Numbers

    def positions_in(self, document: int) -> Numbers:
        """The positions in one document."""
        place = int(np.searchsorted(self.documents, document))
        if not len(self.cuts) or place == len(self.documents) or self.documents[place] != document:
            return self.positions[:0]
        return self.positions[self.cuts[place] : self.cuts[place + 1]]


_NONE = np.zeros(0, np.int64)
NOWHERE = Found(_NONE, _NONE, _NONE, _NONE, _NONE)


class IndexReader:
    """One generation of an index. Raises ``IndexFileError`` wherever a file is not what it should be."""

    def __init__(self, read: Callable[[str], bytes]) -> None:
        """Reads the manifest."""
        self._read = read
        self.manifest = self._parsed("manifest.json", self.content("manifest.json"), _manifest)
        self._shards: dict[int, dict[bytes, Any]] = {}
        self._blocks: dict[int, dict[int, Entry]] = {}
        self._known: dict[bytes, Found] = {}
        self._rows: dict[bytes, Rows] = {}

    def content(self, path: str) -> bytes:
        """The bytes of a file."""
        try:
            return self._read(path)
        except (LookupError, OSError) as error:
            raise IndexFileError(path, "missing") from error

    @cached_property
    def characters(self) -> Characters:
        """The table that texts are folded by."""
        return self._small("characters.bin", "C", decoded)

    @cached_property
    def documents(self) -> Documents:
        """The columns of documents."""
        return self._small("documents.bin", "D", read_documents)

    @cached_property
    def facets(self) -> Facets:
        """The columns of facets and dates."""
        return self._small("facets.bin", "F", read_facets)

    @cached_property
    def words(self) -> list[bytes]:
        """The words that a misspelt one is compared with."""
        return self._small("words.bin", "W", read_word_list)

    @cached_property
    def synonyms(self) -> list[list[str]]:
        """Groups of names."""
        return self._small("synonyms.bin", "S", json.loads)

    def forms(self, key: str) -> Found:
        """Where any form of a stem stands; of a key that is no stem, where itself does."""
        terms = self._shard(key)
        chosen = [term for term in terms if stem(term.decode("utf-8", "surrogatepass")) == key]
        return _joined([self._found(key, term) for term in chosen])

    def term(self, term: str) -> Found:
        """Where exactly this term stands, without positions that stand apart."""
        encoded = _encoded(term)
        return self._found(stem(term), encoded) if encoded in self._shard(stem(term)) else NOWHERE

    def apart(self, term: str, documents: Numbers) -> Found:
        """Where in these documents a term stands whose positions stand apart. Those of other documents are not decoded."""
        found, encoded = self.term(term), _encoded(term)
        if encoded not in self._rows:
            self._rows[encoded] = self._apart_rows(stem(term), encoded)
        chosen = np.flatnonzero(np.isin(found.documents, documents, assume_unique=True))
        steps, cuts = self._rows[encoded].steps(chosen)
        return Found(found.documents[chosen], found.body[chosen], found.fields[chosen], _positions(steps, cuts), cuts)

    def _apart_rows(self, key: str, term: bytes) -> Rows:
        postings, __ = self._shard(key)[term]
        path = apart_path(term, self._number(key), self.manifest["shards"])
        rows = self._parsed(path, self.content(path), lambda content: read_apart(path, content))
        return self._parsed(path, rows, lambda rows: Rows(replace(postings, positions=rows[term])))

    def entry(self, document: int) -> Entry:
        """The texts of a document."""
        slot = int(self.documents.slots[document])
        bits = self.manifest["texts"]
        number = slot & ((1 << bits) - 1)
        path = f"texts/{block_name(number, bits)}"
        if number not in self._blocks:
            self._blocks[number] = read_text_block(path, self.content(path))
        if slot not in self._blocks[number]:
            raise IndexFileError(path, "foreign")
        return self._blocks[number][slot]

    def _shard(self, key: str) -> dict[bytes, Any]:
        number = self._number(key)
        if number not in self._shards:
            path = self._path(number)
            self._shards[number] = self._parsed(path, self.content(path), lambda content: read_shard(path, content))
        return self._shards[number]

    def _number(self, key: str) -> int:
        """The shard of a term by the key that all forms of its stem have."""
        bits: int = self.manifest["shards"]
        return hashed(key) & ((1 << bits) - 1)

    def _path(self, number: int) -> str:
        return f"terms/{block_name(number, self.manifest['shards'])}"

    def _found(self, key: str, term: bytes) -> Found:
        """A term of this shard, read once: phrases, scores and reasons ask for the same."""
        if term not in self._known:
            self._known[term] = self._read_term(key, term)
        return self._known[term]

    def _read_term(self, key: str, term: bytes) -> Found:
        postings, __ = self._shard(key)[term]
        path = self._path(self._number(key))
        posting = self._parsed(path, postings, Posting.of)
        documents = np.searchsorted(self.documents.slots, posting.slots)
        inside = np.minimum(documents, len(self.documents.slots) - 1)
        if (self.documents.slots[inside] != posting.slots).any():
            raise IndexFileError(path, "foreign")
        body = np.maximum(posting.occurrences - _bits_set(posting.fields), 0)
        if not postings.positions:
            return Found(documents, body, posting.fields, _NONE, _NONE)
        cuts = np.append(0, np.cumsum(posting.occurrences))
        steps = self._parsed(path, postings.positions, lambda content: Reader(content).varints(int(cuts[-1])))
        return Found(documents, body, posting.fields, _positions(steps, cuts), cuts)

    def _small(self, path: str, kind: str, parse: Callable[[bytes], T]) -> T:
        return self._parsed(path, opened(path, kind, self.content(path)), parse)

    @staticmethod
    def _parsed(path: str, content: Any, parse: Callable[[Any], T]) -> T:
        try:
            return parse(content)
        except (ValueError, KeyError, TypeError, IndexError) as error:
            raise IndexFileError(path, "foreign") from error


def _encoded(term: str) -> bytes:
    """A term as shards have it."""
    return term.encode("utf-8", "surrogatepass")


def _manifest(content: bytes) -> dict[str, Any]:
    manifest = json.loads(content)
    if manifest["format"] != 3:
        raise ValueError("another format")
    return dict(manifest)


def _bits_set(fields: Numbers) -> Numbers:
    counted: Numbers = (fields & 1) + (fields >> 1 & 1) + (fields >> 2 & 1) + (fields >> 3 & 1)
    return counted


def _positions(steps: Numbers, cuts: Numbers) -> Numbers:
    """Positions out of their differences less 1, which start anew with each document."""
    rows = rising(steps)
    before = rows[cuts[:-1] - 1]
    before[0] = -1
    return rows - np.repeat(before + 1, np.diff(cuts))


def _joined(all_found: list[Found]) -> Found:
    """The forms of a stem as one: occurrences added, fields united, positions in order."""
    if len(all_found) <= 1:
        return all_found[0] if all_found else NOWHERE
    document = np.concatenate([one.documents for one in all_found])
    documents, which = np.unique(document, return_inverse=True)
    body, fields = np.zeros(len(documents), np.int64), np.zeros(len(documents), np.int64)
    np.add.at(body, which, np.concatenate([one.body for one in all_found]))
    np.bitwise_or.at(fields, which, np.concatenate([one.fields for one in all_found]))
    placed = [one for one in all_found if len(one.cuts)]
    owner = np.concatenate([np.repeat(one.documents, np.diff(one.cuts)) for one in placed]) if placed else _NONE
    position = np.concatenate([one.positions for one in placed]) if placed else _NONE
    order = np.lexsort((position, owner))
    cuts = np.searchsorted(owner[order], np.append(documents, documents[-1] + 1))
    return Found(documents, body, fields, position[order], cuts)
