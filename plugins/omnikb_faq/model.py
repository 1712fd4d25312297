"""The key ``faq``: questions that people ask again, with their answers."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field

from omnikb import FieldsModel, messages_of

_ = messages_of("omnikb_faq")


def _filled(text: str) -> str:
    if not text.strip():
        raise ValueError(_("write something here, or leave the key out"))
    return text


Text = Annotated[str, AfterValidator(_filled)]


class Question(FieldsModel):
    """One question with its answer. Without a ``topic`` it stands among the others of none."""

    question: Text = Field(description=_("The question, as people ask it"))
    answer: Text = Field(description=_("The answer, complete in itself"))
    topic: str = Field("", description=_("Under which heading of the FAQ it stands"))


def _listed(value: object) -> object:
    """A single question is a list of one."""
    return [value] if isinstance(value, dict) else value


class FAQFields(FieldsModel):
    """The questions that a document answers."""

    faq: Annotated[tuple[Question, ...], BeforeValidator(_listed)] = Field(
        (), description=_("Questions people ask again, each with question, answer and topic")
    )
