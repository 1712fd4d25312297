"""The ground of a build: all it stands on besides the content. What was kept on another ground is of no use."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from omnikb.fingerprints import NotComparableError, fingerprint
from omnikb.plugin_manager import Plugins

_NOT_CODE = frozenset({"__pycache__", "node_modules"})


def ground_of(plugins: Plugins) -> str | None:
    """What identifies settings, plugins, the files they read, and every installed version.

    ``None`` where a plugin is not a module with a file, or the settings hold what cannot be compared: nothing may be kept.
    """
    settings = plugins.settings
    said = (
        settings.core.model_dump(exclude={"today"}),
        settings.raw_sections,
        settings.language,
        settings.directory_urls,
        settings.markdown_extensions,
        settings.published,
    )
    modules = [plugin.module for plugin in plugins.active]
    try:
        hashed = hashlib.blake2b(fingerprint(said, lambda document: document.digest), digest_size=16)
    except NotComparableError:
        return None
    if not all(isinstance(module, ModuleType) and getattr(module, "__file__", None) for module in modules):
        return None
    for name in installed_versions():
        hashed.update(f"{name}\n".encode())
    for folder in dict.fromkeys([Path(__file__).parent, *(place_of(module) for module in modules)]):
        hashed.update(content_digest([folder]))
    hashed.update(content_digest(plugins.inputs))
    return hashed.hexdigest()


def installed_versions() -> list[str]:
    """Python's own version, and a name for each installed distribution that changes with its version."""
    names = {name for folder in sys.path for name in _names_in(folder) if name.endswith((".dist-info", ".egg-info"))}
    return [sys.version, *sorted(names)]


def place_of(module: Any) -> Path:
    """The folder of the whole package that a module is of, wherever in it that stands; the file of a module of no package.

    It is found by names: a namespace package has no file that would say where it is.
    """
    file = Path(module.__file__)
    *packages, name = module.__name__.split(".")
    place = file.parent if file.name == "__init__.py" else file
    if place.name.partition(".")[0] != name or [folder.name for folder in place.parents[: len(packages)]] != packages[::-1]:
        return place  # loaded under another name than that of its file
    return place.parents[len(packages) - 1] if packages else place


def content_digest(places: Iterable[Path]) -> bytes:
    """16 bytes for the content of files, and of all files below folders; a missing one counts as empty."""
    hashed = hashlib.blake2b(digest_size=16)
    for place in places:
        for file in files_below(place):
            try:
                data = file.read_bytes()
            except OSError as error:  # an editor's lock, say, which is a link to nothing
                data = f"{error.errno}".encode()
            hashed.update(f"{file.relative_to(place.parent)} {len(data)}\n".encode(errors="surrogatepass") + data)
    return hashed.digest()


def files_below(place: Path) -> Iterator[Path]:
    """The file at a place, or all files below it but those that are made from others."""
    if place.is_file():
        yield place
        return
    for folder, folders, names in os.walk(place):
        folders[:] = sorted(name for name in folders if name not in _NOT_CODE)
        yield from (Path(folder) / name for name in sorted(names) if not name.endswith((".pyc", ".po")))


def _names_in(folder: str) -> list[str]:
    try:
        with os.scandir(folder or ".") as entries:
            return [entry.name for entry in entries]
    except OSError:
        return []
