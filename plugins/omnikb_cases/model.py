"""The keys of a case."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from omnikb import FieldsModel, Listed, Role, SomeListed, Text, messages_of

_ = messages_of("omnikb_cases")


class CaseFields(FieldsModel):
    """A story worth telling: where it started, what was done, what came of it, what others can take from it."""

    summary: Annotated[str, Role.SUMMARY] = Field("", description=_("The case in one sentence"))
    background: str = Field("", description=_("Where things stood before"))
    approach: Listed[Text] = Field((), description=_("What was done, step by step"))
    result: Listed[Text] = Field((), description=_("What came of it, with figures"))
    transferable: SomeListed[Text] = Field(description=_("What others can take over, point by point"))
