"""Did you mean: the nearest of the names that would have been right."""

from __future__ import annotations

import difflib
import posixpath
from collections import Counter
from collections.abc import Iterable

_PAIRS_LOOKED_UP = 8
_NAMES_A_PAIR = 200
_CANDIDATES = 12
"""Bounds on what one suggestion may cost: a word's rarest pairs of letters, names read for each, names compared in full."""


def nearest(word: str, names: Iterable[str], likeness: float = 0.6) -> str | None:
    """The name most like ``word``, or ``None`` where none is like it. For a handful of names; ``Names`` serves many.

    ``likeness``: how much of the two must be alike, from 0 to 1.
    """
    by_folded = {name.casefold(): name for name in sorted(names)}
    found = difflib.get_close_matches(word.casefold(), by_folded, n=1, cutoff=likeness)
    return by_folded[found[0]] if found else None


class Names:
    """Many names, indexed by their pairs of letters, so that a suggestion costs the same among ten and ten thousand."""

    def __init__(self, names: Iterable[str]) -> None:
        """``names``: in any order."""
        self._by_pair: dict[str, list[str]] = {}
        for name in sorted(names):
            for pair in _pairs(name):
                self._by_pair.setdefault(pair, []).append(name)

    def nearest(self, word: str) -> str | None:
        """The name most like ``word`` among those that share its rarest pairs of letters."""
        lists = sorted((self._by_pair[pair] for pair in _pairs(word) if pair in self._by_pair), key=len)
        shared = Counter(name for names in lists[:_PAIRS_LOOKED_UP] for name in names[:_NAMES_A_PAIR])
        return nearest(word, [name for name, __ in shared.most_common(_CANDIDATES)])


class Paths:
    """Many paths, found again by the name of the file: one that moved, or one that is spelt nearly so."""

    def __init__(self, paths: Iterable[str]) -> None:
        """``paths``: with ``/``, in any order. Of those with one file name the first is suggested."""
        self._by_name: dict[str, dict[str, str]] = {}
        for path in sorted(paths):
            stem, ending = posixpath.splitext(posixpath.basename(path))
            self._by_name.setdefault(ending, {}).setdefault(stem, path)
        self._names = {ending: Names(stems) for ending, stems in self._by_name.items()}

    def nearest(self, path: str) -> str | None:
        """The path whose file name is that of ``path``, or most like it among those of its kind; the ending is no likeness."""
        stem, ending = posixpath.splitext(posixpath.basename(path))
        found = self._names[ending].nearest(stem) if ending in self._names else None
        return self._by_name[ending][found] if found is not None else None


def _pairs(name: str) -> set[str]:
    folded = f"^{name.casefold()}$"
    return {folded[start : start + 2] for start in range(len(folded) - 1)}
