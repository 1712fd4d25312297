"""The actions of a document, the pages of all actions by state and due date, and what waits on the home page."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from omnikb import Deferred, Document, Index, ListPage, Page, Section, Templates, list_pages, portions, translated
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


@dataclass(frozen=True, slots=True)
class Item:
    """An action of a document, by its number there, from 0."""

    document: Document
    number: int

    @property
    def action(self) -> Action:
        """The action itself."""
        return self.document[ActionFields].actions[self.number]


@dataclass(frozen=True, slots=True)
class Group:
    """Actions of one state. ``name`` is its place in an address."""

    name: str
    heading: str
    items: tuple[Item, ...]


def all_actions(index: Index) -> tuple[Item, ...]:
    """Every action of every document, by due date."""
    found = [item for document in index.documents.values() for item in _items(document)]
    return tuple(sorted(found, key=lambda item: (item.action.due, item.document.id)))


def _items(document: Document) -> list[Item]:
    """The actions of one document, in the order of its front matter."""
    fields = document.get(ActionFields)
    return [Item(document, number) for number in range(len(fields.actions))] if fields else []


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


def own_actions(document: Document, index: Index, today: datetime.date) -> Section:
    """The actions of one document by state."""
    own = sorted(_items(document), key=lambda item: item.action.due)
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
    shown = []
    for group in found:
        first = portions(group.items, size=_size, room=ON_OVERVIEW)[0]
        shown.append((replace(group, items=first), len(group.items)))
        if len(first) < len(group.items):
            yield from _group_pages(group, title, index, today)
    yield Page(PATH, title, sections=Deferred(_overview, (tuple(shown), today)), lang=index.language)


def _overview(page: Page, index: Index, shown: Sequence[tuple[Group, int]], today: datetime.date) -> Iterator[Section]:
    """The first actions of each group, with the number of all that are in it."""
    for weight, (group, total) in enumerate(shown):
        rest = total - len(group.items)
        words = {"items": group.items, "rest": rest, "path": _path(group) if rest else "", "today": today}
        html = _TEMPLATES.render("group.html", page, index, **words)
        yield Section(f"{translated(group.heading, page.lang)} ({total})", html, weight=weight, anchor=group.name)


def _group_pages(group: Group, title: str, index: Index, today: datetime.date) -> Iterator[Page]:
    name = f"{title} · {translated(group.heading, index.language)}"
    for one in list_pages(group.items, _path(group), name, index.language, size=_size):
        yield replace(one.page, sections=Deferred(_more, (one, today)))


def _more(page: Page, index: Index, one: ListPage[Item], today: datetime.date) -> Iterator[Section]:
    """The actions of a long group that stand on one page."""
    yield Section("", _TEMPLATES.render("more.html", page, index, items=one.items, overview=PATH, today=today))
    yield from one.paging(index)


def _path(group: Group) -> str:
    return f"actions/{group.name}.md"


def _size(item: Item) -> int:
    """The HTML of an action's row, about, in bytes."""
    action, document = item.action, item.document
    return 600 + len(f"{action.do}{action.done_when}{action.owner}{document.title}{document.path}".encode())
