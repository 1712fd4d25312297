"""The postings of a term as rows, one a document, whose bytes can be taken out of each column without reading the others."""

from __future__ import annotations

import numpy as np

from omnikb.textindex.postings import Postings
from omnikb.textindex.varints import numbers_in, rising


class Rows:
    """Rows by number. ``slots``: the slot of each, rising."""

    def __init__(self, postings: Postings) -> None:
        """Slots are read; of other columns no more than where each row begins."""
        count, self._postings = postings.count, postings
        line = np.frombuffer(postings.documents, np.uint8)
        lasts = np.flatnonzero(line < 128)[: 2 * count]
        ends = self._ends = np.concatenate([np.zeros(1, np.int64), lasts + 1])  # of gaps, then of values; each begins there, too
        self.slots = rising(numbers_in(line, ends[: count + 1]))
        self._outside = np.concatenate([np.zeros(1, np.int64), np.cumsum(line[ends[count:-1]] & 1, dtype=np.int64)])
        self._places = np.zeros(0, np.int64)
        if postings.positions:
            self._occurrences = np.concatenate([np.zeros(1, np.int64), np.cumsum(numbers_in(line, ends[count:]) >> 1)])
            self._places = np.flatnonzero(np.frombuffer(postings.positions, np.uint8) < 128)

    def gaps(self, start: int, end: int) -> bytes:
        """How far the slots of rows are from those before them."""
        return self._postings.documents[int(self._ends[start]) : int(self._ends[end])]

    def values(self, start: int, end: int) -> bytes:
        """Occurrences, and whether any is outside of the body."""
        count = self._postings.count
        return self.gaps(count + start, count + end)

    def fields(self, start: int, end: int) -> bytes:
        """The fields of those rows that have any outside of the body."""
        first = int(self._ends[-1])
        return self._postings.documents[first + int(self._outside[start]) : first + int(self._outside[end])]

    def positions(self, start: int, end: int) -> bytes:
        """Where the term stands in each document."""
        return self._postings.positions[self._place(start) : self._place(end)] if len(self._places) else b""

    def _place(self, row: int) -> int:
        """The first byte of the positions of a row."""
        before = int(self._occurrences[row])
        return int(self._places[before - 1]) + 1 if before else 0
