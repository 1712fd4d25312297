"""References in front matter: which fields of a model are ids of other documents, at any depth."""

from __future__ import annotations

import types as python_types
import typing
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import BaseModel

from omnikb.documents import Document, KeyPath, Ref

_SIMPLE = (str, int, float, bool)


@dataclass(frozen=True, slots=True)
class Reference:
    """One id met in front matter, where it stands and what was said beside it."""

    target: str
    ref: Ref
    key: KeyPath
    attributes: Mapping[str, Any]

    @property
    def relation(self) -> str:
        """The link's name: the ref's own, else the top-level key."""
        return self.ref.relation or str(self.key[0])


Walker = Callable[[Any, KeyPath, Mapping[str, Any]], Iterator[Reference]]


def references(document: Document) -> Iterator[Reference]:
    """Every reference of a document's fields, in the order the plugins' models declare them."""
    for model, part in document.parts.items():
        for name, key, walk in _plan(model):
            value = getattr(part, name)
            if value is not None:
                yield from walk(value, (key,), {})


@cache
def _plan(model: type[BaseModel]) -> tuple[tuple[str, str, Walker], ...]:
    """For each field that can hold references: its name, its key, and how to find them."""
    steps = []
    for name, info in model.model_fields.items():
        walker = _walker(info.annotation, tuple(info.metadata))
        if walker is not None:
            steps.append((name, info.alias or name, walker))
    return tuple(steps)


def _walker(annotation: Any, metadata: tuple[Any, ...] = ()) -> Walker | None:
    """How to find the references in a value of this annotation, or ``None`` where there can be none."""
    ref = next((one for one in metadata if isinstance(one, Ref)), None)
    if ref is not None:
        return _reader(ref)
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        return _walker(arguments[0], tuple(arguments[1:]))
    if origin in (typing.Union, python_types.UnionType):
        return _first_of([walker for walker in map(_walker, arguments) if walker])
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return _within_model(annotation)
    if isinstance(origin, type) and issubclass(origin, Mapping) and arguments:
        return _in_mapping(_walker(arguments[1]))
    if isinstance(origin, type) and issubclass(origin, (Sequence, set, frozenset)) and arguments:
        return _in_sequence(_walker(arguments[0]))
    return None


def _reader(ref: Ref) -> Walker:
    def walk(value: Any, key: KeyPath, attributes: Mapping[str, Any]) -> Iterator[Reference]:
        for number, target in enumerate(value) if isinstance(value, (tuple, list)) else [(None, value)]:
            if isinstance(target, str):
                yield Reference(target, ref, key if number is None else (*key, number), attributes)

    return walk


def _first_of(walkers: list[Walker]) -> Walker | None:
    """A union's references: each member ignores values that are not its own."""
    if not walkers:
        return None

    def walk(value: Any, key: KeyPath, attributes: Mapping[str, Any]) -> Iterator[Reference]:
        for walker in walkers:
            found = list(walker(value, key, attributes))
            if found:
                yield from found
                return

    return walk


def _within_model(model: type[BaseModel]) -> Walker | None:
    if not _plan(model):
        return None

    def walk(value: Any, key: KeyPath, _outer: Mapping[str, Any]) -> Iterator[Reference]:
        if not isinstance(value, model):
            return
        steps = _plan(model)
        referring = {step[0] for step in steps}
        beside = {name: getattr(value, name) for name in model.model_fields if name not in referring}
        simple = {name: one for name, one in beside.items() if isinstance(one, _SIMPLE)}
        for name, alias, walker in steps:
            if getattr(value, name) is not None:
                yield from walker(getattr(value, name), (*key, alias), simple)

    return walk


def _in_sequence(item: Walker | None) -> Walker | None:
    if item is None:
        return None

    def walk(value: Any, key: KeyPath, attributes: Mapping[str, Any]) -> Iterator[Reference]:
        if isinstance(value, (tuple, list, set, frozenset)):
            for number, one in enumerate(value):
                yield from item(one, (*key, number), attributes)

    return walk


def _in_mapping(item: Walker | None) -> Walker | None:
    if item is None:
        return None

    def walk(value: Any, key: KeyPath, attributes: Mapping[str, Any]) -> Iterator[Reference]:
        if isinstance(value, Mapping):
            for name, one in value.items():
                yield from item(one, (*key, str(name)), attributes)

    return walk
