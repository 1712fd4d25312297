"""An assignment: the pages that one process builds, each made whole when its turn comes, and left alone where it is as it was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from omnikb.adapters.publication import Publication
from omnikb.adapters.site_state import PageRecord
from omnikb.articles import Article
from omnikb.facts import Fact, digest_of
from omnikb.fingerprints import fingerprint
from omnikb.pages import Page
from omnikb.problems import PATH_LOOP, PATH_OUTSIDE
from omnikb.rendering import Rendered

_ASTRAY = frozenset({PATH_LOOP.code, PATH_OUTSIDE.code})


@dataclass
class Assignment:
    """``candidates`` are the pages that may have changed, by path; ``before`` are the records of those whose file may stay.

    ``shared``: whether this process also writes what is no page, and ``relisted``: at least the list of all pages; ``alone``:
    whether each page can be built without the others; ``standing``: the content files that need not be written.
    ``writing``: whether all has been read and pages are being written. ``records`` and ``rendered`` grow as pages are built.
    """

    publication: Publication
    candidates: frozenset[str]
    before: Mapping[str, PageRecord] = field(default_factory=dict)
    givens: Mapping[str, bytes] = field(default_factory=dict)
    shared: bool = True
    relisted: bool = True
    alone: bool = False
    standing: frozenset[str] = frozenset()
    writing: bool = False
    records: dict[str, PageRecord] = field(default_factory=dict)
    rendered: dict[str, Rendered] = field(default_factory=dict)
    kept: set[str] = field(default_factory=set)
    written: int = 0
    _complete: dict[str, tuple[Page, frozenset[Fact]]] = field(default_factory=dict)

    @property
    def narrow(self) -> bool:
        """Whether the site engine need not know more than the pages to be built."""
        return self.alone and not self.shared

    @property
    def astray(self) -> bool:
        """Whether links in the content lead in circles or outside. The site engine would follow them, two of them without end."""
        return any(problem.code in _ASTRAY for problem in self.publication.site.problems)

    def wants(self, page: Page) -> bool:
        """Whether the page is to be built here. Its sections are made to find out.

        A page that can be built without the others is first wanted when it is written.
        """
        if self.alone and not self.writing:
            return False
        if page.path not in self.candidates or page.path in self.kept:
            return False
        before = self.before.get(page.path)
        if before is None or page.path in self._complete or page.path in self.records:
            return True
        complete, reads = self._completed(page)
        answers = self._answers(page.path, before.asked)
        if self._digest(complete) != before.digest or answers != before.answers:
            return True
        self.kept.add(page.path)
        self.records[page.path] = replace(before, given=self.givens.get(page.path, b""), reads=reads | before.asked)
        del self._complete[page.path]
        return False

    def write(self, page: Page, markdown: str | None) -> Article:
        """The article of a page; ``markdown`` in place of its body where another tool changed it."""
        complete, reads = self._completed(page)
        article = self.publication.write(complete, markdown)
        self._complete.pop(page.path, None)
        rendered = replace(article.rendered, html="")
        self.rendered[page.path] = rendered
        self.records[page.path] = PageRecord(
            self.givens.get(page.path, b""),
            reads | article.asked,
            article.asked,
            self._digest(complete),
            self._answers(page.path, article.asked),
            rendered.digest,
        )
        return article

    def _completed(self, page: Page) -> tuple[Page, frozenset[Fact]]:
        if page.path not in self._complete:
            self._complete[page.path] = self.publication.complete(page)
        return self._complete[page.path]

    def _digest(self, page: Page) -> bytes:
        said = (page.title, page.body, page.sections, page.lang, page.document, dict(page.engine))
        own = self.publication.assets_by_page.get(page.path, [])
        return fingerprint((said, own), lambda document: document.digest)

    def _answers(self, path: str, asked: frozenset[Fact]) -> bytes:
        return digest_of(repr(answer).encode() + b"\0" for answer in self.publication.answers(path, sorted(asked)))
