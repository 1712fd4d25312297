"""Where in a body stands what cleaning took away, however it was disguised."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from omnikb.bodies.code_masking import masked_code
from omnikb.bodies.removals import Removed
from omnikb.problems import EXTERNAL_MEDIA, TOO_DEEP, UNSAFE_TAG, UNSAFE_URL, Problem
from omnikb.reading.positions import line_and_column

# A parser that calls itself for each level gives up at about a hundred of them
NESTED_DEEPLY = re.compile(r"^(?:[ >]{120}|[ \t>]*+\t{30}|(?:[ \t]*+(?:>|[-*+:][ \t]|[0-9]++[.)][ \t])){30})", re.MULTILINE)

_ADDRESSES = (UNSAFE_URL, EXTERNAL_MEDIA)
_NAMED = {":": "colon", "(": "lpar", ")": "rpar", "&": "amp", "/": "sol", ".": "period", "#": "num", "+": "plus"}
# What a browser overlooks within an address, and what Markdown takes away from it
_OVERLOOKED = r"(?:[\x00-\x20\\`]|&(?:tab|newline);|&#0*(?:9|10|13);?|&#x0*[9ad];?)*"
_LENGTH_COMPARED = 60


def problems_in(path: str, body: str, body_line: int, removed: Sequence[Removed]) -> list[Problem]:
    """A problem for each thing removed, at its line and column in the file whose line ``body_line`` begins ``body``.

    Things of one kind are found in the order they stand; one that is defined once and used often is one problem.
    """
    search = _Search(body)
    problems: dict[tuple[object, ...], Problem] = {}
    for one in removed:
        line, column = line_and_column(body, search.next(one))
        problem = one.kind.at(path, line + body_line - 1, column, detail=one.detail)
        problems.setdefault((one, problem.line, column), problem)
    return list(problems.values())


class _Search:
    """Goes through a body once for each thing to be found."""

    def __init__(self, body: str) -> None:
        self._body, self._masked = body, masked_code(body)
        self._found: dict[Removed, Iterator[int]] = {}
        self._last: dict[Removed, int] = {}

    def next(self, removed: Removed) -> int:
        """The offset of its next occurrence, or of the last one again."""
        if removed not in self._found:
            self._found[removed] = self._occurrences(removed)
        self._last[removed] = next(self._found[removed], self._last.get(removed, 0))
        return self._last[removed]

    def _occurrences(self, removed: Removed) -> Iterator[int]:
        for pattern in _patterns(removed):
            for text in (self._masked, self._body):
                if pattern.search(text):
                    yield from (found.start() for found in pattern.finditer(text))
                    return


def _patterns(removed: Removed) -> Iterator[re.Pattern[str]]:
    """What to look for, the surest first."""
    detail = removed.detail
    if removed.kind is UNSAFE_TAG:
        # Python-Markdown takes two control characters out of the text before it reads it
        yield re.compile("<" + "[\x02\x03]*".join(detail) + r"(?![\w-])", re.IGNORECASE)
    elif removed.kind is TOO_DEEP:
        yield NESTED_DEEPLY
    elif removed.kind in _ADDRESSES:
        scheme, colon, _rest = detail.partition(":")
        for part in (detail.rstrip("…")[:_LENGTH_COMPARED], scheme + colon, scheme):
            characters = map(_disguised, re.sub(r"[\x00-\x20]", "", part))
            yield re.compile(r"(?<![\w:/])" + _OVERLOOKED.join(characters), re.IGNORECASE)
    else:
        name, _equals, value = detail.partition("=")
        if value:
            yield re.compile(re.escape(value.strip('"')))
        yield re.compile(rf"(?<![\w-]){re.escape(name)}\s*=", re.IGNORECASE)
        yield re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])", re.IGNORECASE)


def _disguised(character: str) -> str:
    """A character as itself or as any of its HTML entities."""
    named = f"|&{_NAMED[character]};" if character in _NAMED else ""
    codes = (
        {ord(character.lower()), ord(character.upper())} if len(character.lower() + character.upper()) == 2 else {ord(character)}
    )
    numbers = "".join(f"|&#0*{code};?|&#x0*{code:x};?" for code in sorted(codes))
    return f"(?:{re.escape(character)}{numbers}{named})"
