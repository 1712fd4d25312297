"""One shard: the postings of the terms that share a hash, encoded, decoded, and brought up to date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from omnikb.textindex.files import block_name, enveloped, enveloped_numbers, hashed, opened
from omnikb.textindex.postings import Postings
from omnikb.textindex.rows import Rows
from omnikb.textindex.varints import Numbers, Reader, varint

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

    Bytes that stay are copied, not written anew, in stretches of rows from one change to the next. ``removed`` rises.
    """
    if old is None:
        return added
    before, new = Rows(old), Rows(added or Postings(0, b"", b""))
    stretches = list(_stretches(before, removed, new))
    count = sum(end - start for __, start, end in stretches)
    if not count:
        return None
    slots, slot = [], -1
    for rows, start, end in stretches:
        slots += [varint(int(rows.slots[start]) - slot - 1), rows.gaps(start + 1, end)]
        slot = int(rows.slots[end - 1])
    values = (rows.values(start, end) for rows, start, end in stretches)
    fields = (rows.fields(start, end) for rows, start, end in stretches)
    positions = (rows.positions(start, end) for rows, start, end in stretches)
    return Postings(count, b"".join((*slots, *values, *fields)), b"".join(positions))


def _stretches(before: Rows, removed: Numbers, new: Rows) -> Iterator[tuple[Rows, int, int]]:
    """The rows that stay and that come, in the order of their slots: of which postings, from where, and to where."""
    places = np.searchsorted(before.slots, removed)
    there = places < len(before.slots)
    gone = places[there][before.slots[places[there]] == removed[there]]
    changes = [(place, False, number) for number, place in enumerate(np.searchsorted(before.slots, new.slots).tolist())]
    at = 0
    for place, leaves, number in sorted([*changes, *((place, True, 0) for place in gone.tolist())]):
        if at < place:
            yield before, at, place
        at = place + leaves
        if not leaves:
            yield new, number, number + 1
    if at < len(before.slots):
        yield before, at, len(before.slots)


def _row(numbers: Iterable[int]) -> bytes:
    return b"".join(map(varint, numbers))
