"""The theme's templates, compiled once for all builds of a process."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mkdocs.config.defaults import MkDocsConfig


class KeptTheme:
    """For one set of settings: templates are not read again."""

    def __init__(self) -> None:
        self._environment: Any = None
        self._names: Callable[..., list[str]] = list

    def lend(self, config: MkDocsConfig, *, files: bool) -> None:
        """Let a build have the templates. ``files``: whether it also copies the theme's files, of which there are ten thousand."""
        if self._environment is None:
            self._environment = config.theme.get_env()
            self._names = self._environment.list_templates
        self._environment.list_templates = self._names if files else lambda *_, **__: []
        config.theme.get_env = lambda: self._environment  # type: ignore[method-assign]  # where MkDocs' build asks for it
