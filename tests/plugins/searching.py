"""A site's index files and what a search in them finds, for the tests of the search plugin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from omnikb import Asset, Problem
from omnikb.articles import Articles
from omnikb.cache import MemoryCache
from omnikb.renderings import Renderings
from omnikb.testing import Built, KnowledgeBase
from omnikb.textindex import Results, Searcher
from omnikb_search.building import built_index
from omnikb_search.gate import pages_not_found
from omnikb_search.page import FOLDER

PREFIX = f"{FOLDER}/index/"


@dataclass(frozen=True)
class SearchedSite:
    """A composed knowledge base with its index files."""

    built: Built
    texts: Renderings
    files: dict[str, bytes] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def search(self, query: str, filters: Mapping[str, tuple[str, ...]] | None = None) -> Results:
        """The first 50 hits, with facets."""
        return Searcher(self.files.__getitem__).search(query, filters=filters or {}, size=50, facets=True)

    def found(self, query: str, **filters: tuple[str, ...]) -> list[str]:
        """The ids of the first 50 hits, in order."""
        return [hit.id for hit in self.search(query, filters).hits]

    def not_found(self, files: Mapping[str, bytes]) -> list[Problem]:
        """What the gate says of other files."""
        return list(pages_not_found(self.built.index, self.texts, files.__getitem__))


def indexed(built: Built, cache: MemoryCache | None = None) -> SearchedSite:
    """The site as a build would publish it."""
    articles = Articles.of(built.index, built.site, built.plugins.settings)
    texts = Renderings.of({page.path: articles.write(page).rendered for page in built.site.pages})
    records = list(built_index(built.index, texts, cache or MemoryCache()))
    files = {one.path.removeprefix(PREFIX): one.data() for one in records if isinstance(one, Asset)}
    return SearchedSite(built, texts, files, tuple(one for one in records if isinstance(one, Problem)))


def searched(files: Mapping[str, str | bytes], **options: Any) -> SearchedSite:
    """The site of these files, which have no problem."""
    built = KnowledgeBase(files, **options).build()
    assert built.codes == []
    return indexed(built)
