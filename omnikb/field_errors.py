"""From pydantic's errors to problems a person can act on, in the person's language."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from omnikb import corrections
from omnikb.core_fields import IN_CHINESE
from omnikb.declarations import annotation_of, field_of, keys_beside, ref_of, takes
from omnikb.documents import KeyPath
from omnikb.i18n import messages_of
from omnikb.problems import (
    KEY_MISSING,
    KEY_UNKNOWN,
    NEEDLESS_BRACKETS,
    NOT_A_DATE,
    NOT_A_LIST,
    NOT_A_MAPPING,
    NOT_A_NUMBER,
    NOT_TEXT,
    NOT_WHOLE,
    NOT_YES_OR_NO,
    VALUE_MISSING,
    VALUE_NOT_ALLOWED,
    VALUE_OUT_OF_RANGE,
    VALUE_REFUSED,
    ProblemKind,
)
from omnikb.samples import allowed_values
from omnikb.suggestions import nearest

_ = messages_of("omnikb")

Finding = tuple[ProblemKind, KeyPath, Mapping[str, object]]
"""What is wrong, at which key, and the words for the message."""

_BY_TYPE: Mapping[str, ProblemKind] = {
    **dict.fromkeys(("int_parsing", "int_type", "int_from_float", "float_parsing", "float_type", "finite_number"), NOT_A_NUMBER),
    **dict.fromkeys(("bool_parsing", "bool_type"), NOT_YES_OR_NO),
    **dict.fromkeys(("date_type", "date_parsing", "date_from_datetime_parsing", "date_from_datetime_inexact"), NOT_A_DATE),
    **dict.fromkeys(("list_type", "tuple_type", "set_type", "frozen_set_type", "iterable_type"), NOT_A_LIST),
    **dict.fromkeys(("dict_type", "model_type", "mapping_type", "model_attributes_type", "dataclass_type"), NOT_A_MAPPING),
    "string_type": NOT_TEXT,
}

_CHOICES = ("literal_error", "enum")

_OF_ABSENT_KEYS = ("missing", "omnikb")
"""Errors whose place may end in a key that is not there: a plugin may ask for a key that has a default."""

_LIMITS = {"greater_than": ">", "greater_than_equal": "≥", "less_than": "<", "less_than_equal": "≤"}


def findings(error: ValidationError, model: type[BaseModel], value: object) -> Iterator[Finding]:
    """Each thing wrong with the mapping ``value`` that ``model`` refused, once: of a union only its likeliest member speaks."""
    by_place: dict[KeyPath, list[_Located]] = {}
    for detail in error.errors(include_url=False):
        located = _located(detail, value)
        by_place.setdefault(located.union, []).append(located)
    told: set[tuple[KeyPath, object]] = set()
    for union, group in by_place.items():
        for one in _likeliest(group) if union else group:
            kind, words = _named(one, model)
            again = (one.key[:-1], words["written"]) if kind is NEEDLESS_BRACKETS else None  # for another item of a list
            if again not in told:
                yield kind, one.key, words
            if again:
                told.add(again)


class _Located(NamedTuple):
    """An error of pydantic's with its key as the front matter has it. ``union``: its way to the union it is in, or ``()``.

    ``beside``: the list that its value is an item of, or ``()``.
    """

    detail: ErrorDetails
    key: KeyPath
    union: KeyPath
    member: str | int
    beside: Sequence[object]


def _located(detail: ErrorDetails, value: object) -> _Located:
    """Without the names that pydantic puts in the way for the members of a union, and what a validator put around a value."""
    key: list[str | int] = []
    union: KeyPath = ()
    member: str | int = ""
    way, here, around = detail["loc"], value, None
    for number, step in enumerate(way):
        if (isinstance(here, Mapping) and step in here) or (isinstance(here, (list, tuple)) and step in range(len(here))):
            here, around = here[step], here  # type: ignore[index]  # whichever it is, the step is in it
        elif detail["type"] not in _OF_ABSENT_KEYS or number + 1 < len(way):
            union, member = union or way[:number], member or step
            continue
        key.append(step)
    return _Located(detail, tuple(key), union, member, around if isinstance(around, (list, tuple)) else ())


def _likeliest(group: list[_Located]) -> list[_Located]:
    """The errors of the union's member that was most likely meant: the one that got furthest, or lists what it allows."""
    members: dict[str | int, list[_Located]] = {}
    for one in group:
        members.setdefault(one.member, []).append(one)

    def likelihood(errors: list[_Located]) -> tuple[int, bool, int]:
        depth = max(len(one.detail["loc"]) for one in errors)
        return depth, any(one.detail["type"] in _CHOICES for one in errors), -len(errors)

    return max(members.values(), key=likelihood)


def _named(located: _Located, model: type[BaseModel]) -> tuple[ProblemKind, Mapping[str, object]]:
    detail = located.detail
    sort, context, value = detail["type"], detail.get("ctx", {}), detail["input"]
    key = next((step for step in reversed(located.key) if isinstance(step, str)), "")
    if sort == "omnikb":
        return context["kind"], context["arguments"]
    if sort == "missing":
        return KEY_MISSING, {"key": key, "allowed": ", ".join(allowed_values(annotation_of(model, located.key)))}
    if sort == "extra_forbidden":
        return unknown_key(str(detail["loc"][-1]), keys_beside(model, located.key[:-1]))
    if sort in _CHOICES and value is not None:
        return _not_allowed(key, value, str(context["expected"]))
    if sort in _LIMITS:
        limit = next(bound for name, bound in context.items() if name in ("gt", "ge", "lt", "le"))
        return VALUE_OUT_OF_RANGE, {"key": key, "value": _shown(value), "limit": f"{_LIMITS[sort]} {limit:g}"}
    if sort in ("int_type", "int_from_float") and isinstance(value, float) and math.isfinite(value):
        return NOT_WHOLE, {"key": key, "value": _shown(value)}
    if sort in _BY_TYPE or sort in _CHOICES:
        return _of_another_type(located, key, model)
    return VALUE_REFUSED, {"key": key, "value": _shown(value), "reason": _reason(detail)}


def _of_another_type(located: _Located, key: str, model: type[BaseModel]) -> tuple[ProblemKind, Mapping[str, object]]:
    """The finding for a value that is of another type than asked for, or that is not there."""
    value, field = located.detail["input"], field_of(model, located.key)
    ref = ref_of(field.annotation, field.metadata) if field else None
    if value is None:
        return VALUE_MISSING, {"key": key, "type": ref.type if ref else None}
    kind = _BY_TYPE[located.detail["type"]]
    id_ = corrections.within_brackets(value)
    if id_ and kind in (NOT_TEXT, NOT_A_MAPPING) and takes(model, located.key, [id_]):
        single = kind is NOT_TEXT and takes(model, located.key, id_)
        if written := corrections.without_brackets(value, located.key, located.beside, single=single):
            return NEEDLESS_BRACKETS, {"key": key, "written": written}
    words: dict[str, object] = {"key": key, "value": f'"{_shown(value)}"' if isinstance(value, str) else _shown(value)}
    if kind is NOT_TEXT:
        words["written"] = corrections.at(located.key, corrections.quoted(value))
    if kind is NOT_A_NUMBER:
        number = corrections.number(value)
        taken = number and not ("." in number and located.detail["type"].startswith("int_"))
        words["written"] = corrections.at(located.key, number) if taken else ""
    return kind, words


def _reason(detail: ErrorDetails) -> str:
    """What a plugin's validator said, in its own words, translatable where it marked them; else pydantic's."""
    raised = detail.get("ctx", {}).get("error")
    if isinstance(raised, Exception) and raised.args and isinstance(raised.args[0], str):
        return raised.args[0]
    return detail["msg"]


def unknown_key(key: str, known: list[str]) -> tuple[ProblemKind, Mapping[str, object]]:
    """The finding for a key nobody owns, with the nearest of those that exist."""
    near = nearest(key, known) or IN_CHINESE.get(key, "")
    return KEY_UNKNOWN, {"key": key, "near": near if near in known else "", "known": ", ".join(known)}


def _not_allowed(key: str, value: object, expected: str) -> tuple[ProblemKind, Mapping[str, object]]:
    allowed = re.findall(r"'([^']*)'", expected) or [expected]
    near = nearest(str(value), allowed) or ""
    return VALUE_NOT_ALLOWED, {"key": key, "value": _shown(value), "near": near, "allowed": ", ".join(allowed)}


def _shown(value: object) -> str:
    """A value as its author would recognise it: as YAML, short, on one line."""
    if value is None:
        return _("empty")
    if isinstance(value, (bool, list, dict)):
        value = json.dumps(value, ensure_ascii=False, skipkeys=True, default=str)
    text = " ".join(str(value).split())
    return text if len(text) <= 60 else text[:59] + "…"
