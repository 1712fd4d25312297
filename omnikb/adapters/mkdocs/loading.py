"""The configuration as MkDocs resolves it, with all that is wrong with it in one error."""

from __future__ import annotations

import io
import logging
import os
from pathlib import Path
from typing import Any

import mkdocs
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError

from omnikb.errors import SettingsError
from omnikb.i18n import messages_of

_ = messages_of("omnikb")


def loaded(config_file: Path, **options: Any) -> MkDocsConfig:
    """The configuration as MkDocs resolves it. Raises ``SettingsError`` with all that MkDocs finds wrong."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "true")  # Material's advertisement
    refused, logger, own = Refusals(), logging.getLogger(mkdocs.__name__), logging.StreamHandler(io.StringIO())
    logger.addHandler(own)
    handlers = list(logger.handlers)
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
        logger.removeHandler(own)


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
