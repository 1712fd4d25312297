"""Fingerprints of values: the same for equal values, in every process."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from itertools import chain
from operator import attrgetter
from typing import Any

from pydantic import BaseModel

from omnikb.documents import Document, Term

_EXACT = frozenset({str, int, bool, bytes, datetime.date})
"""Kinds of which equal values are written the same."""

_PLAIN = (str, int, float, bool, type(None), bytes, datetime.date)

OfDocument = Callable[[Document], bytes]

_Add = Callable[[Any, list[str], OfDocument], None]


class NotComparableError(TypeError):
    """A value of a class whose content is not known."""


def fingerprint(value: Any, of_document: OfDocument) -> bytes:
    """16 bytes that tell a value from any other: of records, models, enums, dates and collections of these.

    ``of_document`` gives the digest of a document. Raises ``NotComparableError`` for anything else.
    """
    pieces: list[str] = []
    _adding(type(value))(value, pieces, of_document)  # type: ignore[arg-type]  # mypy does not see that classes can be hashed
    return hashlib.blake2b("".join(pieces).encode(errors="surrogatepass"), digest_size=16).digest()


def alike(one: Any, other: Any) -> bool:
    """Whether two values surely have the same fingerprint, told without making either. Documents are alike only as one object."""
    if one is other:
        return True
    kind = type(one)
    if kind is not type(other) or issubclass(kind, Document):
        return False
    if kind in _EXACT:
        return bool(one == other)
    if kind is float:
        return repr(one) == repr(other)  # of zero there are two
    if kind is not tuple and kind is not list and not is_dataclass(kind):
        return False
    values = _parts(kind)  # type: ignore[arg-type]  # mypy does not see that classes can be hashed
    parts, others = tuple(values(one)), tuple(values(other))
    return len(parts) == len(others) and all(map(alike, parts, others))


@cache
def _adding(kind: Any) -> _Add:
    """How a value of a class is taken down; found once for each class, for there are hundreds of thousands of values."""
    name = kind.__qualname__
    if issubclass(kind, Term):
        return lambda value, pieces, _: pieces.append(
            f"term {str(value)!r} {sorted(value.names.items())} {value.page!r} {value.aliases!r};"
        )
    if issubclass(kind, Enum):
        return lambda value, pieces, _: pieces.append(f"{name}.{value.name};")
    if issubclass(kind, _PLAIN):
        return lambda value, pieces, _: pieces.append(f"{name} {value!r};")
    if issubclass(kind, Document):
        return lambda value, pieces, of_document: pieces.append(f"document {of_document(value).hex()}")
    if issubclass(kind, Set):
        return _add_set
    parts = _parts(kind)

    def add(value: Any, pieces: list[str], of_document: OfDocument) -> None:
        pieces.append(f"{name}(")
        for one in parts(value):
            _adding(type(one))(one, pieces, of_document)  # type: ignore[arg-type]  # as above
        pieces.append(")")

    return add


def _add_set(value: Any, pieces: list[str], of_document: OfDocument) -> None:
    pieces.append(f"<{','.join(sorted(fingerprint(one, of_document).hex() for one in value))}>")


@cache
def _parts(kind: Any) -> Callable[[Any], Iterable[Any]]:
    """How to get at the values that a record or a collection consists of, in order."""
    if is_dataclass(kind):
        names = [one.name for one in fields(kind)]
        values = attrgetter(*names) if names else lambda _: ()
        return values if len(names) != 1 else lambda value: (values(value),)
    if issubclass(kind, BaseModel):
        return lambda value: chain.from_iterable(value.__dict__.items())
    if issubclass(kind, Mapping):
        return lambda value: chain.from_iterable(value.items())
    if issubclass(kind, Sequence):
        return lambda value: value
    raise NotComparableError(kind.__qualname__)
