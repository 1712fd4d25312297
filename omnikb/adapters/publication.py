"""What an adapter publishes: the pages as articles, the assets, and the content files that are referred to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from omnikb.adapters.joined_styles import joined_styles
from omnikb.articles import Article, Articles
from omnikb.composition import Composer
from omnikb.facts import Fact, Facts
from omnikb.pages import Asset, Load, Page, Site
from omnikb.pipeline import Knowledge
from omnikb.plugin_manager import Plugins
from omnikb.profiling import stage
from omnikb.settings import Settings


@dataclass
class Publication:
    """An outlined site with the plugins that make its pages whole."""

    knowledge: Knowledge
    site: Site
    plugins: Plugins
    _extensions: Mapping[str, Mapping[str, Any]] | None = None

    def use_extensions(self, extensions: Mapping[str, Mapping[str, Any]]) -> None:
        """Write bodies in these Markdown extensions, which other plugins of the site engine may have added to."""
        self._extensions = extensions
        self.__dict__.pop("_articles", None)

    @property
    def paths(self) -> frozenset[str]:
        """The paths of all pages."""
        return frozenset(page.path for page in self.site.pages)

    @property
    def settings(self) -> Settings:
        """The settings that all of it was made by."""
        return self.plugins.settings

    @cached_property
    def files(self) -> frozenset[str]:
        """The content files to publish besides documents: those that documents or the settings refer to."""
        mermaid = self.settings.core.mermaid
        named = self.site.files | self.settings.published | ({mermaid} if mermaid else frozenset())
        return frozenset(path for path in named if not path.endswith(".md"))

    @cached_property
    def assets(self) -> tuple[Asset, ...]:
        """The assets, with the style sheet that many are joined in."""
        return (*self.site.assets, *self._joined[1])

    @property
    def styles(self) -> list[str]:
        """The paths of the style sheets that every page loads, in order."""
        return self._joined[0]

    @cached_property
    def _joined(self) -> tuple[list[str], list[Asset]]:
        return joined_styles(self.site.assets, self.files)

    @cached_property
    def assets_by_page(self) -> dict[str, list[str]]:
        """The assets that named pages load, by the page's path."""
        by_page: dict[str, list[str]] = {}
        for asset in self.assets:
            for path in () if isinstance(asset.load, Load) else asset.load:
                by_page.setdefault(path, []).append(asset.path)
        return by_page

    @cached_property
    def published(self) -> frozenset[str]:
        """The paths of all pages and files of the site."""
        return frozenset((*(page.path for page in self.site.pages), *self.site.files, *(asset.path for asset in self.assets)))

    @cached_property
    def facts(self) -> Facts:
        """The digest of everything a page may be made of."""
        return Facts(self.knowledge.index, self.settings.today, self.published)

    @cached_property
    def _composer(self) -> Composer:
        return Composer(self.knowledge.index, self.plugins, self.site.makers)

    @cached_property
    def _articles(self) -> Articles:
        settings = self.settings
        if self._extensions is not None:
            settings = replace(settings, markdown_extensions=self._extensions)
        return Articles(self.knowledge.index, self.published, settings)

    def complete(self, page: Page) -> tuple[Page, frozenset[Fact]]:
        """The page with all its sections, and the facts that went into it."""
        return self._composer.complete(page)

    @stage("render")
    def write(self, page: Page, markdown: str | None = None) -> Article:
        """The article of a complete page; ``markdown`` in place of its body where another tool changed it."""
        return self._articles.write(page, None if markdown == page.body else markdown)

    def answers(self, path: str, asked: Iterable[Fact]) -> list[object]:
        """What the links on the page at ``path`` are told of these facts."""
        resolver = self._articles.resolver(path)
        return [resolver.answer(fact) for fact in asked]

    def title_at(self, path: str) -> str:
        """The title of the document at a path."""
        document = self.knowledge.index.at_path(path)
        return document.title if document else path
