"""What is known of each document without its text: slot, lengths, prior, date, facets."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

import numpy as np

from omnikb.textindex.entries import Entry, Facet
from omnikb.textindex.files import hashed_all
from omnikb.textindex.varints import Numbers, Reader, gaps, packed, restarting, rising, varint


class Row(NamedTuple):
    """One document. ``key`` is its source's; ``length`` and ``prior`` as they are written. A tuple, as there are many."""

    id: str
    key: str
    length: int
    title_length: int
    prior: int
    date: int
    facets: Mapping[str, Sequence[str]]
    passages: Sequence[int]

    @classmethod
    def of(cls, entry: Entry, key: str, length: int, title_length: int, passages: Sequence[int]) -> Row:
        """``length`` in positions, ``title_length`` in units, ``passages`` in blocks."""
        prior = min(255, max(1, int(entry.prior * 64 + 0.5)))
        date = entry.date.toordinal() if entry.date else 0
        facets = {name: sorted(set(values)) for name, values in entry.facets.items() if values}
        return cls(entry.id, key, small_float(length), min(255, title_length), prior, date, facets, passages)


@dataclass(frozen=True, slots=True)
class Documents:
    """``documents.bin``, read: columns in order of slots. ``lengths`` in positions.

    The passages of document n are those from ``first_passage[n]`` to before the next one's; each takes ``blocks``.
    """

    slots: Numbers
    lengths: Numbers
    title_lengths: Numbers
    priors: Numbers
    first_passage: Numbers
    blocks: Numbers


@dataclass(frozen=True, slots=True)
class Facets:
    """``facets.bin``, read. ``documents[facet]``: of which document, ``values[facet]``: which value, in step."""

    facets: tuple[Facet, ...]
    dates: Numbers
    documents: Mapping[str, Numbers]
    values: Mapping[str, Numbers]


def small_float(number: int) -> int:
    """A whole number in a byte: exact below 16, then to one part in eight."""
    if number < 8:
        return number
    shift = number.bit_length() - 4
    return min(255, (shift + 1) << 3 | number >> shift & 7)


def from_small_float(codes: Numbers) -> Numbers:
    """The numbers that stand for those of ``small_float``."""
    shifts = np.maximum(codes >> 3, 1) - 1
    return np.where(codes < 8, codes, (codes & 7 | 8) << shifts)


def slots_of(ids: Iterable[str], bits: int) -> dict[str, int]:
    """The slot of each id, in order of slots."""
    slot, found, named = -1, {}, list(ids)
    homes = (hashed_all(named) & ((1 << bits) - 1)).tolist()
    for home, id_ in sorted(zip(homes, named, strict=True)):
        slot = max(home, slot + 1)
        found[id_] = slot
    return found


def documents_payload(rows: Sequence[Row], slots: Numbers) -> bytes:
    """The payload of ``documents.bin``."""
    columns = ([row.length for row in rows], [row.title_length for row in rows], [row.prior for row in rows])
    counts = np.array([len(row.passages) for row in rows], np.int64)
    blocks = np.array([blocks - 1 for row in rows for blocks in row.passages], np.int64)
    return varint(len(rows)) + packed(gaps(slots)) + b"".join(map(bytes, columns)) + packed(counts) + packed(blocks)


def read_documents(payload: bytes) -> Documents:
    """The columns in a payload. Raises ``ValueError`` for a cut one."""
    reader = Reader(payload)
    count = reader.varint()
    slots = rising(reader.varints(count))
    lengths, title_lengths, priors = (reader.column(count) for __ in range(3))
    counts = reader.varints(count)
    blocks = reader.varints(int(counts.sum())) + 1
    return Documents(slots, from_small_float(lengths), title_lengths, priors, np.append(0, np.cumsum(counts)), blocks)


def facets_payload(rows: Sequence[Row], facets: Sequence[Facet]) -> bytes:
    """The payload of ``facets.bin``. A value without labels is its own."""
    parts, head = [packed(np.array([row.date for row in rows], np.int64))], []
    chosen: dict[str, dict[int, Sequence[str]]] = {facet.id: {} for facet in facets}
    for place, row in enumerate(rows):
        for id_, values in row.facets.items():
            if values and id_ in chosen:
                chosen[id_][place] = values
    for facet in facets:
        known = sorted(facet.values.keys() | set(chain.from_iterable(chosen[facet.id].values())))
        labelled = [[value, dict(facet.values.get(value, {}))] for value in known]
        head.append({"id": facet.id, "labels": dict(facet.labels), "values": labelled})
        parts.append(packed(_facet_column(chosen[facet.id], {value: place for place, value in enumerate(known)}, len(rows))))
    text = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
    return varint(len(text)) + text + varint(len(rows)) + b"".join(parts)


def _facet_column(chosen: Mapping[int, Sequence[str]], numbers: Mapping[str, int], count: int) -> Numbers:
    """For each of ``count`` documents how many values it has, and these as gaps. ``chosen``: the values of those that have any."""
    counts = np.zeros(count, np.int64)
    counts[list(chosen)] = list(map(len, chosen.values()))
    found = np.array([numbers[value] for values in chosen.values() for value in values], np.int64)
    column = np.zeros(count + len(found), np.int64)
    before = np.cumsum(counts) - counts
    behind = np.ones(len(column), bool)
    behind[heads := np.arange(count) + before] = False
    column[heads], column[behind] = counts, restarting(found, before[list(chosen)])
    return column


def read_facets(payload: bytes) -> Facets:
    """The facets in a payload. Raises ``ValueError`` for a cut one."""
    reader = Reader(payload)
    head = json.loads(reader.bytes(reader.varint()))
    facets = tuple(Facet(one["id"], one["labels"], dict(one["values"])) for one in head)
    count = reader.varint()
    dates = reader.varints(count)
    documents, values = {}, {}
    for facet in facets:
        pairs: list[tuple[int, int]] = []
        for place in range(count):
            number = -1
            for __ in range(reader.varint()):
                number += reader.varint() + 1
                pairs.append((place, number))
        columns = np.array(pairs, np.int64).reshape(-1, 2)
        documents[facet.id], values[facet.id] = columns[:, 0], columns[:, 1]
    return Facets(facets, dates, documents, values)
