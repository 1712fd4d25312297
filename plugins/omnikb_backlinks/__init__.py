"""Backlinks: on every page, who links to it, with the sentence around each link.

A document type with the trait ``gathers`` already shows on its pages who names it in front matter; there,
only links in texts are added.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources

from omnikb import Asset, Document, Index, Load, Section
from omnikb_backlinks.pages import linked_from


def omnikb_sections(document: Document, index: Index) -> Iterator[Section]:
    """Who links to the document, at the end of its page; nothing where nobody does."""
    yield from linked_from(document, index)


def omnikb_assets() -> Iterator[Asset]:
    """How the words of a quoted link stand out."""
    style = resources.files(__package__) / "backlinks.css"
    yield Asset("assets/omnikb/backlinks.css", style.read_bytes(), load=Load.EVERYWHERE)
