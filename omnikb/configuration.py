"""Reading ``mkdocs.yml`` without MkDocs, so that a check starts at once. ``INHERIT`` means what it means to MkDocs."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from omnikb.configuration_loading import load_configuration
from omnikb.configuration_mistakes import language_of, refuse_closed, refuse_site
from omnikb.errors import SettingsError
from omnikb.i18n import messages_of
from omnikb.settings import Settings, settings_from
from omnikb.settings_file import text_of

_ = messages_of("omnikb")

_LANGUAGE = re.compile(
    r"^theme:[ \t]*(?:\{[^}\n]*?|(?:#.*)?(?:\n(?:[ \t].*)?)*?\n[ \t]+)\blanguage:[ \t]*[\"']?([a-z]{2}\b[\w-]*)", re.MULTILINE
)
"""The site's language in a file that cannot be read as a whole."""


def read_settings(config_file: Path) -> Settings:
    """The settings a ``mkdocs.yml`` gives. Raises ``SettingsError`` where it cannot be read or says what cannot be followed."""
    return settings_from_mapping(read_config(config_file), config_file)


def language_in(config_file: Path) -> str | None:
    """The site's language alone, for messages about settings that are wrong elsewhere; ``None`` where they do not tell."""
    try:
        return language_of(read_config(config_file)["theme"]["language"], config_file.name)
    except SettingsError:
        told = _LANGUAGE.search(_as_far_as_readable(config_file))
        return told[1] if told else None
    except (LookupError, TypeError):
        return None


def _as_far_as_readable(config_file: Path) -> str:
    """The ASCII of a file in whatever encoding."""
    try:
        return config_file.read_bytes().decode("latin-1").replace("\r\n", "\n")
    except OSError:
        return ""


def read_config(config_file: Path, heirs: tuple[Path, ...] = ()) -> dict[str, Any]:
    """The whole file, with what it inherits. ``heirs`` are the files that led to it. Raises ``SettingsError``."""
    name = os.path.relpath(config_file, heirs[0].parent) if heirs else config_file.name
    if config_file.resolve() in (heir.resolve() for heir in heirs):
        raise SettingsError(name, "INHERIT", _("the file inherits from itself"))
    config = load_configuration(name, text_of(config_file, name))
    if not isinstance(config, dict):
        raise SettingsError(name, "", _("the file must hold names with values"))
    parent = config.pop("INHERIT", None)
    if not parent:
        return config
    return _merged(read_config(config_file.parent / str(parent), (*heirs, config_file)), config)


def _merged(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    merged = dict(base)
    for key, value in over.items():
        below = merged.get(key)
        merged[key] = _merged(below, value) if isinstance(below, dict) and isinstance(value, dict) else value
    return merged


def settings_from_mapping(config: Mapping[str, Any], config_file: Path) -> Settings:
    """Settings of a configuration as YAML gave it, or as MkDocs resolved it; paths are relative to the file's folder."""
    root = config_file.resolve().parent
    theme = config.get("theme")
    theme = theme if isinstance(theme, Mapping) else {}
    content = root / str(config.get("docs_dir", "docs"))
    if not content.is_dir():
        raise SettingsError(
            config_file.name, "docs_dir", _("there is no such folder: {path}"), None, {"path": str(config.get("docs_dir", "docs"))}
        )
    refuse_closed(content, config_file.name)
    site = root / str(config.get("site_dir", "site"))
    refuse_site(site, root, content, config_file.name)
    for key in ("exclude_docs", "draft_docs"):
        if config.get(key):
            raise SettingsError(config_file.name, key, _("OmniKB publishes all documents; move these out of the content folder"))
    return settings_from(
        _section(config, config_file.name),
        root=root,
        content=content,
        site=site,
        config_file=config_file.name,
        language=language_of(theme.get("language"), config_file.name),
        directory_urls=bool(config.get("use_directory_urls", True)),
        markdown_extensions=_extensions(config.get("markdown_extensions") or (), config_file.name),
        published=frozenset(_published(config, theme)),
    )


def _named(entries: Any) -> Iterator[tuple[str, Any]]:
    """MkDocs writes lists of names, of single-entry mappings, or a mapping: all as names with options."""
    if isinstance(entries, Mapping):
        yield from entries.items()
        return
    for entry in entries if isinstance(entries, (list, tuple)) else ():
        if isinstance(entry, Mapping):
            yield from entry.items()
        else:
            yield str(entry), None


def _section(config: Mapping[str, Any], file: str) -> Mapping[str, Any] | None:
    plugins = dict(_named(config.get("plugins") or ()))
    if "omnikb" not in plugins:
        raise SettingsError(file, "plugins", _("omnikb is not among the plugins; add a line “- omnikb”"))
    section: Mapping[str, Any] | None = plugins["omnikb"]
    return section


def _extensions(entries: Any, file: str) -> dict[str, Mapping[str, Any]]:
    extensions: dict[str, Mapping[str, Any]] = {}
    for name, options in _named(entries):
        if options is not None and not isinstance(options, Mapping):
            raise SettingsError(file, f"markdown_extensions.{name}", _("options must be names with values"))
        extensions[str(name)] = options or {}
    return extensions


def _published(config: Mapping[str, Any], theme: Mapping[str, Any]) -> Iterator[str]:
    """The files the settings themselves show: logo, favicon, own styles and scripts, and what the navigation names."""
    for name in ("logo", "favicon"):
        if isinstance(theme.get(name), str):
            yield theme[name]
    for name in ("extra_css", "extra_javascript"):
        for entry in config.get(name) or ():
            yield str(entry.get("path", "")) if isinstance(entry, Mapping) else str(entry)
    yield from leaves(config.get("nav"))


def leaves(nav: Any) -> Iterator[str]:
    """The pages that a ``nav:`` names, in order."""
    if isinstance(nav, str):
        yield nav
    for entry in nav.values() if isinstance(nav, Mapping) else nav if isinstance(nav, list) else ():
        yield from leaves(entry)
