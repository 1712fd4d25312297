"""Sample values: for a key of any plugin's model, a value that it takes."""

from __future__ import annotations

import datetime
import math
import types as python_types
import typing
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from enum import Enum
from typing import Any

import annotated_types
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from omnikb.documents import Ref
from omnikb.i18n import messages_of

_ = messages_of("omnikb")

TO_BE_WRITTEN = _("to be written")


@dataclass(frozen=True)
class Samples:
    """Makes sample values. ``say`` gives a message in the document's language, ``target`` an id of a type."""

    say: Callable[[str], str]
    today: datetime.date
    target: Callable[[str | None], str | None]

    def of_field(self, info: FieldInfo) -> Any:
        """A value for a field, as YAML would give it: its first example, else one made from its type.

        ``None`` where it must name a document and there is none to name.
        """
        return info.examples[0] if info.examples else self._of(info.annotation, _constraints(info.metadata))

    def _of(self, annotation: Any, constraints: tuple[Any, ...] = ()) -> Any:
        ref = next((one for one in constraints if isinstance(one, Ref)), None)
        origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
        if origin is typing.Annotated:
            return self._of(arguments[0], (*constraints, *_constraints(arguments[1:])))
        if _is_union(origin):
            return self._of(next(one for one in arguments if one is not type(None)), constraints)
        if _is_collection(origin):
            item = self._of(arguments[0], constraints if ref else ())
            return None if item is None else [item]
        if ref is not None:
            return self.target(ref.type)
        if isinstance(origin, type) and issubclass(origin, Mapping):
            value = self._of(arguments[1])
            return None if value is None else {self.say(TO_BE_WRITTEN): value}
        if origin is typing.Literal:
            return arguments[0]
        return self._simple(annotation, constraints)

    def _simple(self, annotation: Any, constraints: tuple[Any, ...]) -> Any:
        if not isinstance(annotation, type):
            return self.say(TO_BE_WRITTEN)
        if issubclass(annotation, Enum):
            return next(iter(annotation)).value
        if issubclass(annotation, BaseModel):
            required = {name: self.of_field(info) for name, info in annotation.model_fields.items() if info.is_required()}
            return None if None in required.values() else required
        if issubclass(annotation, bool):
            return False
        if issubclass(annotation, (int, float)):
            return _number(constraints)
        if issubclass(annotation, datetime.date):
            return self.today
        if issubclass(annotation, (list, tuple, set, frozenset, dict)):
            return {} if annotation is dict else []
        return self.say(TO_BE_WRITTEN)


def allowed_values(annotation: Any) -> list[str]:
    """The values that a key so annotated, or the items of its list, can take, where they can be counted; else none."""
    annotation = _bare(annotation)
    if typing.get_origin(annotation) is typing.Literal:
        return [str(value) for value in typing.get_args(annotation)]
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return [str(member.value) for member in annotation]
    return ["true", "false"] if annotation is bool else []


def nested_model(info: FieldInfo) -> type[BaseModel] | None:
    """The model of a key that holds keys of its own, or a list of such."""
    annotation = _bare(info.annotation)
    return annotation if isinstance(annotation, type) and issubclass(annotation, BaseModel) else None


def _bare(annotation: Any) -> Any:
    """The type without ``Annotated``, without ``None`` and without the list around it."""
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated or _is_collection(origin):
        return _bare(arguments[0])
    if _is_union(origin):
        return _bare(next(one for one in arguments if one is not type(None)))
    return annotation


def _is_union(origin: Any) -> bool:
    return origin in (typing.Union, python_types.UnionType)


def _is_collection(origin: Any) -> bool:
    return isinstance(origin, type) and issubclass(origin, (Sequence, Set))


def _constraints(metadata: Sequence[Any]) -> tuple[Any, ...]:
    """What annotations say about a value; those inside ``Field(…)`` too."""
    flat: list[Any] = []
    for one in metadata:
        flat += one.metadata if isinstance(one, FieldInfo) else [one]
    return tuple(flat)


def _number(constraints: tuple[Any, ...]) -> int | float:
    """The number nearest to zero within its limits."""
    least: float = 0
    most = math.inf
    for one in constraints:
        if isinstance(one, annotated_types.Ge):
            least = max(least, typing.cast(int, one.ge))
        if isinstance(one, annotated_types.Gt):
            least = max(least, typing.cast(int, one.gt) + 1)
        if isinstance(one, annotated_types.Le):
            most = typing.cast(int, one.le)
    return min(least, most)
