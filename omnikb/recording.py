"""A view of the index, and of the settings, that notes what is read: the facts by which a page is told to be out of date."""

from __future__ import annotations

import datetime
from collections.abc import Callable, ItemsView, Iterator, KeysView, Mapping, ValuesView
from typing import Any, TypeVar

from omnikb.documents import Document
from omnikb.facts import DOCUMENTS, TODAY, Fact, name_of
from omnikb.index import Derived, Index, Link
from omnikb.settings import Settings

Value = TypeVar("Value")


class Recording(Index):
    """An index that adds every fact it tells to ``reads``."""

    def __init__(self, index: Index, reads: set[Fact]) -> None:
        """``reads`` grows as the view is read."""
        self._index, self.reads = index, reads
        self.directory_urls, self.language, self.types = index.directory_urls, index.language, index.types
        self.documents = Recorded(index.documents, reads, "document", DOCUMENTS)

    def get(self, id: str) -> Document | None:
        """The document of this id, or ``None``."""
        self.reads.add(("document", id))
        return self._index.get(id)

    def at_path(self, path: str) -> Document | None:
        """The document in this file, or ``None``."""
        self.reads.add(("path", path))
        return self._index.at_path(path)

    def of_type(self, name: str | None) -> tuple[Document, ...]:
        """All documents of a type, by id."""
        self.reads.add(("type", name or ""))
        return self._index.of_type(name)

    def outgoing(self, id: str, relation: str | None = None) -> tuple[Link, ...]:
        """The links of a document."""
        self.reads.add(("outgoing", id))
        return self._index.outgoing(id, relation)

    def incoming(self, id: str, relation: str | None = None) -> tuple[Link, ...]:
        """The links to a document."""
        self.reads.add(("incoming", id))
        return self._index.incoming(id, relation)

    def derive(self, compute: Callable[[Index], Derived]) -> Derived:
        """``compute(index)``, once. Of a mapping only the keys that are asked for count as read."""
        value = self._index.derive(compute)
        name = name_of(compute)
        if isinstance(value, Mapping):
            return Recorded(value, self.reads, f"derived\0{name}", ("derived", name))  # type: ignore[return-value]  # it is such a mapping
        self.reads.add(("derived", name))
        return value

    def derive_each(self, compute: Callable[[Index, str], Derived]) -> Mapping[str, Derived]:
        """``compute(index, key)`` for each key. Only the keys that are asked for count as read."""
        return RecordedEach(self._index.derive_each(compute), self.reads, name_of(compute))


class Recorded(Mapping[str, Value]):
    """A mapping that notes each key it is asked for, and the whole where it is walked."""

    def __init__(self, values: Mapping[str, Value], reads: set[Fact], kind: str, whole: Fact) -> None:
        self._values, self._reads, self._whole = values, reads, whole
        self._kind = tuple(kind.split("\0"))

    def __getitem__(self, key: str) -> Value:
        self._reads.add((*self._kind, key) if isinstance(key, str) else self._whole)
        return self._values[key]

    def get(self, key: str, default: Any = None) -> Any:
        """The value at a key, or ``default``."""
        self._reads.add((*self._kind, key) if isinstance(key, str) else self._whole)
        return self._values.get(key, default)

    def __contains__(self, key: object) -> bool:
        self._reads.add((*self._kind, key) if isinstance(key, str) else self._whole)
        return key in self._values

    def __iter__(self) -> Iterator[str]:
        self._reads.add(self._whole)
        return iter(self._values)

    def __len__(self) -> int:
        self._reads.add(self._whole)
        return len(self._values)

    def keys(self) -> KeysView[str]:
        """All keys."""
        self._reads.add(self._whole)
        return self._values.keys()

    def values(self) -> ValuesView[Value]:
        """All values."""
        self._reads.add(self._whole)
        return self._values.values()

    def items(self) -> ItemsView[str, Value]:
        """All keys with their values."""
        self._reads.add(self._whole)
        return self._values.items()


class RecordedEach(Mapping[str, Value]):
    """The same of a mapping that cannot be walked."""

    def __init__(self, values: Mapping[str, Value], reads: set[Fact], name: str) -> None:
        self._values, self._reads, self._name = values, reads, name

    def __getitem__(self, key: str) -> Value:
        if isinstance(key, str):
            self._reads.add(("each", self._name, key))
        return self._values[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


class RecordingSettings(Settings):
    """Settings that note whether the day was asked for. All else in them is the same for every page."""

    @property
    def today(self) -> datetime.date:
        """The date that "overdue" is measured against."""
        self.__dict__["reads"].add(TODAY)
        found: datetime.date = self.__dict__["today"]
        return found


def recording_settings(settings: Settings, reads: set[Fact]) -> Settings:
    """The settings, adding to ``reads`` where the day is read."""
    copy = object.__new__(RecordingSettings)
    copy.__dict__.update(settings.__dict__, reads=reads)
    return copy
