"""Facets: ``departments``, ``channels``, ``phases`` and ``tags`` on every type, from one vocabulary; a page per value, per year."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from pydantic import BaseModel

from omnikb import Asset, Document, Fields, Index, Load, Page, Section, Settings, types
from omnikb_facets.model import FacetSettings, configured_vocabulary, model_for, vocabulary_file
from omnikb_facets.pages import HOME, pages_of, ways_in


def omnikb_settings() -> type[BaseModel]:
    """Where the vocabulary is."""
    return FacetSettings


def omnikb_inputs(settings: Settings) -> Iterator[Path]:
    """The file of the vocabulary: no reader needs it as it is."""
    file = vocabulary_file(settings)
    if file:
        yield file


def omnikb_fields(settings: Settings) -> Iterator[Fields]:
    """The four keys, on every type."""
    yield Fields(model_for(configured_vocabulary(settings)), types=types())


def omnikb_pages(index: Index) -> Iterator[Page]:
    """A page for each value and each year that has documents, and an index of each facet."""
    yield from pages_of(index)


def omnikb_sections(document: Document, index: Index) -> Iterator[Section]:
    """On the home page the ways in by department, channel and phase."""
    section = ways_in(document, index) if document.path == HOME else None
    if section:
        yield section


def omnikb_assets() -> Iterator[Asset]:
    """How the ways in look."""
    style = resources.files(__package__) / "facets.css"
    yield Asset("assets/omnikb/facets.css", style.read_bytes(), load=Load.EVERYWHERE)
