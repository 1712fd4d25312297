"""Outputs: which file of the site belongs to whom, so that two who want one place are found before anything is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from omnikb.addresses import address
from omnikb.i18n import messages_of

_ = messages_of("omnikb")

SITE_ENGINE = _("a file of the site engine")
"""The owner of what site engines and themes write by themselves."""

_OF_THE_SITE_ENGINE = ("404.html", "sitemap.xml", "sitemap.xml.gz", "search/search_index.json", "assets/omnikb")

PART_BYTES = 255
"""How long the name of a file may be on the usual file systems, in UTF-8."""

PATH_BYTES = 1000
"""How long a path within the site may be: room is left for the folders above it."""


@cache
def output(path: str, directory_urls: bool) -> str:
    """The file of the site that a page or file becomes: ``risks/oversell/index.html`` for ``risks/oversell.md``."""
    where = address(path, directory_urls)
    return f"{where}index.html" if where.endswith("/") or not where else where


def is_path_within(path: str) -> bool:
    """Whether a path with ``/`` stays within the site, hides nothing and can be written."""
    if not path.isprintable() or "\\" in path or path.startswith(".") or "/." in path or "//" in f"/{path}/":
        return False
    size = len(path.encode())
    return size <= PART_BYTES or (size <= PATH_BYTES and all(len(part.encode()) <= PART_BYTES for part in path.split("/")))


@dataclass(slots=True)
class Outputs:
    """The files of a site by path, and the folders they need, each with its owner. Every question costs the depth of the path."""

    directory_urls: bool
    files: dict[str, str] = field(default_factory=dict)
    folders: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Knows what the site engine writes by itself. OmniKB's own assets are one file here, which leaves no room below it."""
        for path in _OF_THE_SITE_ENGINE:
            self._claim(path, SITE_ENGINE)

    def owner(self, path: str) -> str | None:
        """Who already has the place that the page or file at ``path`` would take, or a part of the way to it."""
        file = output(path, self.directory_urls)
        if file in self.files:
            return self.files[file]
        if file in self.folders:
            return self.folders[file]
        while file := file.rpartition("/")[0]:
            if file in self.files:
                return self.files[file]
        return None

    def claim(self, paths: Iterable[str]) -> None:
        """Give the pages or files at ``paths`` their places, where these are free."""
        for path in paths:
            self._claim(output(path, self.directory_urls), path)

    def _claim(self, file: str, owner: str) -> None:
        self.files.setdefault(file, owner)
        folder = file.rpartition("/")[0]
        while folder and folder not in self.folders:
            self.folders[folder] = owner
            folder = folder.rpartition("/")[0]
