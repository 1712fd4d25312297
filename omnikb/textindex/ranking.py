"""Which documents are hits for what is wanted, and their scores."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce

import numpy as np

from omnikb.textindex.filters import Flags
from omnikb.textindex.index_reader import IndexReader
from omnikb.textindex.scoring import Scorer
from omnikb.textindex.varints import Numbers
from omnikb.textindex.wanted import Name, Wanted


class Ranking:
    """Scores of all documents; those that are no hits have none."""

    def __init__(self, index: IndexReader, wanted: Wanted) -> None:
        self._scoring, self._wanted = index.manifest["scoring"], wanted
        self._size = len(index.documents.slots)
        self._priors = index.documents.priors
        self._scorer = Scorer(index.documents, self._scoring)
        self._sought = list(wanted.sought.values())
        self._gains = {key: self._scorer.gains(one) for key, one in wanted.sought.items()}
        self._has = {key: _flags(one.found.documents, self._size) for key, one in wanted.sought.items()}
        self._sums = self._added(wanted.sought)
        for name in wanted.names:
            self._with_other_names(name)
        self._covered = self._weights_of(wanted.sought)

    def matching(self) -> Flags:
        """Documents that have enough of any clause's words, all phrases, and nothing that was refused."""
        flags = np.full(self._size, not self._wanted.clauses)
        for clause in self._wanted.clauses:
            keys = [key for key in clause.keys if self._has[key].any()]
            whole = sum(self._wanted.sought[key].weight for key in keys)
            covered = self._weights_of(keys)
            flags |= (covered > 0) & (covered * 100 >= whole * self._scoring["least"])
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
            scores = scores + self._scorer.titled(self._sought)
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
        return bool(self._has[key][document])

    def _added(self, keys: Iterable[str]) -> Numbers:
        """Sum of the gains of units, by document."""
        sums = np.zeros(self._size, np.int64)
        for key in keys:
            sums[self._wanted.sought[key].found.documents] += self._gains[key]
        return sums

    def _weights_of(self, keys: Iterable[str]) -> Numbers:
        """Sum of the weights of the units that each document has."""
        covered = np.zeros(self._size, np.int64)
        for key in keys:
            covered += self._wanted.sought[key].weight * self._has[key]
        return covered

    def _with_other_names(self, name: Name) -> None:
        """In place of what a name's units add: what another name adds, in proportion and at less weight, where that is more."""
        typed = self._added(name.keys)
        whole = sum(self._wanted.sought[key].weight for key in name.keys)
        best = typed.copy()
        for other in filter(None, name.others):
            documents = reduce(np.intersect1d, (one.found.documents for one in other))
            added = np.zeros(len(documents), np.int64)
            for one in other:
                added += self._scorer.gains(one)[np.searchsorted(one.found.documents, documents)]
            share = added * whole * self._scoring["synonym"] // (100 * sum(one.weight for one in other))
            best[documents] = np.maximum(best[documents], share)
            for key in name.keys:
                self._has[key][documents] = True
        self._sums += best - typed


def _flags(documents: Numbers, size: int) -> Flags:
    flags = np.zeros(size, bool)
    flags[documents] = True
    return flags
