"""The index files of a site, searched before they are published."""

from __future__ import annotations

from collections.abc import Iterator

from omnikb import Asset, Index, Problem
from omnikb.textindex import Facet, IndexFile, Store, build_index
from omnikb_search.entries import PageTexts, sources
from omnikb_search.filters import filters_in
from omnikb_search.gate import pages_not_found
from omnikb_search.page import FOLDER
from omnikb_search.synonyms import synonyms_in


def built_index(index: Index, texts: PageTexts, store: Store) -> Iterator[Problem | Asset]:
    """The files as assets, and a problem for each page that a search in them does not find."""
    files = index_files(index, texts, store)
    for path, file in files.items():
        yield Asset(f"{FOLDER}/index/{path}", file.content, digest=file.digest)  # what has not changed is linked, not written
    yield from pages_not_found(index, texts, lambda path: files[path].content)


def index_files(index: Index, texts: PageTexts, store: Store) -> dict[str, IndexFile]:
    """The files by their path in the folder of the index."""
    facets = [
        Facet(one.id, one.labels, {value.id: value.labels for value in values.values()})
        for one, values in filters_in(index).values()
    ]
    found = build_index(sources(index, texts), facets=facets, synonyms=synonyms_in(index), store=store)
    return {file.path: file for file in found}
