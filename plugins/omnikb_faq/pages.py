"""The questions of a document, and all questions by topic."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from omnikb import Document, Index, Page, Section, Templates, list_pages, newest_first, translated
from omnikb_faq.model import FAQFields, Question, _

_TEMPLATES = Templates("omnikb_faq")

OVERVIEW = "faq/index.md"

SHOWN = 5
"""Questions of each topic that the overview shows."""

TOPICS = 100
"""With more topics than these the overview shows none of their questions."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A question with the document that answers it."""

    question: Question
    source: Document


@dataclass(frozen=True, slots=True)
class Topic:
    """The questions of one topic. ``path`` is the Markdown path of its first page."""

    name: str
    path: str
    entries: Sequence[Entry]


def topics(index: Index) -> tuple[Topic, ...]:
    """All topics, the largest first, those without one last; in each the newest documents first."""
    found: dict[str, tuple[str, list[Entry]]] = {}
    for document in newest_first(one for one in index.documents.values() if one.type):
        fields = document.get(FAQFields)
        for question in fields.faq if fields else ():
            name = question.topic.strip()
            slug = re.sub(r"[^\w-]+", "-", name.casefold()).strip("-")
            slug = f"topic-{slug}" if slug in ("index", "other") else slug
            found.setdefault(slug, (name, []))[1].append(Entry(question, document))
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
        html = _TEMPLATES.render("overview.html", overview, index, topics=found, shown=SHOWN if len(found) <= TOPICS else 0)
        yield replace(overview, sections=(Section("", html),))
    for topic in found:
        yield from _topic_pages(topic, overview, index)


def _topic_pages(topic: Topic, overview: Page, index: Index) -> Iterator[Page]:
    for one in list_pages(topic.entries, topic.path, translated(topic.name, index.language), index.language, size=_size):
        html = _TEMPLATES.render("topic.html", one.page, index, entries=one.items, overview=overview)
        yield replace(one.page, sections=(Section("", html), *one.paging(index)))


def _size(entry: Entry) -> int:
    """The HTML of a question with its answer, about, in bytes."""
    return 400 + len(f"{entry.question.question}{entry.question.answer}{entry.source.title}".encode())
