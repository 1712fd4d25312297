"""The key ``aliases``: other names by which people look for a document."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from omnikb import FieldsModel, Listed, Role, Text
from omnikb_search.words import _


class SearchFields(FieldsModel):
    """What a document is also called."""

    aliases: Annotated[Listed[Text], Role.ALIAS] = Field(
        (),
        title=_("Also called"),
        description=_("Other names people look for it by, such as short forms, or its name in another language"),
    )
