"""Which documents are hits for what is wanted, and their scores."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

import numpy as np

from omnikb.textindex.filters import Flags
from omnikb.textindex.index_reader import IndexReader
from omnikb.textindex.scoring import Scorer, Sought
from omnikb.textindex.varints import Numbers
from omnikb.textindex.wanted import Wanted


class Ranking:
    """Scores of all documents; those that are no hits have none."""

    def __init__(self, index: IndexReader, wanted: Wanted) -> None:
        self._scoring, self._wanted = index.manifest["scoring"], wanted
        self._size = len(index.documents.slots)
        self._priors = index.documents.priors
        self._scorer = Scorer(index.documents, self._scoring)
        self._sought = list(wanted.sought.values())
        self._gains = {key: self._scorer.gains(one) for key, one in wanted.sought.items()}
        self._sums, self._covered = self._added(wanted.sought)
        for name in wanted.names:
            self._with_other_names(name.keys, name.others)

    def matching(self) -> Flags:
        """Documents that contain enough of the words, all phrases, and nothing that was refused."""
        flags = np.ones(self._size, bool)
        if total := sum(one.weight for one in self._sought):
            flags = (self._covered > 0) & (self._covered * 100 >= total * self._scoring["least"])
        for documents in self._wanted.required:
            flags &= _flags(documents, self._size)
        for documents in self._wanted.refused:
            flags &= ~_flags(documents, self._size)
        return flags

    def scores(self, matching: Flags) -> Numbers:
        """The score of each document that matches, else 0."""
        total = sum(one.weight for one in self._sought)
        scores = self._sums
        if total:
            share = self._scoring["coverage"]
            scores = scores * (100 - share) // 100 + scores * share * self._covered // (100 * total)
            scores = scores + self._scorer.titled(self._sought, len(self._sought))
            scores = np.where(matching, scores, 0)
            best = np.lexsort((np.arange(self._size), -scores))[: self._scoring["best"]]
            for document in best[matching[best]].tolist():
                scores[document] += self._scorer.closely(self._sought, document)
            scores = scores * self._priors // 64
        else:
            scores = np.where(matching, self._priors, 0)
        return scores

    def has(self, key: str, document: int) -> bool:
        """Whether a document has a unit, or another name of what the unit is part of."""
        if _contains(self._wanted.sought[key].found.documents, document):
            return True
        others = (other for name in self._wanted.names if key in name.keys for other in name.others)
        return any(other and all(_contains(one.found.documents, document) for one in other) for other in others)

    def _added(self, keys: Sequence[str] | dict[str, Sought]) -> tuple[Numbers, Numbers]:
        """Sum of gains and of weights of units, by document."""
        sums, covered = np.zeros(self._size, np.int64), np.zeros(self._size, np.int64)
        for key in keys:
            one = self._wanted.sought[key]
            sums[one.found.documents] += self._gains[key]
            covered[one.found.documents] += one.weight
        return sums, covered

    def _with_other_names(self, keys: Sequence[str], others: Sequence[Sequence[Sought]]) -> None:
        """In place of what a name's units add: what another name adds, at less weight, where that is more."""
        sums, covered = self._added(keys)
        whole = sum(self._wanted.sought[key].weight for key in keys)
        best, reach = sums.copy(), covered.copy()
        for other in others:
            if not other:
                continue
            documents = reduce(np.intersect1d, (one.found.documents for one in other))
            added = np.zeros(len(documents), np.int64)
            for one in other:
                added += self._scorer.gains(one)[np.searchsorted(one.found.documents, documents)]
            best[documents] = np.maximum(best[documents], added * self._scoring["synonym"] // 100)
            reach[documents] = whole
        self._sums, self._covered = self._sums + best - sums, self._covered + reach - covered


def _flags(documents: Numbers, size: int) -> Flags:
    flags = np.zeros(size, bool)
    flags[documents] = True
    return flags


def _contains(documents: Numbers, document: int) -> bool:
    place = int(np.searchsorted(documents, document))
    return place < len(documents) and int(documents[place]) == document
