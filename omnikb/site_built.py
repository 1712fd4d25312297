"""What plugins get of a finished site: its rendered pages, and a store of their own."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Protocol

from omnikb.rendering import Rendered


class RenderedPages(dict[str, Rendered]):
    """The headings, anchors and plain text of each page, by its path."""

    def digest(self, path: str) -> str:
        """Equal where two pages' contents are equal."""
        rendered = self[path]
        return hashlib.blake2b(repr((rendered.headings, rendered.passages)).encode(), digest_size=16).hexdigest()


class PluginCache(Protocol):
    """A plugin's own store of bytes. It outlives builds, and may be lost at any time."""

    def get(self, key: str) -> bytes | None:
        """What was put there, or ``None``."""

    def put(self, key: str, value: bytes) -> None:
        """Keep bytes."""


class MemoryCache:
    """A store for one build."""

    def __init__(self, values: Mapping[str, bytes] = {}) -> None:
        self._values = dict(values)

    def get(self, key: str) -> bytes | None:
        """What was put there, or ``None``."""
        return self._values.get(key)

    def put(self, key: str, value: bytes) -> None:
        """Keep bytes."""
        self._values[key] = value
