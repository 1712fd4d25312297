"""What all pages of a site have in common: where any of it changes, every page is built anew."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import Any

from omnikb.adapters.named import places_named
from omnikb.adapters.page_assets import assets_everywhere
from omnikb.adapters.publication import Publication
from omnikb.bodies.dialect import EXTENSIONS
from omnikb.configuration import leaves, read_config
from omnikb.facts import digest_of
from omnikb.fingerprints import NotComparableError, fingerprint
from omnikb.ground import content_digest, installed_versions
from omnikb.settings import Settings

_KNOWN_EXTENSIONS = frozenset(
    {
        *EXTENSIONS,
        *("abbr", "admonition", "attr_list", "def_list", "extra", "fenced_code", "footnotes", "legacy_attrs", "legacy_em"),
        *("md_in_html", "meta", "nl2br", "sane_lists", "smarty", "tables", "toc", "wikilinks", "codehilite"),
        *(
            f"pymdownx.{name}"
            for name in (
                *("arithmatex", "betterem", "blocks", "caret", "critic", "details", "emoji", "escapeall", "extra", "highlight"),
                *("inlinehilite", "keys", "magiclink", "mark", "progressbar", "quotes", "saneheaders", "smartsymbols"),
                *("striphtml", "superfences", "tabbed", "tasklist", "tilde", "fancylists"),
                *("blocks.admonition", "blocks.caption", "blocks.definition", "blocks.details", "blocks.html", "blocks.tab"),
            )
        ),
    }
)
"""Markdown extensions that look at nothing but the text they are given."""


def settings_digest(settings: Settings) -> bytes:
    """16 bytes for the settings as written, own templates and hooks, and versions; ``b""`` where they cannot be compared."""
    config = read_config(settings.root / settings.config_file)
    written = written_settings(config, settings)
    versions = "\n".join(installed_versions()).encode()
    return digest_of((written, content_digest(places_named(config, settings)), versions)) if written else b""


def written_settings(config: Mapping[str, Any], settings: Settings) -> bytes:
    """16 bytes for the whole settings file; ``b""`` where it holds what cannot be compared."""
    # the pages of other themes may show the day of the build
    day = settings.today if _theme(config).get("name") != "material" else None
    try:
        return fingerprint((config, day), lambda document: document.digest)
    except NotComparableError:
        return b""


def _theme(config: Mapping[str, Any]) -> Mapping[str, Any]:
    theme = config.get("theme")
    return theme if isinstance(theme, Mapping) else {"name": theme}


def common_of(publication: Publication, ground: str, written: bytes) -> str:
    """What identifies it: the settings and all that belongs to them (``written``), the navigation, the assets of every page."""
    settings = publication.settings
    titles = tuple(_titles(read_config(settings.root / settings.config_file).get("nav"), publication))
    said = (ground, written, titles, assets_everywhere(publication, instant=True))
    return fingerprint(said, lambda document: document.digest).hex() if written else ""


def reason_against_reuse(publication: Publication) -> str:
    """The Markdown extension for which no page may be kept, for it may look at more than the page; else ``""``."""
    return next((name for name in sorted(publication.settings.markdown_extensions) if name not in _KNOWN_EXTENSIONS), "")


def _titles(nav: Any, publication: Publication) -> Iterator[tuple[str, str, bool]]:
    """What the navigation leads to: the pages, each with the title that it shows where the user gives none, and the files. One
    that is not there is passed over by the pages before and after it."""
    titles = {page.path: page.title for page in publication.site.pages} if nav else {}
    for path in leaves(nav):
        there = path in titles or os.path.exists(f"{publication.settings.content}/{path}")  # noqa: PTH110 - whatever a user writes there
        yield path, titles.get(path, ""), there
