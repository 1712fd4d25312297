"""Readings: what each file says by itself, from the cache where the file has not changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from omnikb.bodies.body_links import BodyLink
from omnikb.buckets import READINGS, bucket_of
from omnikb.cache import Cache
from omnikb.documents import Document
from omnikb.errors import PluginError
from omnikb.file_reader import FileReader, FoundLink, Reading
from omnikb.ground import ground_of
from omnikb.index import Link
from omnikb.plugin_manager import Plugins
from omnikb.preserving import Preserver
from omnikb.problems import Problem
from omnikb.processes import beside, may_fork
from omnikb.profiling import stage
from omnikb.references import Reference
from omnikb.sightings import Sightings
from omnikb.sources import ContentSource, Signature
from omnikb.validation import notices_of_disabled

FEW = 250
"""New files that are worth a process of their own."""


class Readings:
    """Reads files, and remembers what they said: as long as it lives, and in a cache beyond that."""

    def __init__(self, plugins: Plugins, cache: Cache) -> None:
        self._plugins, self._cache = plugins, cache
        self._reader = FileReader(plugins)
        self._ground = ground_of(plugins)
        self._known: dict[int, dict[str, Reading]] = {}
        self._preserver = Preserver.of(plugins, (Reading, Document, Reference, FoundLink, BodyLink, Link, Problem))
        self._sightings, self._distrusting = Sightings(self._lasting, self._preserver), False

    def distrust(self) -> None:
        """Read every file the next time, whatever it looks like."""
        self._sightings, self._distrusting = Sightings(self._lasting, self._preserver), True

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
        seen = {path: (signature, reading.digest) for path, (reading, signature) in looked.items() if signature and reading.digest}
        self._sightings.keep(seen)
        self._distrusting = False
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

    def notices(self, unread: Iterable[tuple[str, str, str]]) -> list[Problem]:
        """What is to be said of the keys and types of disabled plugins: plugin, key and path of each."""
        return notices_of_disabled(unread, self._plugins.settings.config_file)

    def _look(self, path: str, source: ContentSource) -> tuple[Reading, Signature | None]:
        """What a file says, with its signature before it was read."""
        before, signature = self._known[bucket_of(path, READINGS)].get(path), source.signature(path)
        if before and before.day not in (None, self._plugins.settings.today):
            before = None
        if before and self._sightings.confirm(path, signature, before.digest):
            return before, signature
        return self._reader.read(path, source, before), signature

    def _keep(self, found: Mapping[int, Mapping[str, Reading]]) -> None:
        """Write the entries in which anything is not as it was."""
        for number, readings in found.items():
            known = self._known[number]
            if len(known) != len(readings) or any(reading is not known.get(path) for path, reading in readings.items()):
                self._save(number, list(readings.values()))

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
            if not self._distrusting:
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


def _key(number: int) -> str:
    return f"readings/{number:02}"
