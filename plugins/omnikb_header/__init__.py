"""Header: where a document is, what it is at a glance, its neighbours in time, and what it is linked with.

It knows no domain: only types, traits, roles, links and dates.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources

from omnikb import Asset, Document, Index, Load, Section
from omnikb_header.pages import HOME, sections_of, what_changed


def omnikb_sections(document: Document, index: Index) -> Iterator[Section]:
    """Trail, chips, neighbourhood and the way on, for each document of a type; on the home page what is new."""
    if document.type:
        yield from sections_of(document, index)
    section = what_changed(document, index) if document.path == HOME else None
    if section:
        yield section


def omnikb_assets() -> Iterator[Asset]:
    """How all that looks."""
    style = resources.files(__package__) / "header.css"
    yield Asset("assets/omnikb/header.css", style.read_bytes(), load=Load.EVERYWHERE)
