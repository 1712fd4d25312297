"""Hits as a terminal or a program reads them."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from omnikb import translated
from omnikb_search.words import WORDS

if TYPE_CHECKING:
    from omnikb.textindex import Hit, Piece, Results


def lines_of(results: Results, query: str, lang: str) -> Iterator[str]:
    """What was understood otherwise, how many there are, and for each hit its title, its place and its words."""
    for note in results.notes:
        alone = "" if note.nearest or not note.kind.startswith("unknown") else "-alone"
        yield _say(f"note-{note.kind}{alone}", lang, word=note.word, near=note.nearest)
    if not results.total:
        yield _say("nothing" if query else "nothing-here", lang, query=_printable(query))
        yield _say("try-fewer", lang)
        return
    yield _say("found.one" if results.total == 1 else "found", lang, count=f"{results.total:,}")
    for number, hit in enumerate(results.hits, 1):
        yield ""
        yield f"{number}. {_marked(hit.title)}"
        facts = (*map(_printable, hit.told), hit.date, _address(hit), _printable(hit.heading), *map(_marked, hit.reasons))
        yield f"   {' · '.join(filter(None, facts))}"
        if hit.snippet:
            yield f"   {_marked(hit.snippet)}"


def as_data(results: Results) -> dict[str, Any]:
    """The same for programs."""
    return {
        "total": results.total,
        "notes": [{"kind": note.kind, "word": note.word, "nearest": note.nearest} for note in results.notes],
        "hits": [_hit_data(hit) for hit in results.hits],
    }


def in_console(data: object) -> str:
    """JSON; all of it in ASCII where the console's encoding lacks a character of it."""
    text = json.dumps(data, ensure_ascii=False, indent=2)
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        return json.dumps(data, indent=2)
    return text


def _hit_data(hit: Hit) -> dict[str, Any]:
    return {
        "id": hit.id,
        "title": _text(hit.title),
        "address": hit.address,
        "anchor": hit.anchor,
        "heading": hit.heading,
        "lang": hit.lang,
        "told": list(hit.told),
        "date": hit.date,
        "snippet": _text(hit.snippet),
        "reasons": [_text(label) for label in hit.reasons],
        "score": hit.score,
        "matched": list(hit.matched),
        "missing": list(hit.missing),
    }


def _say(key: str, lang: str, **words: str) -> str:
    return translated(WORDS[key], lang).format_map(words)


def _address(hit: Hit) -> str:
    return f"{hit.address}#{hit.anchor}" if hit.anchor else hit.address


def _text(pieces: Iterable[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


def _marked(pieces: Sequence[Piece]) -> str:
    return "".join(click.style(_printable(piece.text), bold=True) if piece.marked else _printable(piece.text) for piece in pieces)


def _printable(text: str) -> str:
    """Text that cannot steer a terminal."""
    return "".join(character if character.isprintable() else " " for character in text)
