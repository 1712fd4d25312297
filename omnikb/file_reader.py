"""From one file to its reading: what it says, and what it lacks, whatever stands in others."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from omnikb.addresses import content_path, leads_elsewhere
from omnikb.articles import Articles
from omnikb.bodies.body_links import BodyLink, body_links
from omnikb.bodies.sanitising import is_suspicious, problems_in
from omnikb.consequences import with_lost_values
from omnikb.documents import Document
from omnikb.facts import Fact
from omnikb.index import Index, Link
from omnikb.plugin_manager import Plugins
from omnikb.problems import DOCUMENT_EMPTY, FILE_EMPTY, Problem, Severity
from omnikb.profiling import stage
from omnikb.reader import Text, places_of, read, unreadable
from omnikb.reading.places import Places
from omnikb.recording import recording_settings
from omnikb.references import Reference, references
from omnikb.settings import Settings
from omnikb.sources import ContentSource
from omnikb.validation import Validator


@dataclass(frozen=True, slots=True)
class FoundLink:
    """A link in a body, with the content path it leads to, and that of what it leads to where no document has its id.

    A path is ``""`` for a link that is none, and ``None`` where it leaves the content folder.
    """

    link: BodyLink
    path: str | None
    otherwise: str | None


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file says. No other file takes part in it, so it stays the same until the file changes.

    ``document`` is ``None`` where the front matter cannot be trusted, and a draft unless ``valid``; the rest is empty then, but
    for what is found in a draft's links and body. ``unread`` are the keys and the type of disabled plugins, each with its plugin.
    ``day`` is the build's day where it was asked for.
    """

    path: str
    digest: bytes
    document: Document | None = None
    valid: bool = False
    selected: bool = False
    said_id: str | None = None
    problems: tuple[Problem, ...] = ()
    unread: tuple[tuple[str, str], ...] = ()
    references: tuple[Reference, ...] = ()
    body_links: tuple[FoundLink, ...] = ()
    links: tuple[Link, ...] = ()
    checks: tuple[Problem, ...] = ()
    removed: tuple[Problem, ...] = ()
    day: datetime.date | None = None


class FileReader:
    """Reads one file after another."""

    def __init__(self, plugins: Plugins) -> None:
        self._plugins = plugins
        self._validator = Validator(plugins, plugins.settings.language)

    def read(self, path: str, source: ContentSource, before: Reading | None = None) -> Reading:
        """What the file at ``path`` says; ``before``: what it said, if it may say so still."""
        try:
            data = source.read(path)
        except OSError as error:
            return Reading(path, b"", problems=(unreadable(path, error),))
        digest = hashlib.blake2b(data, digest_size=16).digest()
        if before and before.digest == digest:
            return before
        text, problems = read(path, data)
        if text is None:
            return Reading(path, digest, problems=tuple(problems))
        return self._validated(text, digest, problems)

    @stage("validate")
    def _validated(self, text: Text, digest: bytes, problems: Sequence[Problem]) -> Reading:
        document, found, unread = self._validator.document(text)
        if document.type and found and any(problem.kind is FILE_EMPTY for problem in problems):
            problems, found = [], [DOCUMENT_EMPTY.at(text.path)]  # all else that it lacks goes without saying
        said = text.front_matter.get("id")
        reading = Reading(
            text.path,
            digest,
            replace(document, digest=digest),
            all(problem.severity is Severity.NOTICE for problem in found),
            problems=tuple(with_lost_values(located([*problems, *found], text))),
            unread=tuple(unread),
            said_id=None if said is None else str(said),
        )
        return self._looked_into(reading, text)

    def _looked_into(self, reading: Reading, text: Text) -> Reading:
        """With what is found in the document: references, links, and what checks say."""
        document = reading.document
        if document is None:
            return reading
        reads: set[Fact] = set()
        settings = recording_settings(self._plugins.settings, reads)
        selected = reading.valid and self._plugins.selects(document, settings)
        links, checks = said_by_plugins(document, self._plugins, settings) if selected else ((), ())
        return replace(
            reading,
            references=tuple(references(document)),
            body_links=tuple(_found_links(document)),
            removed=tuple(self._removed(document)),
            selected=selected,
            links=links,
            checks=located(checks, text),
            day=self._plugins.settings.today if reads else None,
        )

    def _removed(self, document: Document) -> list[Problem]:
        """What the sanitiser takes away from a body that looks as if there were something to take."""
        if self._plugins.settings.core.html == "trusted" or not is_suspicious(document.body):
            return []
        removed = self._articles.render(document.path, document.body, document.lang).removed
        return list(problems_in(document.path, document.body, document.body_line, removed))

    @cached_property
    def _articles(self) -> Articles:
        """Renders bodies in a site without any page: what is removed does not depend on where links lead."""
        settings = self._plugins.settings
        return Articles(Index((), (), (), settings.directory_urls, settings.language), (), settings)


def _found_links(document: Document) -> Iterator[FoundLink]:
    for link in body_links(document.body):
        path = "" if link.wiki or leads_elsewhere(link.target) else content_path(document.path, link.target)
        otherwise = content_path(document.path, link.otherwise) if link.otherwise and not leads_elsewhere(link.otherwise) else ""
        yield FoundLink(link, path, otherwise)


def said_by_plugins(document: Document, plugins: Plugins, settings: Settings) -> tuple[tuple[Link, ...], tuple[Problem, ...]]:
    """The links that plugins add to a document, and what they find wrong with it."""
    given = {"document": document, "settings": settings}
    links = plugins.collect("omnikb_links", Link, document.path, **given)
    return tuple(links), tuple(plugins.collect("omnikb_check_document", Problem, document.path, **given))


def located(problems: Iterable[Problem], text: Text) -> tuple[Problem, ...]:
    """Every problem of a text with its line and column, found by a second parse of its front matter, at most."""
    places: Places | None = None
    found = []
    for problem in problems:
        if problem.key is not None and problem.path == text.path:
            places = places or places_of(text)
            problem = problem.moved(*places.of(problem.key))  # noqa: PLW2901 - the same problem, its place found
        found.append(problem)
    return tuple(found)
