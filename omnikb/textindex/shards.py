"""One shard: the postings of the terms that share a hash, encoded, decoded, and brought up to date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from omnikb.textindex.files import block_name, enveloped, enveloped_numbers, hashed, opened
from omnikb.textindex.postings import Postings
from omnikb.textindex.varints import Numbers, Reader, gaps, packed, rising, varint

Flags = NDArray[np.bool_]
_ZERO = np.zeros(1, np.int64)
APART = 16_384
"""Bytes of positions from which a term has them in a file of its own, fetched only for a phrase."""


def apart_path(term: bytes, shard: int, bits: int) -> str:
    """Where the positions of a frequent term stand."""
    return f"positions/{block_name(shard, bits)[:-4]}-{hashed(term.decode()):08x}.bin"


def shard_files(terms: Mapping[bytes, Postings], shard: int, bits: int) -> dict[str, bytes]:
    """The file of a shard, and those of positions that stand apart."""
    ordered = sorted(terms)
    postings = [terms[term] for term in ordered]
    outside = [len(one.positions) >= APART for one in postings]
    sizes = [len(one.positions) * 2 + far for one, far in zip(postings, outside, strict=True)]
    parts = [varint(len(ordered))]
    parts += [varint(len(term)) + term for term in ordered]
    parts += [_row(one.count for one in postings), _row(len(one.documents) for one in postings), _row(sizes)]
    parts += [one.documents for one in postings]
    parts += [one.positions for one, far in zip(postings, outside, strict=True) if not far]
    files = {f"terms/{block_name(shard, bits)}": enveloped_numbers("T", b"".join(parts))}
    apart: dict[str, list[tuple[bytes, bytes]]] = {}
    for term, one, far in zip(ordered, postings, outside, strict=True):
        if far:
            apart.setdefault(apart_path(term, shard, bits), []).append((term, one.positions))
    for path, pairs in apart.items():
        rows = (varint(len(term)) + term + varint(len(row)) + row for term, row in pairs)
        files[path] = enveloped("P", varint(len(pairs)) + b"".join(rows), 0)
    return files


def read_shard(path: str, content: bytes) -> dict[bytes, tuple[Postings, int]]:
    """The postings of a shard's file by term, each with the size of the positions that stand apart (else 0).

    Raises ``IndexFileError``.
    """
    reader = Reader(opened(path, "T", content))
    terms = [reader.bytes(reader.varint()) for __ in range(reader.varint())]
    counts, documents, sizes = (reader.varints(len(terms)).tolist() for __ in range(3))
    rows = [reader.bytes(size) for size in documents]
    positions = [b"" if size & 1 else reader.bytes(size >> 1) for size in sizes]
    return {
        term: (Postings(*parts), size >> 1 if size & 1 else 0)
        for term, *parts, size in zip(terms, counts, rows, positions, sizes, strict=True)
    }


def read_apart(path: str, content: bytes) -> dict[bytes, bytes]:
    """The positions of the terms of a file. Raises ``IndexFileError``."""
    reader = Reader(opened(path, "P", content))
    return {reader.bytes(reader.varint()): reader.bytes(reader.varint()) for __ in range(reader.varint())}


def merged(old: Postings | None, removed: Numbers, added: Postings | None) -> Postings | None:
    """The postings of a term without some slots and with others; ``None`` when nothing is left.

    Bytes that stay are copied, not read: only slots, and occurrences where there are positions.
    """
    if old is None:
        return added
    before, new = _Rows(old), _Rows(added or Postings(0, b"", b""))
    kept = ~np.isin(before.slots, removed) if len(removed) else np.ones(old.count, bool)
    slots = np.concatenate([before.slots[kept], new.slots])
    if not len(slots):
        return None
    order = np.argsort(slots, kind="stable")
    spliced = [_spliced(one, kept, other, order) for one, other in zip(before.columns(), new.columns(), strict=True)]
    return Postings(len(slots), packed(gaps(slots[order])) + spliced[0] + spliced[1], spliced[2])


@dataclass(frozen=True, slots=True)
class _Column:
    """The bytes of one column of postings, and where each document's begin, with the end."""

    line: bytes
    cuts: Numbers


class _Rows:
    """The slots of a term's postings, and its other columns as bytes."""

    def __init__(self, postings: Postings) -> None:
        count, reader = postings.count, Reader(postings.documents)
        self.slots = rising(reader.varints(count))
        values = postings.documents[reader.at :]
        bytes_of_values = np.frombuffer(values, np.uint8)
        cuts = _behind(np.flatnonzero(bytes_of_values < 128)[:count])
        end = int(cuts[-1])
        outside = bytes_of_values[cuts[:-1]] & 1
        self._values = _Column(values[:end], cuts)
        self._fields = _Column(values[end:], np.concatenate([_ZERO, np.cumsum(outside, dtype=np.int64)]))
        self._positions = _Column(b"", np.zeros(count + 1, np.int64))
        if postings.positions:
            occurrences = Reader(values).varints(count) >> 1
            lasts = np.flatnonzero(np.frombuffer(postings.positions, np.uint8) < 128)
            self._positions = _Column(postings.positions, _behind(lasts[np.cumsum(occurrences) - 1]))

    def columns(self) -> tuple[_Column, _Column, _Column]:
        """Values, fields, positions."""
        return self._values, self._fields, self._positions


def _behind(lasts: Numbers) -> Numbers:
    return np.concatenate([_ZERO, lasts + 1])


def _spliced(old: _Column, kept: Flags, new: _Column, order: Numbers) -> bytes:
    """A column of the documents that stay and that come, in the order of their slots; whole stretches at once."""
    begins = np.concatenate([old.cuts[:-1][kept], new.cuts[:-1] + len(old.line)])[order]
    ends = np.concatenate([old.cuts[1:][kept], new.cuts[1:] + len(old.line)])[order]
    breaks = np.flatnonzero(begins[1:] != ends[:-1])
    line = old.line + new.line
    stretches = zip([begins[0], *begins[breaks + 1]], [*ends[breaks], ends[-1]], strict=True)
    return b"".join(line[start:end] for start, end in stretches)


def _row(numbers: Iterable[int]) -> bytes:
    return b"".join(map(varint, numbers))
