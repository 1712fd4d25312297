"""Linking: from what documents say about each other to the index, with a problem for each link that leads nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from omnikb.bodies.body_links import BodyLink
from omnikb.documents import Document
from omnikb.index import Index, Link
from omnikb.pages import Page
from omnikb.plugin_manager import Plugins
from omnikb.problems import LINK_DANGLING, LINK_OUTSIDE, LINK_PRIVATE, REFERENCE_DANGLING, REFERENCE_WRONG_TYPE, Problem
from omnikb.readings import Reading
from omnikb.suggestions import Names

BODY = "body"
"""The relation of a link in the text."""


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
class Linker:
    """Resolves every reference of every document. ``left_out``: ids and paths that exist but are not in this build;
    ``readings``: what each file says, by its path."""

    documents: Mapping[str, Document]
    files: frozenset[str]
    left_out: frozenset[str]
    plugins: Plugins
    readings: Mapping[str, Reading]
    links: list[Link] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    referred: set[str] = field(default_factory=set)
    unresolved: list[Unresolved] = field(default_factory=list)
    anchored: list[Anchored] = field(default_factory=list)
    by_path: dict[str, Document] = field(default_factory=dict)
    names: Names | None = None

    def __post_init__(self) -> None:
        """Knows each document by its path as well."""
        self.by_path = {document.path: document for document in self.documents.values()}

    def link(self) -> Index:
        """The index of all documents and links; problems, files referred to and unresolved page links are left in the fields."""
        for document in sorted(self.documents.values(), key=lambda one: one.id):
            self._link_fields(document)
            self._link_body(document)
            self._link_by_plugins(document)
        settings = self.plugins.settings
        return Index(self.documents.values(), self.links, self.plugins.types.values(), settings.directory_urls, settings.language)

    def inspect(self, drafts: Iterable[Document]) -> None:
        """Finds what is wrong with the links of documents that stay out of the index. To be called when that is built."""
        for draft in drafts:
            self._link_fields(draft)
            self._link_body(draft)
        self.anchored = [one for one in self.anchored if one.target.path in self.by_path]

    def _link_fields(self, document: Document) -> None:
        for reference in self.readings[document.path].references:
            target = self.documents.get(reference.target)
            if target is None:
                self._dangling(document, reference.target, str(reference.key[0]), reference.key)
                continue
            expected = reference.ref.type
            if expected is not None and expected in self.plugins.types and target.type != expected:
                words = {"key": reference.key[0], "target": target.id, "type": target.type or "page", "expected": expected}
                self.problems.append(REFERENCE_WRONG_TYPE.about(document, *reference.key, **words))
                continue
            self.links.append(Link(document.id, target.id, reference.relation, reference.attributes, key=reference.key))

    def _link_by_plugins(self, document: Document) -> None:
        for link in self.readings[document.path].links:
            unknown = next((end for end in (link.source, link.target) if end not in self.documents), None)
            if unknown is None:
                self.links.append(link)
            else:
                self._dangling(document, unknown, link.relation, link.key or ())

    def _dangling(self, document: Document, target: str, key: str, way: tuple[str | int, ...]) -> None:
        if target not in self.left_out:
            near = self._nearest(target)
            self.problems.append(REFERENCE_DANGLING.about(document, *way, key=key, target=target, near=near))

    def _link_body(self, document: Document) -> None:
        for found in self.readings[document.path].body_links:
            link, path = found.link, found.path
            if link.otherwise and link.target not in self.documents:
                link, path = BodyLink(link.otherwise, link.offset, wiki=False), found.otherwise
            if link.wiki:
                self._link_to(document, link, self.documents.get(link.target), link.target)
            elif link.target.startswith("#"):
                self._link_anchor(document, link, document)
            elif path != "":
                self._link_path(document, link, path)

    def _link_path(self, document: Document, link: BodyLink, path: str | None) -> None:
        if path is None:
            self.problems.append(LINK_OUTSIDE.at(document.path, *place(document, link.offset), target=link.target))
        elif path in self.by_path:
            self._link_to(document, link, self.by_path[path], path)
            self._link_anchor(document, link, self.by_path[path])
        elif path in self.files and not path.endswith(".md"):
            self._link_file(document, link, path)
        elif path not in self.left_out:
            self.unresolved.append(Unresolved(document, link, path))

    def _link_file(self, document: Document, link: BodyLink, path: str) -> None:
        if path in self.referred:
            return
        if self.plugins.is_private(path):
            self.problems.append(LINK_PRIVATE.at(document.path, *place(document, link.offset), target=link.target))
        else:
            self.referred.add(path)

    def _link_to(self, document: Document, link: BodyLink, target: Document | None, said: str) -> None:
        if target is not None:
            self.links.append(Link(document.id, target.id, BODY, offset=link.offset))
        elif said not in self.left_out:
            self.problems.append(dangling(document, link, self._nearest(said)))

    def _link_anchor(self, document: Document, link: BodyLink, target: Document) -> None:
        if anchor := anchor_of(link):
            self.anchored.append(Anchored(document, link, target, anchor))

    def _nearest(self, target: str) -> str:
        """The nearest id; the names are indexed once, and only for a knowledge base that needs it."""
        if self.names is None:
            self.names = Names(self.documents)
        return self.names.nearest(target) or ""


def dangling(document: Document, link: BodyLink, near: str) -> Problem:
    """The problem of a link in a body that leads nowhere; ``near`` is the nearest name that would have led somewhere."""
    return LINK_DANGLING.at(document.path, *place(document, link.offset), target=link.target, near=near)


def anchor_of(link: BodyLink) -> str:
    """The heading a link leads to, or ``""``."""
    return unquote(link.target.partition("#")[2])


def place(document: Document, offset: int) -> tuple[int, int]:
    """Line and column in the file, from 1, of a character of the body."""
    before = document.body[:offset]
    return document.body_line + before.count("\n"), offset - before.rfind("\n")
