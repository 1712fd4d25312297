"""Small indexes for the tests of the text index."""

from __future__ import annotations

from omnikb.textindex import Entry, Passage, Results, Searcher, Source, build_index


class Memory(dict[str, bytes]):
    """A store that forgets nothing."""

    def put(self, key: str, value: bytes) -> None:
        self[key] = value


def entry(id: str, title: str = "", text: str = "", **rest: object) -> Entry:
    """An entry of one passage."""
    passages = (Passage("", "", text),) if text else ()
    return Entry(id, f"{id}/", title, "zh", **{"passages": passages, **rest})  # type: ignore[arg-type]


def files_of(entries: list[Entry], store: Memory | None = None, **rest: object) -> dict[str, bytes]:
    """The files of an index; an entry's key is all that it says."""
    sources = [Source(one.id, repr(one), lambda one=one: one) for one in entries]  # type: ignore[misc]
    return {file.path: file.content for file in build_index(sources, store=Memory() if store is None else store, **rest)}  # type: ignore[arg-type]


def search(entries: list[Entry], query: str, **rest: object) -> Results:
    """What a search of entries answers, all hits on one page."""
    return Searcher(files_of(entries).__getitem__).search(query, size=1000, **rest)  # type: ignore[arg-type]


def ids(entries: list[Entry], query: str, **rest: object) -> list[str]:
    """The ids of the hits, in order."""
    return [hit.id for hit in search(entries, query, **rest).hits]
