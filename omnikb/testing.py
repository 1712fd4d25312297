"""The test kit: a small knowledge base from texts, built in memory.

::

    built = KnowledgeBase({"lessons/cache.md": "---\\ntitle: Warm the cache\\n---\\n"}).build()
    assert built.codes == []
    assert "Warm the cache" in built.page("lessons/cache.md").html
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from omnikb.articles import Article, Articles
from omnikb.index import Index
from omnikb.pages import Site
from omnikb.pipeline import Knowledge, compose, gather
from omnikb.plugin_manager import Plugins
from omnikb.problems import HOME_MISSING, Problem
from omnikb.settings import settings_from
from omnikb.sources import Memory


@dataclass(frozen=True, slots=True)
class Built:
    """What came of a build."""

    knowledge: Knowledge
    site: Site
    plugins: Plugins

    @property
    def index(self) -> Index:
        """All documents and links."""
        return self.knowledge.index

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All problems, in order."""
        return self.knowledge.problems

    @property
    def codes(self) -> list[str]:
        """The codes of all problems, in order."""
        return [problem.code for problem in self.problems]

    def page(self, path: str) -> Article:
        """The article at a Markdown path such as ``risks/index.md``; ``KeyError`` where there is none."""
        page = {page.path: page for page in self.site.pages}[path]
        return Articles.of(self.index, self.site, self.plugins.settings).write(page)


@dataclass(frozen=True)
class KnowledgeBase:
    """Files by their path in the content folder; ``plugins`` by name, or ``None`` for all that are installed.

    They are a part of a knowledge base and need no home page: that there is none is no problem here.

    ``settings`` is what stands below ``omnikb:`` in ``mkdocs.yml``; ``today`` is 2026-01-15 unless it says otherwise.
    """

    files: Mapping[str, str | bytes]
    plugins: Mapping[str, object] | None = None
    settings: Mapping[str, Any] | None = None
    language: str = "zh"

    def build(self) -> Built:
        """Read, link, check and compose. Raises ``PluginError`` and ``SettingsError`` as a build does."""
        section = {"today": "2026-01-15", **(self.settings or {})}
        places = {"root": Path("/"), "content": Path("/content"), "site": Path("/site"), "language": self.language}
        settings = settings_from(section, **places)
        plugins = Plugins.discover(settings) if self.plugins is None else Plugins.of(settings, self.plugins)
        knowledge = gather(Memory(self.files), plugins)
        problems = tuple(problem for problem in knowledge.problems if problem.kind is not HOME_MISSING)
        knowledge = replace(knowledge, problems=problems)
        return Built(knowledge, compose(knowledge, plugins), plugins)
