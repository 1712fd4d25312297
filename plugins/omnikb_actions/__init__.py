"""Actions: a key for documents of every type, and all actions by state and due date."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources

from omnikb import Asset, Document, Fields, Index, Load, Page, Problem, Section, Settings, types
from omnikb_actions.model import ActionFields, rules_broken
from omnikb_actions.pages import HOME, action_pages, home_section, own_actions


def omnikb_fields() -> Iterator[Fields]:
    """What is to be done, on every type."""
    yield Fields(ActionFields, types=types())


def omnikb_check_document(document: Document, settings: Settings) -> Iterator[Problem]:
    """The rules of actions."""
    fields = document.get(ActionFields)
    if fields:
        yield from rules_broken(document, fields, lambda: settings.today)


def omnikb_sections(document: Document, index: Index, settings: Settings) -> Iterator[Section]:
    """The actions of a document; on the home page those that are late or due next."""
    fields = document.get(ActionFields)
    if fields and fields.actions:
        yield own_actions(document, index, settings.today)
    if document.path == HOME:
        yield from home_section(document, index, settings.today)


def omnikb_pages(index: Index, settings: Settings) -> Iterator[Page]:
    """All actions by state and due date."""
    yield from action_pages(index, settings.today)


def omnikb_assets() -> Iterator[Asset]:
    """How lists of actions look."""
    style = resources.files(__package__) / "actions.css"
    yield Asset("assets/omnikb/actions.css", style.read_bytes(), load=Load.EVERYWHERE)
