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
    """A line for each file below a folder: its place, size, number and times. What cannot be looked at has a line, too."""
    return _lines(os.fspath(folder), "", (os.path.realpath(folder),))


def _lines(folder: str, below: str, chain: tuple[str, ...]) -> Iterator[str]:
    """``chain``: the real folders above, the content folder first, to notice a link that leads back to one."""
    try:
        with os.scandir(folder) as scanned:
            entries = list(scanned)
    except OSError as error:
        yield f"{below} {error.errno}\n"
        return
    for entry in entries:
        path = f"{below}{entry.name}"
        if entry.is_symlink():
            yield from _linked(entry, path, chain)
        elif entry.is_dir(follow_symlinks=False):
            yield from _lines(entry.path, f"{path}/", (*chain, f"{chain[-1]}/{entry.name}"))
        else:
            yield _line(entry, path)


def _linked(entry: os.DirEntry[str], path: str, chain: tuple[str, ...]) -> Iterator[str]:
    """What is behind a link to a folder is content too, unless that lies outside or is one that we are in."""
    target = Path(os.path.realpath(entry.path))
    yield f"{path} > {target}\n"
    if target.is_relative_to(chain[0]) and str(target) not in chain and os.path.isdir(target):  # noqa: PTH112 - False for a loop, too
        yield from _lines(entry.path, f"{path}/", (*chain, str(target)))
    else:
        yield _line(entry, path)


def _line(entry: os.DirEntry[str], path: str) -> str:
    try:
        found = entry.stat()
    except OSError as error:
        return f"{path} {error.errno}\n"
    return f"{path} {found.st_size} {found.st_ino} {found.st_mtime_ns} {found.st_ctime_ns}\n"
