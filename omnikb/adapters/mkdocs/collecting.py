"""Shards by an executor: the same for processes here and for workers elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from typing import TypeVar

from omnikb.adapters.mkdocs.shard import Built
from omnikb.profiling import recorded, stage, waiting
from omnikb.rendering import Rendered

Asked = TypeVar("Asked")
Sent = TypeVar("Sent")

Keep = Callable[[Mapping[str, Rendered]], None]
"""Told what was rendered of the pages of a shard."""

TICK = 0.1
"""Seconds between two looks at how far the shards are."""


def submitted(executor: Executor, build: Callable[[Asked], Sent], shards: Iterable[Asked]) -> dict[Future[Sent], int]:
    """The shards on their way, with their numbers."""
    return {executor.submit(build, shard): number for number, shard in enumerate(shards)}


def collected(futures: dict[Future[Sent], int], take: Callable[[Future[Sent]], Built], tick: Callable[[], None]) -> list[Built]:
    """What came of each shard, in their order. ``take`` is given each as soon as it is done, and ``futures`` forget it, for it
    may be large; ``tick`` is called now and then. Raises what they raise."""
    built: dict[int, Built] = {}
    while futures:
        with waiting():
            done = wait(futures, TICK, FIRST_COMPLETED).done
        while done:
            future = done.pop()
            built[futures.pop(future)] = _counted(take(future))
        tick()
    return [one for __, one in sorted(built.items())]


def _counted(built: Built) -> Built:
    """The same, its times added to those of this process."""
    profile = recorded()
    if profile:
        profile.add(built.seconds)
    return built


@stage("publish")
def kept(built: Built, keep: Keep) -> Built:
    """Without the texts, which are kept where they are found again, instead of being sent from process to process."""
    keep(built.rendered)
    return built.without_texts()
