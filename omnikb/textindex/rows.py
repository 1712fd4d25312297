"""The postings of a term as rows, one a document, whose bytes can be taken out of each column without reading the others."""

from __future__ import annotations

import numpy as np

from omnikb.textindex.postings import Postings
from omnikb.textindex.varints import Numbers, Reader, numbers_in, rising

_ZERO = np.zeros(1, np.int64)


class Rows:
    """Rows by number. ``slots``: the slot of each, rising."""

    def __init__(self, postings: Postings) -> None:
        """Slots are read; of other columns no more than where each row begins. Raises ``ValueError`` where there are not as many
        positions as occurrences, as when the two are of different indexes."""
        count, self._postings = postings.count, postings
        line = np.frombuffer(postings.documents, np.uint8)
        lasts = np.flatnonzero(line < 128)[: 2 * count]
        ends = self._ends = np.concatenate([_ZERO, lasts + 1])  # of gaps, then of values; each begins there, too
        self.slots = rising(numbers_in(line, ends[: count + 1]))
        self._outside = np.concatenate([_ZERO, np.cumsum(line[ends[count:-1]] & 1, dtype=np.int64)])
        self._before, self._places = np.zeros(count + 1, np.int64), _ZERO
        if postings.positions:  # how many stand before each row, and where each of them ends
            self._before = np.concatenate([_ZERO, np.cumsum(numbers_in(line, ends[count:]) >> 1)])
            self._places = np.concatenate([_ZERO, np.flatnonzero(np.frombuffer(postings.positions, np.uint8) < 128) + 1])
            if len(self._places) - 1 != self._before[-1]:
                raise ValueError("there are not as many positions as occurrences")

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
        return self._postings.positions[int(self._places[self._before[start]]) : int(self._places[self._before[end]])]

    def steps(self, chosen: Numbers) -> tuple[Numbers, Numbers]:
        """The positions of some rows alone, as they are written, and of which part of them each row's are, with the end."""
        starts, ends = self._before[chosen], self._before[chosen + 1]
        bounds = zip(self._places[starts].tolist(), self._places[ends].tolist(), strict=True)
        cuts = np.concatenate([_ZERO, np.cumsum(ends - starts)])
        line = b"".join(self._postings.positions[start:end] for start, end in bounds)
        return Reader(line).varints(int(cuts[-1])), cuts
