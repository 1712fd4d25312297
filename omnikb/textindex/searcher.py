"""Answers queries from the files of an index."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Literal

import numpy as np

from omnikb.textindex.entries import IndexFileError
from omnikb.textindex.filters import Flags, allowed, counted
from omnikb.textindex.index_reader import IndexReader
from omnikb.textindex.query import Query, parsed
from omnikb.textindex.ranking import Ranking
from omnikb.textindex.results import Hit, Results
from omnikb.textindex.snippets import marked, reasons, snippet
from omnikb.textindex.varints import Numbers
from omnikb.textindex.wanted import Asking, Wanted

Sort = Literal["relevance", "date"]
Chosen = Mapping[str, Collection[str]]


class Searcher:
    """Keeps what it has read. An index that is replaced meanwhile is noticed before anything is answered from both, and asked
    instead; one that is replaced twice within one answer is not."""

    def __init__(self, read: Callable[[str], bytes]) -> None:
        """``read`` gives the bytes of a file of the index by its path; ``LookupError`` or ``OSError``: there is none.

        Raises ``IndexFileError`` when the manifest cannot be read.
        """
        self._read = read
        self._index = IndexReader(read)

    def search(
        self,
        query: str,
        *,
        filters: Chosen | None = None,
        sort: Sort = "relevance",
        page: int = 1,
        size: int = 10,
        facets: bool = False,
    ) -> Results:
        """One page of the hits. Raises ``IndexFileError``."""
        words = parsed(query)

        def answer() -> Results:
            return self._answer(words, filters or {}, sort, (page, size), facets)

        try:
            found = answer()
        except IndexFileError:
            if not self._renewed():
                raise
            return answer()
        return answer() if self._renewed() else found

    def ids(self, query: str) -> Iterator[str]:
        """The ids of all hits, the best first, each read when it is asked for. Raises ``IndexFileError``, then too; an index that
        is replaced meanwhile is not opened again."""
        found = _Ranked(self._index, parsed(query), {}, "relevance")
        return (self._index.entry(document).id for document in found.order.tolist())

    def _renewed(self) -> bool:
        """Take up the index that has replaced this one, if any: files that were read only now may be of that."""
        now = IndexReader(self._read)
        if now.manifest["generation"] == self._index.manifest["generation"]:
            return False
        self._index = now
        return True

    def _answer(self, query: Query, chosen: Chosen, sort: Sort, part: tuple[int, int], facets: bool) -> Results:
        found = _Ranked(self._index, query, chosen, sort)
        page, size = part
        return Results(
            tuple(map(found.hit, found.order[(page - 1) * size : page * size].tolist())),
            len(found.order),
            counted(self._index.facets, found.wanted.filters, found.unfiltered) if facets else {},
            {facet: tuple(values) for facet, values in found.wanted.filters.wanted.items()},
            tuple(dict.fromkeys(found.wanted.notes)),
        )


class _Ranked:
    """What a query finds. ``order``: the numbers of its documents, the best (or latest) first; ``unfiltered``: which of all
    documents would be found without filters."""

    def __init__(self, index: IndexReader, query: Query, chosen: Chosen, sort: Sort) -> None:
        self._index, self.wanted = index, Asking(index).wanted(query)
        for facet, values in sorted(chosen.items()):
            self.wanted.filters.add(facet, sorted(values))
        self._ranking = Ranking(index, self.wanted)
        says_anything = _says_anything(query, self.wanted)
        self.unfiltered = self._ranking.matching() if says_anything else np.zeros(len(index.documents.slots), bool)
        filters, passing = self.wanted.filters, self.unfiltered
        if filters:
            passing = passing & allowed(index.facets, filters, len(passing))
        self._scores = self._ranking.scores(self.unfiltered)
        self.order = self._ordered(passing, sort if self.wanted.sought else "date")

    def _ordered(self, passing: Flags, sort: Sort) -> Numbers:
        """Of equals, that with the lower number comes first."""
        documents, scores = np.flatnonzero(passing), self._scores
        if sort == "date":
            return documents[np.lexsort((documents, -scores[documents], -self._index.facets.dates[documents]))]
        return documents[np.lexsort((documents, -scores[documents]))]

    def hit(self, document: int) -> Hit:
        """What is shown of a document."""
        index, ranking, wanted = self._index, self._ranking, self.wanted
        entry = index.entry(document)
        weights = {key: one.weight for key, one in wanted.sought.items()}
        for name in wanted.names:
            for other in name.others:
                for one in other:
                    weights.setdefault(one.key, one.weight)
        part = snippet(entry, weights, index.characters)
        told = "\n".join([entry.title, part.heading, *(piece.text for piece in part.pieces)])
        matched = {clause.text: any(ranking.has(key, document) for key in clause.keys) for clause in wanted.clauses}
        return Hit(
            entry.id,
            entry.address,
            marked(entry.title, weights, index.characters),
            entry.lang,
            entry.date.isoformat() if entry.date else "",
            int(self._scores[document]),
            part.anchor,
            part.heading,
            part.pieces,
            reasons(entry.labels, told, weights, wanted.sought, index.characters),
            tuple(text for text, found in matched.items() if found),
            tuple(text for text, found in matched.items() if not found),
            entry.told,
        )


def _says_anything(query: Query, wanted: Wanted) -> bool:
    """Whether there is anything to look for; an empty query asks for everything."""
    return not query.clauses or bool(wanted.sought or wanted.required or wanted.refused or wanted.filters)
