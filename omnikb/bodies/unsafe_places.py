"""Where in a body stands what cleaning took away, however it was disguised."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from html import unescape
from string import ascii_lowercase, ascii_uppercase

from omnikb.bodies.code_masking import masked_code
from omnikb.bodies.removals import Removed
from omnikb.problems import EXTERNAL_MEDIA, TOO_DEEP, UNSAFE_TAG, UNSAFE_URL, Problem
from omnikb.reading.positions import line_and_column

# A parser that calls itself for each level gives up at about a hundred of them
NESTED_DEEPLY = re.compile(r"^(?:[ >]{120}|[ \t>]*+\t{30}|(?:[ \t]*+(?:>|[-*+:][ \t]|[0-9]++[.)][ \t])){30})", re.MULTILINE)

_ADDRESSES = (UNSAFE_URL, EXTERNAL_MEDIA)
# What a browser overlooks within an address, what Markdown takes away from it, and what stands for another character
_OVERLOOKED = re.compile(r"[\x00-\x20\\`]+")
_DISGUISED = re.compile(rf"{_OVERLOOKED.pattern}|&(?:#x[0-9a-f]+;?|#[0-9]+;?|[a-z][a-z0-9]*;)", re.IGNORECASE)
_LOWER = str.maketrans(ascii_uppercase, ascii_lowercase)
_IN_ADDRESS, _IN_NAME = re.compile(r"[\w:/]"), re.compile(r"[\w-]")
_ASSIGNED, _ENDED = re.compile(r"\s*+="), re.compile(r"(?![\w-])")
_LENGTH_COMPARED = 60

Found = Mapping[str, Sequence[int]]
"""Words, each with the offsets in a text where it stands."""


def problems_in(path: str, body: str, body_line: int, removed: Sequence[Removed]) -> list[Problem]:
    """A problem for each thing removed, at its line and column in the file whose line ``body_line`` begins ``body``.

    Things of one kind are found in the order they stand; one that is defined once and used often is one problem.
    """
    search = _Search(body, removed)
    problems: dict[tuple[object, ...], Problem] = {}
    for one in removed:
        line, column = line_and_column(body, search.next(one))
        problem = one.kind.at(path, line + body_line - 1, column, detail=one.detail)
        problems.setdefault((one, problem.line, column), problem)
    return list(problems.values())


class _Search:
    """Goes through a body once for each way to look, with all that is to be found in that way."""

    def __init__(self, body: str, removed: Sequence[Removed]) -> None:
        self._texts = (masked_code(body), body)
        self._words: dict[Look, set[str]] = {}
        for one in set(removed):
            for look, word in _traces(one):
                self._words.setdefault(look, set()).add(word)
        self._looked: dict[tuple[Look, str], Found] = {}
        self._found: dict[Removed, Iterator[int]] = {}
        self._last: dict[Removed, int] = {}

    def next(self, removed: Removed) -> int:
        """The offset of its next occurrence, or of the last one again."""
        if removed not in self._found:
            self._found[removed] = iter(self._occurrences(removed))
        self._last[removed] = next(self._found[removed], self._last.get(removed, 0))
        return self._last[removed]

    def _occurrences(self, removed: Removed) -> Sequence[int]:
        for look, word in _traces(removed):
            for text in self._texts:
                if (look, text) not in self._looked:
                    self._looked[look, text] = look(text, self._words[look])
                if found := self._looked[look, text][word]:
                    return found
        return ()


def _tags(text: str, words: Collection[str]) -> Found:
    # Python-Markdown takes two control characters out of the text before it reads it
    patterns = {tag: re.compile("<" + "[\x02\x03]*".join(tag) + r"(?![\w-])", re.IGNORECASE) for tag in words}
    return {tag: [found.start() for found in pattern.finditer(text)] for tag, pattern in patterns.items()}


def _nesting(text: str, words: Collection[str]) -> Found:
    return {word: [found.start() for found in NESTED_DEEPLY.finditer(text)] for word in words}


def _addresses(text: str, words: Collection[str]) -> Found:
    """Addresses as a browser sees them: without what it overlooks, with the characters that entities stand for."""
    seen: list[str] = []
    offsets: list[int] = []
    position = 0
    for disguised in _DISGUISED.finditer(text):
        meant = _OVERLOOKED.sub("", unescape(disguised[0]))
        seen += text[position : disguised.start()], meant
        offsets += *range(position, disguised.start()), *[disguised.start()] * len(meant)
        position = disguised.end()
    seen.append(text[position:])
    offsets += range(position, len(text))
    found = _standing("".join(seen), words, lambda place: not _IN_ADDRESS.match(text[max(offsets[place] - 1, 0) : offsets[place]]))
    return {word: [offsets[place] for place in places] for word, places in found.items()}


def _values(text: str, words: Collection[str]) -> Found:
    return _standing(text, words, lambda _place: True)


def _assigned_names(text: str, words: Collection[str]) -> Found:
    return _names(text, words, _ASSIGNED)


def _lone_names(text: str, words: Collection[str]) -> Found:
    return _names(text, words, _ENDED)


def _names(text: str, words: Collection[str], end: re.Pattern[str]) -> Found:
    found = _standing(text, words, lambda place: not _IN_NAME.match(text[max(place - 1, 0) : place]))
    return {name: [place for place in places if end.match(text, place + len(name))] for name, places in found.items()}


def _standing(text: str, words: Collection[str], may_begin: Callable[[int], bool]) -> Found:
    """Where the words stand, in whatever case of ASCII: one pass, however many they are."""
    folded = text.translate(_LOWER)
    found: dict[str, list[int]] = {word.translate(_LOWER): [] for word in words}
    lengths: dict[str, set[int]] = {}
    for word in found:
        lengths.setdefault(word[:1], set()).add(len(word))
    for place, character in enumerate(folded):
        if character in lengths and may_begin(place):
            for length in lengths[character]:
                part = folded[place : place + length]
                if part in found:
                    found[part].append(place)
    return {word: found[word.translate(_LOWER)] for word in words}


Look = Callable[[str, Collection[str]], Found]
"""A way to look for words in a text."""


def _traces(removed: Removed) -> Iterator[tuple[Look, str]]:
    """What to look for and how, the surest first."""
    detail = removed.detail
    if removed.kind is UNSAFE_TAG:
        yield _tags, detail
    elif removed.kind is TOO_DEEP:
        yield _nesting, detail
    elif removed.kind in _ADDRESSES:
        if "\\" in detail:  # what Markdown overlooks is here part of the address
            yield _values, detail
        scheme, colon, _rest = detail.partition(":")
        for part in (detail.rstrip("…")[:_LENGTH_COMPARED], scheme + colon, scheme):
            yield _addresses, _OVERLOOKED.sub("", part)[:_LENGTH_COMPARED]
        yield _values, detail
    else:
        name, _equals, value = detail.partition("=")
        if value:
            yield _values, value.strip('"')
        yield _assigned_names, name
        yield _lone_names, name
