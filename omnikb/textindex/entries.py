"""What is indexed, and what a reader of the files may meet. See the package's docstring for the meaning of each field."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Passage:
    """The text below one heading; the first one may have neither heading nor anchor. A line feed in ``text`` ends a block."""

    anchor: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One page. ``labels`` are tags and names, ``facets`` ids of values by the facet's id; ``prior`` multiplies its score.

    ``told`` is shown with a hit and not searched: what kind of page it is.
    """

    id: str
    address: str
    title: str
    lang: str
    labels: tuple[str, ...] = ()
    summary: str = ""
    passages: tuple[Passage, ...] = ()
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    date: datetime.date | None = None
    prior: float = 1.0
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """An entry that need not be loaded while its ``key`` is the same."""

    id: str
    key: str
    load: Callable[[], Entry]


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet and its values, with their labels by language. What stands under another key is a further name of a value."""

    id: str
    labels: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class IndexFile:
    """One file of the index; ``path`` is relative, with ``/``, and ``digest`` identifies the content."""

    path: str
    content: bytes
    digest: str

    @classmethod
    def of(cls, path: str, content: bytes) -> IndexFile:
        """A new file. Those that stay keep their digest: working out all of them takes longer than reading the files."""
        return cls(path, content, digest_of(content))


def digest_of(content: bytes) -> str:
    """What identifies bytes, in 32 hexadecimal digits."""
    return hashlib.blake2b(content, digest_size=16).hexdigest()


class Store(Protocol):
    """Keeps what the next build need not do again. It may lose anything at any time."""

    def get(self, key: str) -> bytes | None:
        """What was put there, or ``None``."""

    def put(self, key: str, value: bytes) -> None:
        """Keep ``value``."""


class IndexFileError(Exception):
    """A file of the index cannot be read: it is ``missing``, ``cut`` (or changed within), or ``foreign``."""

    def __init__(self, path: str, reason: str) -> None:
        """``reason``: one of the three words."""
        super().__init__(f"{path}: {reason}")
        self.path, self.reason = path, reason
