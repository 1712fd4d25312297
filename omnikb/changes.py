"""Changes between two indexes of one knowledge base: which facts may be others now, told without a digest of each."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from weakref import ReferenceType, WeakKeyDictionary, ref

from omnikb.documents import Document
from omnikb.facts import DOCUMENTS, Fact
from omnikb.index import Index, Link

_told: WeakKeyDictionary[Index, tuple[ReferenceType[Index], frozenset[Fact]]] = WeakKeyDictionary()
"""Of each index what it was last compared with, and what was found: both who link and who plan ask."""


def doubtful(before: Index, now: Index) -> frozenset[Fact]:
    """The facts, but derived ones, that may be others ``now``. It costs as much as has changed, and a glance at each document."""
    known = _told.get(now)
    if known is None or known[0]() is not before:
        known = _told[now] = ref(before), _doubtful(before, now)
    return known[1]


def _doubtful(before: Index, now: Index) -> frozenset[Fact]:
    old, new = before.documents, now.documents
    changed = {name for name in old.keys() | new.keys() if not _same(old.get(name), new.get(name))}
    sources = changed | {name for name in new if before.links_of(name) != now.links_of(name)}
    touched = set(chain.from_iterable(_targets(index.links_of(name)) for name in sources for index in (before, now)))
    facts: set[Fact] = {("outgoing", name) for name in sources} | {("incoming", name) for name in touched}
    for name in changed:
        facts.add(("document", name))
        for document in filter(None, (old.get(name), new.get(name))):
            facts |= {("path", document.path), ("type", document.type or "")}
    return frozenset(facts | {DOCUMENTS} if changed else facts)


def _same(one: Document | None, other: Document | None) -> bool:
    if one is None or other is None:
        return one is other
    return one is other or (one.digest == other.digest and one.path == other.path)


def _targets(links: Sequence[Link]) -> set[str]:
    return {link.target for link in links}
