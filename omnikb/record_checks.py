"""Whether a record that a plugin gave holds what its class says: a broken plugin is then named where it gave it.

A record is looked at once, and there may be hundreds of thousands: what each field may be is worked out once a class.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class WrongValue:
    """A field that holds something else than ``expected``; ``field`` is ``Link.relation``, ``got`` the name of a type."""

    field: str
    got: str
    expected: str


def wrong_value(record: Any) -> WrongValue | None:
    """The first simple field of a dataclass that is not as annotated, records within it included; ``None``: all are."""
    for name, allowed, classes, items in _annotated(type(record)):  # type: ignore[arg-type]  # mypy does not see that classes can be hashed
        value = getattr(record, name)
        if isinstance(value, type) if classes else isinstance(value, allowed):
            if classes and not issubclass(value, classes):
                return _wrong(record, name, value.__name__)
            if items and isinstance(value, tuple):
                for item in value:
                    if not isinstance(item, items):
                        return _wrong(record, name, f"({type(item).__name__}, …)")
                    if is_dataclass(item) and (found := wrong_value(item)):
                        return found
            elif is_dataclass(value) and not classes and (found := wrong_value(value)):
                return found
        else:
            return _wrong(record, name, type(value).__name__)
    return None


def is_folder(path: str) -> bool:
    """Whether the path of a document type's folder stays inside the content folder."""
    return "\\" not in path and all(part.strip(". ") for part in path.split("/"))


def _wrong(record: Any, name: str, got: str) -> WrongValue:
    kind = type(record)
    return WrongValue(f"{kind.__name__}.{name}", got, next(str(one.type) for one in fields(kind) if one.name == name))


_Allowed = tuple[type, ...]


@cache
def _annotated(kind: Any) -> tuple[tuple[str, _Allowed, _Allowed, _Allowed], ...]:
    """For each field: the types it may have; the classes it may be; the types of its items where it is a tuple."""
    if not is_dataclass(kind):
        return ()
    hints = get_type_hints(kind)
    found = ((one.name, list(_alternatives(hints[one.name]))) for one in fields(kind))
    return tuple(
        (
            name,
            tuple(plain for hint in hints_of for plain in _plain(hint)),
            tuple(base for hint in hints_of if get_origin(hint) is type for base in get_args(hint)),
            tuple(
                plain
                for hint in hints_of
                if get_origin(hint) is tuple
                for item in _alternatives(get_args(hint)[0])
                if item is not Any
                for plain in _plain(item)
            ),
        )
        for name, hints_of in found
        if Any not in hints_of
    )


def _alternatives(hint: Any) -> tuple[Any, ...]:
    return get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)


def _plain(hint: Any) -> _Allowed:
    """The types to ask ``isinstance`` for; a ``dict`` is asked for first, for an abstract class is slow to answer."""
    if hint is Markup:
        return (str,)
    base = get_origin(hint) or hint
    return (dict, Mapping) if base is Mapping else (NoneType,) if base is None else (base,)
