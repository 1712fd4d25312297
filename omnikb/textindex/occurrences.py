"""Entries as occurrences of terms: which term stands where in which document, as columns, many documents at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from omnikb.textindex.analysis import LAST_POSITION, PHRASE_SIZE, Places, Tokens, analysed
from omnikb.textindex.characters import Characters
from omnikb.textindex.entries import Entry
from omnikb.textindex.varints import Numbers

BODY, TITLE, LABELS, HEADINGS, SUMMARY = 0, 1, 2, 4, 8
"""Fields, as they are written beside a posting."""
PLACE_BITS, FIELD_BITS = 20, 4


@dataclass(frozen=True, slots=True)
class Family:
    """Occurrences of terms of one kind: the term as a number, and ``document << 24 | position << 4 | field``.

    Of terms without positions, the number of occurrences stands in place of the position.
    """

    code: Numbers
    place: Numbers


@dataclass(frozen=True, slots=True)
class Occurrences:
    """Of some documents. Code of a single: its code point; of a bigram: ``first << 21 | second``; else its number in ``words``.

    ``lengths`` and ``title_lengths`` are of the documents, in order; so are ``passages``: the blocks that each takes.
    """

    singles: Family
    bigrams: Family
    words: Family
    phrases: Family
    lengths: Numbers
    title_lengths: Numbers
    passages: list[list[int]]


class Words:
    """Numbers for terms that are not one or two ideographic code points."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def of(self, terms: Sequence[str]) -> Numbers:
        """The number of each term; new ones get the next."""
        numbers = self.numbers
        return np.fromiter((numbers.setdefault(term, len(numbers)) for term in terms), np.int64, len(terms))


def segments(entry: Entry) -> Iterator[tuple[int, int, str]]:
    """The texts of an entry in the order of their positions, each with its passage and its field. The head is passage 0."""
    yield 0, TITLE, entry.title
    for label in entry.labels:
        yield 0, LABELS, label
    yield 0, SUMMARY, entry.summary
    for number, passage in enumerate(entry.passages, 1):
        yield number, HEADINGS, passage.heading
        yield number, BODY, passage.text


def occurrences(entries: Sequence[Entry], first: int, words: Words, table: Characters) -> Occurrences:
    """Of documents numbered from ``first``."""
    rows = [(number, *row) for number, entry in enumerate(entries) for row in segments(entry) if row[2]]
    documents, passages, fields = np.array([row[:3] for row in rows], np.int64).reshape(-1, 3).T
    through = np.cumsum((np.diff(documents, prepend=-1) != 0) | (np.diff(passages, prepend=-1) != 0))
    tokens = analysed([row[3] for row in rows], table, Places(documents, through))
    document = documents[tokens.text]
    field = fields[tokens.text]
    place = (document + first) << (PLACE_BITS + FIELD_BITS) | np.minimum(tokens.position, LAST_POSITION) << FIELD_BITS | field
    within = tokens.position <= LAST_POSITION
    pairs = np.flatnonzero(tokens.joined & within)
    singles = np.flatnonzero(~tokens.is_piece)
    in_title = field == TITLE
    asked = tokens.joined | tokens.is_piece | (~tokens.is_piece & ~tokens.joined & ~_after_joined(tokens))
    return Occurrences(
        _counted(tokens.code[singles], document[singles], field[singles], first),
        Family(tokens.code[pairs] << 21 | tokens.code[pairs + 1], place[pairs]),
        _words(tokens, place, within, words),
        _phrases(tokens, document, field, words, first),
        np.bincount(document, minlength=len(entries)),
        np.bincount(document[in_title & asked], minlength=len(entries)),
        _by_document(*tokens.passages, len(entries)),
    )


def _by_document(document: Numbers, blocks: Numbers, count: int) -> list[list[int]]:
    bounds = np.searchsorted(document, np.arange(count + 1)).tolist()
    return [blocks[start:end].tolist() for start, end in pairwise(bounds)]


def _counted(code: Numbers, document: Numbers, field: Numbers, first: int) -> Family:
    """Terms without positions, counted by document and field."""
    bits = 20
    keys, counts = np.unique(code << (bits + FIELD_BITS) | document << FIELD_BITS | field, return_counts=True)
    documents, fields = (keys >> FIELD_BITS & ((1 << bits) - 1)) + first, keys & ((1 << FIELD_BITS) - 1)
    return Family(keys >> (bits + FIELD_BITS), documents << (PLACE_BITS + FIELD_BITS) | counts << FIELD_BITS | fields)


def _after_joined(tokens: Tokens) -> np.typing.NDArray[np.bool_]:
    return np.concatenate([[False], tokens.joined[:-1]]) if len(tokens.joined) else tokens.joined


def _words(tokens: Tokens, place: Numbers, within: np.typing.NDArray[np.bool_], words: Words) -> Family:
    """Words, wholes and edges."""
    units = np.flatnonzero(tokens.is_piece & within)
    edges = np.flatnonzero(tokens.edges() & within)
    wholes = [(first, term) for first, __, term in tokens.wholes if within[first]]
    pieces = tokens.pieces
    terms = [pieces[code] for code in tokens.code[units].tolist()]
    terms += [f"={chr(code)}" for code in tokens.code[edges].tolist()]
    terms += [term for __, term in wholes]
    at = np.concatenate([units, edges, np.array([first for first, __ in wholes], np.int64)])
    return Family(words.of(terms), place[at])


def _phrases(tokens: Tokens, document: Numbers, field: Numbers, words: Words, offset: int) -> Family:
    named = (field == TITLE) | (field == LABELS)
    runs = [(first, last) for first, last in tokens.runs(named) if 1 <= last - first < PHRASE_SIZE]
    terms = ["#" + "".join(map(chr, tokens.code[first : last + 1].tolist())) for first, last in runs]
    at = np.array([first for first, __ in runs], np.int64)
    return _counted(words.of(terms), document[at], field[at], offset)
