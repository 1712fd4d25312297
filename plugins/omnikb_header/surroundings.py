"""Where a document stands among the others: before and after it in time, what it rests on, what rests on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from omnikb import Document, DocumentType, Index, Link, messages_of, newest_first

_ = messages_of("omnikb_header")

SHOWN = 12
"""Documents in the picture of a neighbourhood, at most."""

Around = tuple[Document | None, Document | None]
"""The document before in time, and the one after."""


def in_time(index: Index) -> Mapping[str, Around]:
    """For each document with a type and a date its two neighbours of that type, by id."""
    around: dict[str, Around] = {}
    for name in index.types:
        ordered = [document for document in reversed(newest_first(index.of_type(name))) if document.date]
        for earlier, document, later in zip([None, *ordered], ordered, [*ordered[1:], None], strict=False):
            around[document.id] = (earlier, later)
    return around


def undertaking_of(document: Document, index: Index) -> Document | None:
    """The one document that this one belongs to: named under a key called after its type, as ``project: x`` is."""
    named = {link.target: index.documents[link.target] for link in index.outgoing(document.id) if link.offset is None}
    owners = [target for target in named.values() if target.id != document.id and _belongs(document, target, index)]
    return owners[0] if len(owners) == 1 else None


def _belongs(document: Document, target: Document, index: Index) -> bool:
    kind = index.types.get(target.type or "")
    if kind is None or "undertaking" not in kind.traits:
        return False
    return any(link.target == target.id for link in index.outgoing(document.id, kind.name))


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a neighbourhood: the documents shown, by type, and how many more there are."""

    groups: Sequence[tuple[DocumentType | None, Sequence[Document]]]
    more: int

    @property
    def lines(self) -> int:
        """How many lines the side takes: a heading and its documents for each type, and one for the rest."""
        return sum(1 + len(documents) for __, documents in self.groups) + bool(self.more)

    @property
    def heights(self) -> list[float]:
        """The middle of each document's line, counted in lines from the top."""
        found, line = [], 0
        for __, documents in self.groups:
            found += [line + 1.5 + number for number in range(len(documents))]
            line += 1 + len(documents)
        return found


def neighbourhood(document: Document, index: Index) -> tuple[Side, Side] | None:
    """What the document rests on, and what rests on it, each document once; ``None`` without any.

    What front matter says counts before what texts mention.
    """
    outgoing, incoming = index.outgoing(document.id), index.incoming(document.id)
    placed: dict[str, bool] = {document.id: True}
    for from_text in (False, True):
        for link in outgoing:
            _place(placed, link, link.target, from_text, True)
        for link in incoming:
            _place(placed, link, link.source, from_text, False)
    del placed[document.id]
    left = [index.documents[id_] for id_, rests_on in placed.items() if rests_on]
    right = [index.documents[id_] for id_, rests_on in placed.items() if not rests_on]
    if not left and not right:
        return None
    room_left = max(SHOWN // 2, SHOWN - len(right))
    room_right = SHOWN - min(room_left, len(left))
    return _side(left, room_left, index), _side(right, room_right, index)


def _place(placed: dict[str, bool], link: Link, id_: str, from_text: bool, rests_on: bool) -> None:
    if (link.offset is not None) is from_text:
        placed.setdefault(id_, rests_on)


def _side(documents: Iterable[Document], room: int, index: Index) -> Side:
    """The newest of each type in turn, until there is no more room."""
    by_type: dict[str | None, list[Document]] = {}
    total = 0
    for document in newest_first(documents):
        by_type.setdefault(document.type, []).append(document)
        total += 1
    taken = dict.fromkeys(by_type, 0)
    shown = min(room, total)
    while sum(taken.values()) < shown:
        for name, found in by_type.items():
            if taken[name] < len(found) and sum(taken.values()) < shown:
                taken[name] += 1
    order = [name for name in [*index.types, None] if taken.get(name)]
    return Side([(index.types.get(name or ""), by_type[name][: taken[name]]) for name in order], total - shown)
