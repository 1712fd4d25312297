"""Facets: ``departments``, ``channels``, ``phases`` and ``tags`` on every type, from one vocabulary; a page per value, per year."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from omnikb import Fields, Settings, types
from omnikb_facets.model import FacetSettings, configured_vocabulary, model_for


def omnikb_settings() -> type[BaseModel]:
    """Where the vocabulary is."""
    return FacetSettings


def omnikb_fields(settings: Settings) -> Iterator[Fields]:
    """The four keys, on every type."""
    yield Fields(model_for(configured_vocabulary(settings)), types=types())
