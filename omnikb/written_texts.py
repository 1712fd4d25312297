"""The texts that people wrote into front matter, of whatever plugin's keys: sentences and names, no ids, no choices."""

from __future__ import annotations

import typing
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from pydantic import BaseModel

from omnikb.documents import Document, Ref


def written_texts(document: Document) -> Iterator[str]:
    """Every text in the fields of a document that is written for readers, in the order the plugins' models declare them.

    Left out are ids of other documents, choices from a list (enumerations, literals, terms), numbers and dates.
    """
    for part in document.parts.values():
        yield from _in_model(part)


def _in_model(part: BaseModel) -> Iterator[str]:
    for name in _fields_for_readers(type(part)):
        yield from _in_value(getattr(part, name))


def _in_value(value: Any) -> Iterator[str]:
    if type(value) is str:  # enumerations, terms and messages are texts too, but of other classes
        if value.strip():
            yield value
    elif isinstance(value, BaseModel):
        yield from _in_model(value)
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _in_value(one)
    elif isinstance(value, (tuple, list)):
        for one in value:
            yield from _in_value(one)


@lru_cache(maxsize=512)
def _fields_for_readers(model: type[BaseModel]) -> tuple[str, ...]:
    """The fields that are neither references nor choices."""
    return tuple(name for name, info in model.model_fields.items() if not _chosen(info.annotation, tuple(info.metadata)))


def _chosen(annotation: Any, metadata: tuple[Any, ...] = ()) -> bool:
    """Whether a value of this annotation is an id or one of a list, itself or in its items."""
    if any(isinstance(one, Ref) for one in metadata) or typing.get_origin(annotation) is typing.Literal:
        return True
    arguments = typing.get_args(annotation)
    if typing.get_origin(annotation) is typing.Annotated:
        return _chosen(arguments[0], tuple(arguments[1:]))
    return any(_chosen(one) for one in arguments if one is not ...)
