"""The index: every document and every link between them, frozen. Sections, pages and checks ask it."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, TypeVar

from omnikb.addresses import relative
from omnikb.documents import Document, DocumentType, KeyPath
from omnikb.facts import DERIVED, Absent, Fact, name_of

Derived = TypeVar("Derived")


@dataclass(frozen=True, slots=True)
class Link:
    """``source`` refers to ``target`` (both ids). ``relation`` is the front matter key, or ``body`` for a link in the text.

    ``attributes`` carry what was said beside the reference (``materialised``, ``cost`` …). A link in the
    body has its ``offset`` there, in characters; one in the front matter its ``key``.
    """

    source: str
    target: str
    relation: str
    attributes: Mapping[str, Any] = field(default_factory=dict)
    offset: int | None = None
    key: KeyPath | None = None


@dataclass(frozen=True, slots=True)
class Derivation:
    """What was derived from an index, and the facts it was made from; ``derived``: those of them that are derived themselves."""

    value: Any
    reads: frozenset[Fact]
    derived: frozenset[Fact]


class Index:
    """All documents by id, and the links among them. Immutable once built."""

    def __init__(
        self,
        documents: Iterable[Document],
        links: Iterable[Link],
        document_types: Iterable[DocumentType],
        directory_urls: bool = True,
        language: str = "zh",
    ) -> None:
        """``documents`` have unique ids, and each link's two ends are among them. ``language`` is the site's."""
        self.directory_urls, self.language = directory_urls, language
        ordered = sorted(documents, key=lambda document: document.id)
        self.documents: Mapping[str, Document] = MappingProxyType({document.id: document for document in ordered})
        self.types: Mapping[str, DocumentType] = MappingProxyType({kind.name: kind for kind in document_types})
        self._by_path = {document.path: document for document in ordered}
        self._by_type: dict[str | None, list[Document]] = {}
        for document in ordered:
            self._by_type.setdefault(document.type, []).append(document)
        self._outgoing: dict[str, list[Link]] = defaultdict(list)
        self._incoming: dict[str, list[Link]] = defaultdict(list)
        for link in links:
            self._outgoing[link.source].append(link)
            self._incoming[link.target].append(link)
        self._derived: dict[Callable[[Index], Any], Derivation] = {}
        self._each: dict[Callable[[Index, str], Any], dict[str, Derivation]] = {}
        self._names: dict[str, Callable[..., Any]] = {}

    def get(self, id: str) -> Document | None:
        """The document of this id, or ``None``."""
        return self.documents.get(id)

    def at_path(self, path: str) -> Document | None:
        """The document in this file, by its path in the content folder, or ``None``."""
        return self._by_path.get(path)

    def href(self, source: str, target: str) -> str:
        """The final relative address of the page or file ``target`` on the page ``source``; both are content paths."""
        return relative(source, target, self.directory_urls)

    def of_type(self, name: str | None) -> tuple[Document, ...]:
        """All documents of a type, by id; ``None`` asks for the ordinary pages."""
        return tuple(self._by_type.get(name, ()))

    def outgoing(self, id: str, relation: str | None = None) -> tuple[Link, ...]:
        """The links of a document, in the order they were written."""
        return _of_relation(self._outgoing.get(id, ()), relation)

    def incoming(self, id: str, relation: str | None = None) -> tuple[Link, ...]:
        """The links to a document, by the id of their source."""
        return _of_relation(self._incoming.get(id, ()), relation)

    def links_of(self, id: str) -> Sequence[Link]:
        """The links of a document as they are kept: the same list for the same index."""
        return self._outgoing.get(id, ())

    def derive(self, compute: Callable[[Index], Derived]) -> Derived:
        """``compute(index)``, once: an aggregate that many sections need (``compute`` is a module's own function).

        Where it gives a mapping, a page is out of date only by the keys it asks for.
        """
        if compute not in self._derived:
            self._derived[compute] = self._derivation(compute)
            self._names[name_of(compute)] = compute
        result: Derived = self._derived[compute].value
        return result

    def derive_each(self, compute: Callable[[Index, str], Derived]) -> Mapping[str, Derived]:
        """``compute(index, key)`` for each key that is asked for, once: of what has changed since, only those values are worked out
        again that are made of it. The mapping cannot be walked.

        ``compute`` is a module's own function; where it raises ``KeyError``, there is no such key.
        """
        return _Each(self, compute)

    def derivation(self, name: str, key: str | None = None) -> Derivation | None:
        """What the function of this name derives, and from what; ``None`` where there is no such function any more.

        ``key``: of what is derived for each key.
        """
        if name not in self._names:
            module, __, function = name.partition(":")
            compute = getattr(sys.modules.get(module), function, None)
            if compute is None:
                return None
            self._names[name] = compute
        if key is None:
            self.derive(self._names[name])
            return self._derived[self._names[name]]
        return self._of_each(self._names[name], key)

    def _of_each(self, compute: Callable[[Index, str], Any], key: str) -> Derivation:
        known = self._each.setdefault(compute, {})
        if key not in known:
            known[key] = self._derivation(compute, key)
            self._names[name_of(compute)] = compute
        return known[key]

    def _derivation(self, compute: Callable[..., Any], *key: str) -> Derivation:
        from omnikb.recording import Recorded, RecordedEach, Recording  # noqa: PLC0415 - a recording is an index itself

        reads: set[Fact] = set()
        try:
            value = compute(Recording(self, reads), *key)
        except KeyError:
            if not key:
                raise
            value = Absent.VALUE
        if isinstance(value, Recorded | RecordedEach):  # what is read of it later would be noted nowhere
            raise TypeError(f"{name_of(compute)} gives a mapping as it was given it; it must copy what it needs")
        if _is_read_once(value):
            raise TypeError(f"{name_of(compute)} gives what can be read only once, and many pages read it; it must give a tuple")
        return Derivation(value, frozenset(reads), frozenset(fact for fact in reads if fact[0] in DERIVED))

    def take_over(self, before: Index, doubtful: Set[Fact]) -> set[Fact]:
        """Take over what was derived from an earlier index, but from ``doubtful`` facts; the derived facts that may be others now,
        of a whole mapping the fact without a key."""
        stale: set[Fact] = set()
        found: dict[Fact, Derivation] = {("derived", name_of(one)): made for one, made in before._derived.items()}
        found |= {("each", name_of(one), key): made for one, all_made in before._each.items() for key, made in all_made.items()}
        while fresh := {fact for fact, made in found.items() if not made.reads.isdisjoint(doubtful) or _is_of(made.derived, stale)}:
            stale |= fresh
            for fact in fresh:
                del found[fact]
        self._names |= before._names
        for fact, made in found.items():
            if fact[0] == "derived":
                self._derived[self._names[fact[1]]] = made
            else:
                self._each.setdefault(self._names[fact[1]], {})[fact[2]] = made
        return stale


class _Each(Mapping[str, Derived]):
    """What an index derives for each key."""

    def __init__(self, index: Index, compute: Callable[[Index, str], Derived]) -> None:
        self._index, self._compute = index, compute

    def __getitem__(self, key: str) -> Derived:
        value: Derived | Absent = self._index._of_each(self._compute, key).value if isinstance(key, str) else Absent.VALUE
        if isinstance(value, Absent):
            raise KeyError(key)
        return value

    def __iter__(self) -> Iterator[str]:
        raise TypeError("what is derived for each key has no list of its keys")

    def __len__(self) -> int:
        raise TypeError("what is derived for each key has no list of its keys")


def _is_read_once(value: object) -> bool:
    """Whether a value, or one of a mapping's, is empty for the second who reads it."""
    kinds = set(map(type, value.values())) if isinstance(value, dict) else ()  # few, where there may be thousands of values
    return isinstance(value, Iterator) or any(issubclass(kind, Iterator) for kind in kinds)


def _is_of(derived: Iterable[Fact], stale: set[Fact]) -> bool:
    """Whether one of the facts is stale, or a value of a mapping that is."""
    return any(fact in stale or fact[:2] in stale for fact in derived)


def _of_relation(links: Iterable[Link], relation: str | None) -> tuple[Link, ...]:
    return tuple(links if relation is None else (link for link in links if link.relation == relation))
