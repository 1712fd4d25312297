"""What is known of a built site: which facts went into each page, and what each of its files looked like when it was written.

The state of a site is kept under the number of its folder in the file system, so that it is never taken for that of
another site at the same path: of one that an older version built, that was copied back, or that another build has just
put there.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from omnikb.cache import FolderCache
from omnikb.facts import Fact
from omnikb.plugin_manager import Plugins
from omnikb.preserving import Preserver
from omnikb.problems import Problem
from omnikb.sources import Signature as ContentSignature

Signature = tuple[int, int, int]
"""Size, time of the last change in nanoseconds and number of a file: another file, or another content, has another one."""


@dataclass(frozen=True, slots=True)
class PageRecord:
    """What one page was made of. ``given``: its outline; ``reads``: the facts that went into it; ``asked``: those of them that
    its links asked for; ``digest``: of the page, complete; ``answers``: of what its links were told; ``rendering``: of its text.
    """

    given: bytes
    reads: frozenset[Fact]
    asked: frozenset[Fact]
    digest: bytes
    answers: bytes
    rendering: str


@dataclass(frozen=True, slots=True)
class SiteState:
    """A site as its last build left it.

    ``everything`` identifies all it was made of; ``ground`` is what all documents stood on, ``common`` what all pages have in
    common, ``shared`` what the files are made of that are no pages, ``listing`` what the list of all pages is made of; ``facts``
    has the digest of every fact that any page was made of; ``outputs`` are the files of the site by path, ``files`` the content
    files it shows, ``assets`` what plugins made of the finished site, by digest; ``problems`` is what is wrong with content and
    site, ``warnings`` what the site engine said. ``whole``: why no page of it may be kept, or ``""``.
    """

    everything: bytes = b""
    ground: str | None = None
    common: str = ""
    shared: bytes = b""
    listing: bytes = b""
    facts: Mapping[Fact, bytes] = field(default_factory=dict)
    pages: Mapping[str, PageRecord] = field(default_factory=dict)
    outputs: Mapping[str, Signature] = field(default_factory=dict)
    files: Mapping[str, ContentSignature] = field(default_factory=dict)
    assets: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    warnings: tuple[str, ...] = ()
    whole: str = ""


@dataclass(frozen=True, slots=True)
class Glance:
    """What tells at once that nothing is to be done: ``everything`` identifies all that the site was made of, ``outputs`` are its
    files. The rest is what is to be said of it again."""

    everything: bytes
    outputs: Mapping[str, Signature]
    pages: int
    problems: tuple[Problem, ...]
    warnings: tuple[str, ...]


class StateStore:
    """The states of the sites at one path."""

    def __init__(self, cache: FolderCache, site: Path, plugins: Plugins) -> None:
        self._cache = cache
        self.name = hashlib.blake2b(os.fsencode(site), digest_size=8).hexdigest()
        self.key = f"sites/{self.name}"
        self._preserver = Preserver.of(plugins, (PageRecord, SiteState, Glance, Problem))

    def load(self, folder: Path) -> SiteState:
        """The state of the site that stands in ``folder`` now; an empty one where nothing is known of it."""
        kept = self._read(folder, "state")
        return kept if isinstance(kept, SiteState) else SiteState()

    def glance(self, folder: Path) -> Glance | None:
        """The same at a glance; ``None`` where nothing is known."""
        kept = self._read(folder, "glance")
        return kept if isinstance(kept, Glance) else None

    def save(self, folder: Path, state: SiteState, glance: Glance) -> None:
        """Keep the state of the site in ``folder``, wherever that is moved to."""
        number = folder.stat().st_ino
        self._cache.put(f"{self.key}/{number}/state", self._preserver.write(state))
        self._cache.put(f"{self.key}/{number}/glance", self._preserver.write(glance))

    def _read(self, folder: Path, name: str) -> object:
        try:
            data = self._cache.get(f"{self.key}/{folder.stat().st_ino}/{name}")
        except OSError:
            return None
        return self._preserver.read(data) if data else None

    def forget_others(self, folder: Path) -> None:
        """Forget the states of all sites at this path but the one in ``folder``."""
        self._cache.remove_others(f"{self.key}/{folder.stat().st_ino}")


def signature(file: os.stat_result) -> Signature:
    """The signature of a file."""
    return file.st_size, file.st_mtime_ns, file.st_ino


def signatures(folder: Path, folders: list[str] | None = None) -> dict[str, Signature]:
    """The signature of every file below a folder, by its path there; hidden ones at the top are left out.

    ``folders`` takes the paths of the folders below, each after the one that it is in.
    """
    found: dict[str, Signature] = {}
    pending = [""]
    while pending:
        below = pending.pop()
        if below and folders is not None:
            folders.append(below.rstrip("/"))
        with os.scandir(folder / below) as entries:
            for entry in entries:
                path = f"{below}{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    pending.extend([] if not below and entry.name.startswith(".") else [f"{path}/"])
                elif below or not entry.name.startswith("."):
                    found[path] = signature(entry.stat(follow_symlinks=False))
    return found


def signatures_of(folder: Path, paths: Iterable[str]) -> dict[str, Signature]:
    """The signatures of those of the files that are there."""
    found: dict[str, Signature] = {}
    root = os.fspath(folder)
    for path in paths:
        try:
            found[path] = signature(os.lstat(f"{root}/{path}"))
        except OSError:
            continue
    return found


def content_signatures(folder: Path, paths: Iterable[str]) -> dict[str, ContentSignature]:
    """The signatures of those of the content files that are there: of what they show, which a link leads to.

    The time of the last change of state counts, too: a file of the same size may come with its old time. For the site's own files
    it cannot, for each second name that a build gives them changes it.
    """
    found: dict[str, ContentSignature] = {}
    for path in paths:
        try:
            file = os.stat(f"{os.fspath(folder)}/{path}")  # noqa: PTH116 - what it says is compared, field by field
        except OSError:
            continue
        found[path] = file.st_size, file.st_ino, file.st_mtime_ns, file.st_ctime_ns
    return found
