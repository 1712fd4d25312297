"""Readings: what each file says by itself, from the cache where the file has not changed."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial

from omnikb.addresses import content_path, leads_elsewhere
from omnikb.articles import Articles
from omnikb.bodies.body_links import BodyLink, body_links
from omnikb.bodies.sanitising import is_suspicious, problems_in
from omnikb.buckets import READINGS, bucket_of
from omnikb.cache import Cache
from omnikb.documents import Document
from omnikb.errors import PluginError
from omnikb.facts import Fact
from omnikb.ground import ground_of
from omnikb.index import Index, Link
from omnikb.plugin_manager import Plugins
from omnikb.preserving import Preserver
from omnikb.problems import Problem
from omnikb.processes import beside, may_fork
from omnikb.profiling import stage
from omnikb.reader import Places, Text, read, unreadable
from omnikb.recording import recording_settings
from omnikb.references import Reference, references
from omnikb.settings import Settings
from omnikb.sightings import Sightings
from omnikb.sources import ContentSource, Signature
from omnikb.validation import Validator, notices_of_disabled


@dataclass(frozen=True, slots=True)
class FoundLink:
    """A link in a body, with the content path it leads to, and that of what it leads to where no document has its id.

    A path is ``""`` for a link that is none, and ``None`` where it leaves the content folder.
    """

    link: BodyLink
    path: str | None
    otherwise: str | None


FEW = 250
"""New files that are worth a process of their own."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file says. No other file takes part in it, so it stays the same until the file changes.

    ``document`` is ``None`` where the front matter cannot be trusted, and a draft unless ``valid``; the rest is empty then, but
    for what is found in a draft's links and body. ``unread`` are the keys of disabled plugins, each with its plugin.
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


class Readings:
    """Reads files, and remembers what they said: as long as it lives, and in a cache beyond that."""

    def __init__(self, plugins: Plugins, cache: Cache) -> None:
        self._plugins, self._cache = plugins, cache
        self._validator = Validator(plugins, plugins.settings.language)
        self._ground = ground_of(plugins)
        self._known: dict[int, dict[str, Reading]] = {}
        self._preserver = Preserver.of(plugins, (Reading, Document, Reference, FoundLink, BodyLink, Link, Problem))
        self._sightings = Sightings(self._lasting, self._preserver)

    def read(
        self, paths: Sequence[str], source: ContentSource, progress: Callable[[str, int, int], None], jobs: int = 1
    ) -> list[Reading]:
        """What the files at ``paths`` say, in that order. Where many are new, ``jobs`` processes read at most: the others leave
        in the cache what their share says, as if they had been here before."""
        self._load({bucket_of(path, READINGS) for path in paths} - self._known.keys())
        own, *others = self._shares(paths, jobs)
        left = [path for share in others for path in share]
        failure: PluginError | None = None
        try:
            with beside([partial(self._read_aside, share, source) for share in others]):
                looked = {path: self._look(path, source) for path in _told(own, 0, len(paths), progress)}
        except PluginError as error:  # of several documents that a plugin fails at, the first by path is named, whoever reads it
            if not others:
                raise
            looked, left, failure = {}, [*paths], error
        self._load({bucket_of(path, READINGS) for path in left})
        looked |= {path: self._look(path, source) for path in _told(left, len(looked), len(paths), progress)}
        if failure is not None:
            raise failure
        found: dict[int, dict[str, Reading]] = {number: {} for number in self._known}
        for path in paths:
            found[bucket_of(path, READINGS)][path] = looked[path][0]
        self._keep(found)
        self._known = found
        seen = ((path, signature, reading.digest) for path, (reading, signature) in looked.items())
        self._sightings.keep({path: (signature, digest) for path, signature, digest in seen if signature and digest})
        return [looked[path][0] for path in paths]

    def _shares(self, paths: Sequence[str], jobs: int) -> list[list[str]]:
        """The paths, shared out by bucket: to this process, and to others where that many files are new to the cache."""
        count = 1
        if jobs > 1 and self._ground and may_fork():
            count = min(jobs, 1 + sum(path not in self._known[bucket_of(path, READINGS)] for path in paths) // FEW)
        shares: list[list[str]] = [[] for __ in range(count)]
        for path in paths:
            shares[bucket_of(path, READINGS) % count].append(path)
        return shares

    @stage("read")
    def _read_aside(self, paths: Sequence[str], source: ContentSource) -> None:
        """Read in a process that was forked for it: what it knows of other files is not to be kept."""
        self._known, self._sightings = {}, Sightings(self._lasting, self._preserver)
        self.read(paths, source, lambda _stage, _done, _total: None)

    def _look(self, path: str, source: ContentSource) -> tuple[Reading, Signature | None]:
        """What a file says, with its signature before it was read."""
        before, signature = self._known[bucket_of(path, READINGS)].get(path), source.signature(path)
        if before and self._sightings.confirm(path, signature, before.digest) and self._holds(before):
            return before, signature
        return self._reading(path, source, before), signature

    def _keep(self, found: Mapping[int, Mapping[str, Reading]]) -> None:
        """Write the entries in which anything is not as it was."""
        for number, readings in found.items():
            known = self._known[number]
            if len(known) != len(readings) or any(reading is not known.get(path) for path, reading in readings.items()):
                self._save(number, list(readings.values()))

    def _holds(self, reading: Reading | None) -> bool:
        """Whether what was read still says so today."""
        return reading is not None and reading.day in (None, self._plugins.settings.today)

    def notices(self, unread: Iterable[tuple[str, str, str]]) -> list[Problem]:
        """What is to be said of the keys of disabled plugins: plugin, key and path of each."""
        return notices_of_disabled(unread, self._plugins.settings.config_file)

    def _reading(self, path: str, source: ContentSource, before: Reading | None) -> Reading:
        try:
            data = source.read(path)
        except OSError as error:
            return Reading(path, b"", problems=(unreadable(path, error),))
        digest = hashlib.blake2b(data, digest_size=16).digest()
        if before and before.digest == digest and self._holds(before):
            return before
        text, problems = read(path, data)
        if text is None:
            return Reading(path, digest, problems=tuple(problems))
        return self._validated(text, digest, problems)

    @stage("validate")
    def _validated(self, text: Text, digest: bytes, problems: Sequence[Problem]) -> Reading:
        document, found, unread = self._validator.document(text)
        said = text.front_matter.get("id")
        reading = Reading(
            text.path,
            digest,
            replace(document, digest=digest),
            not found,
            problems=located([*problems, *found], text),
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

    @property
    def _lasting(self) -> Cache | None:
        """The cache, where anything may be kept in it."""
        return self._cache if self._ground else None

    def _load(self, numbers: Iterable[int]) -> None:
        """Know what the cache has of these buckets."""
        for number in numbers:
            data = self._lasting.get(_key(number)) if self._lasting else None
            kept = self._preserver.read(data) if data else None
            readings = kept[1] if isinstance(kept, tuple) and kept[0] == self._ground else ()
            self._known[number] = {reading.path: reading for reading in readings}
            self._sightings.load(number)

    def _save(self, number: int, readings: list[Reading]) -> None:
        if self._ground is None:
            return
        try:
            data = self._preserver.write((self._ground, readings))
        except Exception:  # a plugin's objects that no name leads to: they are made anew each time
            self._cache.remove(_key(number))
            return
        self._cache.put(_key(number), data)


def _told(paths: Sequence[str], done: int, total: int, progress: Callable[[str, int, int], None]) -> Iterator[str]:
    """The paths, each after progress was told of it."""
    for place, path in enumerate(paths, done):
        progress("read", place, total)
        yield path


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


def _key(number: int) -> str:
    return f"readings/{number:02}"


def located(problems: Iterable[Problem], text: Text) -> tuple[Problem, ...]:
    """Every problem of a text with its line and column, found by a second parse of its front matter, at most."""
    places: Places | None = None
    found = []
    for problem in problems:
        if problem.key is not None and problem.path == text.path:
            places = places or Places(text)
            problem = problem.moved(*places.of(problem.key))  # noqa: PLW2901 - the same problem, its place found
        found.append(problem)
    return tuple(found)
