"""Which scripts and style sheets a page loads beyond those of every page."""

from __future__ import annotations

from omnikb.adapters.publication import Publication
from omnikb.addresses import relative
from omnikb.pages import Load, Page

DIAGRAM = 'class="mermaid"'
"""How an article shows a diagram that Mermaid is to draw."""


def assets_everywhere(publication: Publication, *, instant: bool) -> tuple[list[str], list[str]]:
    """Style sheets and scripts of every page, as paths.

    ``instant``: the theme changes pages without loading them anew, and would not run what only the next page asks for.
    """
    loaded = [one for one in publication.site.assets if one.load is Load.EVERYWHERE or (instant and one.load is not Load.NEVER)]
    paths = [one.path for one in loaded if one.load is not Load.EVERYWHERE or not one.path.endswith(".css")]
    if instant and publication.settings.core.mermaid:
        paths.append(publication.settings.core.mermaid)
    styles = [path for path in paths if path.endswith(".css")]
    return [*publication.styles, *styles], [path for path in paths if not path.endswith(".css")]


def page_assets(publication: Publication, page: Page, html: str) -> tuple[list[str], list[str]]:
    """Addresses of what this page loads in its head, and at its end. ``html``: the finished page.

    Mermaid has to be there before Material looks for it: Material fetches its own copy from outside otherwise.
    """
    paths = publication.assets_by_page.get(page.path, [])
    early = [path for path in paths if path.endswith(".css")]
    if publication.settings.core.mermaid and DIAGRAM in html:
        early.append(publication.settings.core.mermaid)
    late = [path for path in paths if not path.endswith(".css")]
    urls = publication.settings.directory_urls
    return [relative(page.path, path, urls) for path in early], [relative(page.path, path, urls) for path in late]
