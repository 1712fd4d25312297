"""The last touch on a page the theme has written: what would call another server goes, the page's own assets come."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from markupsafe import escape

FORGE_QUERY = ' data-md-component="source"'
"""Material asks the forge of ``repo_url`` for stars and releases wherever it finds this."""


def without_forge_queries(html: str) -> str:
    """The page with its link to the repository, but without the attribute that makes Material ask the forge."""
    return html.replace(FORGE_QUERY, "")


def with_assets(html: str, early: Iterable[str], late: Iterable[str]) -> str:
    """The page loading style sheets and ``early`` scripts in its head, and ``late`` ones at its end. All are addresses."""
    head = "".join(asset_tag(href) for href in early)
    end = "".join(asset_tag(href) for href in late)
    if head:
        html = html.replace("</head>", f"{head}</head>", 1)
    if end:
        before, closing, after = html.rpartition("</body>")
        html = f"{before}{end}{closing}{after}"
    return html


def asset_tag(href: str) -> str:
    """The element that loads a style sheet, a script or a module."""
    if href.endswith(".css"):
        return f'<link rel="stylesheet" href="{escape(href)}">'
    kind = ' type="module"' if href.endswith(".mjs") else ""
    return f'<script src="{escape(href)}"{kind}></script>'


def write(file: Path, content: bytes) -> None:
    """One file, its folders made."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
