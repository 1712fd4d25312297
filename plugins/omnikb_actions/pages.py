"""The actions of a document, the pages of all actions by state and due date, and what waits on the home page."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from omnikb import Document, Index, Page, Section, Templates, translated
from omnikb_actions.model import Action, ActionFields, Status, _

_TEMPLATES = Templates("omnikb_actions")

HOME = "index.md"
"""The path of the home page, an ordinary document."""

PATH = "actions/index.md"
"""The path of the page of all actions; a long group goes on at ``actions/overdue.md`` and the like."""

ON_HOME = 5
"""Actions shown on the home page."""

ON_OVERVIEW = 50_000
"""HTML of one group on the overview, at most, in bytes, so that five groups stay a page."""

ON_PAGE = 200_000
"""HTML of a group on a page of its own, at most, in bytes."""


@dataclass(frozen=True, slots=True)
class Item:
    """An action and the document it stands in."""

    action: Action
    document: Document


@dataclass(frozen=True, slots=True)
class Group:
    """Actions of one state. ``name`` is its place in an address."""

    name: str
    heading: str
    items: tuple[Item, ...]


def all_actions(index: Index) -> tuple[Item, ...]:
    """Every action of every document, by due date."""
    found = []
    for document in index.documents.values():
        fields = document.get(ActionFields)
        found += [Item(action, document) for action in fields.actions] if fields else []
    return tuple(sorted(found, key=lambda item: (item.action.due, item.document.id)))


def groups(items: Iterable[Item], today: datetime.date) -> list[Group]:
    """The groups that are not empty: what is late, what is to come, what is done with (that the newest first)."""
    late: list[Item] = []
    by_status: dict[Status, list[Item]] = {status: [] for status in Status}
    for item in items:
        (late if item.action.overdue(today) else by_status[item.action.status]).append(item)
    done = sorted(by_status[Status.DONE], key=lambda item: item.action.done_on or item.action.due, reverse=True)
    every = [
        Group("overdue", _("▲ Overdue"), tuple(late)),
        Group("open", _("○ Open"), tuple(by_status[Status.OPEN])),
        Group("doing", _("● In progress"), tuple(by_status[Status.DOING])),
        Group("done", _("✓ Done"), tuple(done)),
        Group("dropped", _("✕ Dropped"), tuple(by_status[Status.DROPPED][::-1])),
    ]
    return [group for group in every if group.items]


def own_actions(document: Document, index: Index, actions: Sequence[Action], today: datetime.date) -> Section:
    """The actions of one document by state."""
    own = sorted((Item(action, document) for action in actions), key=lambda item: item.action.due)
    html = _TEMPLATES.render("own.html", document, index, groups=groups(own, today), path=PATH, today=today)
    return Section(_("Actions"), html, weight=45)


def home_section(home: Document, index: Index, today: datetime.date) -> Iterator[Section]:
    """What is overdue and what is due next, where anything is."""
    every = index.derive(all_actions)
    pending = [item for item in every if item.action.pending]
    if pending:
        late = sum(item.action.overdue(today) for item in pending)
        words = {"items": pending[:ON_HOME], "late": late, "pending": len(pending), "path": PATH, "today": today}
        yield Section(_("Actions to be done"), _TEMPLATES.render("home.html", home, index, **words), weight=20)


def action_pages(index: Index, today: datetime.date) -> Iterator[Page]:
    """The overview of all actions, and pages of the groups that are too long for it. None without any action."""
    found = groups(index.derive(all_actions), today)
    if not found:
        return
    title = translated(_("Actions"), index.language)
    overview = Page(PATH, title, lang=index.language)
    sections = []
    for weight, group in enumerate(found):
        first = chunks(group.items, ON_OVERVIEW)[0]
        whole = len(first) == len(group.items)
        path = "" if whole else _path(group, 1)
        words = {"items": first, "rest": len(group.items) - len(first), "path": path, "today": today}
        html = _TEMPLATES.render("group.html", overview, index, **words)
        heading = f"{translated(group.heading, index.language)} ({len(group.items)})"
        sections.append(Section(heading, html, weight=weight, anchor=group.name))
        if not whole:
            yield from _group_pages(group, title, index, today)
    yield Page(PATH, title, sections=tuple(sections), lang=index.language)


def _group_pages(group: Group, title: str, index: Index, today: datetime.date) -> Iterator[Page]:
    parts = chunks(group.items, ON_PAGE)
    name = f"{title} · {translated(group.heading, index.language)}"
    for number, part in enumerate(parts, 1):
        page = Page(_path(group, number), f"{name} ({number}/{len(parts)})" if len(parts) > 1 else name, lang=index.language)
        pages = [(other, _path(group, other)) for other in range(1, len(parts) + 1)]
        html = _TEMPLATES.render("more.html", page, index, items=part, here=number, pages=pages, overview=PATH, today=today)
        yield Page(page.path, page.title, sections=(Section("", html),), lang=page.lang)


def _path(group: Group, number: int) -> str:
    return f"actions/{group.name}.md" if number == 1 else f"actions/{group.name}-{number}.md"


def chunks(items: Sequence[Item], room: int) -> list[tuple[Item, ...]]:
    """The items in parts that each take at most ``room`` bytes of HTML; an item alone may take more."""
    parts: list[list[Item]] = [[]]
    size = 0
    for item in items:
        action, document = item.action, item.document
        said = f"{action.do}{action.done_when}{action.owner}{document.title}{document.path}"
        weight = 500 + len(said.encode())
        if parts[-1] and size + weight > room:
            parts.append([])
            size = 0
        size += weight
        parts[-1].append(item)
    return [tuple(part) for part in parts]
