"""What a later build need not do again. Deleting it is always right: it only ever saves time.

An entry is one file that is written aside and renamed, with a checksum before its content: a killed process leaves the
old entry or the new one, a damaged or cut file counts as absent, and of two builds at once the later one wins.
"""

from __future__ import annotations

import os
import secrets
import shutil
import zlib
from contextlib import suppress
from pathlib import Path
from typing import Protocol

CACHE = ".omnikb/cache"
"""Where the cache is, from the folder of ``mkdocs.yml``."""

_MAGIC = b"OmniKB\x02\n"
_CHECK = 4


class Cache(Protocol):
    """Entries by key. What was put may be gone at any time."""

    def get(self, key: str) -> bytes | None:
        """What was put under ``key``, or ``None``."""

    def put(self, key: str, value: bytes) -> None:
        """Keep ``value`` under ``key``, where that can be done."""

    def remove(self, key: str) -> None:
        """Forget ``key``."""


class MemoryCache:
    """Entries that live as long as the process."""

    def __init__(self) -> None:
        self._entries: dict[str, bytes] = {}

    def get(self, key: str) -> bytes | None:
        """What was put under ``key``, or ``None``."""
        return self._entries.get(key)

    def put(self, key: str, value: bytes) -> None:
        """Keep ``value`` under ``key``."""
        self._entries[key] = value

    def remove(self, key: str) -> None:
        """Forget ``key``."""
        self._entries.pop(key, None)


class FolderCache:
    """Entries as files below a folder. A key is a file name, or several with ``/`` between; the caller chooses safe ones.

    ``failure`` is the first error that kept an entry from being written; nothing is raised for it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.failure: OSError | None = None

    def get(self, key: str) -> bytes | None:
        """What was put under ``key``; ``None`` where there is nothing, or nothing that is whole."""
        try:
            with open(f"{self._folder}/{key}", "rb", buffering=0) as opened:  # noqa: PTH123 - a Path for each takes as long as reading
                start, content = opened.read(len(_MAGIC) + _CHECK), opened.read()
        except OSError:
            return None
        return content if start == _MAGIC + _checksum(content) else None

    def put(self, key: str, value: bytes) -> None:
        """Keep ``value`` under ``key``; where that cannot be done, ``failure`` says why."""
        file = self._folder / key
        aside = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            with aside.open("xb") as opened:
                opened.write(_MAGIC + _checksum(value))
                opened.write(value)
            aside.replace(file)
        except OSError as error:
            self.failure = self.failure or error
        finally:
            with suppress(OSError):
                aside.unlink(missing_ok=True)

    def remove(self, key: str) -> None:
        """Forget ``key``, and all keys below it."""
        file = self._folder / key
        if file.is_dir():
            shutil.rmtree(file, ignore_errors=True)
        elif os.path.lexists(file):
            try:
                file.unlink()
            except OSError as error:
                self.failure = self.failure or error

    def remove_others(self, key: str) -> None:
        """Forget all entries beside that of ``key``."""
        file = self._folder / key
        for other in file.parent.iterdir() if file.parent.is_dir() else ():
            if other != file:
                self.remove(other.relative_to(self._folder).as_posix())

    def below(self, name: str) -> FolderCache:
        """The entries below a folder of this one, for a part that has its own keys."""
        return FolderCache(self._folder / name)


def _checksum(content: bytes) -> bytes:
    """Tells a file that was cut or damaged by accident; it takes a sixth of the time of a digest that nobody could forge."""
    return zlib.crc32(content).to_bytes(_CHECK, "big")
