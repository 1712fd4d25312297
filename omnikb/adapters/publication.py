"""What an adapter publishes: the pages as articles, the assets, and the content files that are referred to."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property

from omnikb.articles import Article, Articles
from omnikb.pages import Load, Page, Site
from omnikb.pipeline import Knowledge
from omnikb.rendering import Rendered
from omnikb.settings import Settings


@dataclass
class Publication:
    """A composed site with the settings it was composed by.

    ``rendered`` grows as articles are written, by the page's path: headings, anchors and text. The HTML is left out, or
    that of all pages would stand in memory twice.
    """

    knowledge: Knowledge
    site: Site
    settings: Settings
    rendered: dict[str, Rendered] = field(default_factory=dict)

    @cached_property
    def files(self) -> frozenset[str]:
        """The content files to publish besides documents: those that documents or the settings refer to."""
        mermaid = self.settings.core.mermaid
        return self.site.files | self.settings.published | ({mermaid} if mermaid else frozenset())

    @cached_property
    def assets_by_page(self) -> dict[str, list[str]]:
        """The assets that named pages load, by the page's path."""
        by_page: dict[str, list[str]] = {}
        for asset in self.site.assets:
            for path in () if isinstance(asset.load, Load) else asset.load:
                by_page.setdefault(path, []).append(asset.path)
        return by_page

    @cached_property
    def _articles(self) -> Articles:
        return Articles.of(self.knowledge.index, self.site, self.settings)

    def write(self, page: Page, markdown: str | None = None) -> Article:
        """The article of a page; ``markdown`` in place of its body where another tool changed it."""
        article = self._articles.write(page, None if markdown == page.body else markdown)
        self.rendered[page.path] = replace(article.rendered, html="")
        return article

    def title_at(self, path: str) -> str:
        """The title of the document at a path."""
        document = self.knowledge.index.at_path(path)
        return document.title if document else path
