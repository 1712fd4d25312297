"""Which units of a query stand beside one another: the bigrams of a word, and words that follow each other."""

from __future__ import annotations

from collections.abc import Sequence

from omnikb.textindex.scoring import Neighbour
from omnikb.textindex.units import Unit


def neighbours_of(units: Sequence[Unit], rows: Sequence[Sequence[Unit]]) -> list[Neighbour | None]:
    """For each of ``units``, the distinct ones of ``rows``, the one that follows it first.

    A row goes on where the one before ends, as if only a blank stood between them.
    """
    number = {unit.key: number for number, unit in enumerate(units)}
    found: list[Neighbour | None] = [None] * len(number)
    last: Unit | None = None
    at = end = 0
    for row in rows:
        begin = end
        for unit in (unit for unit in row if unit.position >= 0):
            distance = begin + unit.position - at
            if last and 0 < distance <= 2 and not found[number[last.key]]:
                found[number[last.key]] = Neighbour(number[unit.key], distance, _overlap(last, unit))
            last, at = unit, begin + unit.position
            end = at + (1 if unit.is_word else len(unit.key))
    return found


def groups(units: Sequence[Unit]) -> list[list[Unit]]:
    """Units by word: the bigrams of a run together, any other alone."""
    found: list[list[Unit]] = []
    for unit in units:
        last = found[-1][-1] if found else None
        if last and _overlap(last, unit):
            found[-1].append(unit)
        else:
            found.append([unit])
    return found


def _overlap(one: Unit, other: Unit) -> bool:
    """Whether two bigrams share a character."""
    return not one.is_word and not other.is_word and other.position == one.position + 1 and other.start < one.end
