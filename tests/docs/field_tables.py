"""The keys of a document type as a table, read from the models that its plugins declare."""

from __future__ import annotations

import datetime
import types as python_types
import typing
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, BeforeValidator
from pydantic.fields import FieldInfo

from omnikb import DocumentType, Ref, translated
from omnikb.field_types import MOST
from omnikb.plugin_manager import Plugins
from omnikb.settings import Settings

WORDS = {
    "zh": {
        "head": "| 字段 | 值 | 含义 | 来自插件 |\n|---|---|---|---|\n",
        "required": "{value}（必填）",
        "list": "{value}，可以写成列表",
        "items": "列表，每项是{value}",
        "group": "列表，每项有下面这些字段",
        "mapping": "有下面这些字段",
        "id": "一篇 `{type}` 的 id",
        "any": "任意一篇文档的 id",
        "or": "、",
        "between": "{low} 到 {high} 的数字",
        "whole-between": "{low} 到 {high} 的整数",
        "least": "不小于 {low} 的数字",
        "whole": "不小于 {low} 的整数",
        str: "文字",
        int: "整数",
        float: "数字",
        bool: "`true` 或 `false`",
        datetime.date: "日期，如 2026-07-01",
    },
    "en": {
        "head": "| Key | Value | Meaning | Plugin |\n|---|---|---|---|\n",
        "required": "{value} (required)",
        "list": "{value}, or a list of them",
        "items": "a list; each item is {value}",
        "group": "a list; each item has the keys below",
        "mapping": "the keys below",
        "id": "id of a `{type}`",
        "any": "id of any document",
        "or": ", ",
        "between": "a number from {low} to {high}",
        "whole-between": "a whole number from {low} to {high}",
        "least": "a number, at least {low}",
        "whole": "a whole number, at least {low}",
        str: "text",
        int: "a whole number",
        float: "a number",
        bool: "`true` or `false`",
        datetime.date: "a date such as 2026-07-01",
    },
}


@cache
def installed() -> Plugins:
    """All plugins of this installation."""
    return Plugins.discover(Settings(Path("/"), Path("/content"), Path("/site")))


def models_of(kind: DocumentType) -> Iterator[tuple[str, type[BaseModel]]]:
    """The models that make up a document type, each with the name of its plugin; first that of the plugin which declares it."""
    declared = installed().attributed("omnikb_document_types", DocumentType, settings=installed().settings)
    owner = next(plugin for plugin, declared_kind in declared if declared_kind == kind)
    for plugin, fields in sorted(installed().fields, key=lambda one: one[0] != owner):
        if fields.types.covers(kind):
            yield plugin.name, fields.model


def table(lang: str, type_name: str) -> str:
    """All keys of a document type that plugins bring, as a Markdown table."""
    rows = [row for plugin, model in models_of(installed().types[type_name]) for row in _rows(lang, model, plugin, "")]
    return str(WORDS[lang]["head"]) + "".join(rows)


def _rows(lang: str, model: type[BaseModel], plugin: str, above: str) -> Iterator[str]:
    for name, info in model.model_fields.items():
        key = f"{above}{info.alias or name}"
        value = _value(lang, info)
        if info.is_required():
            value = WORDS[lang]["required"].format(value=value)
        yield f"| `{key}` | {value} | {translated(info.description or '', lang)} | {plugin} |\n"
        nested = _nested(info.annotation)
        if nested:
            yield from _rows(lang, nested, plugin, f"{key} → ")


def _value(lang: str, info: FieldInfo) -> str:
    words = WORDS[lang]
    listed = _listed(info.annotation)
    if _nested(info.annotation):
        return words["group" if listed else "mapping"]
    kind, metadata = _innermost(info.annotation, list(info.metadata))
    value = _simple(lang, kind, metadata)
    if not listed:
        return value
    alone = any(isinstance(one, BeforeValidator) for one in info.metadata)
    return words["list" if alone else "items"].format(value=value)


def _simple(lang: str, kind: Any, metadata: list[Any]) -> str:
    words = WORDS[lang]
    ref = next((one for one in metadata if isinstance(one, Ref)), None)
    if ref:
        return words["id"].format(type=ref.type) if ref.type else words["any"]
    low = next((one.ge for one in metadata if hasattr(one, "ge") and one.ge != -MOST), None)
    high = next((one.le for one in metadata if hasattr(one, "le") and one.le != MOST), None)
    if low is not None:
        open_end, closed = ("whole", "whole-between") if kind is int else ("least", "between")
        return words[open_end if high is None else closed].format(low=low, high=high)
    if issubclass(kind, StrEnum):
        return words["or"].join(f"`{one.value}`" for one in kind)
    return words[kind]


def _listed(annotation: Any) -> bool:
    """Whether the value is a list, whatever is said of it."""
    bare = _bare(annotation)
    if typing.get_origin(bare) is typing.Annotated:
        return _listed(typing.get_args(bare)[0])
    return typing.get_origin(bare) is tuple


def _nested(annotation: Any) -> type[BaseModel] | None:
    kind, _metadata = _innermost(annotation, [])
    return kind if isinstance(kind, type) and issubclass(kind, BaseModel) else None


def _innermost(annotation: Any, metadata: list[Any]) -> tuple[Any, list[Any]]:
    """The simple type within lists, ``None`` and annotations, with all that is said of it on the way."""
    bare = _bare(annotation)
    if typing.get_origin(annotation) is typing.Annotated:
        return _innermost(typing.get_args(annotation)[0], [*metadata, *_flat(typing.get_args(annotation)[1:])])
    if bare is not annotation:
        return _innermost(bare, metadata)
    if typing.get_origin(annotation) is tuple:
        return _innermost(typing.get_args(annotation)[0], metadata)
    return annotation, metadata


def _flat(metadata: tuple[Any, ...]) -> Iterator[Any]:
    for one in metadata:
        yield from one.metadata if isinstance(one, FieldInfo) else [one]


def _bare(annotation: Any) -> Any:
    """The annotation without ``| None``."""
    if typing.get_origin(annotation) in (typing.Union, python_types.UnionType):
        return next(one for one in typing.get_args(annotation) if one is not type(None))
    return annotation
