"""Which documents contain a phrase: all its terms, at the same distances."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

import numpy as np

from omnikb.textindex.index_reader import IndexReader
from omnikb.textindex.units import Part
from omnikb.textindex.varints import Numbers

_SHIFT = 1 << 10
"""More than a phrase is long: no place becomes negative by its offset."""


def documents_with(parts: Sequence[Part], index: IndexReader) -> Numbers:
    """The numbers of the documents, rising. Positions are read only where all terms are found together."""
    if not parts:
        return np.zeros(0, np.int64)
    candidates = reduce(np.intersect1d, (index.term(part.term, apart=False).documents for part in parts))
    placed = [part for part in parts if part.placed]
    if not len(candidates) or len(placed) < 2:
        return candidates
    places: Numbers | None = None
    for part in placed:
        found = index.term(part.term, apart=True)
        document = np.repeat(found.documents, np.diff(found.cuts))
        chosen = np.isin(document, candidates)
        start = document[chosen] << 21 | (found.positions[chosen] - part.offset + _SHIFT)
        places = start if places is None else np.intersect1d(places, start)
    return np.unique(places >> 21) if places is not None else candidates
