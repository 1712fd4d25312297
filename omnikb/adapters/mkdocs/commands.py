"""Build and serve by OmniKB's own commands. Imported only by the commands that need MkDocs, which takes a fifth of a second."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import mkdocs
from mkdocs.commands.serve import serve

from omnikb.adapters.mkdocs.loading import loaded
from omnikb.errors import SettingsError
from omnikb.i18n import messages_of

_ = messages_of("omnikb")


def serve_site(config_file: Path, address: str | None = None) -> None:
    """Show the site live at ``address`` (``127.0.0.1:8000``) and rebuild it at each change. Raises ``SettingsError``."""
    with messages_shown(logging.INFO, "%(message)s"):
        loaded(config_file, dev_addr=address)  # MkDocs itself would end with a traceback, or with another exit code
        try:
            serve(config_file=str(config_file), dev_addr=address)
        except (OSError, OverflowError) as error:  # the latter: a port above 65535
            reason = {"address": address or "", "reason": getattr(error, "strerror", None) or str(error)}
            raise SettingsError("", "", _("cannot serve at {address}: {reason}"), arguments=reason) from error


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
