"""Sorting: the headers of tables that are marked for it become buttons that sort them. It knows no domain.

A header is marked by ``data-sort``: ``number``, or ``text``, which dates written year first are sorted as too. Where the
text of a cell is not its value, ``data-value`` says it. Without scripts such a table is whole, and says nothing of sorting.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources

from omnikb import Asset, Load


def omnikb_assets() -> Iterator[Asset]:
    """The script and its looks, on every page: which pages hold such a table is for their own plugins to know."""
    for name in ("sorting.css", "sorting.js"):
        content = (resources.files(__package__) / name).read_bytes()
        yield Asset(f"assets/omnikb/{name}", content, load=Load.EVERYWHERE)
