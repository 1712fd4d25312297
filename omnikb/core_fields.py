"""The front matter keys that belong to every document and to no plugin."""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Literal

from pydantic import AfterValidator

from omnikb.documents import FieldsModel
from omnikb.field_types import Listed
from omnikb.i18n import messages_of

_ = messages_of("omnikb")

_LANGUAGE_TAG = re.compile(r"[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{1,8})*")

Hideable = Literal["navigation", "toc", "path", "footer", "feedback"]


def _language_tag(value: str) -> str:
    if not _LANGUAGE_TAG.fullmatch(value):
        raise ValueError(_("write a language tag such as zh, en or zh-Hant"))
    return value


IN_CHINESE = {"标题": "title", "题目": "title", "名称": "title", "日期": "date", "类型": "type", "语言": "lang", "编号": "id"}
"""What people call keys of the core who write all of it in Chinese."""


class CoreFields(FieldsModel):
    """The keys that belong to every document and to no plugin."""

    id: str | None = None
    type: str | None = None
    title: str | None = None
    date: datetime.date | None = None
    lang: Annotated[str, AfterValidator(_language_tag)] | None = None
    redirect_from: Listed[str] = ()
    hide: Listed[Hideable] = ()
