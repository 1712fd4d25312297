"""The story of a build: read -> validate -> link -> check -> compose. Read this first.

Nothing in here knows what a project or a risk is, and nothing writes a file: content and plugins go in, an
index, a list of problems and a tree of pages come out. Adapters bring the pages to a site engine.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from omnikb.addresses import relative_path
from omnikb.body_checks import broken_anchors
from omnikb.cache import MemoryCache
from omnikb.composition import Composer, KnownPages, Made, made_pages, outlined
from omnikb.documents import Document
from omnikb.file_reader import Reading, located, said_by_plugins
from omnikb.garbage import no_garbage
from omnikb.identity import beside_files, default_id, identified, redirects, without_home
from omnikb.index import Index
from omnikb.kept import Kept
from omnikb.linked import Anchored, Unresolved
from omnikb.linking import Linker, anchor_of, dangling
from omnikb.pages import Page, Site
from omnikb.plugin_manager import Plugins
from omnikb.private_files import refuse_private
from omnikb.problems import FILE_EXTENSION, Problem, Severity
from omnikb.profiling import stage
from omnikb.reader import read, unreadable
from omnikb.readings import Readings
from omnikb.sources import ContentSource
from omnikb.suggestions import Paths

_MEANT_AS_DOCUMENT = re.compile(r"(.+)\.(?:md|markdown|mdown|mkdn|mkd|mdx)(?:\.txt)?", re.IGNORECASE | re.DOTALL)

Progress = Callable[[str, int, int], None]
"""Told of each stage: its name, how much is done, how much there is."""


def silent(stage: str, done: int, total: int) -> None:
    """The progress that shows nothing."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the content says, linked and checked. ``made`` are the pages that are no documents; ``files`` are content files that
    documents refer to; ``left_out`` are the paths of documents that a problem keeps out of the site."""

    index: Index
    made: tuple[Made, ...]
    problems: tuple[Problem, ...]
    files: frozenset[str]
    left_out: frozenset[str]
    redirects: dict[str, str]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that make a check fail."""
        return tuple(problem for problem in self.problems if problem.severity is Severity.ERROR)


@stage("link")
@no_garbage()
def gather(
    source: ContentSource, plugins: Plugins, progress: Progress = silent, kept: Kept | None = None, jobs: int = 1
) -> Knowledge:
    """Read, validate, select, link and check everything. Content errors are in the result.

    ``kept``: from an earlier run with the same plugins; ``jobs``: processes at most, 1 where this one has threads. A broken plugin
    raises ``PluginError``, settings that show a private file ``SettingsError``.
    """
    refuse_private(plugins)
    kept = kept or Kept(plugins, MemoryCache())
    files, problems = source.list()
    readings, found = _read(source, files, kept.readings, progress, jobs)
    problems += found

    by_id, found = identified(_selected(readings), plugins.settings.directory_urls)
    problems += found
    readings |= _said_under_new_names(by_id, readings, plugins)
    drafts = [reading.document for reading in readings.values() if reading.document and not reading.valid]
    withheld = {reading.path for reading in readings.values() if reading.valid and not reading.selected}
    absent = {path for path in files if path.endswith(".md")} - {document.path for document in by_id.values()}

    progress("link", 0, len(by_id))
    linker, index, referred, found = _linked(by_id, files, absent, readings, plugins, kept)
    kept.takes(index)
    problems += found
    absent |= {problem.path for problem in found}
    linker.inspect(drafts)
    made, found = made_pages(index, referred, plugins)
    problems += found
    pages = _led_to(made, linker, index, plugins)
    others = [*pages, *_published(files, referred, plugins)]
    problems += without_home([*others, *(path for path in files if path.endswith(".md"))])
    old_addresses, found = redirects(linker.documents, others, plugins.settings.directory_urls, plugins.settings.content.name)
    problems += linker.found.problems + found + _links_to_no_page(linker.found.unresolved, pages, set(files) - absent)

    progress("check", 0, len(index.documents))
    anchored = [*linker.found.anchored, *_led_to_headings(linker.found.unresolved, pages)]
    problems += _checked(index, drafts, anchored, readings, plugins, kept)
    return Knowledge(index, tuple(made), _located(problems, source), referred, frozenset(absent - withheld), old_addresses)


@stage("compose")
@no_garbage()
def outline(knowledge: Knowledge, plugins: Plugins, kept: Kept | None = None) -> Site:
    """All pages and assets; the pages without their sections, which a ``Composer`` adds to each when it is needed."""
    known = kept.pages if kept else KnownPages()
    return outlined(knowledge.index, knowledge.made, knowledge.files, knowledge.redirects, knowledge.problems, plugins, known)


def compose(knowledge: Knowledge, plugins: Plugins, progress: Progress = silent) -> Site:
    """The same with all pages complete, for those who want them all in memory."""
    site = outline(knowledge, plugins)
    composer = Composer(knowledge.index, plugins, site.makers)
    pages = {}
    for number, page in enumerate(sorted(site.pages, key=lambda page: (not page.document, page.document))):
        progress("compose", number, len(site.pages))
        pages[page.path] = composer.complete(page)[0]
    return replace(site, pages=tuple(pages[page.path] for page in site.pages))


@stage("read")
def _read(
    source: ContentSource, files: list[str], readings: Readings, progress: Progress, jobs: int
) -> tuple[dict[str, Reading], list[Problem]]:
    """What each document's file says, by path, and what is wrong with the files by themselves."""
    problems = []
    for path in files:
        if not path.endswith(".md") and (meant := _MEANT_AS_DOCUMENT.fullmatch(path)):
            problems.append(FILE_EXTENSION.at(path, stem=meant[1]))
    found = readings.read([path for path in files if path.endswith(".md")], source, progress, jobs)
    problems += [problem for reading in found for problem in reading.problems]
    unread = ((plugin, key, reading.path) for reading in found for plugin, key in reading.unread)
    return {reading.path: reading for reading in found}, problems + readings.notices(unread)


def _selected(readings: dict[str, Reading]) -> list[Document]:
    return [reading.document for reading in readings.values() if reading.document and reading.selected]


def _said_under_new_names(by_id: dict[str, Document], readings: dict[str, Reading], plugins: Plugins) -> dict[str, Reading]:
    """What plugins say of the ordinary pages that are known by another id than they would be alone."""
    renamed = {}
    for document in by_id.values():
        reading = readings[document.path]
        if reading.document and reading.document.id != document.id:
            links, checks = said_by_plugins(document, plugins, plugins.settings)
            renamed[document.path] = replace(reading, document=document, links=links, checks=checks)
    return renamed


def _names_of(paths: Iterable[str], readings: dict[str, Reading]) -> frozenset[str]:
    """How links may name documents that are not in this build: by path, by file name, by the id they say."""
    names = set(paths)
    for path in paths:
        said = readings[path].said_id if path in readings else None
        names |= {default_id(path), path.removesuffix(".md")} if said is None else {said}
    return frozenset(names)


def _linked(
    by_id: dict[str, Document], files: list[str], absent: set[str], readings: dict[str, Reading], plugins: Plugins, kept: Kept
) -> tuple[Linker, Index, frozenset[str], list[Problem]]:
    """The linker, what it made, the files referred to, and a problem for each document left out to make room for such a file."""

    def linked(documents: dict[str, Document], left_out: set[str]) -> tuple[Linker, Index, frozenset[str]]:
        linker = Linker(documents, frozenset(files), _names_of(left_out, readings), plugins, readings, kept.links)
        return linker, linker.link(), frozenset(linker.found.referred)

    linker, index, referred = linked(by_id, absent)
    remaining, problems = beside_files(by_id, _published(files, referred, plugins), plugins.settings.directory_urls)
    if problems:  # without these documents, other links and other files remain
        linker, index, referred = linked(remaining, absent | {problem.path for problem in problems})
    return linker, index, referred, problems


def _published(files: Iterable[str], referred: frozenset[str], plugins: Plugins) -> list[str]:
    """The content files that the site holds besides documents: those that documents or the settings refer to."""
    settings = plugins.settings
    named = referred | settings.published | {settings.core.mermaid}
    return [path for path in files if path in named and not path.endswith(".md")]


def _led_to(made: list[Made], linker: Linker, index: Index, plugins: Plugins) -> dict[str, Page]:
    """The pages that are no documents, by path; complete where a link leads to a heading of theirs, for completing all costs
    as much as checking."""
    composer = Composer(index, plugins, {page.path: plugin for page, plugin in made if plugin})
    named = {one.path for one in linker.found.unresolved if anchor_of(one.link)}
    return {page.path: composer.complete(page)[0] if page.path in named else page for page, __ in made}


def _links_to_no_page(unresolved: list[Unresolved], made: dict[str, Page], files: set[str]) -> list[Problem]:
    """Links to a page that is no document are right where a plugin makes that page."""
    wrong = [one for one in unresolved if one.path not in made]
    paths = Paths([*made, *files] if wrong else ())
    return [dangling(one.document, one.link, relative_path(one.document.path, paths.nearest(one.path))) for one in wrong]


def _led_to_headings(unresolved: list[Unresolved], made: dict[str, Page]) -> list[Anchored]:
    """The links to headings of pages that plugins make."""
    found = [Anchored(one.document, one.link, made[one.path], anchor_of(one.link)) for one in unresolved if one.path in made]
    return [one for one in found if one.anchor]


@stage("check")
def _checked(
    index: Index, drafts: list[Document], anchored: list[Anchored], readings: dict[str, Reading], plugins: Plugins, kept: Kept
) -> list[Problem]:
    problems: list[Problem] = []
    for document in index.documents.values():
        reading = readings[document.path]
        problems += reading.checks + reading.removed
    for draft in drafts:
        problems += readings[draft.path].removed
    problems += plugins.collect("omnikb_check_index", Problem, index=index, settings=plugins.settings)
    return problems + broken_anchors(anchored, index, plugins, kept.bodies)


def _located(problems: Iterable[Problem], source: ContentSource) -> tuple[Problem, ...]:
    """Every problem with its line and column; a document that has one is read once more for it."""
    by_path: dict[str, list[Problem]] = {}
    for problem in problems:
        by_path.setdefault(problem.path if problem.key is not None else "", []).append(problem)
    found = by_path.pop("", [])
    for path, unplaced in by_path.items():
        try:
            text, __ = read(path, source.read(path))
        except OSError as error:  # it was read before, perhaps by another build
            found.append(unreadable(path, error))
            text = None
        found += located(unplaced, text) if text else unplaced
    return tuple(sorted(found, key=lambda problem: problem.order))
