"""The keys of a lesson."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from omnikb import FieldsModel, Role, messages_of

_ = messages_of("omnikb_lessons")


class LessonFields(FieldsModel):
    """One lesson: in which case, what to do, and why."""

    applies_when: str = Field(description=_("In which case the lesson applies"))
    do: Annotated[str, Role.SUMMARY] = Field(description=_("What to do then"))
    because: str = Field(description=_("Why it helps"))
    evidence: str = Field("", description=_("What shows that it helps: figures, before and after"))
