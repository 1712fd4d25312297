"""Answers queries from the files of an index."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
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
    """Keeps what it has read; an index that is replaced meanwhile is noticed where old and new do not fit together."""

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
        try:
            return self._answer(words, filters or {}, sort, (page, size), facets)
        except IndexFileError:
            renewed = IndexReader(self._read)
            if renewed.manifest["generation"] == self._index.manifest["generation"]:
                raise
            self._index = renewed
            return self._answer(words, filters or {}, sort, (page, size), facets)

    def _answer(self, query: Query, chosen: Chosen, sort: Sort, part: tuple[int, int], facets: bool) -> Results:
        index = self._index
        wanted = Asking(index).wanted(query)
        for facet, values in sorted(chosen.items()):
            wanted.filters.add(facet, sorted(values))
        ranking = Ranking(index, wanted)
        unfiltered = ranking.matching() if _says_anything(query, wanted) else np.zeros(len(index.documents.slots), bool)
        passing = unfiltered & allowed(index.facets, wanted.filters, len(unfiltered)) if wanted.filters else unfiltered
        scores = ranking.scores(unfiltered)
        order = self._ordered(passing, scores, sort if wanted.sought else "date")
        page, size = part
        shown = order[(page - 1) * size : page * size].tolist()
        return Results(
            tuple(self._hit(document, int(scores[document]), ranking, wanted) for document in shown),
            len(order),
            counted(index.facets, wanted.filters, unfiltered) if facets else {},
            {facet: tuple(values) for facet, values in wanted.filters.wanted.items()},
            tuple(dict.fromkeys(wanted.notes)),
        )

    def _ordered(self, passing: Flags, scores: Numbers, sort: Sort) -> Numbers:
        """Numbers of documents, the best (or latest) first; of equals, that with the lower number."""
        documents = np.flatnonzero(passing)
        if sort == "date":
            return documents[np.lexsort((documents, -scores[documents], -self._index.facets.dates[documents]))]
        return documents[np.lexsort((documents, -scores[documents]))]

    def _hit(self, document: int, score: int, ranking: Ranking, wanted: Wanted) -> Hit:
        index = self._index
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
            score,
            part.anchor,
            part.heading,
            part.pieces,
            reasons(entry.labels, told, weights, wanted.sought, index.characters),
            tuple(text for text, found in matched.items() if found),
            tuple(text for text, found in matched.items() if not found),
        )


def _says_anything(query: Query, wanted: Wanted) -> bool:
    """Whether there is anything to look for; an empty query asks for everything."""
    return not query.clauses or bool(wanted.sought or wanted.required or wanted.refused or wanted.filters)
