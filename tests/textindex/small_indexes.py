"""Small indexes for the tests of the text index."""

from __future__ import annotations

from typing import Any

from omnikb.textindex import Entry, IndexFile, Passage, Results, Searcher, Source, build_index


class Memory(dict[str, bytes]):
    """A store that forgets nothing."""

    def put(self, key: str, value: bytes) -> None:
        self[key] = value


def entry(id: str, title: str = "", text: str = "", **rest: Any) -> Entry:
    """An entry of one passage."""
    passages = (Passage("", "", text),) if text else ()
    return Entry(id, f"{id}/", title, "zh", **{"passages": passages, **rest})


def files_of(entries: list[Entry], store: Memory | None = None, **rest: Any) -> dict[str, bytes]:
    """The files of an index, each with the digest of its content; an entry's key is all that it says."""
    files = list(build_index(map(_source, entries), store=Memory() if store is None else store, **rest))
    assert files == [IndexFile.of(file.path, file.content) for file in files]
    return {file.path: file.content for file in files}


def _source(one: Entry) -> Source:
    return Source(one.id, repr(one), lambda: one)


def search(entries: list[Entry], query: str, **rest: Any) -> Results:
    """What a search of entries answers, all hits on one page."""
    return Searcher(files_of(entries).__getitem__).search(query, size=1000, **rest)


def ids(entries: list[Entry], query: str, **rest: Any) -> list[str]:
    """The ids of the hits, in order."""
    return [hit.id for hit in search(entries, query, **rest).hits]
