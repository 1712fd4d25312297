"""Kinds of values that plugins' fields are often of, each refused in one way wherever it stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field, GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from omnikb.problems import SAID_TWICE, TEXT_EMPTY

Item = TypeVar("Item")


def _said(text: str) -> str:
    if not text.strip():
        raise TEXT_EMPTY.error()
    return text


def _listed(value: object) -> object:
    return value if value is None or isinstance(value, (list, tuple)) else [value]


def _not_empty(items: tuple[Item, ...]) -> tuple[Item, ...]:
    if not items:
        raise TEXT_EMPTY.error()
    return items


Text = Annotated[str, AfterValidator(_said)]
"""Text that is not blank."""

MOST = 10**12
"""No figure of a project is larger; a slip of the keyboard may be."""

Number = Annotated[float, Field(strict=True, ge=-MOST, le=MOST, allow_inf_nan=False)]
"""A number as written: neither text nor yes and no."""

Amount = Annotated[float, Field(strict=True, ge=0, le=MOST, allow_inf_nan=False)]
"""A number from zero on, of money or of anything measured."""

Count = Annotated[int, Field(strict=True, ge=0, le=MOST)]
"""A whole number from zero on, of people or of days."""

Listed = Annotated[tuple[Item, ...], BeforeValidator(_listed)]
"""Any number of items; a single one need not be written as a list."""

SomeListed = Annotated[tuple[Item, ...], BeforeValidator(_listed), AfterValidator(_not_empty)]
"""At least one item; a single one need not be written as a list."""


@dataclass(frozen=True, slots=True)
class EachOnce:
    """Beside a list of models, of which no two may say the same under ``key``: of one thing the list speaks once.

    ``Annotated[tuple[Member, ...], EachOnce("department")]``.
    """

    key: str

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """The list's own schema, and this rule after it."""
        return core_schema.no_info_after_validator_function(self._checked, handler(source))

    def _checked(self, items: Sequence[Any]) -> Sequence[Any]:
        counts = Counter(getattr(item, self.key) for item in items)
        for value, count in counts.items():
            if count > 1:
                raise SAID_TWICE.error(key=self.key, value=value)
        return items
