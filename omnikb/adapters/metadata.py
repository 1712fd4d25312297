"""What a theme gets to know of a page: nothing but this, so that no foreign key can break or mislead it."""

from __future__ import annotations

from typing import Any

from markupsafe import escape

from omnikb.pages import Page

HIDEABLE = frozenset({"navigation", "toc", "path", "tags", "feedback", "footer"})
"""The parts of a page that Material can hide."""


def theme_metadata(page: Page) -> dict[str, Any]:
    """Title, description and what to hide. Escaped, for the templates of MkDocs themes write metadata as it is."""
    metadata: dict[str, Any] = {"title": str(escape(page.title))}
    description = page.engine.get("description")
    if isinstance(description, str) and description.strip():
        metadata["description"] = str(escape(" ".join(description.split())))
    hide = page.engine.get("hide")
    if isinstance(hide, (list, tuple)):
        metadata["hide"] = [part for part in hide if part in HIDEABLE]
    return metadata
