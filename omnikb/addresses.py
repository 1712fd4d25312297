"""Addresses: from a page's Markdown path to its final address, and from one page to another."""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache
from urllib.parse import quote, unquote

_ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.\-]*:|//|/|#|$|\?|\{")


@lru_cache(maxsize=65536)
def address(path: str, directory_urls: bool) -> str:
    """The unquoted address, from the site's root, of a page or file: ``risks/oversell/`` for ``risks/oversell.md``."""
    folder, name = posixpath.split(path)
    stem, extension = posixpath.splitext(name)
    if extension != ".md":
        return path
    if stem in ("index", "README"):
        home = f"{folder}/" if folder else ""
        return home if directory_urls else f"{home}index.html"
    return f"{posixpath.join(folder, stem)}/" if directory_urls else f"{posixpath.join(folder, stem)}.html"


def relative(source: str, target: str, directory_urls: bool) -> str:
    """The quoted address of ``target`` as written on the page of ``source``; both are content paths."""
    here = address(source, directory_urls).split("/")[:-1]
    there = address(target, directory_urls).split("/")
    shared = 0
    while shared < len(here) and shared < len(there) - 1 and here[shared] == there[shared]:
        shared += 1
    way = "../" * (len(here) - shared) + "/".join(there[shared:])
    return quote(way or "./")


def leads_elsewhere(target: str) -> bool:
    """Whether a link as written leads to another place than a file of the content, or is for the site engine to fill in."""
    return _ELSEWHERE.match(target) is not None


def content_path(source: str, target: str) -> str | None:
    """The content path that a relative link on the page ``source`` leads to; ``None`` where it leaves the content folder."""
    path = unquote(re.split(r"[?#]", target, maxsplit=1)[0])
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(source), path))
    return None if joined == ".." or joined.startswith("../") else joined


def relative_path(source: str, target: str | None) -> str:
    """The content path ``target`` as a link on the page ``source`` writes it; ``""`` for none."""
    return posixpath.relpath(target, posixpath.dirname(source) or ".") if target else ""
