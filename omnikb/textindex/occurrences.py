"""Entries as occurrences of terms: which term stands where in which document, as columns, many documents at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from omnikb.textindex.analysis import LAST_POSITION, PHRASE_SIZE, Tokens, analysed
from omnikb.textindex.characters import Characters
from omnikb.textindex.entries import Entry
from omnikb.textindex.varints import Numbers

BODY, TITLE, LABELS, HEADINGS, SUMMARY = 0, 1, 2, 4, 8
"""Fields, as they are written beside a posting."""
PLACE_BITS, FIELD_BITS = 20, 4


@dataclass(frozen=True, slots=True)
class Family:
    """Occurrences of terms of one kind: the term as a number, and ``document << 24 | position << 4 | field``."""

    code: Numbers
    place: Numbers


@dataclass(frozen=True, slots=True)
class Occurrences:
    """Of some documents. Code of a single: its code point; of a bigram: ``first << 21 | second``; else its number in ``words``.

    ``lengths`` and ``title_lengths`` are of the documents, in order.
    """

    singles: Family
    bigrams: Family
    words: Family
    phrases: Family
    lengths: Numbers
    title_lengths: Numbers


class Words:
    """Numbers for terms that are not one or two ideographic code points."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def of(self, terms: Sequence[str]) -> Numbers:
        """The number of each term; new ones get the next."""
        numbers = self.numbers
        return np.fromiter((numbers.setdefault(term, len(numbers)) for term in terms), np.int64, len(terms))


def segments(entry: Entry) -> Iterator[tuple[int, str]]:
    """The texts of an entry in the order of their positions, each with its field."""
    yield TITLE, entry.title
    for label in entry.labels:
        yield LABELS, label
    yield SUMMARY, entry.summary
    for passage in entry.passages:
        yield HEADINGS, passage.heading
        yield BODY, passage.text


def occurrences(entries: Sequence[Entry], first: int, words: Words, table: Characters) -> Occurrences:
    """Of documents numbered from ``first``."""
    rows = [(number, kind, text) for number, entry in enumerate(entries) for kind, text in segments(entry) if text]
    documents = np.array([row[0] for row in rows], np.int64)
    fields = np.array([row[1] for row in rows], np.int64)
    tokens = analysed([row[2] for row in rows], table, documents)
    document = documents[tokens.text] if len(rows) else tokens.text
    field = fields[tokens.text] if len(rows) else tokens.text
    place = (document + first) << (PLACE_BITS + FIELD_BITS) | np.minimum(tokens.position, LAST_POSITION) << FIELD_BITS | field
    within = tokens.position < LAST_POSITION
    pairs = np.flatnonzero(tokens.joined & within)
    singles = np.flatnonzero(~tokens.is_piece)
    in_title = field == TITLE
    asked = tokens.joined | tokens.is_piece | (~tokens.is_piece & ~tokens.joined & ~_after_joined(tokens))
    return Occurrences(
        Family(tokens.code[singles], place[singles]),
        Family(tokens.code[pairs] << 21 | tokens.code[pairs + 1], place[pairs]),
        _words(tokens, place, within, words),
        _phrases(tokens, place, field, words),
        np.bincount(document, minlength=len(entries)),
        np.bincount(document[in_title & asked], minlength=len(entries)),
    )


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


def _phrases(tokens: Tokens, place: Numbers, field: Numbers, words: Words) -> Family:
    named = (field == TITLE) | (field == LABELS)
    runs = [(first, last) for first, last in tokens.runs(named) if 1 <= last - first < PHRASE_SIZE]
    terms = ["#" + "".join(map(chr, tokens.code[first : last + 1].tolist())) for first, last in runs]
    return Family(words.of(terms), place[np.array([first for first, __ in runs], np.int64)])
