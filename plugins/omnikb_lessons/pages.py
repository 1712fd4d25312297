"""What a lesson's page shows besides its text."""

from __future__ import annotations

from omnikb import Document, Index, Place, Section, Templates
from omnikb_lessons.model import LessonFields

_TEMPLATES = Templates("omnikb_lessons")


def card(document: Document, index: Index) -> Section:
    """The lesson at a glance: when it applies, what to do, why, and what shows it."""
    html = _TEMPLATES.render("card.html", document, index, lesson=document[LessonFields])
    return Section("", html, place=Place.HEADER)
