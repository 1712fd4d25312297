"""A site published into the folder that a server shows, file by file: what has not changed is not touched at all."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from omnikb.adapters.publishing import Beside, NewSite, with_facts
from omnikb.adapters.reuse import remove_all
from omnikb.adapters.site_state import Glance, Signature, SiteState, StateStore, signatures, signatures_of
from omnikb.adapters.staging import Staging, Target, stage
from omnikb.facts import Facts
from omnikb.settings import Settings


class InPlace:
    """Publishes into one folder that nobody else writes. What is known of the site there stays in memory.

    In the cache it is kept once: what changes later has other signatures than the cache says, and is built anew by whoever
    comes next.
    """

    glances = False  # a server reads the content in any case, to know it when it changes

    def __init__(self, settings: Settings, store: StateStore, known: SiteState | None = None) -> None:
        """``known``: what an earlier publisher of this process knows of the site."""
        self._settings, self._store, self.known = settings, store, known
        self._kept = False

    def seen(self, everything: bytes) -> Glance | None:  # noqa: ARG002 - the publisher's signature
        """Nothing."""
        return None

    @contextmanager
    def standing(self) -> Iterator[SiteState]:
        """As ``Publisher`` says."""
        yield self._store.load(self._settings.site) if self.known is None else self.known

    def whole(self, state: SiteState) -> Mapping[str, Signature]:
        """As ``Publisher`` says: all of them where this process wrote them."""
        if state is self.known and self._settings.site.is_dir():
            return state.outputs
        found = signatures_of(self._settings.site, state.outputs)
        return {path: one for path, one in found.items() if state.outputs[path] == one}

    def begin(self) -> NewSite:
        """As ``Publisher`` says."""
        settings = self._settings
        return _Placed(self, stage(Target(settings.site, settings.root, settings.content, settings.config_file)))

    def publish(self, staging: Staging, kept: set[str], state: SiteState, facts: Facts) -> None:
        """Move the new files to their places, and remove those that the site no longer has. Raises ``OSError``."""
        site = self._settings.site
        before = signatures(site) if self.known is None and site.is_dir() else (self.known or SiteState()).outputs
        self.known = SiteState()  # where this is cut short, nothing is known
        site.mkdir(parents=True, exist_ok=True)
        new = signatures(staging.folder)
        remove_all(before.keys() - kept - new.keys(), site)
        _move(new, staging.folder, site)
        known = replace(state, outputs={**{path: before[path] for path in kept}, **new})
        if not self._kept:
            known, self._kept = with_facts(known, facts), True
            self._store.save(site, known, Glance(b"", {}, len(known.pages), (), ()))
            self._store.forget_others(site)
        self.known = known


class _Placed(Beside):
    """Goes to its places file by file."""

    def __init__(self, publisher: InPlace, staging: Staging) -> None:
        super().__init__(staging)
        self._publisher, self._staging = publisher, staging

    def publish(self, state: SiteState, facts: Facts) -> None:
        """As ``NewSite`` says."""
        try:
            self._publisher.publish(self._staging, self.kept, state, facts)
        except OSError as error:
            raise self.unwritable(error) from error


def _move(paths: Iterable[str], source: Path, target: Path) -> None:
    """Files to their places, each at once."""
    made: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        if folder not in made:
            (target / folder).mkdir(parents=True, exist_ok=True)
            made.add(folder)
        os.replace(source / path, target / path)  # noqa: PTH105 - one step, also where a file stands
