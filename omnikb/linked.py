"""What comes of the links of documents, and how much of it need not be worked out again."""

from __future__ import annotations

from dataclasses import dataclass, field

from omnikb.bodies.body_links import BodyLink
from omnikb.documents import Document
from omnikb.file_reader import Reading
from omnikb.index import Link
from omnikb.pages import Page
from omnikb.problems import Problem


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A link in a body to a page that is no document: it may be one that a plugin makes."""

    document: Document
    link: BodyLink
    path: str


@dataclass(frozen=True, slots=True)
class Anchored:
    """A link in a body to a heading: of ``target``, which may be the document itself, or a page that a plugin makes."""

    document: Document
    link: BodyLink
    target: Document | Page
    anchor: str


@dataclass(slots=True)
class Linked:
    """What came of the links of documents: links and problems, files referred to, links to pages that are no documents, and
    links to headings."""

    links: list[Link] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    referred: set[str] = field(default_factory=set)
    unresolved: list[Unresolved] = field(default_factory=list)
    anchored: list[Anchored] = field(default_factory=list)

    def add(self, other: Linked) -> None:
        """Take in what came of others."""
        self.links += other.links
        self.problems += other.problems
        self.referred |= other.referred
        self.unresolved += other.unresolved
        self.anchored += other.anchored


class KnownLinks:
    """What came of each document's links, kept as long as neither its file nor what links may lead to changes."""

    def __init__(self) -> None:
        self._world: object = None
        self._known: dict[str, tuple[Reading, Linked]] = {}

    def enter(self, world: object) -> None:
        """Forget all where links may lead elsewhere now. ``world``: all that they may lead to."""
        if world != self._world:
            self._world, self._known = world, {}

    def get(self, reading: Reading) -> Linked | None:
        """What came of the links of a document before, if it still says the same."""
        known = self._known.get(reading.path)
        return known[1] if known and known[0] is reading else None

    def put(self, reading: Reading, linked: Linked) -> None:
        """Keep what came of them."""
        self._known[reading.path] = reading, linked
