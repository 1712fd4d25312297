"""Which documents contain a phrase: all its terms, at the same distances."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

import numpy as np

from omnikb.textindex.index_reader import Found, IndexReader
from omnikb.textindex.units import Part
from omnikb.textindex.varints import Numbers

_SHIFT = 1 << 10
"""More than a phrase is long: no place becomes negative by its offset."""


def documents_with(parts: Sequence[Part], index: IndexReader) -> Numbers:
    """The numbers of the documents, rising. Positions are read only where all terms are found together."""
    if not parts:
        return np.zeros(0, np.int64)
    found = [index.term(part.term) for part in parts]
    candidates = reduce(_common, (one.documents for one in found))
    placed = [(part, one) for part, one in zip(parts, found, strict=True) if part.placed]
    if not len(candidates) or len(placed) < 2:
        return candidates
    places = reduce(_common, (_starts(part, one, candidates, index) for part, one in placed))
    return np.unique(places >> 21)


def _starts(part: Part, found: Found, candidates: Numbers, index: IndexReader) -> Numbers:
    """Where the phrase would begin for each occurrence of a part, as document and position in one number, rising."""
    if not len(found.cuts):
        found = index.apart(part.term, candidates)
    occurrences, among = np.diff(found.cuts), np.isin(found.documents, candidates, assume_unique=True)
    document = np.repeat(found.documents[among], occurrences[among])
    return document << 21 | (found.positions[np.repeat(among, occurrences)] - part.offset + _SHIFT)


def _common(one: Numbers, other: Numbers) -> Numbers:
    """What two rows of rising numbers have in common."""
    common: Numbers = np.intersect1d(one, other, assume_unique=True)
    return common
