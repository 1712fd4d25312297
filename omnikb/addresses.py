"""Addresses: from a page's Markdown path to its final address, and from one page to another."""

from __future__ import annotations

import hashlib
import posixpath
import re
from functools import lru_cache
from urllib.parse import quote, unquote

_NAME_BYTES = 120
"""How much of a text a file name takes, in UTF-8: room is left for what is put behind it."""

_DEVICE = re.compile(r"con|prn|aux|nul|(?:com|lpt)[0-9¹²³]")
"""What Windows takes for a device wherever it stands, so that no file or folder can bear the name."""

_QUERY_OR_ANCHOR = re.compile(r"[?#]")

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
    here, there = _quoted_parts(source, directory_urls), _quoted_parts(target, directory_urls)
    up, shared = len(here) - 1, 0  # what follows the last slash is no folder
    while shared < up and shared < len(there) - 1 and here[shared] == there[shared]:
        shared += 1
    return "../" * (up - shared) + "/".join(there[shared:]) or "./"


@lru_cache(maxsize=65536)
def _quoted_parts(path: str, directory_urls: bool) -> list[str]:
    return quote(address(path, directory_urls)).split("/")


def leads_elsewhere(target: str) -> bool:
    """Whether a link as written leads to another place than a file of the content, or is for the site engine to fill in."""
    return _ELSEWHERE.match(target) is not None


def content_path(source: str, target: str) -> str | None:
    """The content path that a relative link on the page ``source`` leads to; ``None`` where it leaves the content folder."""
    return _path_from(source.rpartition("/")[0], _QUERY_OR_ANCHOR.split(target, maxsplit=1)[0])


@lru_cache(maxsize=65536)
def _path_from(folder: str, target: str) -> str | None:
    joined = posixpath.normpath(posixpath.join(folder, unquote(target)))
    return None if joined == ".." or joined.startswith("../") else joined


def relative_path(source: str, target: str | None) -> str:
    """The content path ``target`` as a link on the page ``source`` writes it; ``""`` for none."""
    return posixpath.relpath(target, posixpath.dirname(source) or ".") if target else ""


def page_name(text: str, *taken: str) -> str:
    """The file name, without its ending, of a page about what ``text`` says: never too long, and another one for every text.

    Case, blanks and hyphens make no other text. Where other marks are left out (``C++``), where the name is one of ``taken``, and
    where Windows could not write it (``NUL``), a few digits behind it tell it from its like.
    """
    folded = "-".join(re.split(r"[\s-]+", text.casefold())).strip("-")
    name = re.sub(r"[^\w-]+", "-", folded).strip("-")
    refused = name in taken or _DEVICE.fullmatch(name) or len(name.encode()) > _NAME_BYTES
    if name and name == folded and not refused:
        return name
    digits = hashlib.blake2b(folded.encode(errors="surrogatepass"), digest_size=4).hexdigest()
    return f"{name.encode()[:_NAME_BYTES].decode(errors='ignore')}-{digits}".strip("-")
