"""Shards in processes of this computer, forked from this one: they find in memory what they work with."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config.defaults import MkDocsConfig

from omnikb.adapters.assignment import Assignment
from omnikb.adapters.mkdocs.collecting import Keep, collected, kept, submitted
from omnikb.adapters.mkdocs.shard import Built, build_shard, timed
from omnikb.pipeline import Progress
from omnikb.profiling import recorded

if TYPE_CHECKING:
    from multiprocessing.sharedctypes import Synchronized


@dataclass(frozen=True, slots=True)
class Work:
    """What one process does."""

    config: MkDocsConfig
    assignment: Assignment
    folder: Path
    keep: Keep


_works: list[Work] = []
"""What the processes do, one each."""

_counters: list[Synchronized[int]] = []
"""How many pages each has written."""


def built_in_processes(works: list[Work], progress: Progress) -> list[Built]:
    """What came of each."""
    context = multiprocessing.get_context("fork")
    _works[:] = works
    _counters[:] = [context.Value("L", 0) for __ in works]
    total = sum(len(work.assignment.candidates) for work in works)
    try:
        with ProcessPoolExecutor(len(works), mp_context=context) as pool:
            return collected(
                submitted(pool, _done, range(len(works))),
                Future.result,
                lambda: progress("write", sum(counter.value for counter in _counters), total),
            )
    finally:
        _works.clear()
        _counters.clear()


def _done(number: int) -> Built:
    """One process's share."""
    work, counter = _works[number], _counters[number]

    def told(stage: str, done: int, _total: int) -> None:
        if stage == "write":
            counter.value = done

    return timed(lambda: kept(build_shard(work.config, work.assignment, work.folder, told), work.keep), recorded() is not None)
