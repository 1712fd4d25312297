"""A page's table of contents, as nested as its headings are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from omnikb.rendering import Heading


def nested(headings: Iterable[Heading]) -> list[dict[str, Any]]:
    """The headings as Python-Markdown nests them: ``level``, ``id``, ``name`` (HTML) and ``children`` of each.

    A heading is a child of the nearest one before it that is of a higher rank; ranks may be skipped.
    """
    top: list[dict[str, Any]] = []
    above: list[dict[str, Any]] = []
    for heading in headings:
        entry = {"level": heading.level, "id": heading.anchor, "name": heading.html, "children": []}
        while above and above[-1]["level"] >= heading.level:
            above.pop()
        (above[-1]["children"] if above else top).append(entry)
        above.append(entry)
    return top
