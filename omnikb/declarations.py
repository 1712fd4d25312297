"""What models declare: the field that a key leads to, what it is, and what it takes."""

from __future__ import annotations

import typing
from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from omnikb.documents import KeyPath, Ref


def takes(model: type[BaseModel], way: KeyPath, value: object) -> bool:
    """Whether a list's own key takes this value; deeper keys are given the benefit of the doubt."""
    if len(way) != 2 or not isinstance(way[1], int):  # else than a key and an item of its list
        return bool(way) and isinstance(value, list)
    key = way[0]
    try:
        model.model_validate({key: value})
    except ValidationError as error:
        return all(detail["loc"][:1] != (key,) for detail in error.errors(include_url=False))
    return True


def keys_beside(model: type[BaseModel], way: KeyPath) -> list[str]:
    """The keys of the nested model that ``way`` leads to, or of all that may stand there."""
    return sorted({info.alias or name for one in _models_in(annotation_of(model, way)) for name, info in one.model_fields.items()})


def annotation_of(model: type[BaseModel], way: KeyPath) -> Any:
    """What the key at the end of ``way`` is declared to be; the index of an item leaves it at the list's."""
    field = field_of(model, way)
    return field.annotation if field else model


def field_of(model: type[BaseModel], way: KeyPath) -> FieldInfo | None:
    """The field at the end of ``way``, or the last that is known of on it; ``None`` for the model itself."""
    found: FieldInfo | None = None
    for step in way:
        fields = [pair for one in _models_in(found.annotation if found else model) for pair in one.model_fields.items()]
        found = next((info for name, info in fields if step in (name, info.alias)), found)
    return found


def ref_of(annotation: Any, metadata: Iterable[Any] = ()) -> Ref | None:
    """The reference that a value of this annotation is, or may be."""
    own = next((one for one in (*metadata, annotation) if isinstance(one, Ref)), None)
    return own or next(filter(None, map(ref_of, typing.get_args(annotation))), None)


def refs_in(model: type[BaseModel]) -> Iterator[Ref]:
    """All references that the fields of a model declare, at any depth."""
    waiting, seen = [model], {model}
    while waiting:
        for info in waiting.pop().model_fields.values():
            yield from _refs(info.annotation, info.metadata)
            within = [one for one in _models_in(info.annotation) if one not in seen]
            waiting += within
            seen.update(within)


def _refs(annotation: Any, metadata: Iterable[Any] = ()) -> Iterator[Ref]:
    yield from (one for one in (*metadata, annotation) if isinstance(one, Ref))
    for argument in typing.get_args(annotation):
        yield from _refs(argument)


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """The models that a value of this annotation is made of."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in typing.get_args(annotation):
        yield from _models_in(argument)
