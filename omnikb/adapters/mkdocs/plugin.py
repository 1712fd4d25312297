"""OmniKB as a MkDocs plugin: it composes the site, gives it to MkDocs as files, and publishes what MkDocs wrote."""

from __future__ import annotations

import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from omnikb.adapters.mkdocs.configured import configure, extensions_of, settings_of, will_abort
from omnikb.adapters.mkdocs.files import arrange
from omnikb.adapters.mkdocs.page import KnowledgePage
from omnikb.adapters.output import with_assets, without_forge_queries, write
from omnikb.adapters.page_assets import page_assets
from omnikb.adapters.publication import Publication
from omnikb.adapters.reports import has_errors, problem_line
from omnikb.adapters.staging import Staging, stage_site
from omnikb.cache import CACHE, FolderCache
from omnikb.errors import OmniKBError
from omnikb.i18n import messages_of, translated
from omnikb.pages import Asset
from omnikb.pipeline import Progress, compose, gather, silent
from omnikb.plugin_manager import Own, Plugins
from omnikb.problems import Problem, Severity
from omnikb.renderings import Renderings
from omnikb.settings import Settings
from omnikb.sources import Folder

_ = messages_of("omnikb")

log = get_plugin_logger("omnikb")


class OmniKBPlugin(BasePlugin):  # type: ignore[type-arg, no-untyped-call]  # no schema for MkDocs: the core validates the section
    """``plugins: [omnikb: {…}]`` in ``mkdocs.yml``. One instance is one build, under ``mkdocs serve`` too."""

    settings: Settings
    publication: Publication

    def __init__(self) -> None:
        self.progress: Progress = silent
        self.by_own_command = False
        """Whether OmniKB's own command runs this build, and shows problems and errors itself."""
        self.problems: tuple[Problem, ...] = ()
        self.written = 0
        self.published = False
        self.staging: Staging | None = None

    def load_config(self, options: Any, config_file_path: str | None = None) -> tuple[list[Any], list[Any]]:  # noqa: ARG002 - MkDocs' signature
        """Accept every key: the core reads and validates the section."""
        return [], []

    @event_priority(100)  # before other plugins remember where the site goes
    def on_config(self, config: MkDocsConfig) -> None:
        """Send the site to a folder aside, and set what all pages share."""
        with self._errors_in_one_line(config):
            self.settings = settings_of(config)
            self.staging = stage_site(self.settings)
        weakref.finalize(self, self.staging.discard)
        config.site_dir = str(self.staging.folder)
        configure(config, self.settings)

    @event_priority(-100)  # after other plugins have made their files
    def on_files(self, files: Files, /, *, config: MkDocsConfig) -> None:
        """Read, check and compose the content; say what is wrong; put the site among the files."""
        with self._errors_in_one_line(config):
            settings = replace(self.settings, directory_urls=config.use_directory_urls, markdown_extensions=extensions_of(config))
            self.plugins = Plugins.discover(settings)
            knowledge = gather(Folder(settings.content), self.plugins, self.progress)
            site = compose(knowledge, self.plugins, self.progress)
        self.publication = Publication(knowledge, site, self.plugins.settings)
        self._say(self.publication.site.problems)
        arrange(files, self.publication, config)

    def on_env(self, env: Any, /, *, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002 - MkDocs' signature
        """Date every page of the sitemap by the build's own ``today``, not by the clock."""
        for file in files.documentation_pages():
            if file.page is not None:
                file.page.update_date = self.publication.settings.today.isoformat()

    def on_page_content(self, html: str, /, *, page: Page, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002 - MkDocs' signature
        """Tell how far rendering has come."""
        self.progress("render", len(self.publication.rendered), len(self.publication.site.pages))

    def on_page_context(self, context: Any, /, *, page: Page, config: MkDocsConfig, nav: Any) -> None:  # noqa: ARG002 - MkDocs' signature
        """Date the page."""
        context["build_date_utc"] = self._today()

    def on_template_context(self, context: Any, /, *, template_name: str, config: MkDocsConfig) -> None:  # noqa: ARG002 - MkDocs' signature
        """Date the theme's own pages."""
        context["build_date_utc"] = self._today()

    def on_post_page(self, output: str, /, *, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG002 - MkDocs' signature
        """Take out what asks other servers, put in what only this page loads."""
        output = without_forge_queries(output)
        if not isinstance(page, KnowledgePage):
            return output
        self.written += 1
        self.progress("write", self.written, len(self.publication.site.pages))
        return with_assets(output, *page_assets(self.publication, page.source, output))

    def on_post_template(self, output_content: str, /, *, template_name: str, config: MkDocsConfig) -> str:  # noqa: ARG002 - MkDocs' signature
        """The same for the theme's own pages, such as ``404.html``."""
        return without_forge_queries(output_content)

    @event_priority(-100)  # after other plugins have written their files
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Let plugins look at the finished site, then publish it, unless that failed or strictness forbids it."""
        with self._errors_in_one_line(config):
            found = self._found_in_site(Path(config.site_dir))
        self._say(found)
        config.site_dir = str(self.settings.site)
        # Under -q MkDocs counts no warnings, and would end as if all were well
        failed = has_errors(found) or (config.strict and has_errors(self.problems))
        if failed and not self.by_own_command:
            raise PluginError(translated(_("the site is not published; the last one stays"), self.settings.language))
        if self.staging is None or failed or will_abort(config):
            self.on_build_error()
            return
        with self._errors_in_one_line(config):
            self.staging.publish()
        self.published = True
        log.info(translated(_("the site is in {folder}"), self.settings.language).format(folder=self.settings.site))

    def on_build_error(self, *, error: Exception | None = None) -> None:  # noqa: ARG002 - MkDocs' signature
        """Remove what was built; the last site stays."""
        if self.staging is not None:
            self.staging.discard()

    def _found_in_site(self, folder: Path) -> tuple[Problem, ...]:
        """What plugins find wrong with the finished site in ``folder``; the assets they give are written into it."""
        publication = self.publication
        settings = publication.settings
        cache = FolderCache(settings.root / CACHE)
        records: list[Problem | Asset] = self.plugins.collect(
            "omnikb_site_built",
            Problem | Asset,
            site=publication.site,
            rendered=Renderings.of(publication.rendered),
            index=publication.knowledge.index,
            settings=settings,
            cache=Own(cache.below),
        )
        for asset in records:
            if isinstance(asset, Asset):
                write(folder / asset.path, asset.data())
        return tuple(record for record in records if isinstance(record, Problem))

    def _say(self, problems: tuple[Problem, ...]) -> None:
        """Errors are warnings to MkDocs, so that ``--strict`` fails where ``omnikb check`` fails."""
        self.problems += problems
        for problem in () if self.by_own_command else problems:
            say = log.warning if problem.severity is Severity.ERROR else log.info
            say(problem_line(problem, self.settings))

    def _today(self) -> datetime:
        return datetime.combine(self.publication.settings.today, time(), UTC)

    @contextmanager
    def _errors_in_one_line(self, config: MkDocsConfig) -> Iterator[None]:
        """MkDocs shows its own errors in one line, and others as a traceback."""
        try:
            yield
        except OmniKBError as error:
            if self.by_own_command:
                raise
            raise PluginError(error.text(str(config.theme.get("language", "en")))) from error
