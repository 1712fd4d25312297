"""Long lists in pages: none holds more than a browser shows at once, and each leads to the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from omnikb.index import Index
from omnikb.pages import Page, Section
from omnikb.templating import Templates

_TEMPLATES = Templates("omnikb")

PAGE_LENGTH = 200
"""Items of a list on one page, at most, where nobody says how many."""

PAGE_BYTES = 200_000
"""HTML of a list on one page, at most, in bytes, where the size of its items is told."""

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class ListPage(Generic[Item]):
    """One page of a list, without sections yet. ``first`` is the number, from 1, of its first item; ``paths`` are all pages."""

    page: Page
    items: tuple[Item, ...]
    first: int
    paths: tuple[str, ...]

    def paging(self, index: Index) -> tuple[Section, ...]:
        """The numbers of all pages, each a link, as a last section; none where there is only one."""
        if len(self.paths) == 1:
            return ()
        return (Section("", _TEMPLATES.render("paging.html", self.page, index, paths=self.paths), weight=99),)


def list_pages(
    items: Iterable[Item],
    path: str,
    title: str,
    lang: str,
    length: int = PAGE_LENGTH,
    size: Callable[[Item], int] | None = None,
) -> list[ListPage[Item]]:
    """A list in as many pages as it needs, none without an item.

    The first is at ``path`` (``tags/live.md``), the others go on below it (``tags/live/page-2.md``); their titles say
    which of how many they are. ``length`` bounds the items of a page, ``size`` tells the bytes of HTML that one takes.
    """
    parts = portions(items, length, size) if (items := tuple(items)) else []
    below = path.removesuffix(".md").removesuffix("/index")
    paths = tuple(path if number == 1 else f"{below}/page-{number}.md" for number in range(1, len(parts) + 1))
    pages, first = [], 1
    for number, (place, part) in enumerate(zip(paths, parts, strict=True), 1):
        name = f"{title} ({number}/{len(parts)})" if len(parts) > 1 else title
        pages.append(ListPage(Page(place, name, lang=lang), part, first, paths))
        first += len(part)
    return pages


def portions(
    items: Iterable[Item], length: int = PAGE_LENGTH, size: Callable[[Item], int] | None = None, room: int = PAGE_BYTES
) -> list[tuple[Item, ...]]:
    """The items in parts of at most ``length`` of them and ``room`` bytes; one alone may take more. At least one part."""
    parts: list[list[Item]] = [[]]
    taken = 0
    for item in items:
        weight = size(item) if size else 0
        if parts[-1] and (len(parts[-1]) == length or taken + weight > room):
            parts.append([])
            taken = 0
        taken += weight
        parts[-1].append(item)
    return [tuple(part) for part in parts]
