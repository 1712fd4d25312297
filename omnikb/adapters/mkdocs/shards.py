"""The shards of a site: its pages shared out among processes, each of which runs MkDocs' own build over its share."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor, wait
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config.defaults import MkDocsConfig

from omnikb.adapters.assignment import Assignment
from omnikb.adapters.common import reason_against_reuse
from omnikb.adapters.mkdocs.events import sees_all_pages
from omnikb.adapters.mkdocs.loading import loaded
from omnikb.adapters.mkdocs.shard import Built, build_shard, heard, timed
from omnikb.adapters.planning import Plan
from omnikb.adapters.publication import Publication
from omnikb.pipeline import Progress
from omnikb.profiling import recorded, stage, waiting
from omnikb.readings import bucket_of
from omnikb.rendering import Rendered

if TYPE_CHECKING:
    from multiprocessing.sharedctypes import Synchronized

    from omnikb.adapters.building import Order

FEW = 200
"""Pages that one process builds faster than it starts another."""

Keep = Callable[[Mapping[str, Rendered]], None]
"""Told what a process has rendered of its pages."""


@dataclass(frozen=True, slots=True)
class Shards:
    """How the pages of one build are shared out. ``whole``: why one process must build them all, or ``""``."""

    config: MkDocsConfig
    publication: Publication
    jobs: int
    whole: str
    warnings: tuple[str, ...]

    @classmethod
    def of(cls, order: Order, publication: Publication) -> Shards:
        """As the settings ask for it. Raises ``SettingsError`` with all that MkDocs finds wrong with them."""
        settings = publication.settings
        site = str(settings.site) if order.site_dir else None
        with heard() as lines:
            config = loaded(order.config_file, strict=order.strict, site_dir=site)
        whole = sees_all_pages(config, settings) or reason_against_reuse(publication)
        return cls(config, publication, 1 if whole else order.jobs, whole, lines.warnings)

    def build(self, planned: Plan, folder: Path, keep: Keep, progress: Progress) -> list[Built]:
        """Build the candidates into ``folder``. Raises what OmniKB's own parts raise, and what a broken hook does."""
        jobs = min(self.jobs, 1 + len(planned.candidates) // FEW)
        shares = [frozenset(path for path in planned.candidates if bucket_of(path) % jobs == number) for number in range(jobs)]
        assignments = [
            Assignment(self.publication, share, planned.before, planned.givens, number == 0, planned.standing)
            for number, share in enumerate(shares)
        ]
        if jobs == 1:
            return [_kept(build_shard(self.config, assignments[0], folder, progress), keep)]
        return _in_processes([_Work(self.config, one, folder, keep) for one in assignments], progress)


@dataclass(frozen=True, slots=True)
class _Work:
    config: MkDocsConfig
    assignment: Assignment
    folder: Path
    keep: Keep


_works: list[_Work] = []
"""What the processes do, one each: they are forked from this one, and find it here."""

_counters: list[Synchronized[int]] = []
"""How many pages each has written."""


def _in_processes(works: list[_Work], progress: Progress) -> list[Built]:
    context = multiprocessing.get_context("fork")
    _works[:] = works
    _counters[:] = [context.Value("L", 0) for __ in works]
    total = sum(len(work.assignment.candidates) for work in works)
    try:
        with ProcessPoolExecutor(len(works), mp_context=context) as pool:
            futures = [pool.submit(_done, number) for number in range(len(works))]
            with waiting():
                while wait(futures, timeout=0.1).not_done:
                    progress("write", reduce(lambda sum_, counter: sum_ + counter.value, _counters, 0), total)
            return [_counted(future.result()) for future in futures]
    finally:
        _works.clear()
        _counters.clear()


def _done(number: int) -> Built:
    """One process's share."""
    work, counter = _works[number], _counters[number]

    def told(stage: str, done: int, _total: int) -> None:
        if stage == "write":
            counter.value = done

    return timed(lambda: _kept(build_shard(work.config, work.assignment, work.folder, told), work.keep), recorded() is not None)


def _counted(built: Built) -> Built:
    """The same, its times added to those of this process."""
    profile = recorded()
    if profile:
        profile.add(built.seconds)
    return built


@stage("publish")
def _kept(built: Built, keep: Keep) -> Built:
    """Without the texts, which are kept where they are found again, instead of being sent from process to process."""
    keep(built.rendered)
    return built.without_texts()
