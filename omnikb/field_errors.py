"""From pydantic's errors to problems a person can act on, in the person's language."""

from __future__ import annotations

import re
import typing
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from omnikb.documents import KeyPath
from omnikb.problems import (
    KEY_MISSING,
    KEY_UNKNOWN,
    NOT_A_DATE,
    NOT_A_LIST,
    NOT_A_MAPPING,
    NOT_A_NUMBER,
    NOT_TEXT,
    NOT_YES_OR_NO,
    VALUE_NOT_ALLOWED,
    VALUE_OUT_OF_RANGE,
    VALUE_REFUSED,
    ProblemKind,
)
from omnikb.suggestions import nearest

Finding = tuple[ProblemKind, KeyPath, Mapping[str, object]]
"""What is wrong, at which key, and the words for the message."""

_BY_TYPE: Mapping[str, ProblemKind] = {
    **dict.fromkeys(("int_parsing", "int_type", "int_from_float", "float_parsing", "float_type", "decimal_parsing"), NOT_A_NUMBER),
    **dict.fromkeys(("bool_parsing", "bool_type"), NOT_YES_OR_NO),
    **dict.fromkeys(("date_type", "date_parsing", "date_from_datetime_parsing", "date_from_datetime_inexact"), NOT_A_DATE),
    **dict.fromkeys(("list_type", "tuple_type", "set_type", "frozen_set_type", "iterable_type"), NOT_A_LIST),
    **dict.fromkeys(("dict_type", "model_type", "mapping_type", "model_attributes_type", "dataclass_type"), NOT_A_MAPPING),
    "string_type": NOT_TEXT,
}

_LIMITS = {"greater_than": ">", "greater_than_equal": "≥", "less_than": "<", "less_than_equal": "≤"}


def findings(error: ValidationError, model: type[BaseModel], at: KeyPath = ()) -> Iterator[Finding]:
    """Each thing wrong with a mapping that ``model`` refused. ``at`` is where the mapping stands."""
    for detail in error.errors(include_url=False):
        kind, words = _named(detail, model)
        yield kind, (*at, *detail["loc"]), words


def _named(detail: ErrorDetails, model: type[BaseModel]) -> tuple[ProblemKind, Mapping[str, object]]:
    sort, context, key = detail["type"], detail.get("ctx", {}), str(detail["loc"][-1]) if detail["loc"] else ""
    if sort == "omnikb":
        return context["kind"], context["arguments"]
    if sort == "missing":
        return KEY_MISSING, {"key": key}
    if sort == "extra_forbidden":
        return unknown_key(key, _keys_beside(model, detail["loc"][:-1]))
    if sort in ("literal_error", "enum"):
        return _not_allowed(key, detail["input"], str(context["expected"]))
    if sort in _LIMITS:
        limit = next(value for name, value in context.items() if name in ("gt", "ge", "lt", "le"))
        return VALUE_OUT_OF_RANGE, {"key": key, "value": _shown(detail["input"]), "limit": f"{_LIMITS[sort]} {limit}"}
    if sort in _BY_TYPE:
        return _BY_TYPE[sort], {"key": key, "value": _shown(detail["input"])}
    reason = str(context.get("error", detail["msg"])) if sort in ("value_error", "assertion_error") else detail["msg"]
    return VALUE_REFUSED, {"key": key, "value": _shown(detail["input"]), "reason": reason}


def unknown_key(key: str, known: list[str]) -> tuple[ProblemKind, Mapping[str, object]]:
    """The finding for a key nobody owns, with the nearest of those that exist."""
    return KEY_UNKNOWN, {"key": key, "near": nearest(key, known) or "", "known": ", ".join(known)}


def _not_allowed(key: str, value: object, expected: str) -> tuple[ProblemKind, Mapping[str, object]]:
    allowed = re.findall(r"'([^']*)'", expected) or [expected]
    near = nearest(str(value), allowed)
    return VALUE_NOT_ALLOWED, {"key": key, "value": _shown(value), "near": near or allowed[0], "allowed": ", ".join(allowed)}


def _shown(value: object) -> str:
    """A value as a person would recognise it: short, on one line."""
    text = " ".join(str(value).split())
    return text if len(text) <= 60 else text[:59] + "…"


def _keys_beside(model: type[BaseModel], way: KeyPath) -> list[str]:
    """The keys of the nested model that ``way`` leads to; ``way`` may hold list positions and names of union members."""
    here: Any = model
    for step in way:
        if isinstance(here, type) and issubclass(here, BaseModel) and step in here.model_fields:
            here = here.model_fields[str(step)].annotation
        if isinstance(step, int) or not _is_model(here):
            here = next(iter(_models_in(here)), here)
    nested = [here] if _is_model(here) else list(_models_in(here))
    return sorted({name for one in nested for name in one.model_fields})


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if _is_model(annotation):
        yield annotation
    for argument in typing.get_args(annotation):
        yield from _models_in(argument)
