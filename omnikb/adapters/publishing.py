"""How a new site becomes the site: by exchanging folders, or, where a server shows it live, file by file."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Set
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from omnikb.adapters.leftovers import locked, release
from omnikb.adapters.site_state import Glance, Signature, SiteState, StateStore, signatures, signatures_of
from omnikb.adapters.spare import SPARE, StandingSite, gathered
from omnikb.adapters.staging import Staging, stage_site
from omnikb.errors import SettingsError
from omnikb.facts import Facts
from omnikb.settings import Settings


class NewSite(Protocol):
    """A site that grows in ``folder``. The first of ``publish`` and ``discard`` ends it."""

    @property
    def folder(self) -> Path:
        """Where its new files are written."""

    def keep(self, paths: Iterable[str]) -> None:
        """Take over the files at ``paths`` from the site that stands. What is there already stays. Raises ``OSError``."""

    @property
    def kept(self) -> Set[str]:
        """The paths of what it takes over."""

    def publish(self, state: SiteState, facts: Facts) -> None:
        """Make it the site. ``state``: what is known of it but its files and the digests of ``facts``. Raises ``SettingsError``."""

    def discard(self) -> None:
        """Remove what was written; the site is untouched. Does nothing after ``publish``."""

    def unwritable(self, error: OSError) -> SettingsError:
        """The one line for a place that the system will not let us write."""


class Publisher(Protocol):
    """The place of a site, with what is known of the one that stands there. ``glances``: whether a glance may tell that it is
    the one that would be built."""

    glances: bool

    def seen(self, everything: bytes) -> Glance | None:
        """The site that stands, where a glance tells that it is the one made of ``everything``."""

    def standing(self) -> AbstractContextManager[SiteState]:
        """What is known of the site that stands. Nobody else exchanges it meanwhile."""

    def whole(self, state: SiteState) -> Mapping[str, Signature]:
        """Those of its files that are still what they were when they were written."""

    def begin(self) -> NewSite:
        """A new site. Raises ``SettingsError`` where the place is none for it."""


class Exchange:
    """Publishes by exchanging folders: at every moment what stands is a whole site."""

    glances = True

    def __init__(self, settings: Settings, store: StateStore) -> None:
        self._settings, self._store = settings, store
        self._standing = StandingSite(settings.site, settings.root / SPARE / store.name)

    def seen(self, everything: bytes) -> Glance | None:
        """As ``Publisher`` says."""
        seen = self._store.glance(self._settings.site)
        same = seen is not None and seen.everything == everything and seen.outputs == signatures(self._settings.site)
        return seen if same else None

    @contextmanager
    def standing(self) -> Iterator[SiteState]:
        """As ``Publisher`` says."""
        with held(self._settings.site) as self._standing.lock:
            yield self._store.load(self._settings.site)

    def whole(self, state: SiteState) -> Mapping[str, Signature]:
        """As ``Publisher`` says."""
        found = signatures_of(self._settings.site, state.outputs)
        self._standing.files = {path: one for path, one in found.items() if state.outputs[path] == one}
        return self._standing.files

    def begin(self) -> NewSite:
        """As ``Publisher`` says."""
        return _Exchanged(stage_site(self._settings), self._standing, self._store)


class Beside:
    """The new files of a site, beside the one that stands; ``kept``: the paths of what it takes over from there."""

    def __init__(self, staging: Staging) -> None:
        self.folder, self.discard, self.unwritable = staging.folder, staging.discard, staging.target.unwritable
        self.kept: set[str] = set()

    def keep(self, paths: Iterable[str]) -> None:
        """As ``NewSite`` says."""
        self.kept.update(paths)


class _Exchanged(Beside):
    """Becomes a whole site, which is exchanged for the one that stands."""

    def __init__(self, staging: Staging, standing: StandingSite, store: StateStore) -> None:
        super().__init__(staging)
        self._staging, self._standing, self._store = staging, standing, store

    def publish(self, state: SiteState, facts: Facts) -> None:
        """As ``NewSite`` says. What is known of the new site is kept before, under the number of its folder."""
        whole, outputs = gathered(self._staging, self.kept, self._standing)
        state = replace(with_facts(state, facts), outputs=outputs)
        everything = b"" if state.whole else state.everything
        try:
            glance = Glance(everything, outputs, len(state.pages), state.problems, state.warnings)
            self._store.save(whole.folder, state, glance)
            whole.publish(self._standing.lock, self._standing.spare if self._standing.is_like(outputs) else None)
        finally:
            whole.discard()
        self._store.forget_others(self._standing.site)


def with_facts(state: SiteState, facts: Facts) -> SiteState:
    """What is known of a site, with the digest of every fact that any of its pages was made of."""
    read = frozenset().union(*(record.reads for record in state.pages.values()))
    return replace(state, facts={fact: facts.digest(fact) for fact in read})


@contextmanager
def held(site: Path) -> Iterator[int | None]:
    """Hold the site that stands: no other build exchanges it meanwhile. ``None`` where there is none, or it cannot be held."""
    lock = None
    while site.is_dir():
        lock = locked(site, wait=True)
        if lock is None or os.fstat(lock).st_ino == site.stat().st_ino:
            break
        release(lock)  # another build has exchanged it while we waited
        lock = None
    try:
        yield lock
    finally:
        release(lock)
