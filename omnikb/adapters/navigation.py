"""What else ``mkdocs.yml`` says of pages: titles in the navigation, where sources are edited, what it inherits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from omnikb.settings import Settings

_DEFAULT_EDIT_URIS = frozenset({"edit/master/docs/", "src/default/docs/"})
"""What MkDocs takes for GitHub, GitLab and Bitbucket where the user says nothing."""

_INHERIT = re.compile(rb"^INHERIT:[ \t]*[\"']?([^\"'#\r\n]+?)[\"']?[ \t]*(?:#.*)?$", re.MULTILINE)


def titles_in(nav: Any) -> Iterator[tuple[str, str]]:
    """Path and title of every entry of a ``nav:`` that has a title."""
    if isinstance(nav, list):
        for entry in nav:
            yield from titles_in(entry)
    elif isinstance(nav, dict):
        for title, below in nav.items():
            if isinstance(below, str):
                yield below, str(title)
            else:
                yield from titles_in(below)


def edit_uri_for(edit_uri: str | None, settings: Settings) -> str | None:
    """MkDocs' own guess, with the content folder in place of ``docs``; what the user wrote stays."""
    if edit_uri not in _DEFAULT_EDIT_URIS or not settings.content.is_relative_to(settings.root):
        return edit_uri
    folder = settings.content.relative_to(settings.root).as_posix()
    return f"{edit_uri.removesuffix('docs/')}{folder}/"


def inherited_files(config_file: Path) -> Iterator[str]:
    """The files that a settings file inherits from, the whole chain."""
    found = _INHERIT.search(config_file.read_bytes())
    if found:
        parent = config_file.parent / found[1].decode()
        yield str(parent)
        yield from inherited_files(parent)
