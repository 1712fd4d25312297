"""Occurrences, sorted and counted, as the postings of each term: the two parts that a shard holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from omnikb.textindex.occurrences import BODY, FIELD_BITS, PLACE_BITS, Family
from omnikb.textindex.varints import Numbers, Reader, gaps, packed, restarting, rising, varints

_HALF = 21
_AT_ONCE = 1 << 18
"""Occurrences that are encoded together: what the processor's cache holds."""


@dataclass(frozen=True, slots=True)
class Codes:
    """Codes of terms as numbers with few left out. Of a bigram's code (first << 21 | second) both halves are numbered."""

    alphabet: Numbers
    numbers: Numbers
    size: int

    @classmethod
    def of(cls, families: Sequence[Family]) -> Codes:
        """Numbers for the codes of families of one kind."""
        highest = max((int(family.code.max(initial=-1)) for family in families), default=-1)
        if highest < 1 << _HALF:
            return cls(np.zeros(0, np.int64), np.zeros(0, np.int64), highest + 1)
        present = np.zeros(1 << _HALF, bool)
        for family in families:
            present[family.code >> _HALF] = present[family.code & ((1 << _HALF) - 1)] = True
        alphabet = np.flatnonzero(present)
        return cls(alphabet, np.cumsum(present) - 1, len(alphabet) ** 2)

    def dense(self, code: Numbers) -> Numbers:
        """The numbers of codes."""
        if not len(self.alphabet):
            return code
        numbered: Numbers = self.numbers[code >> _HALF] * len(self.alphabet) + self.numbers[code & ((1 << _HALF) - 1)]
        return numbered

    def written(self, numbers: Numbers) -> Numbers:
        """The codes of numbers."""
        if not len(self.alphabet):
            return numbers
        size = len(self.alphabet)
        code: Numbers = self.alphabet[numbers // size] << _HALF | self.alphabet[numbers % size]
        return code


@dataclass(frozen=True, slots=True)
class Postings:
    """Of one term: number of documents, documents part, positions part (empty: without positions)."""

    count: int
    documents: bytes
    positions: bytes


@dataclass(frozen=True, slots=True)
class Posting:
    """The documents of one term, as columns: slot, occurrences, fields outside of the body."""

    slots: Numbers
    occurrences: Numbers
    fields: Numbers

    @classmethod
    def of(cls, postings: Postings) -> Posting:
        """The documents part, read. Raises ``ValueError`` for a cut one."""
        reader = Reader(postings.documents)
        slots, values = rising(reader.varints(postings.count)), reader.varints(postings.count)
        fields = np.zeros(postings.count, np.int64)
        outside = (values & 1).astype(bool)
        fields[outside] = reader.column(int(outside.sum()))
        return cls(slots, values >> 1, fields)

    def packed(self) -> bytes:
        """The documents part."""
        outside = self.fields != BODY
        values = self.occurrences << 1 | outside
        fields = self.fields[outside].astype(np.uint8).tobytes()
        return b"".join((packed(gaps(self.slots)), packed(values), fields))


def sorted_postings(families: Sequence[Family], slots: Numbers, *, places: bool) -> Iterator[tuple[int, Postings]]:
    """The postings of each term of families of one kind. ``slots``: by document, rising. ``places``: with positions."""
    codes = Codes.of(families)
    highest = max((int(family.place.max(initial=0)) for family in families), default=0)
    bits = max(PLACE_BITS + FIELD_BITS, highest.bit_length())
    most = 1 << (63 - bits)
    for first in range(0, codes.size, most):
        key = _keys(families, codes, (first, min(first + most, codes.size)), bits)
        key.sort()
        for part in _blocks(key, bits):
            terms, postings = _encoded(part, bits, slots, places=places)
            yield from zip(codes.written(terms + first).tolist(), postings, strict=True)


def _keys(families: Sequence[Family], codes: Codes, bounds: tuple[int, int], bits: int) -> Numbers:
    """``term << bits | place`` of the terms within bounds, counted from the first. Family by family, as memory is slow."""
    parts = []
    for family in families:
        dense, place = codes.dense(family.code), family.place
        if bounds != (0, codes.size):
            chosen = (dense >= bounds[0]) & (dense < bounds[1])
            dense, place = dense[chosen] - bounds[0], place[chosen]
        parts.append(dense << bits | place)
    return np.concatenate(parts)


def _blocks(key: Numbers, bits: int) -> Iterator[Numbers]:
    """Sorted keys in blocks of whole terms."""
    start = 0
    while start < len(key):
        end = len(key)
        if end - start > _AT_ONCE:
            term = key[start + _AT_ONCE] >> bits
            end = int(np.searchsorted(key, term << bits))
            end = end if end > start else int(np.searchsorted(key, (term + 1) << bits))
        yield key[start:end]
        start = end


def _encoded(key: Numbers, bits: int, slots: Numbers, *, places: bool) -> tuple[Numbers, list[Postings]]:
    """The terms and their postings, out of sorted ``term << bits | place``."""
    below = PLACE_BITS + FIELD_BITS
    in_document = key >> below
    begins = np.flatnonzero(np.diff(in_document, prepend=-1))
    position = key >> FIELD_BITS & ((1 << PLACE_BITS) - 1)
    occurrences = np.diff(np.append(begins, len(key))) if places else np.add.reduceat(position, begins)
    fields = np.bitwise_or.reduceat(key & ((1 << FIELD_BITS) - 1), begins)
    term = key[begins] >> bits
    slot = slots[(key[begins] & ((1 << bits) - 1)) >> below]
    term_begins = np.flatnonzero(np.diff(term, prepend=-1))
    counts = np.diff(np.append(term_begins, len(term))).tolist()
    bounds = np.append(term_begins, len(term))
    outside = fields != BODY
    parts = [
        _sliced(restarting(slot, term_begins), bounds),
        _sliced(occurrences << 1 | outside, bounds),
        _sliced(fields[outside], np.concatenate([[0], np.cumsum(outside)])[bounds]),
    ]
    positions = _sliced(restarting(position, begins), np.append(begins, len(key))[bounds]) if places else [b""] * len(counts)
    found = [
        Postings(count, parts[0][number] + parts[1][number] + parts[2][number], positions[number])
        for number, count in enumerate(counts)
    ]
    return term[term_begins], found


def _sliced(numbers: Numbers, bounds: Numbers) -> list[bytes]:
    """The numbers between each two bounds, as bytes."""
    encoded, ends = varints(numbers)
    line, cuts = encoded.tobytes(), ends[bounds].tolist()
    return [line[start:end] for start, end in pairwise(cuts)]
