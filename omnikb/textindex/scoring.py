"""How well documents fit the units of a query: BM25F (Robertson & Zaragoza 2009), coverage, title, best passages, neighbours.

Whatever is compared is a whole number, and only operations that IEEE 754 rounds exactly are used (+ − × ÷ √, floor), so that
``scoring.js`` comes to the same score. The formula stands in the guide's chapter ``search``.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from omnikb.textindex.columns import Documents
from omnikb.textindex.index_reader import Found
from omnikb.textindex.varints import Numbers

PARAMETERS = {
    "title": 600,
    "labels": 400,
    "headings": 400,
    "summary": 200,
    "saturation": 300,
    "length": 60,
    "floor": 150,
    "bridge": 80,
    "word": 200,
    "coverage": 45,
    "titled": 100,
    "whole": 200,
    "exact": 150,
    "passage": 100,
    "second": 75,
    "passage_saturation": 200,
    "passage_length": 40,
    "passage_size": 320,
    "overlapping": 45,
    "adjacent": 200,
    "synonym": 60,
    "least": 25,
    "best": 64,
}
"""All in hundredths, but ``passage_size`` (positions) and ``best`` (documents that are looked at closely)."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The unit that follows another in a query: its number, how many positions later, whether they share a character."""

    number: int
    distance: int
    overlaps: bool


@dataclass(frozen=True, slots=True)
class Sought:
    """A unit with what was found. ``weight``: what it is worth, in 256ths of a bit."""

    key: str
    found: Found
    weight: int
    next: Neighbour | None = None


def binary_logarithm(number: float) -> float:
    """The logarithm to base 2 of a number from 1 on, to 12 binary digits: the same wherever it is computed."""
    whole = 0
    while number >= 2:
        number /= 2
        whole += 1
    result, digit = float(whole), 0.5
    for __ in range(12):
        number *= number
        if number >= 2:
            number /= 2
            result += digit
        digit /= 2
    return result


def weights(
    counts: Sequence[int], words: Sequence[bool], following: Sequence[Neighbour | None], documents: int, scoring: dict[str, int]
) -> list[int]:
    """The weight of units, by the number of documents of each. ``words``: which are words by themselves, not one of several
    bigrams; ``following``: the neighbour of each.
    """
    bridges = {
        one.number
        for number, one in enumerate(following)
        if one and one.overlaps and (other := following[one.number]) and other.overlaps
        if counts[one.number] < min(counts[number], counts[other.number])
    }
    found = []
    for number, (count, is_word) in enumerate(zip(counts, words, strict=True)):
        rarity = max(binary_logarithm((2 * documents + 2) / (2 * count + 1)), scoring["floor"] / 100)
        share = scoring["bridge"] if number in bridges else scoring["word"] if is_word else 100
        found.append(math.floor(256 * (share / 100) * math.sqrt(rarity * math.sqrt(rarity))))
    return found


class Scorer:
    """Scores documents for units, step by step. ``scoring``: the parameters, from the manifest."""

    def __init__(self, documents: Documents, scoring: dict[str, int]) -> None:
        self._documents, self._scoring = documents, scoring
        count = len(documents.slots)
        average = int(documents.lengths.sum()) / count if count else 1.0
        share = scoring["length"] / 100
        self._saturations = scoring["saturation"] / 100 * (1 - share + share * documents.lengths / max(average, 1.0))

    def gains(self, sought: Sought) -> Numbers:
        """What a unit adds to each of its documents."""
        found, scoring = sought.found, self._scoring
        frequency = found.body * 100
        for bit, name in enumerate(("title", "labels", "headings", "summary")):
            frequency = frequency + (found.fields >> bit & 1) * scoring[name]
        saturation = self._saturations[found.documents]
        gain = sought.weight * (scoring["saturation"] / 100 + 1) * frequency / (frequency + 100 * saturation)
        return np.floor(gain).astype(np.int64)

    def titled(self, sought: Sequence[Sought]) -> Numbers:
        """What a title adds that has the query's units: their weight times their share in the title; more where it has them
        all, and most where it is equal."""
        size = len(self._documents.slots)
        weight, number = np.zeros(size, np.int64), np.zeros(size, np.int64)
        for one in sought:
            inside = one.found.documents[one.found.fields & 1 == 1]
            weight[inside] += one.weight
            number[inside] += 1
        lengths = np.maximum(self._documents.title_lengths, 1)
        share = np.floor(self._scoring["titled"] * weight * np.minimum(number, lengths) / (100 * lengths)).astype(np.int64)
        whole = number == len(sought)
        exact = whole & (self._documents.title_lengths == number)
        bonus: Numbers = np.where(whole, weight * self._scoring["whole"] // 100, share)
        return bonus + np.where(exact, weight * self._scoring["exact"] // 100, 0)

    def closely(self, sought: Sequence[Sought], document: int) -> int:
        """What its best passages and neighbouring units add to one document."""
        places = [one.found.positions_in(document) for one in sought]
        return self._passages(sought, places, document) + self._neighbours(sought, places)

    def _passages(self, sought: Sequence[Sought], places: Sequence[Numbers], document: int) -> int:
        scoring = self._scoring
        first, behind = (int(one) for one in self._documents.first_passage[document : document + 2])
        blocks = self._documents.blocks[first:behind]
        if not len(blocks):
            return 0
        ends = np.cumsum(blocks) * 64
        share, steepness = scoring["passage_length"] / 100, scoring["passage_saturation"] / 100
        saturations = steepness * (1 - share + share * (64 * blocks) / scoring["passage_size"])
        sums = np.zeros(len(blocks), np.int64)
        for one, positions in zip(sought, places, strict=True):
            if len(positions):
                inside = np.minimum(np.searchsorted(ends, positions, side="right"), len(blocks) - 1)
                frequency = np.bincount(inside, minlength=len(blocks))
                gain = one.weight * (steepness + 1) * frequency / (frequency + saturations)
                sums += np.floor(gain).astype(np.int64)
        best = sorted(sums.tolist(), reverse=True)
        second = best[1] if len(best) > 1 else 0
        return best[0] * scoring["passage"] // 100 + second * scoring["passage"] * scoring["second"] // 10_000

    def _neighbours(self, sought: Sequence[Sought], places: Sequence[Numbers]) -> int:
        total = 0
        for one, positions in zip(sought, places, strict=True):
            if (
                one.next
                and len(positions)
                and len(places[one.next.number])
                and np.isin(positions + one.next.distance, places[one.next.number]).any()
            ):
                share = self._scoring["overlapping" if one.next.overlaps else "adjacent"]
                total += min(one.weight, sought[one.next.number].weight) * share
        return total // 100
