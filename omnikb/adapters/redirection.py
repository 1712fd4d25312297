"""Small pages at old addresses that lead to the new ones, on any file server."""

from __future__ import annotations

from markupsafe import escape

from omnikb.addresses import relative
from omnikb.outputs import output
from omnikb.settings import Settings

_PAGE = """<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<title>{title}</title>
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url={href}">
<link rel="canonical" href="{canonical}">
</head>
<body><p><a href="{href}">{title}</a></p></body>
</html>
"""


def old_file(old: str, settings: Settings) -> str:
    """Where the file of an old page path (``reviews/old.md``) has to be: ``reviews/old/index.html``."""
    return output(old, settings.directory_urls)


def redirect_page(old: str, new: str, title: str, settings: Settings, site_url: str | None) -> str:
    """The HTML at an old page path. ``new``: the page's path now; ``site_url``: where the site will stand, if known."""
    href = relative(old, new, settings.directory_urls)
    canonical = (
        site_url.rstrip("/") + "/" + relative("index.md", new, settings.directory_urls).removeprefix("./") if site_url else href
    )
    return _PAGE.format(lang=escape(settings.language), title=escape(title), href=escape(href), canonical=escape(canonical))
