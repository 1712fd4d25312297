"""What ``mkdocs.yml`` names besides content and OmniKB's plugins: templates, icons, hooks and other code, and what is watched."""

from __future__ import annotations

import importlib.util
import os
import sysconfig
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from omnikb.configuration_loading import PythonName
from omnikb.settings import Settings

_INSTALLED = frozenset({"site-packages", "dist-packages"})
"""Folders of what is known by its version."""


def places_named(config: Mapping[str, Any], settings: Settings) -> list[Path]:
    """All of these files and folders."""
    return list(dict.fromkeys((*shown(config, settings), *code(config, settings), *watched(config, settings))))


def shown(config: Mapping[str, Any], settings: Settings) -> Iterator[Path]:
    """The user's own templates, and icons that stand elsewhere. The latter are found from the current folder."""
    theme = config.get("theme")
    if isinstance(theme, Mapping) and theme.get("custom_dir"):
        yield settings.root / str(theme["custom_dir"])
    yield from (settings.content / str(template) for template in _list(config.get("extra_templates")))
    options = settings.markdown_extensions.get("pymdownx.emoji", {}).get("options")
    if isinstance(options, Mapping):
        yield from (Path.cwd() / str(folder) for folder in _list(options.get("custom_icons")))


def code(config: Mapping[str, Any], settings: Settings) -> Iterator[Path]:
    """The hooks, the modules and packages beside them, which they import, and what Python names lead to."""
    for name in _list(config.get("hooks")):
        hook = settings.root / str(name)
        yield hook
        yield from sorted(file for file in hook.parent.glob("*.py") if file != hook)
        yield from sorted(file.parent for file in hook.parent.glob("*/__init__.py"))
    for package in sorted({name.partition(".")[0] for name in _python_names(config)}):
        yield from _places_of(package)


def watched(config: Mapping[str, Any], settings: Settings) -> Iterator[Path]:
    """What is to be watched, as the other plugins of the site engine may read it; not the content as a whole, which is read
    file by file, and nothing that a build writes."""
    written = (settings.site, settings.root / str(config.get("site_dir", "site")))
    for name in _list(config.get("watch")):
        yield from _beside(settings.root / str(name), settings.content.resolve(), [place.resolve() for place in written])


def _beside(place: Path, content: Path, written: list[Path]) -> Iterator[Path]:
    """The place, or, of a folder around content or site, what else is in it."""
    real = Path(os.path.realpath(place))
    if real == content or any(real.is_relative_to(one) for one in written):
        return
    if not any(one.is_relative_to(real) for one in (content, *written)):
        yield place
        return
    try:
        inside = sorted(place.iterdir())
    except OSError:
        return
    for below in inside:
        leads_back = below.is_symlink() and content.is_relative_to(os.path.realpath(below))
        if not below.name.startswith(".") and not leads_back:
            yield from _beside(below, content, written)


def _python_names(value: Any) -> Iterator[str]:
    if isinstance(value, PythonName):
        yield value.name
    for below in value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ():
        yield from _python_names(below)


def _places_of(package: str) -> Iterator[Path]:
    """Where the code of a package is that may change under one version."""
    try:
        spec = importlib.util.find_spec(package)
    except (ImportError, ValueError):
        return
    if spec is None:
        return
    standard = Path(sysconfig.get_path("stdlib"))
    for name in spec.submodule_search_locations or ([spec.origin] if spec.has_location and spec.origin else []):
        place = Path(name)
        if _INSTALLED.isdisjoint(place.parts) and not place.is_relative_to(standard):
            yield place


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value else []
