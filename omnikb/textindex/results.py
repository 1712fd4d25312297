"""What a search answers. See the package's docstring for the meaning of each field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """Plain text, never HTML; ``marked`` where the query's words stand."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """One document. ``matched`` and ``missing``: the words of the query, as typed, that it has and has not.

    ``reasons``: its labels that have units of the query which title, heading and snippet do not show.
    ``told``: what kind of page it is.
    """

    id: str
    address: str
    title: tuple[Piece, ...]
    lang: str
    date: str
    score: int
    anchor: str
    heading: str
    snippet: tuple[Piece, ...]
    reasons: tuple[tuple[Piece, ...], ...]
    matched: tuple[str, ...]
    missing: tuple[str, ...]
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """What was left out of the query or read otherwise: ``kind`` is one of those in the package's docstring."""

    kind: str
    word: str = ""
    nearest: str = ""


@dataclass(frozen=True, slots=True)
class Results:
    """One page of hits, their number in all, counts by facet (if asked for), the filters that were applied, and notes."""

    hits: tuple[Hit, ...]
    total: int
    facets: Mapping[str, tuple[tuple[str, int], ...]]
    filters: Mapping[str, tuple[str, ...]]
    notes: tuple[Note, ...]
