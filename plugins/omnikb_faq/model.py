"""The key ``faq``: questions that people ask again, with their answers."""

from __future__ import annotations

from pydantic import Field

from omnikb import FieldsModel, Listed, Text, messages_of

_ = messages_of("omnikb_faq")


class Question(FieldsModel):
    """One question with its answer. Without a ``topic`` it stands among the others of none."""

    question: Text = Field(description=_("The question, as people ask it"))
    answer: Text = Field(description=_("The answer, complete in itself"))
    topic: str = Field("", description=_("Under which heading of the FAQ it stands"))


class FAQFields(FieldsModel):
    """The questions that a document answers."""

    faq: Listed[Question] = Field((), description=_("Questions people ask again, each with question, answer and topic"))
