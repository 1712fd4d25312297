"""A new site put together of what is new and what stands: by few changes, where the site before the last one was kept for it.

Two sites that follow each other have nearly all files in common, as names of the same files. The folders, ten thousand of
them, take the time. So the site that was replaced is kept, hidden, and made the next new one by removing and adding what
differs; then the two change places again.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from omnikb.adapters.reuse import link_all, remove_all
from omnikb.adapters.site_state import Signature, signatures, signatures_of
from omnikb.adapters.staging import Staging, revived

SPARE = ".omnikb/spare"
"""Where replaced sites are kept, from the folder of ``mkdocs.yml``. Deleting it is always right."""


@dataclass(slots=True)
class StandingSite:
    """The site that stands in the folder ``site``: those of its ``files`` that are whole, and the ``lock`` on it, where a build
    holds one. ``spare``: where the one before it may be kept."""

    site: Path
    spare: Path
    files: Mapping[str, Signature] = field(default_factory=dict)
    lock: int | None = None

    def is_like(self, outputs: Mapping[str, Signature]) -> bool:
        """Whether a site of these files has most of them in common with it. Without second names it has none."""
        return 2 * len(outputs.items() & self.files.items()) > len(outputs)


def gathered(new: Staging, kept: set[str], standing: StandingSite) -> tuple[Staging, dict[str, Signature]]:
    """The whole new site, aside, with its files: those in ``new``, and those of ``kept`` that ``new`` has not, as they stand.

    Raises ``OSError``.
    """
    spare = revived(new.target, standing.spare)
    if spare:
        try:
            outputs = _fitted(spare.folder, new.folder, kept, standing)
        except OSError:  # as when it does not exist; what is wrong with the disk will be said there
            outputs = None
        if outputs:
            _move_hidden(new, spare)
            return spare, _as_planned(outputs, kept, standing)
        spare.discard()
    link_all(sorted(kept), standing.site, new.folder)
    return new, _as_planned(signatures(new.folder), kept, standing)


def _as_planned(outputs: dict[str, Signature], kept: set[str], standing: StandingSite) -> dict[str, Signature]:
    """The files as they were when it was planned to keep them: what somebody has changed since is made again by the next build."""
    planned = {path: standing.files[path] for path in kept & outputs.keys() & standing.files.keys()}
    return outputs | {path: one for path, one in planned.items() if one[2] == outputs[path][2]}


def _move_hidden(new: Staging, spare: Staging) -> None:
    try:
        for hidden in new.folder.glob(".*"):
            hidden.rename(spare.folder / hidden.name)
    except OSError:
        spare.discard()
        raise


def _fitted(spare: Path, new: Path, kept: set[str], standing: StandingSite) -> dict[str, Signature] | None:
    """Make the site in ``spare`` the new one, and say what files it has.

    ``None`` where it has too little of it, or has what no build made.
    """
    fresh = signatures(new)
    folders: list[str] = []
    there = signatures(spare, folders)
    same = {path: one for path, one in there.items() & standing.files.items() if path in kept and path not in fresh}
    if 2 * len(same) <= len(kept | fresh.keys()) or any(spare.glob(".*")):
        return None
    remove_all(there.keys() - same.keys(), spare)
    missing = kept - same.keys() - fresh.keys()
    link_all(sorted(missing), standing.site, spare)
    link_all(sorted(fresh), new, spare)
    outputs = same | signatures_of(spare, missing | fresh.keys())
    _tidy(spare, folders, outputs, stat.S_IMODE(new.stat().st_mode))
    return outputs


def _tidy(spare: Path, folders: Sequence[str], files: Iterable[str], mode: int) -> None:
    """Remove those of the ``folders`` that no file needs, and let the others be as readable as new ones are."""
    needed: set[str] = set()
    for file in files:
        folder = file.rpartition("/")[0]
        while folder and folder not in needed:
            needed.add(folder)
            folder = folder.rpartition("/")[0]
    for folder in reversed(folders):
        place = f"{spare}/{folder}"
        if folder not in needed:
            with suppress(FileNotFoundError):  # it went with its last file
                os.rmdir(place)  # noqa: PTH106 - ten thousand paths: a Path for each costs more than the folder
        elif stat.S_IMODE(os.lstat(place).st_mode) != mode:
            os.chmod(place, mode)  # noqa: PTH101 - as above
