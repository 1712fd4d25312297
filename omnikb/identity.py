"""Identity: every document has one id and one address, and keeps them to itself."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace
from operator import attrgetter
from urllib.parse import unquote

from omnikb.addresses import address
from omnikb.documents import Document
from omnikb.outputs import SITE_ENGINE, Outputs, is_path_within, output
from omnikb.problems import (
    ADDRESS_TAKEN,
    HOME_MISSING,
    ID_CASE,
    ID_TAKEN,
    REDIRECT_INVALID,
    REDIRECT_TAKEN,
    REDIRECT_WITHOUT_FOLDER,
    Problem,
)

_HOMES = frozenset(("index.md", "README.md", "index.html"))


def identified(documents: Iterable[Document], directory_urls: bool) -> tuple[dict[str, Document], list[Problem]]:
    """The documents by id; of two that claim one id or one place in the site, the first by path stays and the other is a
    problem.

    Ordinary pages whose names are not unique are known by their paths instead.
    """
    ordered = sorted(documents, key=attrgetter("path"))
    stems = Counter(map(attrgetter("id"), ordered))
    ordered = [_by_path(document) if document.type is None and stems[document.id] > 1 else document for document in ordered]
    kept: dict[str, Document] = {}
    problems: list[Problem] = []
    folded: dict[str, Document] = {}
    outputs = Outputs(directory_urls)
    for document in ordered:
        if owner := outputs.owner(document.path):
            problems.append(address_taken(document.path, owner, directory_urls))
        elif document.id in kept:
            problems.append(ID_TAKEN.about(document, "id", id=document.id, other=kept[document.id].path))
        else:
            twin = folded.setdefault(document.id.casefold(), document)
            if twin is not document:
                problems.append(ID_CASE.about(document, "id", id=document.id, near=twin.id, other=twin.path))
            kept[document.id] = document
            outputs.claim([document.path])
    return kept, problems


def beside_files(
    documents: Mapping[str, Document], files: Sequence[str], directory_urls: bool
) -> tuple[dict[str, Document], list[Problem]]:
    """The documents that leave room for the content files that are published, and a problem for each of the others."""
    kept: dict[str, Document] = {}
    problems: list[Problem] = []
    if not files:
        return dict(documents), problems
    outputs = Outputs(directory_urls)
    outputs.claim(files)
    for document in documents.values():
        if owner := outputs.owner(document.path):
            problems.append(address_taken(document.path, owner, directory_urls))
        else:
            kept[document.id] = document
    return kept, problems


def without_home(paths: Iterable[str]) -> list[Problem]:
    """A problem where none of the pages and files at ``paths`` is what a site opens with.

    No more than a notice: a plugin of the site engine may make that page.
    """
    return [HOME_MISSING.at("index.md")] if _HOMES.isdisjoint(paths) else []


def address_taken(path: str, owner: str, directory_urls: bool) -> Problem:
    """The problem at the document ``path``: ``owner`` needs its place in the site too."""
    return ADDRESS_TAKEN.at(path, other=owner, address=address(path, directory_urls) or "/")


def _by_path(document: Document) -> Document:
    return replace(document, id=default_id(document.path) if _is_index(document.path) else document.path.removesuffix(".md"))


def default_id(path: str) -> str:
    """The id of a document that says none: the file's stem; for the index page of a folder, the folder's path."""
    folder, __, name = path.rpartition("/")
    return (folder or "index") if _is_index(path) else name.removesuffix(".md")


def _is_index(path: str) -> bool:
    return path.rpartition("/")[2] in ("index.md", "README.md")


def redirects(
    documents: Mapping[str, Document], others: Iterable[str], directory_urls: bool, content: str = ""
) -> tuple[dict[str, str], list[Problem]]:
    """From old path to the document's path, and a problem for each old address that is no address or is in use.

    ``others`` are the paths of pages that are no documents and of the content files that are published; ``content`` is the
    name of the content folder.
    """
    found: dict[str, str] = {}
    problems: list[Problem] = []
    moved = [document for document in documents.values() if document.redirect_from]
    if not moved:
        return found, problems
    outputs = Outputs(directory_urls)
    paths = [*(document.path for document in documents.values()), *others]
    outputs.claim(paths)
    folders = _folders(paths)
    for document in sorted(moved, key=attrgetter("path")):
        for number, written in enumerate(document.redirect_from):
            old = _old_path(written, directory_urls, content, folders)
            key = ("redirect_from", number)
            if old is None:
                problems.append(REDIRECT_INVALID.about(document, *key, address=written))
                continue
            if folder := _folder_left_out(written, document):
                problems.append(REDIRECT_WITHOUT_FOLDER.about(document, *key, address=written, near=f"{folder}/{old}"))
                continue
            # what a theme has below assets/ is known only when the site is built
            owner = SITE_ENGINE if old.startswith("assets/") else outputs.owner(old)
            if owner:
                problems.append(REDIRECT_TAKEN.about(document, *key, address=written, other=found.get(owner, owner)))
            else:
                found[old] = document.path
                outputs.claim([old])
    return found, problems


def _folder_left_out(written: str, document: Document) -> str:
    """The folder of the document, where the old address is a bare name: it may have lain there, or at the top."""
    bare = "/" not in unquote(written) and not written.strip().endswith((".md", ".html"))
    return posixpath.dirname(document.path) if bare else ""


def _folders(paths: Iterable[str]) -> Set[str]:
    """All folders that the paths lie in, and the top as ``""``."""
    found = {""}
    for path in paths:
        folder = posixpath.dirname(path)
        while folder not in found:
            found.add(folder)
            folder = posixpath.dirname(folder)
    return found


def _old_path(written: str, directory_urls: bool, content: str, folders: Set[str]) -> str | None:
    """``/reviews/old/``, ``reviews/old.html`` and ``reviews/old.md`` are all the Markdown path ``reviews/old.md``.

    So is ``content/reviews/old.md``, by which messages name the file; ``folders`` are those in the content folder.
    """
    path = unquote(written).strip().removeprefix("/").removesuffix("/index.html").removesuffix("/")
    if content and path.endswith(".md"):
        path = _below_content(path, content, folders)
    path = path.removesuffix(".html").removesuffix(".md")
    if "://" in path or any(mark in path for mark in "?#"):
        return None
    # the path itself too: without directories, `a/` would become a file `a/.html`
    return f"{path}.md" if is_path_within(path) and is_path_within(output(f"{path}.md", directory_urls)) else None


def _below_content(path: str, content: str, folders: Set[str]) -> str:
    """A path without the content folder's name before it; with it where that may be a folder of the same name in there."""
    below = path.removeprefix(f"{content}/")
    is_there = posixpath.dirname(path) in folders
    may_have_been_there = content in folders and posixpath.dirname(below) not in folders
    return path if is_there or may_have_been_there else below
