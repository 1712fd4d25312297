"""Fingerprints of values: the same for equal values, in every process."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import fields, is_dataclass
from enum import Enum
from itertools import chain
from typing import Any

from pydantic import BaseModel

from omnikb.documents import Document, Term

_PLAIN = (str, int, float, bool, type(None), bytes, datetime.date)


class NotComparableError(TypeError):
    """A value of a class whose content is not known."""


def fingerprint(value: Any, of_document: Callable[[Document], bytes]) -> bytes:
    """16 bytes that tell a value from any other: of records, models, enums, dates and collections of these.

    ``of_document`` gives the digest of a document. Raises ``NotComparableError`` for anything else.
    """
    hashed = hashlib.blake2b(digest_size=16)
    for piece in _pieces(value, of_document):
        hashed.update(piece)
    return hashed.digest()


def _pieces(value: Any, of_document: Callable[[Document], bytes]) -> Iterator[bytes]:
    name = type(value).__qualname__
    if isinstance(value, Term):
        yield f"term {str(value)!r} {sorted(value.names.items())} {value.page!r} {value.aliases!r};".encode()
    elif isinstance(value, Enum):
        yield f"{name}.{value.name};".encode()
    elif isinstance(value, _PLAIN):
        yield f"{name} {value!r};".encode(errors="surrogatepass")
    elif isinstance(value, Document):
        yield b"document " + of_document(value)
    elif isinstance(value, Set):
        yield b"<" + b"".join(sorted(fingerprint(one, of_document) for one in value)) + b">"
    else:
        yield f"{name}(".encode()
        for one in _parts_of(value):
            yield from _pieces(one, of_document)
        yield b")"


def _parts_of(value: Any) -> Iterable[Any]:
    """The values that a record or a collection consists of, in order."""
    if is_dataclass(value) and not isinstance(value, type):
        return (getattr(value, one.name) for one in fields(value))
    if isinstance(value, BaseModel):
        return chain.from_iterable(value.__dict__.items())
    if isinstance(value, Mapping):
        return chain.from_iterable(value.items())
    if isinstance(value, Sequence):
        return value
    raise NotComparableError(type(value).__qualname__)
