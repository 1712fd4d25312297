"""The index: every document and every link between them, frozen. Sections, pages and checks ask it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, TypeVar

from omnikb.addresses import relative
from omnikb.documents import Document, DocumentType, KeyPath
from omnikb.facts import Fact, name_of

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
    """What was derived from an index, and the facts it was made from."""

    value: Any
    reads: frozenset[Fact]


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
        self._outgoing: dict[str, list[Link]] = {}
        self._incoming: dict[str, list[Link]] = {}
        for link in links:
            self._outgoing.setdefault(link.source, []).append(link)
            self._incoming.setdefault(link.target, []).append(link)
        self._derived: dict[Callable[[Index], Any], Derivation] = {}
        self._names: dict[str, Callable[[Index], Any]] = {}

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
            from omnikb.recording import Recording  # noqa: PLC0415 - a recording is an index itself

            reads: set[Fact] = set()
            self._derived[compute] = Derivation(compute(Recording(self, reads)), frozenset(reads))
            self._names[name_of(compute)] = compute
        result: Derived = self._derived[compute].value
        return result

    def derivation(self, name: str) -> Derivation | None:
        """What the function of this name derives, and from what; ``None`` where there is no such function any more."""
        if name not in self._names:
            module, __, function = name.partition(":")
            compute = getattr(sys.modules.get(module), function, None)
            if compute is None:
                return None
            self.derive(compute)
        return self._derived[self._names[name]]

    def take_over(self, before: Index, doubtful: set[Fact]) -> frozenset[str]:
        """Take over what was derived from an earlier index, but from ``doubtful`` facts; the names of the functions whose values
        may be others now."""
        stale: set[str] = set()
        found = dict(before._derived)
        while fresh := [one for one, made in found.items() if any(_is_in_doubt(fact, doubtful, stale) for fact in made.reads)]:
            stale |= {name_of(one) for one in fresh}
            for one in fresh:
                del found[one]
        self._derived |= found
        self._names |= {name_of(one): one for one in found}
        return frozenset(stale)


def _is_in_doubt(fact: Fact, doubtful: set[Fact], stale: set[str]) -> bool:
    return fact[1] in stale if fact[0] == "derived" else fact in doubtful


def _of_relation(links: Iterable[Link], relation: str | None) -> tuple[Link, ...]:
    return tuple(links if relation is None else (link for link in links if link.relation == relation))
