"""Where content comes from: paths and their bytes, of a folder or from memory."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Protocol

from omnikb.i18n import messages_of
from omnikb.problems import FILE_UNREADABLE, PATH_LOOP, PATH_NOT_UTF8, PATH_OUTSIDE, Problem

_ = messages_of("omnikb")


Signature = tuple[int, int, int, int]
"""Size, number, and the times of the last change of content and of state in nanoseconds. The system sets the last one itself, so
that no editor leaves all of these as they were, but within one tick of the clock. A program that keeps a file mapped into its
memory may: what it wrote is seen by ``omnikb build --clean``, which reads every file."""

_TICK = 2_000_000_000
"""Nanoseconds after which the clock of any file system has gone on."""


class ContentSource(Protocol):
    """Files by their path. A path is relative, with ``/``; hidden files and folders (``.*``) are never listed."""

    def list(self) -> tuple[list[str], list[Problem]]:
        """The paths of all files that may be published, sorted; and what is wrong with others."""

    def read(self, path: str) -> bytes:
        """A file's content; ``OSError`` where it cannot be had."""

    def signature(self, path: str) -> Signature | None:
        """What tells without reading a file that it is the one of before; ``None`` where nothing does."""


class Memory:
    """Content that is given, not on a disk: ``Memory({"index.md": "# Home"})``."""

    def __init__(self, files: Mapping[str, str | bytes]) -> None:
        self._files = {path: content.encode() if isinstance(content, str) else content for path, content in files.items()}

    def list(self) -> tuple[list[str], list[Problem]]:
        """The paths given, sorted, without hidden ones."""
        return sorted(path for path in self._files if not _hidden(path)), []

    def read(self, path: str) -> bytes:
        """The content given for ``path``; ``FileNotFoundError`` where there is none."""
        try:
            return self._files[path]
        except KeyError:
            raise FileNotFoundError(2, os.strerror(2), path) from None

    def signature(self, path: str) -> Signature | None:  # noqa: ARG002 - what is given costs nothing to read
        """None."""
        return None


class Folder:
    """The content folder. ``skip(path)`` leaves out a file or a folder with all below it."""

    def __init__(self, root: Path, skip: Callable[[str], bool] = lambda _path: False) -> None:
        self.root = root
        self._start = os.fsencode(root) + b"/"
        self._skip = skip

    def list(self) -> tuple[list[str], list[Problem]]:
        """The paths of all files, sorted.

        A problem is a link that leads out or in a circle, a name that is not text, a folder that nobody may open.
        """
        walk = _Walk(Path(os.path.realpath(self.root)), self._skip)
        files = sorted(walk.files(str(self.root), "", (str(walk.root),)))
        return files, sorted(walk.problems, key=lambda problem: problem.order)

    def read(self, path: str) -> bytes:
        """The bytes of the file at ``path``."""
        with open(self._start + path.encode(), "rb", buffering=0) as file:  # noqa: PTH123 -- a Path for each file costs more than reading it
            return file.read()

    def signature(self, path: str) -> Signature | None:
        """What the system says of the file at ``path``; ``None`` for one that has only just changed or cannot be had.

        Also on Windows, which does not tell when the state of a file was changed.
        """
        if os.name == "nt":
            return None
        try:
            found = os.stat(self._start + path.encode())  # noqa: PTH116 -- as above
        except OSError:
            return None
        if time.time_ns() - max(found.st_mtime_ns, found.st_ctime_ns) < _TICK:
            return None
        return found.st_size, found.st_ino, found.st_mtime_ns, found.st_ctime_ns


class _Walk:
    """One walk over a folder. ``chain`` holds the real folders above, to notice a link that leads back to one."""

    def __init__(self, root: Path, skip: Callable[[str], bool]) -> None:
        self.root = root
        self.problems: list[Problem] = []
        self._skip = skip

    def files(self, folder: str, prefix: str, chain: tuple[str, ...]) -> Iterator[str]:
        try:
            with os.scandir(folder) as scanned:
                entries = list(scanned)
        except OSError as error:
            self.problems.append(FILE_UNREADABLE.at(prefix.rstrip("/") or ".", reason=error.strerror))
            return
        for entry in entries:
            name = entry.name if entry.name.isascii() else _shown(entry.name)
            path = prefix + name
            if name.startswith(".") or self._skip(path):
                continue
            if not entry.name.isascii() and not _is_text(entry.name):
                self.problems.append(PATH_NOT_UTF8.at(path))
            elif entry.is_symlink():
                yield from self._linked(entry, path, chain)
            elif entry.is_dir(follow_symlinks=False):
                yield from self.files(entry.path, f"{path}/", (*chain, f"{chain[-1]}/{entry.name}"))
            elif entry.is_file(follow_symlinks=False):
                yield path
            else:
                self.problems.append(FILE_UNREADABLE.at(path, reason=_("it is neither a file nor a folder")))

    def _linked(self, entry: os.DirEntry[str], path: str, chain: tuple[str, ...]) -> Iterator[str]:
        target = Path(os.path.realpath(entry.path))
        if not target.is_relative_to(self.root) or _hidden(target.relative_to(self.root).as_posix()):
            self.problems.append(PATH_OUTSIDE.at(path, target=_shown(str(Path(entry.path).readlink()))))
        elif target.is_symlink() or str(target) in chain:
            self.problems.append(PATH_LOOP.at(path))
        elif target.is_dir():
            yield from self.files(entry.path, f"{path}/", (*chain, str(target)))
        else:
            yield path  # a file; or nothing at all, which reading it will say


def _shown(name: str) -> str:
    """A name from the file system as text that can be printed: UTF-8, whatever the environment takes names for."""
    return os.fsencode(name).decode(errors="backslashreplace")


def _is_text(name: str) -> bool:
    try:
        os.fsencode(name).decode()
    except UnicodeDecodeError:
        return False
    return True


def _hidden(path: str) -> bool:
    return any(part.startswith(".") for part in PurePosixPath(path).parts)
