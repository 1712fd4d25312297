"""Did you mean: the nearest of the names that would have been right."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

_CANDIDATES = 200


def nearest(word: str, names: Iterable[str]) -> str | None:
    """The name most like ``word``, or ``None`` where none is like it. For a handful of names; ``Names`` serves many."""
    by_folded = {name.casefold(): name for name in sorted(names)}
    found = difflib.get_close_matches(word.casefold(), by_folded, n=1, cutoff=0.6)
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
        candidates: dict[str, None] = {}
        for names in lists:
            for name in names[: _CANDIDATES - len(candidates)]:
                candidates[name] = None
            if len(candidates) >= _CANDIDATES:
                break
        return nearest(word, candidates)


def _pairs(name: str) -> set[str]:
    folded = f"^{name.casefold()}$"
    return {folded[start : start + 2] for start in range(len(folded) - 1)}
