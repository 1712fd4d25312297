"""Python objects as bytes and back: what the cache keeps of documents and pages.

Reading makes nothing but plain values and objects of OmniKB's and the plugins' own classes: a cache that somebody else
brought into the folder can hold no other, and so run nothing.
"""

from __future__ import annotations

import hashlib
import io
import pickle
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from operator import attrgetter
from typing import Any

from pydantic import BaseModel

from omnikb.plugin_manager import Plugins

_SAFE = {
    ("datetime", "date"),
    ("datetime", "datetime"),
    ("datetime", "time"),
    ("datetime", "timedelta"),
    ("decimal", "Decimal"),
    ("builtins", "frozenset"),
    ("builtins", "set"),
    ("builtins", "bytearray"),
    ("markupsafe", "Markup"),
}


def model(_plugin: str, _number: int) -> type[BaseModel]:
    """Stands in preserved objects for the model that a plugin made for its settings, which no name leads to."""
    raise LookupError("a preserved object is read by Preserver.read alone")


class Preserver:
    """Writes and reads objects of one set of plugins."""

    def __init__(
        self, models: Mapping[str, tuple[type[BaseModel], ...]], packages: Iterable[str], records: Iterable[type] = ()
    ) -> None:
        """``models``: the fields' models by plugin; ``packages``: the import names of the plugins.

        ``records``: dataclasses there are many of, which are made by their constructor, in a third of the time.
        """
        kinds = tuple(records)
        self._reductions: dict[type, Callable[[Any], Any]] = {kind: _reduction(kind) for kind in kinds}
        self._layout = _layout(kinds)
        self._models = models
        self._packages = frozenset({"omnikb", *packages})
        self._places = {one: (name, number) for name, known in models.items() for number, one in enumerate(known)}

    @classmethod
    def of(cls, plugins: Plugins, records: Iterable[type] = ()) -> Preserver:
        """For the models and classes of these plugins."""
        models: dict[str, list[type[BaseModel]]] = {plugin.name: [] for plugin in plugins.active}
        for plugin, one in plugins.fields:
            models[plugin.name].append(one.model)
        packages = {getattr(plugin.module, "__name__", "").partition(".")[0] for plugin in plugins.active}
        return cls({name: tuple(known) for name, known in models.items()}, packages - {""}, records)

    def write(self, value: Any) -> bytes:
        """The bytes of a value. Raises ``pickle.PicklingError`` (and its like) where an object cannot be found by name."""
        buffer = io.BytesIO()
        buffer.write(self._layout)
        pickler = pickle.Pickler(buffer, protocol=5)
        pickler.dispatch_table = {type(BaseModel): self._reduced, **self._reductions}
        pickler.dump(value)
        return buffer.getvalue()

    def read(self, data: bytes) -> Any:
        """The value; ``None`` where the bytes name anything that is not to be made from a cache, or that is no more, and where the
        records had other fields when they were written."""
        if not data.startswith(self._layout):
            return None
        try:
            buffer = io.BytesIO(data)
            buffer.seek(len(self._layout))
            return _Reader(buffer, self._models, self._packages).load()
        except Exception:  # whatever a preserved object makes of a class that has changed
            return None

    def _reduced(self, kind: type[BaseModel]) -> str | tuple[Any, tuple[str, int]]:
        if kind in self._places and getattr(sys.modules.get(kind.__module__), kind.__qualname__, None) is not kind:
            return model, self._places[kind]
        return kind.__qualname__


def _reduction(kind: Any) -> Callable[[Any], Any]:
    values = attrgetter(*(one.name for one in fields(kind)))
    return lambda record: (kind, values(record))


def _layout(kinds: Iterable[Any]) -> bytes:
    """What identifies the fields of records, whose values are kept by their order."""
    said = [(kind.__module__, kind.__qualname__, *(one.name for one in fields(kind))) for kind in kinds]
    return hashlib.blake2b(repr(said).encode(), digest_size=8).digest()


class _Reader(pickle.Unpickler):
    def __init__(self, data: io.BytesIO, models: Mapping[str, tuple[type[BaseModel], ...]], packages: frozenset[str]) -> None:
        super().__init__(data)
        self._models, self._packages = models, packages

    def find_class(self, module: str, name: str) -> Any:
        """Classes of the core and of plugins, and a few plain ones."""
        if (module, name) == (model.__module__, model.__qualname__):
            return lambda plugin, number: self._models[plugin][number]
        found = super().find_class(module, name) if module.partition(".")[0] in self._packages or (module, name) in _SAFE else None
        if not isinstance(found, type):
            raise pickle.UnpicklingError(f"{module}.{name}")
        return found
