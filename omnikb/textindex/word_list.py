"""The list of words and phrases that the spelling of a query is compared with."""

from __future__ import annotations

import re
from collections.abc import Iterable

from omnikb.textindex.varints import Reader

_LISTED = re.compile(r"[a-z]{4,24}|#.+", re.DOTALL)


def is_listed(term: str) -> bool:
    """Whether a term of the index is in the list."""
    return bool(_LISTED.fullmatch(term))


def word_list_payload(terms: Iterable[bytes]) -> bytes:
    """The payload of ``words.bin``."""
    parts, before = [], b""
    for term in sorted(terms):
        shared = next(
            (place for place, pair in enumerate(zip(before, term, strict=False)) if pair[0] != pair[1]), min(len(before), len(term))
        )
        parts.append(bytes((shared, len(term) - shared)) + term[shared:])
        before = term
    return b"".join(parts)


def read_word_list(payload: bytes) -> list[bytes]:
    """The terms in a payload, sorted. Raises ``ValueError`` for a cut one."""
    reader, term, found = Reader(payload), b"", []
    while reader.at < len(payload):
        shared, more = reader.bytes(2)
        term = term[:shared] + reader.bytes(more)
        found.append(term)
    return found
