"""The word nearest to one that found nothing."""

from __future__ import annotations

from collections.abc import Iterable


def distance(one: str, other: str, most: int) -> int:
    """Insertions, deletions, replacements and swaps of neighbours between two words; ``most + 1`` where there are more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for number, letter in enumerate(one, 1):
        before, last, row = row, before, [number]
        for place, against in enumerate(other, 1):
            cost = min(before[place] + 1, row[place - 1] + 1, before[place - 1] + (letter != against))
            if number > 1 and place > 1 and letter == other[place - 2] and one[number - 2] == against:
                cost = min(cost, last[place - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def most_edits(word: str) -> int:
    """How far a word may be from the one that was meant."""
    return 0 if len(word) < 4 else 1 if len(word) < 8 else 2


def nearest_word(word: str, words: Iterable[str], most: int) -> str:
    """The word at the least distance, at most ``most``; of equals the one with the longest common beginning, then the first.

    ``""``: there is none.
    """
    best = (most + 1, 0, "")
    for candidate in words:
        if abs(len(candidate) - len(word)) > most or candidate == word:
            continue
        edits = distance(word, candidate, most)
        if edits <= most:
            best = (
                min(best, (edits, -_shared(word, candidate), candidate))
                if best[2]
                else (edits, -_shared(word, candidate), candidate)
            )
    return best[2]


def _shared(one: str, other: str) -> int:
    number = 0
    for letter, against in zip(one, other, strict=False):
        if letter != against:
            break
        number += 1
    return number
