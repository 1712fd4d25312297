"""The passage of a document that answers a query best, cut to a snippet with its words marked."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from omnikb.textindex.analysis import analysed
from omnikb.textindex.characters import Characters
from omnikb.textindex.entries import Entry, Passage
from omnikb.textindex.results import Piece
from omnikb.textindex.units import token_units

_ONE, _EACH_OF_TWO, _LEAD, _TAIL = 160, 80, 16, 32
"""Code points: of a snippet in one piece, of each of two, of what stands before the first marked word, and the most that is added
to end with a whole word."""
_END = re.compile(r"[。！？；\n]|[.!?;][ \n]")
"""The end of a sentence: no point in a number is one."""
_WITHIN = re.compile(r"[!-\u1fff]{2}")
"""Two code points of one word: no snippet begins between them, and none ends there."""
_BEFORE = re.compile(rf"{_WITHIN.pattern}|.[ ·\n]")
"""Where no snippet begins: within a word, before a blank, and before the dot between two texts."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """``anchor`` and ``heading``: of the passage it is from."""

    anchor: str
    heading: str
    pieces: tuple[Piece, ...]


Mark = tuple[int, int, str]
"""Start, end, unit."""


def marked(text: str, weights: Mapping[str, int], table: Characters) -> tuple[Piece, ...]:
    """A whole text with the units in it marked."""
    return _pieces(text, 0, len(text), _marks([text], weights, table)[0])


def snippet(entry: Entry, weights: Mapping[str, int], table: Characters) -> Snippet:
    """From the passage where the units of most weight stand near each other; headings count, the first of equals wins."""
    passages = [Passage("", "", entry.summary)] if entry.summary else []
    passages += entry.passages
    marks = _marks([text for passage in passages for text in (passage.heading, passage.text)], weights, table)
    best, chosen = -1, 0
    for number in range(len(passages)):
        there = {unit for *__, unit in marks[2 * number]}
        window = _window(marks[2 * number + 1], _ONE, weights, there)
        worth = sum(weights[unit] for unit in there) + window[2]
        if worth > best:
            best, chosen = worth, number
    if not passages:
        return Snippet("", "", ())
    passage = passages[chosen]
    return Snippet(passage.anchor, passage.heading, _cut(passage.text, marks[2 * chosen + 1], weights))


def reasons(
    labels: Iterable[str], told: str, weights: Mapping[str, int], sought: Container[str], table: Characters
) -> tuple[tuple[Piece, ...], ...]:
    """Of labels, marked, those with a unit of the query (``sought``) that neither the text ``told`` nor a label before them has."""
    known = {unit for *__, unit in _marks([told], weights, table)[0]}
    found = []
    for label in labels:
        (marks,) = _marks([label], weights, table)
        units = {unit for *__, unit in marks if unit in sought}
        if not units <= known:
            known |= units
            found.append(_pieces(label, 0, len(label), marks))
    return tuple(found)


def _marks(texts: Sequence[str], weights: Mapping[str, int], table: Characters) -> list[list[Mark]]:
    found: list[list[Mark]] = []
    for text in texts:
        units = token_units(analysed([text], table)) if text else ()
        marks = ((unit.start, unit.end, unit.key) for unit in units if unit.key in weights)
        found.append(sorted(marks, key=itemgetter(0)))  # a whole comes after its pieces
    return found


def _window(marks: Sequence[Mark], size: int, weights: Mapping[str, int], known: Iterable[str] = ()) -> tuple[int, int, int]:
    """The stretch of at most ``size`` with most weight, each unit counted once and those ``known`` not: start, end, weight."""
    counts: dict[str, int] = dict.fromkeys(known, 1)
    weight, first, best = 0, 0, (0, 0, 0)
    for start, end, unit in marks:
        counts[unit] = counts.get(unit, 0) + 1
        weight += weights[unit] if counts[unit] == 1 else 0
        while marks[first][0] < start and end - marks[first][0] > size:
            gone = marks[first][2]
            counts[gone] -= 1
            weight -= weights[gone] if counts[gone] == 0 else 0
            first += 1
        if weight > best[2]:
            best = (marks[first][0], end, weight)
    return best


def _cut(text: str, marks: Sequence[Mark], weights: Mapping[str, int]) -> tuple[Piece, ...]:
    one = _window(marks, _ONE, weights)
    if one[2] == sum(weights[unit] for unit in {unit for *__, unit in marks}):
        return _shown(text, [_stretch(text, one[0], _ONE)], marks)
    first = _window(marks, _EACH_OF_TWO, weights)
    stretch = _stretch(text, first[0], _EACH_OF_TWO)
    there = {unit for start, end, unit in marks if stretch[0] <= start and end <= stretch[1]}
    second = _window([mark for mark in marks if mark[1] <= stretch[0] or mark[0] >= stretch[1]], _EACH_OF_TWO, weights, there)
    if not second[2]:
        return _shown(text, [_stretch(text, one[0], _ONE)], marks)
    other = _stretch(text, second[0], _EACH_OF_TWO)
    if other[0] < stretch[0]:
        return _shown(text, [(other[0], min(other[1], stretch[0])), stretch], marks)
    return _shown(text, [stretch, (max(other[0], stretch[1]), other[1])], marks)


def _stretch(text: str, start: int, size: int) -> tuple[int, int]:
    """What is shown around a place: from the beginning of its sentence if that is near, else from a word a little before; to the
    end of a word."""
    begin = start
    while begin > max(0, start - _LEAD) and not _END.match(text, begin - 1):
        begin -= 1
    while 0 < begin < start and _BEFORE.match(text, begin - 1):
        begin += 1
    end = begin + size
    while end < begin + size + _TAIL and _WITHIN.match(text, end - 1):
        end += 1
    return begin, min(len(text), end)


def _shown(text: str, stretches: Sequence[tuple[int, int]], marks: Sequence[Mark]) -> tuple[Piece, ...]:
    """Stretches in order, with an ellipsis wherever text is left out."""
    pieces: list[Piece] = []
    before = 0
    for begin, end in stretches:
        if begin > before:
            pieces.append(Piece("… " if not pieces else " … ", False))
        pieces += _pieces(text, begin, end, marks)
        before = end
    if before < len(text):
        pieces.append(Piece(" …", False))
    return tuple(pieces)


def _pieces(text: str, begin: int, end: int, marks: Sequence[Mark]) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    at = begin
    for start, stop in _united(marks, begin, end):
        if start > at:
            pieces.append(Piece(_flat(text[at:start]), False))
        pieces.append(Piece(_flat(text[start:stop]), True))
        at = stop
    if at < end:
        pieces.append(Piece(_flat(text[at:end]), False))
    return tuple(pieces)


def _united(marks: Sequence[Mark], begin: int, end: int) -> list[tuple[int, int]]:
    """Marks within, those that touch or overlap as one."""
    found: list[tuple[int, int]] = []
    for start, stop, __ in sorted(marks):
        low, high = max(start, begin), min(stop, end)
        if low >= high:
            continue
        if found and low <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], high))
        else:
            found.append((low, high))
    return found


def _flat(text: str) -> str:
    return text.replace("\n", " ")
