"""Facts: what can be read of a knowledge base, each with a digest that tells whether it is still the same.

Whoever composes a page reads the index through a :class:`~omnikb.recording.Recording`, which notes the facts it was
told. In a later build the page has to be composed again only where the digest of one of them is another one.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, Any

from omnikb.fingerprints import alike, fingerprint

if TYPE_CHECKING:
    from omnikb.documents import Document
    from omnikb.index import Index

Fact = tuple[str, ...]
"""``("document", id)``, ``("path", path)``, ``("outgoing", id)``, ``("incoming", id)``, ``("type", name)``, ``("documents",)``,
``("today",)``, ``("published", path)``, ``("derived", function)``, ``("derived", function, key)``, ``("each", function, key)``."""


class Absent(Enum):
    """Stands where no value is derived for a key. That too is known of documents, and may be another thing when they change."""

    VALUE = 0


TODAY: Fact = ("today",)
DOCUMENTS: Fact = ("documents",)
DERIVED = frozenset({"derived", "each"})
"""The kinds of facts that are worked out by functions of plugins."""


def name_of(compute: Callable[..., Any]) -> str:
    """What a function is called wherever it is imported."""
    return f"{compute.__module__}:{compute.__qualname__}"


def digest_of(parts: Iterable[bytes]) -> bytes:
    """One digest of several; their order counts."""
    return hashlib.blake2b(b"".join(parts), digest_size=16).digest()


class Facts:
    """The digests of all facts of one index."""

    def __init__(self, index: Index, today: datetime.date, published: frozenset[str]) -> None:
        """``published``: the paths of all pages and files of the site."""
        self._index, self._today, self._published = index, today, published
        self._known: dict[Fact, bytes] = {}
        self._values_by_function: dict[Fact, Callable[[str], Any]] = {}

    def digest(self, fact: Fact) -> bytes:
        """The digest of a fact, of 16 bytes, worked out once; ``b""`` where it cannot be: never the same as before."""
        found = self._known.get(fact)
        if found is None:
            found = self._known[fact] = self._digest(fact)
        return found

    def ask(self, facts: Iterable[Fact]) -> None:
        """Know the digests of these facts from now on."""
        for fact in facts:
            if fact not in self._known:
                self.digest(fact)

    def since(self, before: Facts) -> frozenset[Fact]:
        """The facts that are no longer what they were, of those asked for until now. All others are taken over without a look."""
        from omnikb.changes import doubtful  # noqa: PLC0415 - which compares indexes, and they know their facts

        doubted = set(doubtful(before._index, self._index))
        doubted |= {("published", path) for path in before._published ^ self._published}
        if self._today != before._today:
            doubted.add(TODAY)
        stale = self._index.take_over(before._index, doubted)
        known = before._known
        derived = [fact for fact, digest in known.items() if digest and fact[0] in DERIVED and (fact in stale or fact[:2] in stale)]
        suspects = [fact for fact, digest in known.items() if not digest] + [fact for fact in doubted if known.get(fact)]
        suspects += self._changed(derived, before)
        self._known = {**known, **self._known}
        for fact in suspects:
            self._known.pop(fact)
        return frozenset(fact for fact in suspects if not known[fact] or self.digest(fact) != known[fact])

    def _digest(self, fact: Fact) -> bytes:
        kind, key = fact[0], fact[1] if len(fact) > 1 else ""
        if kind == "document":
            return self._document(self._index.get(key))
        if kind == "path":
            return self._document(self._index.at_path(key))
        if kind == "outgoing":
            return self._outgoing(key)
        if kind == "incoming":  # told from all links of their sources, which have one digest each
            sources = dict.fromkeys(link.source for link in self._index.incoming(key))
            return digest_of(self.digest(("outgoing", source)) for source in sources)
        if kind == "type":
            return digest_of(self._document(document) for document in self._index.of_type(key or None))
        if kind in DERIVED:
            try:
                return self._derived(fact)
            except Exception:  # a plugin's: it is named where a page asks for this, if one still does
                return b""
        if kind == "published":
            return b"+" if key in self._published else b"-"
        return self._today.isoformat().encode() if fact == TODAY else self._all

    @cached_property
    def _all(self) -> bytes:
        return digest_of(self._document(document) for document in self._index.documents.values())

    def _document(self, document: Document | None) -> bytes:
        if document is None:
            return b"-" * 16
        return digest_of((document.digest, document.id.encode(), b"\0", document.path.encode()))

    def _outgoing(self, id: str) -> bytes:
        """A link that a document declares says nothing that is not in the document, but where it leads."""
        said = [
            link if link.key is None and link.offset is None else (link.target, link.relation, link.offset, link.key)
            for link in self._index.links_of(id)
        ]
        return digest_of((self.digest(("document", id)), repr(said).encode())) if said else digest_of(())

    def _changed(self, derived: Iterable[Fact], before: Facts) -> Iterator[Fact]:
        """The derived facts but those whose value is surely the same as before. That takes a tenth of making their digests."""
        for fact in derived:
            try:
                same = len(fact) > 2 and alike(before._values(fact)(fact[2]), self._values(fact)(fact[2]))
            except Exception:  # as above: its digest will tell that it is not
                same = False
            if not same:
                yield fact

    def _values(self, fact: Fact) -> Callable[[str], Any]:
        """Gives the values of the function that a fact is derived by: ``Absent`` for a key without one, ``None`` where no such
        function is known.

        Raises what the function raises, which is called no more than once, however many keys are asked for.
        """
        kind, name = function = fact[:2]
        index, known = self._index, self._values_by_function
        if function not in known:
            known[function] = _no_values  # unless it has some
            if kind == "each":
                known[function] = lambda key: (made := index.derivation(name, key)) and made.value
            else:
                derived = index.derivation(name)
                known[function] = (lambda key: derived.value.get(key, Absent.VALUE)) if derived else (lambda _: None)
        return known[function]

    def _derived(self, fact: Fact) -> bytes:
        if len(fact) > 2:
            return fingerprint(self._values(fact)(fact[2]), self._document_digest)
        derived = self._index.derivation(fact[1])
        return digest_of(self.digest(one) for one in sorted(derived.reads)) if derived else b""

    def _document_digest(self, document: Document) -> bytes:
        return self.digest(("document", document.id))


def _no_values(_key: str) -> Any:
    raise LookupError("the function has failed")
