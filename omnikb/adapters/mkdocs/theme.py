"""The theme's templates, compiled once for all builds of a process, and kept for the next one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jinja2
import mkdocs
from jinja2.bccache import Bucket, BytecodeCache
from mkdocs.config.defaults import MkDocsConfig

from omnikb.cache import Cache


class KeptTheme:
    """For one set of settings: templates are not read again."""

    def __init__(self, cache: Cache) -> None:
        """``cache`` keeps them, compiled, from one process to the next."""
        self._cache = cache
        self._environment: Any = None
        self._names: Callable[..., list[str]] = list

    def lend(self, config: MkDocsConfig, *, files: bool) -> None:
        """Let a build have the templates. ``files``: whether it also copies the theme's files, of which there are ten thousand."""
        if self._environment is None:
            self._environment = config.theme.get_env()
            self._environment.bytecode_cache = CompiledTemplates(self._cache, self._environment)
            self._names = self._environment.list_templates
        self._environment.list_templates = self._names if files else lambda *_, **__: []
        config.theme.get_env = lambda: self._environment  # type: ignore[method-assign]  # where MkDocs' build asks for it


class CompiledTemplates(BytecodeCache):
    """What Jinja makes of templates. It sees for itself whether a template, or Python, is another one now."""

    def __init__(self, cache: Cache, environment: jinja2.Environment) -> None:
        self._cache = cache
        self._made_by = repr((jinja2.__version__, mkdocs.__version__, sorted(environment.extensions))).encode() + b"\n"

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take a template from the cache, where it is there and was made in the same way."""
        kept = self._cache.get(f"theme/{bucket.key}") or b""
        if kept.startswith(self._made_by):
            bucket.bytecode_from_string(kept.removeprefix(self._made_by))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template."""
        self._cache.put(f"theme/{bucket.key}", self._made_by + bucket.bytecode_to_string())
