"""The product of the core: pages, assets and files in memory. A page is a body and sections, kept apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from markupsafe import Markup

from omnikb.plugin_discovery import ActivePlugin
from omnikb.problems import Problem


class Place(StrEnum):
    """Where a section stands: right below the title, before the body, or after it."""

    HEADER = "header"
    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page that a plugin adds: HTML from an autoescaped template.

    Sections of one place stand in the order of ``weight``, then of the plugins' names. One with a
    ``heading`` enters the table of contents under ``anchor`` (default: made from the heading).
    """

    heading: str
    html: Markup
    place: Place = Place.AFTER
    weight: int = 50
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Deferred:
    """Sections that are made when their page is: ``build(page, index, *given)``, with a function of a module's own.

    The page is made again where what ``build`` reads of the index, or ``given`` (records, models, documents, plain values
    and collections of these), is no longer the same.
    """

    build: Callable[..., Iterable[Section]]
    given: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the site. ``path`` is its Markdown path (``risks/index.md``); ``body`` is Markdown.

    ``document`` is the id of the document it shows, or ``""`` for a page made by a plugin. ``engine`` is the
    metadata a site engine may see.
    """

    path: str
    title: str
    body: str = ""
    sections: tuple[Section, ...] | Deferred = ()
    lang: str = ""
    document: str = ""
    engine: Mapping[str, Any] = field(default_factory=dict)


class Load(StrEnum):
    """On which pages a script or style sheet is loaded."""

    EVERYWHERE = "everywhere"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Asset:
    """A file the site carries besides its pages. ``load``: everywhere, never, or on the pages of these paths.

    ``content`` may be a function where ``digest`` identifies what it will give: it is then called only where the last
    site does not hold the file already.
    """

    path: str
    content: bytes | Callable[[], bytes]
    load: Load | tuple[str, ...] = Load.NEVER
    digest: str = ""

    def data(self) -> bytes:
        """The content."""
        return self.content() if callable(self.content) else self.content


@dataclass(frozen=True, slots=True)
class Site:
    """All there is to publish. ``files`` are content files that documents refer to; ``redirects`` maps old to new paths;
    ``makers`` are the plugins that made pages, by path.
    """

    pages: tuple[Page, ...]
    assets: tuple[Asset, ...]
    files: frozenset[str]
    redirects: Mapping[str, str]
    problems: tuple[Problem, ...]
    makers: Mapping[str, ActivePlugin] = field(default_factory=dict)
