"""Lessons: the type ``lesson``, its life from finding to proven practice, and who reused it."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources

from omnikb import Asset, Document, DocumentType, Fields, Index, Load, Page, Place, Problem, Section, Settings, types
from omnikb_lessons.due import LIST, ON_HOME, ON_LIST, due_pages, due_section
from omnikb_lessons.model import LessonFields, _
from omnikb_lessons.pages import HOME, home_section, lessons_drawn, sections_of
from omnikb_lessons.rules import circles, rules_broken, told_too_early


def omnikb_document_types() -> Iterator[DocumentType]:
    """The type ``lesson``: knowledge that comes from projects and answers risks."""
    yield DocumentType("lesson", "lessons", _("Lesson"), _("Lessons"), frozenset({"knowledge"}))


def omnikb_fields() -> Iterator[Fields]:
    """When it applies, what to do, and why."""
    yield Fields(LessonFields, types=types("lesson"))


def omnikb_check_document(document: Document) -> Iterator[Problem]:
    """The steps of a lesson's life, in order and with proof."""
    lesson = document.get(LessonFields)
    if lesson:
        yield from rules_broken(document, lesson)


def omnikb_check_index(index: Index, settings: Settings) -> Iterator[Problem]:
    """No lesson replaces itself, by whatever detour, and none tells what is still to come as done."""
    yield from circles(index)
    yield from told_too_early(index, settings.today)


def omnikb_sections(document: Document, index: Index, settings: Settings) -> Iterator[Section]:
    """A lesson's card and life; the lessons that an outcome led to; at home the newest ones, and those due for review."""
    lesson = document.get(LessonFields)
    if lesson:
        yield from sections_of(document, index, lesson, settings)
    if document.type and "outcome" in index.types[document.type].traits:
        yield from lessons_drawn(document, index)
    if document.path == HOME:
        yield from due_section(document, index, settings.today, ON_HOME, Place.AFTER, 45)
        yield from home_section(document, index)
    elif document.path == LIST:
        yield from due_section(document, index, settings.today, ON_LIST, Place.BEFORE, 50)


def omnikb_pages(index: Index, settings: Settings) -> Iterator[Page]:
    """When each lesson is to be checked next."""
    yield from due_pages(index, settings.today)


def omnikb_assets() -> Iterator[Asset]:
    """How the card looks."""
    style = resources.files(__package__) / "lessons.css"
    yield Asset("assets/omnikb/lessons.css", style.read_bytes(), load=Load.EVERYWHERE)
