"""A question asked in the terminal: its words, its filters, and the index files of the built site."""

from __future__ import annotations

import json
import os
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal

from omnikb import OmniKBError, Settings, nearest
from omnikb.textindex import IndexFileError, Results, Searcher
from omnikb_search.page import FOLDER
from omnikb_search.words import WORDS, _

Sort = Literal["relevance", "date"]

REFUSED = ("unknown-filter", "unknown-value")
"""What makes a filter given as an option a mistake; within the words it is only a note."""

MISSING = _("{file} is missing from the search index; build the site again: omnikb build")
DAMAGED = _("{file} in the search index is damaged; build the site again: omnikb build")


def asked(settings: Settings, arguments: Sequence[str], limit: int, sort: Sort) -> tuple[str, Results]:
    """The words of what the command line says, and the first ``limit`` hits.

    Raises ``OmniKBError`` for a filter or value that there is not, for a site without an index, and for one that is damaged.
    """
    read = _reader(settings.site / FOLDER / "index", settings.site)
    try:
        words, given = _parted(arguments)
        searcher = Searcher(read)
        filters = " ".join(_clauses(given, _names(read)))
        for note in searcher.search(filters, size=1).notes if filters else ():
            if note.kind in REFUSED:
                near = note.nearest or _value_like(note.word, searcher)
                raise OmniKBError(WORDS[f"note-{note.kind}{'' if near else '-alone'}"], {"word": note.word, "near": near})
        return " ".join(words), searcher.search(" ".join(filter(None, (filters, *words))), sort=sort, size=limit)
    except IndexFileError as error:
        raise OmniKBError(MISSING if error.reason == "missing" else DAMAGED, {"file": error.path}) from error


def _reader(folder: Path, site: Path) -> Callable[[str], bytes]:
    if not (folder / "manifest.json").is_file():
        raise OmniKBError(
            _("there is no search index in {folder}; build the site first: omnikb build"), {"folder": os.path.relpath(site)}
        )
    return lambda path: (folder / path).read_bytes()


def _parted(arguments: Sequence[str]) -> tuple[list[str], list[tuple[str, str]]]:
    """The words, and the filters as name and value: ``--type lesson`` or ``--type=lesson``."""
    words: list[str] = []
    filters: list[tuple[str, str]] = []
    rest: Iterator[str] = iter(arguments)
    for argument in rest:
        if not argument.startswith("--") or argument == "--":
            words.append(argument)
            continue
        name, mark, value = argument[2:].partition("=")
        value = value if mark else next(rest, "")
        if not value:
            raise OmniKBError(_("--{name} needs a value, such as --type lesson"), {"name": name})
        filters.append((name, value))
    return words, filters


def _names(read: Callable[[str], bytes]) -> Mapping[str, str]:
    """The ids of the filters by every name they go by."""
    try:
        facets = json.loads(read("manifest.json"))["facets"]
        labels = {_folded(label): facet["id"] for facet in reversed(facets) for label in facet["labels"].values()}
        return labels | {_folded(facet["id"]): facet["id"] for facet in facets}
    except (ValueError, KeyError, TypeError) as error:
        raise IndexFileError("manifest.json", "foreign") from error


def _clauses(given: Sequence[tuple[str, str]], names: Mapping[str, str]) -> Iterator[str]:
    """The filters as clauses of a query. Raises ``OmniKBError`` for one that there is not, with the nearest."""
    values: dict[str, list[str]] = {}
    for name, value in given:
        if (facet := names.get(_folded(name))) is None:
            near = nearest(_folded(name), names)
            kind = "note-unknown-filter" if near else "note-unknown-filter-alone"
            raise OmniKBError(WORDS[kind], {"word": name, "near": near})
        values.setdefault(facet, []).append('"{}"'.format(value.replace('"', " ").replace("＂", " ")))
    for facet, chosen in values.items():
        yield f"{facet}:{','.join(chosen)}"


def _value_like(word: str, searcher: Searcher) -> str | None:
    """The shortest value of any filter that contains the word, else the nearest; ``None`` where none is near."""
    values = [value for counts in searcher.search("", size=1, facets=True).facets.values() for value, __ in counts]
    within = sorted((len(value), value) for value in values if _folded(word) in _folded(value))
    return within[0][1] if within else nearest(word, values)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()
