"""What dead builds leave beside a site, and how to tell them from living ones: a living build holds a lock."""

from __future__ import annotations

import glob
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from omnikb.adapters.exchange import put_back
from omnikb.errors import OmniKBError
from omnikb.i18n import messages_of

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]  # a module or nothing, which mypy has no type for

_ = messages_of("omnikb")

ABANDONED_AFTER = 24 * 3600
"""Seconds after which a folder that cannot be locked is taken for left over."""


def locked(folder: Path, wait: bool = False) -> int | None:
    """A lock on the folder, or ``None`` where folders cannot be locked. Raises ``BlockingIOError`` while another holds it."""
    if fcntl is None:
        return None
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise
    except OSError:
        os.close(handle)
        return None
    return handle


def release(lock: int | None) -> None:
    """Give a lock back; nothing to do for ``None``."""
    if lock is not None:
        os.close(lock)


def remove_leftovers(site: Path) -> None:
    """Remove the folders of builds that died beside ``site``, and restore a site that died between two renames."""
    for kind in ("old", "new"):
        for folder in sorted(site.parent.glob(f".{glob.escape(site.name)}.{kind}-*")):
            try:
                lock = locked(folder)
            except (BlockingIOError, FileNotFoundError):
                continue
            if (lock is not None or abandoned(folder)) and not (kind == "old" and put_back(site, folder)):
                retire(folder, site)
            release(lock)


def abandoned(folder: Path) -> bool:
    """Whether a folder that cannot be locked is old enough to be a dead build's."""
    return time.time() - folder.stat().st_mtime > ABANDONED_AFTER


def retire(old: Path, site: Path, spare: Path | None = None) -> None:
    """Remove ``old``, or keep it as ``spare`` where that can be done, handing over first what is hidden at its top (``.git`` of
    a branch that is published): no build made that, so none may remove it. What cannot be handed over stays in ``old``."""
    try:
        entries = list(old.iterdir())
        kept = {entry for entry in entries if entry.name.startswith(".") and not handed_over(entry, site)}
    except OSError:
        return
    if not kept:
        if spare is None or not kept_as(old, spare):
            shutil.rmtree(old, ignore_errors=True)
        return
    for entry in entries:
        if entry.is_dir() and not entry.is_symlink() and entry not in kept:
            shutil.rmtree(entry, ignore_errors=True)
        elif entry not in kept:
            entry.unlink(missing_ok=True)


def handed_over(entry: Path, site: Path) -> bool:
    """Move a hidden entry to ``site``; ``False`` where it has another of this name. Raises ``OSError``."""
    place = site / entry.name
    if not site.is_dir():
        return False
    if os.path.lexists(place):
        return entry.is_file() and place.is_file() and entry.read_bytes() == place.read_bytes()
    entry.rename(place)
    return True


def kept_as(old: Path, spare: Path) -> bool:
    """Move the folder to ``spare``, without the hidden files at its top, which the site has too. ``False`` where it cannot go
    there: that is another file system, cannot be written, or has a folder already."""
    try:
        for hidden in old.glob(".*"):
            hidden.unlink()
        spare.parent.mkdir(parents=True, exist_ok=True)
        old.rename(spare)
    except OSError:
        return False
    return True


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Keep a served folder for this process, as long as it serves. Raises ``OmniKBError`` where another does, or where it cannot
    be made."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = locked(folder)
    except BlockingIOError as error:
        raise OmniKBError(_("another omnikb serve shows this knowledge base already; end that one first")) from error
    except OSError as error:
        words = {"folder": str(folder), "reason": error.strerror or type(error).__name__}
        raise OmniKBError(_("cannot write {folder}: {reason}"), words) from error
    try:
        yield
    finally:
        release(lock)
