"""Linking: from what documents say about each other to the index, with a problem for each link that leads nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from urllib.parse import unquote

from omnikb.bodies.body_links import BodyLink
from omnikb.documents import Document
from omnikb.file_reader import Reading
from omnikb.index import Index, Link
from omnikb.linked import Anchored, KnownLinks, Linked, Unresolved
from omnikb.plugin_manager import Plugins
from omnikb.problems import LINK_DANGLING, LINK_OUTSIDE, LINK_PRIVATE, REFERENCE_DANGLING, REFERENCE_WRONG_TYPE, Problem
from omnikb.suggestions import Names

BODY = "body"
"""The relation of a link in the text."""


class Linker:
    """Resolves every reference of every document."""

    def __init__(
        self,
        documents: Mapping[str, Document],
        files: frozenset[str],
        left_out: frozenset[str],
        plugins: Plugins,
        readings: Mapping[str, Reading],
        known: KnownLinks,
    ) -> None:
        """``left_out``: ids and paths that exist but are not in this build; ``readings``: what each file says, by its path;
        ``known``: what came of the same links before."""
        self.documents, self.files, self.left_out = documents, files, left_out
        self.plugins, self.readings, self._known = plugins, readings, known
        self.by_path = {document.path: document for document in documents.values()}
        self.found = Linked()
        self._one = Linked()
        """What comes of the document in hand."""
        self._names: Names | None = None
        self._by_title: dict[str, str] = {}

    def link(self) -> Index:
        """The index of all documents and links; all else that came of them is in ``found``."""
        self._known.enter(({one.id: (one.path, one.type) for one in self.documents.values()}, self.files, self.left_out))
        for document in sorted(self.documents.values(), key=lambda one: one.id):
            reading = self.readings[document.path]
            linked = self._known.get(reading)
            if linked is None:
                linked = self._linked(document)
                self._link_by_plugins(document)
                if not linked.problems:  # what they suggest depends on more than where links may lead
                    self._known.put(reading, linked)
            self.found.add(linked)
        self.found.anchored = [self._led_to_now(one) for one in self.found.anchored]
        settings, types = self.plugins.settings, self.plugins.types.values()
        return Index(self.documents.values(), self.found.links, types, settings.directory_urls, settings.language)

    def inspect(self, drafts: Iterable[Document]) -> None:
        """Finds what is wrong with the links of documents that stay out of the index. To be called when that is built."""
        for draft in drafts:
            self.found.add(self._linked(draft))
        self.found.anchored = [one for one in self.found.anchored if one.target.path in self.by_path]

    def _linked(self, document: Document) -> Linked:
        self._one = Linked()
        self._link_fields(document)
        self._link_body(document)
        return self._one

    def _led_to_now(self, one: Anchored) -> Anchored:
        """The link, to the document as it is now."""
        target = self.by_path.get(one.target.path, one.target)
        return one if target is one.target else replace(one, target=target)

    def _link_fields(self, document: Document) -> None:
        for reference in self.readings[document.path].references:
            target = self.documents.get(reference.target)
            if target is None:
                self._dangling(document, reference.target, str(reference.key[0]), reference.key)
                continue
            expected = reference.ref.type
            if expected is not None and expected in self.plugins.types and target.type != expected:
                words = {"key": reference.key[0], "target": target.id, "type": target.type or "page", "expected": expected}
                self._one.problems.append(REFERENCE_WRONG_TYPE.about(document, *reference.key, **words))
                continue
            self._one.links.append(Link(document.id, target.id, reference.relation, reference.attributes, key=reference.key))

    def _link_by_plugins(self, document: Document) -> None:
        for link in self.readings[document.path].links:
            unknown = next((end for end in (link.source, link.target) if end not in self.documents), None)
            if unknown is None:
                self._one.links.append(link)
            else:
                self._dangling(document, unknown, link.relation, link.key or ())

    def _dangling(self, document: Document, target: str, key: str, way: tuple[str | int, ...]) -> None:
        if target not in self.left_out:
            near = self._nearest(target)
            self._one.problems.append(REFERENCE_DANGLING.about(document, *way, key=key, target=target, near=near))

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
            self._one.problems.append(LINK_OUTSIDE.at(document.path, *place(document, link.offset), target=link.target))
        elif path in self.by_path:
            self._link_to(document, link, self.by_path[path], path)
            self._link_anchor(document, link, self.by_path[path])
        elif path in self.files and not path.endswith(".md"):
            self._link_file(document, link, path)
        elif path not in self.left_out:
            self._one.unresolved.append(Unresolved(document, link, path))

    def _link_file(self, document: Document, link: BodyLink, path: str) -> None:
        if path in self.found.referred or path in self._one.referred:
            self._one.referred.add(path)
        elif self.plugins.is_private(path):
            self._one.problems.append(LINK_PRIVATE.at(document.path, *place(document, link.offset), target=link.target))
        else:
            self._one.referred.add(path)

    def _link_to(self, document: Document, link: BodyLink, target: Document | None, said: str) -> None:
        if target is not None:
            self._one.links.append(Link(document.id, target.id, BODY, offset=link.offset))
        elif said not in self.left_out:
            self._one.problems.append(dangling(document, link, self._nearest(said)))

    def _link_anchor(self, document: Document, link: BodyLink, target: Document) -> None:
        if anchor := anchor_of(link):
            self._one.anchored.append(Anchored(document, link, target, anchor))

    def _nearest(self, target: str) -> str:
        """The nearest id, or that of the document of this title; they are indexed once, and only where that is needed."""
        if self._names is None:
            self._names = Names(self.documents)
            ordered = sorted(self.documents.values(), key=lambda one: one.id, reverse=True)
            self._by_title = {one.title.casefold(): one.id for one in ordered}
        id_ = target.strip().removeprefix("[[").removesuffix("]]").partition("|")[0].strip()
        if id_ != target and id_ in self.documents:
            return id_
        return self._by_title.get(id_.casefold()) or self._names.nearest(id_) or ""


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
