"""The list of all pages that MkDocs makes for those who crawl a site, without a page of MkDocs for each of ten thousand.

The rules are MkDocs' own: the order in which it finds files, and the addresses that it gives them.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from omnikb.adapters.publication import Publication
from omnikb.addresses import address
from omnikb.pages import Page

SITEMAP = "sitemap.xml"
"""The template that shows the list."""

TEMPLATES = frozenset({SITEMAP, "404.html"})
"""The templates besides pages that MkDocs and Material bring. Of all others it is unknown what they show."""


@dataclass(frozen=True, slots=True)
class ListedPage:
    """What the list says of a page, under the names that MkDocs' template has for it."""

    canonical_url: str
    abs_url: str
    update_date: str
    is_link: bool = False


@dataclass(frozen=True, slots=True)
class ListedFile:
    """MkDocs lists files, and asks each for its page."""

    page: ListedPage


def listed(publication: Publication, site_url: str | None) -> list[ListedFile]:
    """All pages, first those that are files, folder by folder. None where the settings do not say at which ``site_url`` they will
    stand."""
    if not site_url:
        return []
    settings, base = publication.settings, site_url if site_url.endswith("/") else f"{site_url}/"
    paths = [page.path for page in sorted(publication.site.pages, key=_place)]
    addresses = (urljoin(base, quote(address(path, settings.directory_urls))) for path in paths)
    today = settings.today.isoformat()
    return [ListedFile(ListedPage(canonical, urlsplit(canonical).path, today)) for canonical in addresses]


def _place(page: Page) -> tuple[bool, list[str], bool, str]:
    """Where MkDocs lists a page; those that no file is behind keep their order."""
    if not page.document:
        return True, [], False, ""
    *folders, name = page.path.split("/")
    return False, folders, name not in ("index.md", "README.md"), name
