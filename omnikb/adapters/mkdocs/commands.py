"""Build and serve by OmniKB's own commands. Imported only by the commands that need MkDocs, which takes a fifth of a second."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import mkdocs
from mkdocs.commands.build import build
from mkdocs.commands.serve import serve
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError

from omnikb.adapters.mkdocs.plugin import OmniKBPlugin
from omnikb.adapters.reports import BuildReport
from omnikb.errors import SettingsError
from omnikb.i18n import messages_of
from omnikb.pipeline import Progress, silent

_ = messages_of("omnikb")


def build_site(
    config_file: Path, *, strict: bool = False, site_dir: Path | None = None, progress: Progress = silent
) -> BuildReport:
    """Build the site of a ``mkdocs.yml``, ``site_dir`` in place of the one it names.

    Problems are in the report, not shown; warnings of MkDocs and its other plugins go to standard error. Under
    ``strict``, an error or a warning keeps the old site. Raises ``SettingsError`` and ``PluginError``.
    """
    started = time.monotonic()
    with messages_shown(logging.WARNING, "%(levelname)s: %(message)s"):
        config = loaded(config_file, strict=strict, site_dir=str(site_dir.absolute()) if site_dir else None)
        plugin = config.plugins.get("omnikb")
        if not isinstance(plugin, OmniKBPlugin):
            raise SettingsError(config_file.name, "plugins", _("omnikb is not among the plugins; add a line “- omnikb”"))
        plugin.by_own_command, plugin.progress = True, progress
        try:
            build(config)
        except Abort:  # a warning under --strict, or another plugin's error: MkDocs has said which
            plugin.on_build_error()
    site = plugin.settings.site if plugin.published else None
    return BuildReport(plugin.problems, plugin.written, time.monotonic() - started, site)


def serve_site(config_file: Path, address: str | None = None) -> None:
    """Show the site live at ``address`` (``127.0.0.1:8000``) and rebuild it at each change. Raises ``SettingsError``."""
    with messages_shown(logging.INFO, "%(message)s"):
        loaded(config_file, dev_addr=address)  # MkDocs itself would end with a traceback, or with another exit code
        try:
            serve(config_file=str(config_file), dev_addr=address)
        except (OSError, OverflowError) as error:  # the latter: a port above 65535
            reason = {"address": address or "", "reason": getattr(error, "strerror", None) or str(error)}
            raise SettingsError("", "", _("cannot serve at {address}: {reason}"), arguments=reason) from error


def loaded(config_file: Path, **options: Any) -> MkDocsConfig:
    """The configuration as MkDocs resolves it. Raises ``SettingsError`` with all that MkDocs finds wrong."""
    refused, handlers = Refusals(), logging.getLogger(mkdocs.__name__).handlers
    for handler in handlers:
        handler.addFilter(refused)
    try:
        return load_config(config_file=str(config_file), **options)
    except (Abort, ConfigurationError) as error:
        reason = "; ".join(refused.lines) or " ".join(str(error).split())
        raise SettingsError(config_file.name, "", _("{reason}"), arguments={"reason": reason}) from error
    finally:
        for handler in handlers:
            handler.removeFilter(refused)


class Refusals(logging.Filter):
    """Keeps the errors MkDocs logs, each as one line, from being shown before our own line says them."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep an error, let others pass. Of a traceback in it only the last line speaks to a user."""
        if record.levelno < logging.ERROR:
            return True
        said, __, trace = record.getMessage().strip().partition("Traceback (most recent call last)")
        line = " ".join([*said.split(), *trace.strip().splitlines()[-1:]])
        if line not in self.lines:
            self.lines.append(line)
        return False


@contextmanager
def messages_shown(level: int, form: str) -> Iterator[None]:
    """Show what MkDocs logs, as its own command line would, but not Material's advertisement."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "true")
    logger, handler = logging.getLogger(mkdocs.__name__), logging.StreamHandler()
    handler.setLevel(level)
    handler.setFormatter(logging.Formatter(form))
    before = logger.level
    logger.addHandler(handler)
    logger.setLevel(min(level, logging.INFO))
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(before)
