"""Exchange two folders, so that at every moment one whole site stands at the path.

Linux does it in one step (``renameat2`` with ``RENAME_EXCHANGE``). Where the system, the C library or the file
system cannot, two renames follow each other: for that instant nothing stands at the path. A process killed
there leaves the old folder beside it, and ``put_back`` restores it.
"""

from __future__ import annotations

import ctypes
import errno
import os
import secrets
from pathlib import Path

AT_FDCWD = -100
RENAME_EXCHANGE = 2
REFUSALS = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP})
"""What the kernel or the file system answers when it has no exchange."""


def exchange(new: Path, live: Path) -> Path:
    """Put the folder ``new`` at ``live``, which exists, and return where the old one is now. Raises ``OSError``, both in place."""
    if exchanged_at_once(new, live):
        return new
    old = live.with_name(f".{live.name}.old-{secrets.token_hex(4)}")
    live.rename(old)
    try:
        new.rename(live)
    except OSError:
        old.rename(live)
        raise
    return old


def exchanged_at_once(new: Path, live: Path) -> bool:
    """Exchange the two in one step, or say that this cannot be done here. Raises ``OSError`` for anything else."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):  # no such function, or no C library to ask (Windows)
        return False
    rename.argtypes = (ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint)
    if rename(AT_FDCWD, os.fsencode(new), AT_FDCWD, os.fsencode(live), RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in REFUSALS:
        return False
    raise OSError(code, os.strerror(code), str(live))


def put_back(live: Path, old: Path) -> bool:
    """Restore ``old``, left by a process that died between the two renames; ``False`` where a site stands already."""
    if live.exists():
        return False
    old.rename(live)
    return True
