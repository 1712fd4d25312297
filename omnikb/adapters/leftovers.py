"""What dead builds leave beside a site, and how to tell them from living ones: a living build holds a lock."""

from __future__ import annotations

import glob
import os
import shutil
import time
from pathlib import Path

from omnikb.adapters.exchange import put_back

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]  # a module or nothing, which mypy has no type for

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


def retire(old: Path, site: Path) -> None:
    """Remove ``old``, handing over first what is hidden at its top (``.git`` of a branch that is published): no build
    made that, so none may remove it. Where it cannot be handed over, all of ``old`` stays for the next build to retire."""
    try:
        for entry in old.iterdir():
            if entry.name.startswith(".") and site.is_dir() and not os.path.lexists(site / entry.name):
                entry.rename(site / entry.name)
    except OSError:
        return
    shutil.rmtree(old, ignore_errors=True)
