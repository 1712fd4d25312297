"""The questions of a document, and all questions by topic."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from omnikb import Deferred, Document, Index, ListPage, Page, Section, Templates, list_pages, newest_first, page_name, translated
from omnikb_faq.model import FAQFields, Question, _

_TEMPLATES = Templates("omnikb_faq")

OVERVIEW = "faq/index.md"

SHOWN = 5
"""Questions of each topic that the overview shows."""

TOPICS = 100
"""With more topics than these the overview shows none of their questions."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A question of a document, by its number there, from 0."""

    source: Document
    number: int

    @property
    def question(self) -> Question:
        """The question with its answer."""
        return self.source[FAQFields].faq[self.number]


@dataclass(frozen=True, slots=True)
class Topic:
    """The questions of one topic. ``path`` is the Markdown path of its first page."""

    name: str
    path: str
    entries: Sequence[Entry]


def topics(index: Index) -> tuple[Topic, ...]:
    """All topics, the largest first, those without one last; in each the newest documents first."""
    found: dict[str, tuple[str, list[Entry]]] = {}
    asked = [one for one in index.documents.values() if one.type and (fields := one.get(FAQFields)) and fields.faq]
    for document in newest_first(asked):
        for number, question in enumerate(document[FAQFields].faq):
            name = question.topic.strip()
            slug = page_name(name, "index", "other") if name else ""
            found.setdefault(slug, (name, []))[1].append(Entry(document, number))
    ordered = sorted(found.items(), key=lambda one: (not one[0], -len(one[1][1]), one[0]))
    return tuple(Topic(name or _("Other questions"), f"faq/{slug or 'other'}.md", entries) for slug, (name, entries) in ordered)


def answers(document: Document, index: Index) -> Section | None:
    """The questions that a document answers, folded; ``None`` without any."""
    fields = document.get(FAQFields)
    if not fields or not fields.faq:
        return None
    return Section(_("Questions people ask"), _TEMPLATES.render("answers.html", document, index, questions=fields.faq), weight=45)


def pages_of(index: Index) -> Iterator[Page]:
    """The overview, and the pages of each topic."""
    found = index.derive(topics)
    if not found:
        return
    overview = Page(OVERVIEW, translated(_("Frequently asked questions"), index.language), lang=index.language)
    if index.at_path(OVERVIEW) is None:
        shown = SHOWN if len(found) <= TOPICS else 0
        told = tuple((topic.name, topic.path, topic.entries[:shown], len(topic.entries)) for topic in found)
        yield replace(overview, sections=Deferred(_overview, (told,)))
    for topic in found:
        yield from _topic_pages(topic, overview, index)


def _overview(page: Page, index: Index, told: Sequence[tuple[str, str, Sequence[Entry], int]]) -> Iterator[Section]:
    """The topics, each by its name, its path, the first of its questions and the number of all."""
    yield Section("", _TEMPLATES.render("overview.html", page, index, topics=told))


def _topic_pages(topic: Topic, overview: Page, index: Index) -> Iterator[Page]:
    for one in list_pages(topic.entries, topic.path, translated(topic.name, index.language), index.language, size=_size):
        yield replace(one.page, sections=Deferred(_answered, (one, overview)))


def _answered(page: Page, index: Index, one: ListPage[Entry], overview: Page) -> Iterator[Section]:
    """The questions of a topic that stand on one page."""
    yield Section("", _TEMPLATES.render("topic.html", page, index, entries=one.items, overview=overview))
    yield from one.paging(index)


def _size(entry: Entry) -> int:
    """The HTML of a question with its answer, about, in bytes."""
    return 400 + len(f"{entry.question.question}{entry.question.answer}{entry.source.title}".encode())
