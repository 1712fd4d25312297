"""OmniKB as a MkDocs plugin: it gives the site to MkDocs as files, and, under MkDocs' own commands, makes and publishes it."""

from __future__ import annotations

import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from omnikb.adapters.assignment import Assignment
from omnikb.adapters.finish import look_at_site
from omnikb.adapters.mkdocs.configured import configure, extensions_of, settings_of, will_abort
from omnikb.adapters.mkdocs.files import arrange
from omnikb.adapters.mkdocs.listing import SITEMAP, listed
from omnikb.adapters.mkdocs.page import KnowledgePage
from omnikb.adapters.nothing_here import nothing_here
from omnikb.adapters.output import with_assets, without_forge_queries
from omnikb.adapters.page_assets import page_assets
from omnikb.adapters.publication import Publication
from omnikb.adapters.reports import has_errors, problem_line
from omnikb.adapters.staging import Staging, stage_site
from omnikb.cache import CACHE, FolderCache
from omnikb.errors import OmniKBError, SettingsError
from omnikb.ground import ground_of
from omnikb.i18n import messages_of, translated
from omnikb.kept import Kept
from omnikb.pipeline import Progress, gather, outline, silent
from omnikb.plugin_manager import Plugins
from omnikb.problems import Problem, Severity
from omnikb.renderings import Renderings
from omnikb.settings import Settings
from omnikb.settings_places import placed
from omnikb.sources import Folder

_ = messages_of("omnikb")

log = get_plugin_logger("omnikb")


class OmniKBPlugin(BasePlugin):  # type: ignore[type-arg, no-untyped-call]  # no schema for MkDocs: the core validates the section
    """``plugins: [omnikb: {…}]`` in ``mkdocs.yml``. One instance is one build, under ``mkdocs serve`` too."""

    settings: Settings

    def __init__(self) -> None:
        self.progress: Progress = silent
        self.assignment: Assignment | None = None
        self.folder: Path | None = None
        """Where OmniKB's own command lets this build write; it publishes, and shows problems and errors, itself."""
        self.problems: tuple[Problem, ...] = ()
        self.staging: Staging | None = None

    def assign(self, assignment: Assignment, folder: Path, progress: Progress) -> None:
        """Let this build do a part of the work of OmniKB's own command, and write into ``folder``."""
        self.assignment, self.folder, self.progress = assignment, folder, progress

    def load_config(self, options: Any, config_file_path: str | None = None) -> tuple[list[Any], list[Any]]:  # noqa: ARG002 - MkDocs' signature
        """Accept every key: the core reads and validates the section."""
        return [], []

    @event_priority(100)  # before other plugins remember where the site goes
    def on_config(self, config: MkDocsConfig) -> None:
        """Send the site to a folder aside, and set what all pages share."""
        with self._errors_in_one_line(config):
            self.settings = settings_of(config)
            if self.folder is None:
                self.staging = stage_site(self.settings)
                weakref.finalize(self, self.staging.discard)
        config.site_dir = str(self.folder or (self.staging and self.staging.folder))
        configure(config, self.settings)
        if self.assignment and (self.assignment.narrow or self.assignment.astray):
            config.docs_dir = str(Path(config.site_dir) / ".nothing")  # there are no files to be found there: they are known

    @event_priority(-100)  # after other plugins have made their files
    def on_files(self, files: Files, /, *, config: MkDocsConfig) -> None:
        """Put the site among the files; under MkDocs' own commands, read, check and outline it first, and say what is wrong."""
        if self.assignment is None:
            with self._errors_in_one_line(config):
                self.assignment = self._all_pages(config)
            self._say(self.assignment.publication.site.problems)
        self.assignment.publication.use_extensions(extensions_of(config))
        config.docs_dir = str(self.settings.content)
        with self._errors_in_one_line(config):
            arrange(files, self.assignment, config)

    def _all_pages(self, config: MkDocsConfig) -> Assignment:
        settings = replace(self.settings, directory_urls=config.use_directory_urls, markdown_extensions=extensions_of(config))
        plugins = Plugins.discover(settings)
        knowledge = gather(Folder(settings.content), plugins, self.progress, Kept(plugins, FolderCache(settings.root / CACHE)))
        publication = Publication(knowledge, outline(knowledge, plugins), plugins)
        return Assignment(publication, publication.paths)

    @property
    def publication(self) -> Publication:
        """What is being published."""
        if self.assignment is None:
            raise RuntimeError("nothing is assigned before MkDocs has its files")
        return self.assignment.publication

    def on_env(self, env: Any, /, *, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002 - MkDocs' signature
        """Date every page of the sitemap by the build's own ``today``, not by the clock. From here on pages are written."""
        if self.assignment:
            self.assignment.writing = True
        for file in files.documentation_pages():
            if file.page is not None:
                file.page.update_date = self.publication.settings.today.isoformat()

    def on_page_content(self, html: str, /, *, page: Page, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002 - MkDocs' signature
        """Tell how far rendering has come."""
        if self.assignment:
            self.progress("render", len(self.assignment.records), len(self.assignment.candidates))

    def on_page_context(self, context: Any, /, *, page: Page, config: MkDocsConfig, nav: Any) -> None:  # noqa: ARG002 - MkDocs' signature
        """Date the page, and render it where nothing needed it before: thousands do not wait in memory."""
        if isinstance(page, KnowledgePage) and self.assignment and self.assignment.alone:
            page.read_source(config)
            page.render(config)
        context["build_date_utc"] = self._today()

    def on_template_context(self, context: Any, /, *, template_name: str, config: MkDocsConfig) -> None:
        """Date the theme's own pages, and let its list of pages do without what MkDocs makes of each."""
        context["build_date_utc"] = self._today()
        if template_name == SITEMAP and self.assignment and self.assignment.alone:
            context["pages"] = listed(self.publication, config.site_url)

    def on_post_page(self, output: str, /, *, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG002 - MkDocs' signature
        """Take out what asks other servers, put in what only this page loads."""
        output = without_forge_queries(output)
        if not isinstance(page, KnowledgePage) or self.assignment is None:
            return output
        if self.assignment.alone:
            page.forget()
        self.assignment.written += 1
        self.progress("write", self.assignment.written, len(self.assignment.candidates))
        return with_assets(output, *page_assets(self.publication, page.source, output))

    def on_post_template(self, output_content: str, /, *, template_name: str, config: MkDocsConfig) -> str:
        """The same for the theme's own pages; the one for what is not there speaks the reader's language."""
        output = without_forge_queries(output_content)
        if template_name != "404.html":
            return output
        return nothing_here(output, self.publication, urlsplit(config.site_url or "/").path)

    @event_priority(-100)  # after other plugins have written their files
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Let plugins look at the finished site, then publish it, unless that failed or strictness forbids it."""
        if self.staging is None or self.assignment is None:
            return
        with self._errors_in_one_line(config):
            rendered = Renderings.of(self.assignment.rendered)
            ground = ground_of(Plugins.discover(self.settings))  # without what all Markdown shares, which MkDocs has as functions
            found = look_at_site(self.publication, rendered, self.staging.folder, ground).problems
        self._say(found)
        config.site_dir = str(self.settings.site)
        # Under -q MkDocs counts no warnings, and would end as if all were well
        if has_errors(found) or (config.strict and has_errors(self.problems)):
            raise PluginError(translated(_("the site is not published; the last one stays"), self.settings.language))
        if will_abort(config):
            self.on_build_error()
            return
        with self._errors_in_one_line(config):
            self.staging.publish()
        log.info(translated(_("the site is in {folder}"), self.settings.language).format(folder=self.settings.site))

    def on_build_error(self, *, error: Exception | None = None) -> None:  # noqa: ARG002 - MkDocs' signature
        """Remove what was built; the last site stays."""
        if self.staging is not None:
            self.staging.discard()

    def _say(self, problems: tuple[Problem, ...]) -> None:
        """Errors are warnings to MkDocs, so that ``--strict`` fails where ``omnikb check`` fails."""
        self.problems += problems
        for problem in problems:
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
            if self.folder is not None:
                raise
            found = placed(error, Path(config.config_file_path or "mkdocs.yml").parent)
            raise PluginError(found.text(str(config.theme.get("language", "en")))) from error


def plugin_of(config: MkDocsConfig) -> OmniKBPlugin:
    """OmniKB among the plugins of a configuration. Raises ``SettingsError`` where it is not."""
    plugin = config.plugins.get("omnikb")
    if not isinstance(plugin, OmniKBPlugin):
        file = Path(config.config_file_path or "mkdocs.yml").name
        raise SettingsError(file, "plugins", _("omnikb is not among the plugins; add a line “- omnikb”"))
    return plugin
