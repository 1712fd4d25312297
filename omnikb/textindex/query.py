"""A query as clauses: words, phrases, filters. The grammar stands in the guide's chapter ``search``."""

from __future__ import annotations

from dataclasses import dataclass

LONGEST = 512
BLANKS = frozenset(
    map(chr, (*range(0x09, 0x0E), 0x20, 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000))
)
STRAIGHT = {'"': '"', "＂": "＂"}
CURLY = {"“": "”", "「": "」", "『": "』", "«": "»"}
MINUS = frozenset("-－")
COLONS = frozenset(":：")
COMMAS = frozenset(",，")


@dataclass(frozen=True, slots=True)
class Clause:
    """``kind``: ``words``, ``phrase`` (exact), ``quoted`` (curly: exact if it stands anywhere) or ``filter``.

    ``text``: the words, or the whole filter as typed. ``name`` and ``values`` are of a filter.
    """

    kind: str
    text: str
    excluded: bool = False
    name: str = ""
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """``cut``: only its beginning was read."""

    clauses: tuple[Clause, ...]
    cut: bool


def parsed(text: str) -> Query:
    """The clauses of a query. No text is refused."""
    return Query(tuple(_Parser(text[:LONGEST]).clauses()), len(text) > LONGEST)


class _Parser:
    """Reads one clause after the other."""

    def __init__(self, text: str) -> None:
        self._text, self._at = text, 0

    def clauses(self) -> list[Clause]:
        found: list[Clause] = []
        while True:
            self._skip_blanks()
            if self._at >= len(self._text):
                return found
            excluded = self._takes_minus()
            clause = self._phrase(excluded) or self._filter(excluded) or self._words(excluded)
            if clause.text:
                found.append(clause)

    def _skip_blanks(self) -> None:
        while self._at < len(self._text) and self._text[self._at] in BLANKS:
            self._at += 1

    def _takes_minus(self) -> bool:
        here, after = self._text[self._at], self._text[self._at + 1 : self._at + 2]
        if here in MINUS and after and after not in BLANKS and after not in MINUS:
            self._at += 1
            return True
        return False

    def _phrase(self, excluded: bool) -> Clause | None:
        mark = self._text[self._at]
        if mark in STRAIGHT:
            end = self._text.find(STRAIGHT[mark], self._at + 1)
        elif mark in CURLY:
            end = self._text.find(CURLY[mark], self._at + 1)
            if end < 0 or (end + 1 < len(self._text) and self._text[end + 1] not in BLANKS):
                return None
        else:
            return None
        if end < 0:
            self._at += 1
            return self._words(excluded)
        text = self._text[self._at + 1 : end]
        self._at = end + 1
        return Clause("phrase" if mark in STRAIGHT else "quoted", text, excluded)

    def _words(self, excluded: bool) -> Clause:
        start = self._at
        while self._at < len(self._text) and self._text[self._at] not in BLANKS and not self._opens_phrase():
            self._at += 1
        return Clause("words", self._text[start : self._at], excluded)

    def _opens_phrase(self) -> bool:
        return self._text[self._at] in STRAIGHT

    def _filter(self, excluded: bool) -> Clause | None:
        """``name:value,"another value"``: no blank beside the colon."""
        start = end = self._at
        while (
            end < len(self._text)
            and self._text[end] not in BLANKS
            and self._text[end] not in COLONS
            and self._text[end] not in STRAIGHT
        ):
            end += 1
        if end == start or end >= len(self._text) or self._text[end] not in COLONS:
            return None
        name, values, at = self._text[start:end], [], end + 1
        while True:
            value, at = self._value(at)
            if not value:
                return None
            values.append(value)
            if at >= len(self._text) or self._text[at] not in COMMAS:
                break
            at += 1
        if at < len(self._text) and self._text[at] not in BLANKS:
            return None
        self._at = at
        return Clause("filter", self._text[start:at], excluded, name, tuple(values))

    def _value(self, at: int) -> tuple[str, int]:
        mark = self._text[at : at + 1]
        closing = STRAIGHT.get(mark) or CURLY.get(mark)
        if closing and (end := self._text.find(closing, at + 1)) > 0:
            return self._text[at + 1 : end], end + 1
        end = at
        while (
            end < len(self._text)
            and self._text[end] not in BLANKS
            and self._text[end] not in COMMAS
            and self._text[end] not in STRAIGHT
        ):
            end += 1
        return self._text[at:end], end
