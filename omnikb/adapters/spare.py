"""A new site put together of what is new and what stands: by few changes, where the site before the last one was kept for it.

Two sites that follow each other have nearly all files in common, as names of the same files. The folders, ten thousand of
them, take the time. So the site that was replaced is kept, hidden, and made the next new one by removing and adding what
differs; then the two change places again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from omnikb.adapters.reuse import link_all, remove_all
from omnikb.adapters.site_state import Signature, signatures, signatures_of
from omnikb.adapters.staging import Staging, revived

SPARE = ".omnikb/spare"
"""Where replaced sites are kept, from the folder of ``mkdocs.yml``. Deleting it is always right."""


@dataclass(slots=True)
class Standing:
    """The site that stands in the folder ``site``: those of its ``files`` that are whole, and the ``lock`` on it, where a build
    holds one. ``spare``: where the one before it may be kept."""

    site: Path
    spare: Path
    files: Mapping[str, Signature] = field(default_factory=dict)
    lock: int | None = None

    def is_like(self, outputs: Mapping[str, Signature]) -> bool:
        """Whether a site of these files has most of them in common with it. Without second names it has none."""
        return 2 * len(outputs.items() & self.files.items()) > len(outputs)


def gathered(new: Staging, kept: set[str], standing: Standing) -> tuple[Staging, dict[str, Signature]]:
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
            for hidden in new.folder.glob(".*"):
                hidden.rename(spare.folder / hidden.name)
            return spare, outputs
        spare.discard()
    link_all(sorted(kept), standing.site, new.folder)
    return new, signatures(new.folder)


def _fitted(spare: Path, new: Path, kept: set[str], standing: Standing) -> dict[str, Signature] | None:
    """Make the site in ``spare`` the new one, and say what files it has; ``None`` where it has too little of it."""
    fresh = signatures(new)
    there = signatures(spare)
    same = {path: there[path] for path in kept - fresh.keys() if path in there and there[path] == standing.files.get(path)}
    if 2 * len(same) <= len(kept | fresh.keys()):
        return None
    remove_all(there.keys() - same.keys(), spare)
    missing = kept - same.keys() - fresh.keys()
    link_all(sorted(missing), standing.site, spare)
    link_all(sorted(fresh), new, spare)
    return same | signatures_of(spare, missing | fresh.keys())
