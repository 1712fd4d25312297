"""The sections: trail and chips below the title, the neighbourhood and the way on at the end; what changed, on the home page."""

from __future__ import annotations

from collections.abc import Iterator

from omnikb import Document, Index, Place, Section, Templates, newest_first, rows
from omnikb_header.chips import ANCHOR, chips, on_one_line
from omnikb_header.surroundings import Side, _, in_time, neighbourhood, undertaking_of

_TEMPLATES = Templates("omnikb_header")

HOME = "index.md"
"""The path of the home page, an ordinary document."""

NEWEST = 8
"""Documents that the home page shows as changed."""


def sections_of(document: Document, index: Index) -> Iterator[Section]:
    """The sections of a document that has a type."""
    kind = index.types[document.type or ""]
    found = chips(document, index)
    words = {"kind": kind, "owner": undertaking_of(document, index), "chips": found, "shown": on_one_line(found)}
    yield Section("", _TEMPLATES.render("header.html", document, index, **words), place=Place.HEADER, weight=5)
    around = neighbourhood(document, index)
    if around:
        left, right = around
        height = max(left.lines, right.lines, 3)
        curves = {"left": _curves(left, height), "right": _curves(right, height)}
        html = _TEMPLATES.render("neighbourhood.html", document, index, left=left, right=right, height=height, curves=curves)
        yield Section(_("Neighbourhood"), html, weight=85, anchor=ANCHOR)
    earlier, later = index.derive(in_time).get(document.id, (None, None))
    yield Section("", _TEMPLATES.render("onward.html", document, index, kind=kind, earlier=earlier, later=later), weight=99)


def what_changed(home: Document, index: Index) -> Section | None:
    """The newest documents by their dates, for the home page; ``None`` where none has a date."""
    newest = [one for one in newest_first(one for one in index.documents.values() if one.type) if one.date][:NEWEST]
    return Section(_("What is new"), rows(newest, home, index), weight=75) if newest else None


def _curves(side: Side, height: int) -> list[str]:
    """A path from each document's line, at x = 0, to the middle of the picture, at x = 10; a unit a line."""
    top = (height - side.lines) / 2
    return [f"M0 {y + top:g}C5 {y + top:g} 5 {height / 2:g} 10 {height / 2:g}" for y in side.heights]
