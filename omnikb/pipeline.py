"""The story of a build: read -> validate -> link -> check -> compose. Read this first.

Nothing in here knows what a project or a risk is, and nothing writes a file: content and plugins go in, an
index, a list of problems and a tree of pages come out. Adapters bring the pages to a site engine.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from omnikb.body_checks import body_problems
from omnikb.composition import Composer, made_pages, outlined
from omnikb.documents import Document
from omnikb.identity import beside_files, default_id, identified, redirects
from omnikb.index import Index
from omnikb.linking import Anchored, Linker, Unresolved, anchor_of, dangling, relative_path
from omnikb.pages import Page, Site
from omnikb.plugin_manager import Plugins
from omnikb.problems import FILE_EXTENSION, Problem, Severity
from omnikb.reader import Places, Text, read, unreadable
from omnikb.sources import ContentSource
from omnikb.suggestions import Paths
from omnikb.validation import Validator

_MEANT_AS_DOCUMENT = re.compile(r"(.+)\.(?:md|markdown|mdown|mkdn|mkd|mdx)(?:\.txt)?", re.IGNORECASE | re.DOTALL)

Progress = Callable[[str, int, int], None]
"""Told of each stage: its name, how much is done, how much there is."""


def silent(stage: str, done: int, total: int) -> None:
    """The progress that shows nothing."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the content says, linked and checked. ``files`` are content files that documents refer to;
    ``left_out`` are the paths of documents that a problem keeps out of the site."""

    index: Index
    problems: tuple[Problem, ...]
    files: frozenset[str]
    left_out: frozenset[str]
    redirects: dict[str, str]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that make a check fail."""
        return tuple(problem for problem in self.problems if problem.severity is Severity.ERROR)


def gather(source: ContentSource, plugins: Plugins, progress: Progress = silent) -> Knowledge:
    """Read, validate, select, link and check everything. Content errors are in the result.

    A broken plugin raises ``PluginError``.
    """
    files, problems = source.list()
    texts, found = _read(source, files, progress)
    problems += found

    documents, drafts, found = _validated(texts, plugins, progress)
    problems += found
    selected = [document for document in documents if plugins.selects(document)]
    by_id, found = identified(selected, plugins.settings.directory_urls)
    problems += found
    withheld = {document.path for document in documents} - {document.path for document in selected}
    absent = {path for path in files if path.endswith(".md")} - {document.path for document in by_id.values()}

    linker, index, referred, found = _linked(by_id, files, absent, texts, plugins)
    problems += found
    absent |= {problem.path for problem in found}
    linker.inspect(drafts)
    made, found = _made_pages(linker, index, referred, plugins)
    problems += found
    others = [*made, *_published(files, referred, plugins)]
    old_addresses, found = redirects(linker.documents, others, plugins.settings.directory_urls)
    problems += linker.problems + found + _links_to_no_page(linker.unresolved, made, set(files) - absent)

    anchored = [*linker.anchored, *_led_to_headings(linker.unresolved, made)]
    problems += _checked(index, drafts, anchored, plugins, progress)
    return Knowledge(index, _located(problems, texts), referred, frozenset(absent - withheld), old_addresses)


def outline(knowledge: Knowledge, plugins: Plugins) -> Site:
    """All pages and assets; the pages without their sections, which a ``Composer`` adds to each when it is needed."""
    return outlined(knowledge.index, knowledge.files, knowledge.redirects, knowledge.problems, plugins)


def compose(knowledge: Knowledge, plugins: Plugins, progress: Progress = silent) -> Site:
    """The same with all pages complete, for those who want them all in memory."""
    site = outline(knowledge, plugins)
    composer = Composer(knowledge.index, plugins, site.makers)
    pages = {}
    for number, page in enumerate(sorted(site.pages, key=lambda page: (not page.document, page.document))):
        progress("compose", number, len(site.pages))
        pages[page.path] = composer.complete(page)[0]
    return replace(site, pages=tuple(pages[page.path] for page in site.pages))


def _read(source: ContentSource, files: list[str], progress: Progress) -> tuple[dict[str, Text], list[Problem]]:
    texts: dict[str, Text] = {}
    problems: list[Problem] = []
    for number, path in enumerate(files):
        progress("read", number, len(files))
        if not path.endswith(".md"):
            if meant := _MEANT_AS_DOCUMENT.fullmatch(path):
                problems.append(FILE_EXTENSION.at(path, stem=meant[1]))
            continue
        try:
            text, found = read(path, source.read(path))
        except OSError as error:
            text, found = None, [unreadable(path, error)]
        problems += found
        if text is not None:
            texts[path] = text
    return texts, problems


def _validated(
    texts: dict[str, Text], plugins: Plugins, progress: Progress
) -> tuple[list[Document], list[Document], list[Problem]]:
    """The documents, the drafts that have a problem, and the problems."""
    validator = Validator(plugins, plugins.settings.language)
    documents: list[Document] = []
    drafts: list[Document] = []
    problems: list[Problem] = []
    for number, text in enumerate(texts.values()):
        progress("validate", number, len(texts))
        document, found = validator.document(text)
        problems += found
        (drafts if found else documents).append(document)
    return documents, drafts, problems + validator.notices()


def _names_of(paths: Iterable[str], texts: dict[str, Text]) -> frozenset[str]:
    """How links may name documents that are not in this build: by path, by file name, by the id they say."""
    names = set(paths)
    for path in paths:
        said = texts[path].front_matter.get("id") if path in texts else None
        names |= {default_id(path), path.removesuffix(".md")} if said is None else {str(said)}
    return frozenset(names)


def _linked(
    by_id: dict[str, Document], files: list[str], absent: set[str], texts: dict[str, Text], plugins: Plugins
) -> tuple[Linker, Index, frozenset[str], list[Problem]]:
    """The linker, what it made, the files referred to, and a problem for each document left out to make room for such a file."""
    linker = Linker(by_id, frozenset(files), _names_of(absent, texts), plugins)
    index, referred = linker.link(), frozenset(linker.referred)
    kept, problems = beside_files(by_id, _published(files, referred, plugins), plugins.settings.directory_urls)
    if problems:  # without these documents, other links and other files remain
        linker = Linker(kept, frozenset(files), _names_of(absent | {problem.path for problem in problems}, texts), plugins)
        index, referred = linker.link(), frozenset(linker.referred)
    return linker, index, referred, problems


def _published(files: Iterable[str], referred: frozenset[str], plugins: Plugins) -> list[str]:
    """The content files that the site holds besides documents: those that documents or the settings refer to."""
    settings = plugins.settings
    named = referred | settings.published | {settings.core.mermaid}
    return [path for path in files if path in named and not path.endswith(".md")]


def _made_pages(linker: Linker, index: Index, files: frozenset[str], plugins: Plugins) -> tuple[dict[str, Page], list[Problem]]:
    """The pages that are no documents, by path, for those who ask: making the pages costs as much as checking. With them
    the documents that need the place of one, which a build says anyway."""
    if not linker.unresolved and not any(document.redirect_from for document in index.documents.values()):
        return {}, []
    pages, problems = made_pages(index, files, plugins)
    composer = Composer(index, plugins, {page.path: plugin for page, plugin in pages if plugin})
    return {page.path: composer.complete(page)[0] for page, __ in pages}, problems


def _links_to_no_page(unresolved: list[Unresolved], made: dict[str, Page], files: set[str]) -> list[Problem]:
    """Links to a page that is no document are right where a plugin makes that page."""
    wrong = [one for one in unresolved if one.path not in made]
    paths = Paths([*made, *files] if wrong else ())
    return [dangling(one.document, one.link, relative_path(one.document.path, paths.nearest(one.path))) for one in wrong]


def _led_to_headings(unresolved: list[Unresolved], made: dict[str, Page]) -> list[Anchored]:
    """The links to headings of pages that plugins make."""
    found = [Anchored(one.document, one.link, made[one.path], anchor_of(one.link)) for one in unresolved if one.path in made]
    return [one for one in found if one.anchor]


def _checked(index: Index, drafts: list[Document], anchored: list[Anchored], plugins: Plugins, progress: Progress) -> list[Problem]:
    problems: list[Problem] = []
    settings = plugins.settings
    for number, document in enumerate(index.documents.values()):
        progress("check", number, len(index.documents))
        problems += plugins.collect("omnikb_check_document", Problem, document.path, document=document, settings=settings)
    problems += plugins.collect("omnikb_check_index", Problem, index=index, settings=settings)
    return problems + body_problems(index, drafts, anchored, plugins)


def _located(problems: Iterable[Problem], texts: dict[str, Text]) -> tuple[Problem, ...]:
    """Every problem with its line and column, found by a second parse of the documents that have one."""
    places: dict[str, Places] = {}
    found = []
    for problem in problems:
        text = texts.get(problem.path)
        if problem.key is None or text is None:
            found.append(problem)
            continue
        if text.path not in places:
            places[text.path] = Places(text)
        found.append(problem.moved(*places[text.path].of(problem.key)))
    return tuple(sorted(found, key=lambda problem: problem.order))
