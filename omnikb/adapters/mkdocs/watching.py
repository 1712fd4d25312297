"""Who tells a live server that files have changed: the system, and where that says nothing of a drive, a look now and then."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

from watchdog.events import FileModifiedEvent, FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.polling import PollingObserver

SHORTEST = 2.0
"""Seconds between two looks at the least."""

SHARE = 50
"""How many times longer it waits than a look took."""

_SILENT = frozenset({"opened", "closed_no_write"})
"""What reading does, our own included."""


class Watch:
    """What MkDocs' server expects of an observer. It tells only of changes that ``concerns`` says matter."""

    def __init__(self, concerns: Callable[[str], bool], look: Callable[[], object]) -> None:
        """``look``: what all files are like, to be compared with what it gave before: what changes before ``start`` is told too."""
        self._concerns, self._look = concerns, look
        self._observer: Any = Observer()
        self._handlers: dict[Any, _Filter] = {}
        self._told, self._before, self._ended = 0, look(), threading.Event()
        self._looker = threading.Thread(target=self._look_now_and_then, daemon=True)

    def schedule(self, handler: FileSystemEventHandler, path: str, *, recursive: bool = False) -> object:
        """Tell ``handler`` of changes below ``path``."""
        own = _Filter(handler, self._concerns, self._count)
        watch = self._observer.schedule(own, path, recursive=recursive)
        self._handlers[watch] = own
        return watch

    def unschedule(self, watch: Any) -> None:
        """No longer tell of them."""
        self._handlers.pop(watch)
        self._observer.unschedule(watch)

    def start(self) -> None:
        """Start to tell. Where the system can watch no more folders, all files are looked at twice a second."""
        try:
            self._observer.start()
        except OSError:
            self._observer = PollingObserver(timeout=0.5)
            for watch, handler in self._handlers.items():
                self._observer.schedule(handler, watch.path, recursive=watch.is_recursive)
            self._observer.start()
        self._looker.start()

    def stop(self) -> None:
        """Tell no more."""
        self._ended.set()
        self._observer.stop()

    def join(self) -> None:
        """Wait until nothing is told any more."""
        self._observer.join()

    def _count(self) -> None:
        self._told += 1

    def _look_now_and_then(self) -> None:
        """Network drives change without a word from the system. Where it has spoken meanwhile, it will have said this too."""
        before, told, pause = self._before, self._told, SHORTEST
        while not self._ended.wait(pause):
            started = time.perf_counter()
            now = self._look()
            pause = max(SHORTEST, SHARE * (time.perf_counter() - started))
            if now != before and told == self._told and self._handlers:
                next(iter(self._handlers.values())).tell("")
            before, told = now, self._told


class _Filter(FileSystemEventHandler):
    """Passes on what matters, a folder's coming and going as a file's."""

    def __init__(self, handler: FileSystemEventHandler, concerns: Callable[[str], bool], count: Callable[[], None]) -> None:
        self._handler, self._concerns, self._count = handler, concerns, count

    def dispatch(self, event: FileSystemEvent) -> None:
        if event.event_type in _SILENT or (event.is_directory and event.event_type == "modified"):
            return
        for path in (event.src_path, event.dest_path):
            if path and self._concerns(str(path)):
                self.tell(str(path))
                return

    def tell(self, path: str) -> None:
        """That something has changed there."""
        self._count()
        self._handler.dispatch(FileModifiedEvent(path))
