"""Blocks of texts: what a result shows, and what a document that leaves had been analysed from."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Sequence
from typing import Any

from omnikb.textindex.entries import Entry, IndexFileError, Passage
from omnikb.textindex.files import enveloped, opened

_COMPRESSION = 5


def text_block(entries: Iterable[tuple[int, Entry]]) -> bytes:
    """The file of entries with their slots, in order of these."""
    rows = [_row(slot, entry) for slot, entry in entries]
    return enveloped(
        "X", json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"), _COMPRESSION
    )


def read_text_block(path: str, content: bytes) -> dict[int, Entry]:
    """The entries of a block by slot, without facets and prior. Raises ``IndexFileError``."""
    try:
        rows = json.loads(opened(path, "X", content).decode("utf-8", "surrogatepass"))
        return dict(map(_entry, rows))
    except (ValueError, TypeError) as error:
        raise IndexFileError(path, "foreign") from error


def _row(slot: int, entry: Entry) -> list[Any]:
    date = entry.date.isoformat() if entry.date else ""
    passages = [[one.anchor, one.heading, one.text] for one in entry.passages]
    return [
        slot,
        entry.id,
        entry.address,
        entry.title,
        entry.lang,
        date,
        list(entry.labels),
        entry.summary,
        passages,
        list(entry.told),
    ]


def _entry(row: Sequence[Any]) -> tuple[int, Entry]:
    slot, id_, address, title, lang, date, labels, summary, passages, told = row
    day = datetime.date.fromisoformat(date) if date else None
    texts = tuple(Passage(*one) for one in passages)
    return slot, Entry(id_, address, title, lang, tuple(labels), summary, texts, date=day, told=tuple(told))
