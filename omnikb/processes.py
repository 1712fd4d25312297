"""Other processes of this computer, forked from this one: they find in memory what they work with."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from omnikb.profiling import Profile, recorded, recording, waiting

_DISPLAY = "rich"
"""The package whose threads show progress. They hold nothing that other processes ask for."""

BEFORE = frozenset(threading.enumerate())
"""The threads that were there before any plugin was loaded: whoever started them does not need them here."""

_DEATH_OF_PARENT = 1
"""Linux' PR_SET_PDEATHSIG."""


def cores() -> int:
    """How many processes run at once; 1 where none can be forked (Windows)."""
    if not hasattr(os, "fork"):
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def may_fork() -> bool:
    """Whether a process can be forked from this one and go on: it would wait for ever for what a plugin's threads hold or do.

    A daemonic process of ``multiprocessing`` may have no others.
    """
    others = (one for one in threading.enumerate() if one not in BEFORE and one is not threading.current_thread())
    foreign = any(type(one).__module__.partition(".")[0] != _DISPLAY for one in others)
    return hasattr(os, "fork") and not foreign and not multiprocessing.current_process().daemon


@contextmanager
def beside(works: Sequence[Callable[[], object]]) -> Iterator[None]:
    """Have each of ``works`` done meanwhile in a process of its own, and wait for them at the end.

    Nothing comes back but where the time went. What a work does, it leaves somewhere; one that fails leaves less, in silence, so
    that whoever looks for it does it again, and then fails where it is seen.
    """
    processes: list[tuple[BaseProcess, Connection]] = []
    try:
        with suppress(OSError):  # no more processes are allowed
            for work in works:
                _start(work, processes)
        yield
        with waiting():
            for process, times in processes:
                _add(times, process)
    finally:
        for process, times in processes:
            process.kill()
            process.join()
            times.close()


def _start(work: Callable[[], object], processes: list[tuple[BaseProcess, Connection]]) -> None:
    """Start a process that does a work. No interruption comes between its start and the knowledge of it, unless a thread that
    shows progress takes it: the process is then interrupted too, or ends with this one."""
    times, sender = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("fork").Process(target=_do, args=(work, sender, os.getpid()))
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        process.start()
        processes.append((process, times))
    finally:
        sender.close()
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _do(work: Callable[[], object], sender: Connection, parent: int) -> None:
    """Do a work, say where the time went, and end at once, whatever threads the work has started."""
    try:
        with suppress(BaseException):
            _end_with(parent)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
            profile = Profile() if recorded() else None
            with recording(profile):
                work()
            sys.stdout.flush()
            sys.stderr.flush()
            sender.send(profile.seconds if profile else {})
    finally:
        os._exit(0)


def _end_with(parent: int) -> None:
    """Let this process end when its parent does, where the system can see to that."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_DEATH_OF_PARENT, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(0)


def _add(times: Connection, process: BaseProcess) -> None:
    """Wait for what a process says at its end, or for that end: a process that it has left behind may keep the line open."""
    while not times.poll(0.05):
        if not process.is_alive() and not times.poll():
            return
    with suppress(EOFError, OSError):
        seconds, profile = times.recv(), recorded()
        if profile:
            profile.add(seconds)
