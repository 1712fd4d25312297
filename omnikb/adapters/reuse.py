"""Files of the site that stands, put into the new one without copying: as further names of the same files.

No file of the new site is ever opened for writing where such a name stands, for that would write into the site that is read.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path


def link_all(paths: Iterable[str], live: Path, new: Path) -> None:
    """Give the files at ``paths`` below ``live`` a name below ``new`` too. A file that is there already stays. Raises ``OSError``.

    Where the file system has no second names, they are copied.
    """
    source, target = os.fspath(live), os.fspath(new)
    made: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        if folder not in made:
            os.makedirs(f"{target}/{folder}", exist_ok=True)  # noqa: PTH103 - ten thousand paths: a Path for each costs more than the folder
            made.add(folder)
        link(f"{source}/{path}", f"{target}/{path}")


def link(source: str, target: str) -> None:
    """A second name for a file, or a copy where there cannot be one."""
    try:
        os.link(source, target)
    except FileExistsError:
        if os.path.isdir(target):  # noqa: PTH112 - as above
            raise
    except OSError:
        if os.path.lexists(target) or not os.path.lexists(source):
            raise
        shutil.copy2(source, target)


def remove_all(paths: Iterable[str], folder: Path) -> None:
    """Remove the files at ``paths`` below ``folder``, and the folders that are empty then."""
    for path in paths:
        (folder / path).unlink(missing_ok=True)
        below = path.rpartition("/")[0]
        with suppress(OSError):  # not empty, or not there
            while below:
                (folder / below).rmdir()
                below = below.rpartition("/")[0]
