"""Light stems of English words: plural, -ing, -ed, -ly and a final e or i. Rules in the guide's chapter ``search``."""

from __future__ import annotations

import re
from functools import lru_cache

_PLAIN = re.compile(r"[a-z]{4,}")
_VOWEL = re.compile(r"[aeiouy]")
_DOUBLE = re.compile(r"([bcdfghjkmnpqrtvwx])\1$")


@lru_cache(maxsize=200_000)
def stem(term: str) -> str:
    """The stem of a term; of any but a word of 4 letters a–z or more, the term itself."""
    return _without_end(_without_ly(_without_ending(_without_plural(term)))) if _PLAIN.fullmatch(term) else term


def _without_plural(word: str) -> str:
    if word.endswith("sses"):
        return word[:-2]
    if word.endswith("ies"):
        return word[:-3] + ("y" if len(word) >= 5 else "ie")
    return word[:-1] if word[-1] == "s" and word[-2] not in "sui" else word


def _without_ending(word: str) -> str:
    for ending in ("ing", "ed"):
        left = word.removesuffix(ending)
        if left != word and not word.endswith("eed") and len(left) >= 3 and _VOWEL.search(left):
            return left[:-1] if _DOUBLE.search(left) else left
    return word


def _without_ly(word: str) -> str:
    return word[:-2] if word.endswith("ly") and len(word) >= 6 else word


def _without_end(word: str) -> str:
    if word[-1] == "e" and len(word) >= 4:
        return word[:-1]
    return word[:-1] + "y" if word[-1] == "i" else word
