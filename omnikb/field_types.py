"""Kinds of values that plugins' fields are often of, each refused in one way wherever it stands."""

from __future__ import annotations

from typing import Annotated, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field

from omnikb.problems import TEXT_EMPTY

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

Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
"""A number as written: neither text nor yes and no."""

Amount = Annotated[float, Field(strict=True, ge=0, allow_inf_nan=False)]
"""A number from zero on, of money or of anything measured."""

Count = Annotated[int, Field(strict=True, ge=0)]
"""A whole number from zero on, of people or of days."""

Listed = Annotated[tuple[Item, ...], BeforeValidator(_listed)]
"""Any number of items; a single one need not be written as a list."""

SomeListed = Annotated[tuple[Item, ...], BeforeValidator(_listed), AfterValidator(_not_empty)]
"""At least one item; a single one need not be written as a list."""
