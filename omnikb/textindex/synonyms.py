"""Names of one thing within a query, and the other names that are sought with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from omnikb.textindex.analysis import analysed
from omnikb.textindex.characters import Characters
from omnikb.textindex.stems import stem

MOST_NAMES = 8
"""Other names sought for one query: bounds what is fetched."""


@dataclass(frozen=True, slots=True)
class Span:
    """Words ``first`` to ``last`` of a query that are a name, and its other names."""

    first: int
    last: int
    others: tuple[str, ...]


def words_of(text: str, table: Characters) -> list[str]:
    """The units of a text without overlap: characters, and stems of pieces."""
    tokens = analysed([text], table)
    return [
        stem(tokens.pieces[code]) if is_piece else chr(code)
        for code, is_piece in zip(tokens.code.tolist(), tokens.is_piece.tolist(), strict=True)
    ]


def spans_in(words: Sequence[str], groups: Sequence[Sequence[str]], table: Characters) -> list[Span]:
    """The names in a row of words, from left to right, the longest first; none overlaps another."""
    names: dict[tuple[str, ...], tuple[int, str]] = {}
    for number, group in enumerate(groups):
        for name in group:
            if key := tuple(words_of(name, table)):
                names.setdefault(key, (number, name))
    longest = max(map(len, names), default=0)
    found: list[Span] = []
    left, at = MOST_NAMES, 0
    while at < len(words):
        ends = range(min(len(words), at + longest), at, -1)
        end = next((end for end in ends if tuple(words[at:end]) in names), 0)
        if end:
            key = tuple(words[at:end])
            number, __ = names[key]
            others = [name for name in groups[number] if tuple(words_of(name, table)) != key][:left]
            left -= len(others)
            found.append(Span(at, end - 1, tuple(others)))
        at = end or at + 1
    return [span for span in found if span.others]
