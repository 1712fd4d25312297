"""What is sought for a text of a query: units for its words, parts for a phrase."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from omnikb.textindex.analysis import Tokens, analysed
from omnikb.textindex.characters import Characters
from omnikb.textindex.stems import stem

MOST_UNITS = 48


@dataclass(frozen=True, slots=True)
class Unit:
    """``key``: a stem, all of whose forms count; or a bigram, or a single. ``position``: in its text; −1 for a whole.

    ``first``, ``last``: of which of the text's words (characters and pieces) it is made. ``is_word``: a stem.
    """

    key: str
    position: int
    start: int
    end: int
    first: int
    last: int
    is_word: bool


@dataclass(frozen=True, slots=True)
class Part:
    """One term of a phrase at its distance from the first. ``placed``: compared by position, else only by document."""

    term: str
    offset: int
    placed: bool


def units_of(text: str, table: Characters, *, split: bool = True) -> list[Unit]:
    """The units of the words of a text, in order, repeated ones included."""
    tokens = analysed([text], table, split=split)
    return list(token_units(tokens))


def token_units(tokens: Tokens) -> Iterator[Unit]:
    """The units that tokens give: runs as bigrams, runs of one as singles, pieces as stems, each whole after its pieces."""
    wholes = {last: (first, term) for first, last, term in tokens.wholes}
    columns = (tokens.code.tolist(), tokens.is_piece.tolist(), tokens.joined.tolist(), tokens.position.tolist())
    start, end = tokens.start.tolist(), tokens.end.tolist()
    before = False
    for number, (code, is_piece, joined, position) in enumerate(zip(*columns, strict=True)):
        if is_piece:
            yield Unit(stem(tokens.pieces[code]), position, start[number], end[number], number, number, True)
            if number in wholes:
                first, term = wholes[number]
                yield Unit(stem(term), -1, start[first], end[number], first, number, True)
        elif joined:
            pair = chr(code) + chr(columns[0][number + 1])
            yield Unit(pair, position, start[number], end[number + 1], number, number + 1, False)
        elif not before:
            yield Unit(chr(code), position, start[number], end[number], number, number, False)
        before = joined


def folded_word(text: str, table: Characters) -> str:
    """The characters and pieces of a text in a row."""
    tokens = analysed([text], table)
    columns = zip(tokens.code.tolist(), tokens.is_piece.tolist(), strict=True)
    return "".join(tokens.pieces[code] if is_piece else chr(code) for code, is_piece in columns)


def parts_of(text: str, table: Characters) -> list[Part]:
    """The parts of a phrase; none where it has no words."""
    tokens = analysed([text], table)
    if not len(tokens.code):
        return []
    if len(tokens.code) == 1 and not tokens.is_piece[0]:
        return [Part(chr(int(tokens.code[0])), 0, False)]
    base = int(tokens.position[0])
    found = []
    for first, last in _stretches(tokens):
        code, offset = int(tokens.code[first]), int(tokens.position[first]) - base
        if tokens.is_piece[first]:
            found.append(Part(tokens.pieces[code], offset, True))
        elif first == last:
            found.append(_alone(tokens, first, offset))
        else:
            codes = tokens.code[first : last + 1].tolist()
            found += [
                Part(chr(one) + chr(other), offset + place, place % 2 == 0 or place == last - first - 1)
                for place, (one, other) in enumerate(pairwise(codes))
            ]
    return found


def _stretches(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """First and last unit of each run, and of each piece, which is one unit."""
    first = 0
    for number, joined in enumerate(tokens.joined.tolist()):
        if not joined:
            yield first, number
            first = number + 1


def _alone(tokens: Tokens, number: int, offset: int) -> Part:
    """A run of one within a phrase: its edge, if nothing but blanks is beside it."""
    marked_before = number > 0 and not tokens.touches[number - 1]
    marked_after = number + 1 < len(tokens.code) and not tokens.touches[number]
    character = chr(int(tokens.code[number]))
    return Part(character, offset, False) if marked_before or marked_after else Part(f"={character}", offset, True)


def distinct(units: Iterable[Unit]) -> list[Unit]:
    """Each key once, at its first place."""
    found: dict[str, Unit] = {}
    for unit in units:
        found.setdefault(unit.key, unit)
    return list(found.values())
