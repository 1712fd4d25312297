"""Other processes of this computer, forked from this one: they find in memory what they work with."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from omnikb.profiling import Profile, recorded, recording, waiting


def cores() -> int:
    """How many processes run at once; 1 where none can be forked (Windows)."""
    if not hasattr(os, "fork"):
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def beside(works: Sequence[Callable[[], object]]) -> Iterator[None]:
    """Have each of ``works`` done meanwhile in a process of its own, and wait for them at the end.

    Nothing comes back but where the time went. What a work does, it leaves somewhere; one that fails leaves less, in silence, so
    that whoever looks for it does it again, and then fails where it is seen.
    """
    processes: list[tuple[BaseProcess, Connection]] = []
    try:
        with suppress(OSError):  # no more processes are allowed
            processes.extend(_started(work) for work in works)
        yield
        with waiting():
            for process, times in processes:
                _add(times)
                process.join()
    finally:
        for process, times in processes:
            process.kill()
            process.join()
            times.close()


def _started(work: Callable[[], object]) -> tuple[BaseProcess, Connection]:
    """A process that does a work, and what its times are read from, which ends when the process does."""
    context = multiprocessing.get_context("fork")
    times, sender = context.Pipe(duplex=False)
    try:
        process = context.Process(target=_do, args=(work, sender))
        process.start()
    finally:
        sender.close()
    return process, times


def _do(work: Callable[[], object], sender: Connection) -> None:
    profile = Profile() if recorded() else None
    with suppress(Exception, KeyboardInterrupt):
        with recording(profile):
            work()
        if profile:
            sender.send(profile.seconds)


def _add(times: Connection) -> None:
    with suppress(EOFError, OSError):
        seconds, profile = times.recv(), recorded()
        if profile:
            profile.add(seconds)
