"""What MkDocs has resolved of ``mkdocs.yml`` and the command line, as OmniKB's settings."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import mkdocs
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils import CountHandler

from omnikb.adapters.navigation import edit_uri_for, inherited_files
from omnikb.bodies.dialect import merged
from omnikb.configuration import read_settings
from omnikb.errors import SettingsError
from omnikb.i18n import messages_of
from omnikb.settings import Settings
from omnikb.suggestions import nearest

_ = messages_of("omnikb")


def settings_of(config: MkDocsConfig) -> Settings:
    """The settings as ``omnikb check`` reads them, with what ``-d`` and its like say instead. Raises ``SettingsError``."""
    if not config.config_file_path:
        raise SettingsError("mkdocs.yml", "", _("the settings must be a file, for the folders in it are relative to it"))
    settings = read_settings(Path(config.config_file_path))
    _refuse_unknown_language(config, settings)
    return replace(settings, content=Path(config.docs_dir), site=Path(config.site_dir), directory_urls=config.use_directory_urls)


def _refuse_unknown_language(config: MkDocsConfig, settings: Settings) -> None:
    """The theme's templates would fail with a traceback in the language they do not have."""
    folders = [folder for folder in (Path(one) / "partials" / "languages" for one in config.theme.dirs) if folder.is_dir()]
    known = {file.stem for folder in folders for file in folder.glob("*.html")}
    if known and settings.language not in known:
        raise SettingsError(
            settings.config_file,
            "theme.language",
            _("the theme does not know the language {language}"),
            nearest(settings.language, known),
            {"language": settings.language},
        )


def extensions_of(config: MkDocsConfig) -> Mapping[str, Mapping[str, Any]]:
    """The Markdown extensions that are named, with their options, those of other MkDocs plugins included."""
    return {name: config.mdx_configs.get(name, {}) for name in config.markdown_extensions if isinstance(name, str)}


def configure(config: MkDocsConfig, settings: Settings) -> None:
    """Keep the theme from the network and the navigation to the user's own, and let all pages be written in one Markdown."""
    config.theme["font"] = False
    config.nav = [] if config.nav is None else config.nav
    config.edit_uri = edit_uri_for(config.edit_uri, settings)
    config.watch = [*config.watch, *inherited_files(settings.root / settings.config_file)]
    extensions = merged(extensions_of(config))
    config.markdown_extensions = [*extensions, *(one for one in config.markdown_extensions if not isinstance(one, str))]
    config.mdx_configs = {name: options for name, options in extensions.items() if options}


def will_abort(config: MkDocsConfig) -> bool:
    """Whether MkDocs, under ``--strict``, has counted a warning: it aborts only after its last plugin event."""
    counters = [one for one in logging.getLogger(mkdocs.__name__).handlers if isinstance(one, CountHandler)]
    return bool(config.strict) and any(counter.get_counts() for counter in counters)
