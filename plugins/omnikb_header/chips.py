"""The chips of a document: what it is at a glance, each a link where there is a page to lead to."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from omnikb import Document, Index, Message, Role, date, translated
from omnikb_header.surroundings import _

LINE = 92
"""How much stands on one line of a wide screen, counted in Latin letters."""

LONGEST = 28
"""The letters of one chip that are seen; the style sheet cuts what is longer."""

NAMED = 2
"""Documents of one type that have chips of their own; of more than these only the number is told."""


@dataclass(frozen=True, slots=True)
class Chip:
    """A few words, with the path they lead to (or an ``anchor`` on the same page); ``kind`` says what they are."""

    text: str
    kind: str = ""
    path: str = ""
    anchor: str = ""
    lang: str = ""

    @property
    def width(self) -> int:
        """About how wide the chip is, in Latin letters, its frame included."""
        wide = sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in self.text)
        return min(wide, LONGEST) + (2 * len(self.kind) + 1 if self.kind else 0) + 4


def chips(document: Document, index: Index) -> list[Chip]:
    """All chips of a document that has a type, the most telling first."""
    return list(_chips(document, index))


def on_one_line(found: Sequence[Chip]) -> int:
    """How many chips, from the first, find room on one line."""
    room = LINE
    for number, chip in enumerate(found):
        room -= chip.width
        if room < 0:
            return number
    return len(found)


def _chips(document: Document, index: Index) -> Iterator[Chip]:
    kind = index.types[document.type or ""]
    yield Chip(translated(kind.label, document.lang), path=f"{kind.folder}/index.md")
    for state in document.with_role(Role.STATE):
        if hasattr(state, "label"):  # a bare value such as `closed` is a word of the file, not of the reader
            yield Chip(_label(state, document.lang))
    if document.date:
        yield Chip(date(document.date))
    yield from _named(document, index)
    for values in document.with_role(Role.FACET):
        for value in values if isinstance(values, Sequence) and not isinstance(values, str) else [values]:
            yield Chip(_label(value, document.lang), path=getattr(value, "page", ""))


def _label(value: object, lang: str) -> str:
    """What a value is called: a term, or any other value with labels, knows itself."""
    label = getattr(value, "label", None)
    said = label(lang) if callable(label) else label
    return translated(said, lang) if isinstance(said, Message) else str(said or value)


def _named(document: Document, index: Index) -> Iterator[Chip]:
    """The documents that front matter names, by type."""
    by_type: dict[str | None, dict[str, Document]] = {}
    for link in index.outgoing(document.id):
        if link.offset is None and link.target != document.id:
            target = index.documents[link.target]
            by_type.setdefault(target.type, {})[target.id] = target
    for name, targets in by_type.items():
        kind = index.types.get(name or "")
        if kind and len(targets) > NAMED:
            named = translated(_("%(types)s named here"), document.lang) % {"types": translated(kind.plural, document.lang)}
            yield Chip(str(len(targets)), named, anchor=ANCHOR)
            continue
        for target in targets.values():
            label = translated(kind.label, document.lang) if kind else ""
            yield Chip(target.title, label, target.path, lang=target.lang if target.lang != document.lang else "")


ANCHOR = "neighbourhood"
"""The anchor of the section that shows all these documents."""
