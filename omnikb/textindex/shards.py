"""One shard: the postings of the terms that share a hash, encoded, decoded, and brought up to date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from omnikb.textindex.files import block_name, enveloped, hashed, opened
from omnikb.textindex.postings import Posting, Postings
from omnikb.textindex.varints import Numbers, Reader, packed, varint

Flags = NDArray[np.bool_]
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
    files = {f"terms/{block_name(shard, bits)}": enveloped("T", b"".join(parts))}
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
    """The postings of a term without some slots and with others; ``None`` when nothing is left."""
    if old is None:
        return added
    before = Posting.of(old)
    kept = ~np.isin(before.slots, removed)
    new = Posting.of(added) if added else Posting(*(np.zeros(0, np.int64),) * 3)
    slots = np.concatenate([before.slots[kept], new.slots])
    if not len(slots):
        return None
    order = np.argsort(slots, kind="stable")
    joined = Posting(
        slots[order],
        np.concatenate([before.occurrences[kept], new.occurrences])[order],
        np.concatenate([before.fields[kept], new.fields])[order],
    )
    positions = b""
    if old.positions:
        more = added.positions if added else b""
        cuts, fresh = _cuts(old.positions, before.occurrences), _cuts(more, new.occurrences)
        positions = _spliced(old.positions, cuts, kept, more, fresh, order)
    return Postings(len(slots), joined.packed(), positions)


def _spliced(old: bytes, cuts: Numbers, kept: Flags, added: bytes, fresh: Numbers, order: Numbers) -> bytes:
    """Positions of the documents that stay and that come, in the order of their slots; whole stretches at once."""
    begins = np.concatenate([cuts[:-1][kept], fresh[:-1] + len(old)])[order]
    ends = np.concatenate([cuts[1:][kept], fresh[1:] + len(old)])[order]
    breaks = np.flatnonzero(begins[1:] != ends[:-1])
    line = old + added
    stretches = zip([begins[0], *begins[breaks + 1]], [*ends[breaks], ends[-1]], strict=True)
    return b"".join(line[start:end] for start, end in stretches)


def _cuts(positions: bytes, occurrences: Numbers) -> Numbers:
    """Where in a positions part each document begins, with the end."""
    lasts = np.flatnonzero(np.frombuffer(positions, np.uint8) < 128)
    return np.concatenate([np.zeros(1, np.int64), lasts[np.cumsum(occurrences) - 1] + 1])


def _row(numbers: Iterable[int]) -> bytes:
    return packed(np.array(list(numbers), np.int64))
