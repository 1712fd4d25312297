"""A glance at all that a site is made of: where none of it was touched, nothing has to be read to know that nothing changed."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from omnikb.settings import Settings


def everything_of(settings: Settings, ground: str, written: bytes) -> bytes:
    """What identifies settings, versions, the day, and every file of the content: its place, size, number and times.

    ``written`` identifies the settings as written; ``b""`` where they cannot be compared, and then for the whole. No
    editor leaves all of these as they were: the time of a file's last change of state is the system's own.
    """
    if not written:
        return b""
    hashed = hashlib.blake2b(f"{ground}\n{settings.today}\n".encode() + written, digest_size=16)
    for line in sorted(content_lines(settings.content)):
        hashed.update(line.encode(errors="surrogatepass"))
    return hashed.digest()


def content_lines(folder: Path) -> Iterator[str]:
    """A line for each file below a folder: its place, size, number and times."""
    return _lines(os.fspath(folder), "")


def _lines(folder: str, below: str) -> Iterator[str]:
    """A line for each file; folders that are links are followed, for what is behind them is content too."""
    with os.scandir(folder) as entries:
        for entry in entries:
            path = f"{below}{entry.name}"
            if entry.is_dir():
                if not entry.is_symlink() or Path(entry.path).resolve() not in Path(folder).resolve().parents:
                    yield from _lines(entry.path, f"{path}/")
                continue
            try:
                found = entry.stat()
            except OSError:
                yield f"{path}\n"
                continue
            yield f"{path} {found.st_size} {found.st_ino} {found.st_mtime_ns} {found.st_ctime_ns}\n"
