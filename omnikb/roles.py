"""What a field means to those who do not know its plugin: its role, what readers call its key, what its values are worth."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

if TYPE_CHECKING:
    from omnikb.documents import Term


class Role(StrEnum):
    """What a field means: ``Annotated[str, Role.SUMMARY]``. A pydantic ``computed_field`` may have a role too."""

    FACET = "facet"
    MEASURE = "measure"
    STATE = "state"
    SUMMARY = "summary"
    ALIAS = "alias"
    DUE = "due"
    PERSON = "person"


class Standing(Enum):
    """How far a reader may rely on a document in a certain state."""

    PROVEN = "proven"
    CURRENT = "current"
    RETIRED = "retired"


class StateValue(StrEnum):
    """Base of the values of a field with ``Role.STATE``: what readers call each, and how far they may rely on it."""

    @property
    def label(self) -> str:
        """The state as readers see it."""
        return self.value

    @property
    def standing(self) -> Standing:
        """How far a document in this state may be relied on."""
        return Standing.CURRENT


@dataclass(frozen=True, slots=True)
class Terms:
    """Beside a role: all terms the field takes, used or not: ``Annotated[tuple[Term, ...], Role.FACET, Terms(…)]``."""

    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Key:
    """A key with a role. ``label`` is its field's ``title``, else the key itself; ``terms`` those that its field takes."""

    name: str
    label: str
    terms: tuple[Term, ...] = ()


@lru_cache(maxsize=512)
def keys_with(model: type[BaseModel], role: Role) -> tuple[Key, ...]:
    """The keys of a plugin's model that have a role, in the order of its fields; computed ones last."""
    return tuple(
        Key(name, title or name, next((one.terms for one in metadata if isinstance(one, Terms)), ()))
        for name, title, metadata in _described(model)
        if role in metadata
    )


def _described(model: type[BaseModel]) -> Iterator[tuple[str, str | None, tuple[Any, ...]]]:
    for name, field in model.model_fields.items():
        yield name, field.title, tuple(field.metadata)
    for name, computed in model.model_computed_fields.items():
        yield name, computed.title, getattr(computed.return_type, "__metadata__", ()) if _is_annotated(computed.return_type) else ()


def _is_annotated(annotation: object) -> bool:
    return typing.get_origin(annotation) is typing.Annotated
