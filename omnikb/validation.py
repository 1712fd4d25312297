"""Validation: front matter against the fields that plugins declare. Each key has one owner per type."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from pydantic import BaseModel, ValidationError

from omnikb.consequences import without_consequences
from omnikb.core_fields import CoreFields
from omnikb.documents import Document, DocumentType
from omnikb.field_errors import findings, unknown_key
from omnikb.identity import default_id
from omnikb.ordinary_pages import HIDING, OrdinaryPages
from omnikb.plugin_manager import Plugins
from omnikb.problems import CONTROL_CHARACTER, ID_INVALID, KEY_HIDES_NOTHING, KEYS_OF_DISABLED, TITLE_MISSING, TYPE_UNKNOWN, Problem
from omnikb.reader import Text
from omnikb.schemas import Schema
from omnikb.suggestions import nearest

_INVISIBLE = (
    r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069"  # controls, and what turns the direction of text
)
_CONTROL = re.compile(f"[{_INVISIBLE}]")
_ID = re.compile(rf"[^\s\[\]|#/\\?%:<>\"'`*{_INVISIBLE}]+")
_FIRST_HEADING = re.compile(r"\s*#[ \t]+(.+?)[ \t]*#*[ \t]*(?:\{[^}]*\}[ \t]*)?(?:\n|$)")
_MARKUP = re.compile(r"[*`]|(?<!\w)_|_(?!\w)|\[\[(?:[^\]|]*\|)?|\]\]|!?\[(?=[^\]]*\]\()|(?<=[^\]])\]\([^)]*\)")


class Validator:
    """Makes documents of texts."""

    def __init__(self, plugins: Plugins, language: str) -> None:
        """``language``: of documents that do not say theirs."""
        self._types = plugins.types
        self._folders = {kind.folder: kind for kind in plugins.types.values()}
        self._schemas = {name: Schema.composed(kind, plugins) for name, kind in plugins.types.items()}
        self._ordinary_pages = OrdinaryPages(plugins.types.values(), {name: one.owners for name, one in self._schemas.items()})
        self._language = language
        self._disabled = plugins.keys_of_disabled
        self._empty_parts: dict[type[BaseModel], BaseModel] = {}

    def document(self, text: Text) -> tuple[Document, list[Problem], list[tuple[str, str]]]:
        """The document, the rules its front matter breaks, and its keys and type of disabled plugins, each behind its plugin.

        An ordinary page is never refused for foreign keys. With errors it is a draft: good for finding what else is wrong
        with it, and for nothing more.
        """
        kind, problems = self._type_of(text)
        if kind is None:
            document, found = self._ordinary(text)
            unread = [] if problems else self._type_unread(text)
            doubts = [] if problems else self._ordinary_pages.doubts(text, type_told=bool(unread))
            return document, [*problems, *found, *doubts], unread
        schema = self._schemas[kind.name]
        parts: dict[type[BaseModel], BaseModel] = {}
        for model in schema.models:
            own = {key: value for key, value in text.front_matter.items() if schema.owners.get(key) is model}
            try:
                parts[model] = model.model_validate(own) if own else self._empty(model)
            except ValidationError as error:
                problems += schema.refused(text, error, model, own)
            except (Exception, SystemExit) as error:
                raise schema.failed(error, model, text) from error
        unknown, unread = self._unknown_keys(text, schema)
        problems += unknown
        core = parts.pop(CoreFields, None)
        document, found = self._built(text, kind, core if isinstance(core, CoreFields) else CoreFields(), parts)
        return document, without_consequences(problems + (found if core else []), text), unread

    def _empty(self, model: type[BaseModel]) -> BaseModel:
        """The part of a document that says none of a model's keys: most say few, and share what nobody can change.

        Raises ``ValidationError``.
        """
        shared = self._empty_parts.get(model)
        if shared is not None:
            return shared
        part = model.model_validate({})
        with suppress(TypeError):  # a list in it, say, which is each document's own
            hash(part)
            self._empty_parts[model] = part
        return part

    def _type_of(self, text: Text) -> tuple[DocumentType | None, list[Problem]]:
        """The type a document says, or that of its folder; index pages of folders are ordinary unless they say a type."""
        said = text.front_matter.get("type")
        folder, __, name = text.path.rpartition("/")
        by_folder = None
        while folder and by_folder is None and name not in ("index.md", "README.md"):
            by_folder, folder = self._folders.get(folder), folder.rpartition("/")[0]
        if said is None:
            return by_folder, []
        if isinstance(said, str) and said in self._types:
            return self._types[said], []
        of_disabled = any(f"type: {said}" in keys for keys in self._disabled.values() if keys)
        if of_disabled or (by_folder is None and nearest(str(said), self._types) is None):
            return None, []
        near = self._ordinary_pages.type_meant(str(said))
        return None, [TYPE_UNKNOWN.about(text, "type", type=str(said), near=near, types=", ".join(sorted(self._types)))]

    def _type_unread(self, text: Text) -> list[tuple[str, str]]:
        """The type that a page of none says, behind its disabled plugin."""
        said = text.front_matter.get("type")
        plugin = self._disabled_owner(f"type: {said}") if isinstance(said, str) else None
        return [(plugin, f"type: {said}")] if plugin is not None else []

    def _disabled_owner(self, key: str) -> str | None:
        """The disabled plugin that has a key, or else may have it, as it is too broken to say."""
        broken = next((name for name, keys in self._disabled.items() if keys is None), None)
        return next((name for name, keys in self._disabled.items() if keys and key in keys), broken)

    def _unknown_keys(self, text: Text, schema: Schema) -> tuple[list[Problem], list[tuple[str, str]]]:
        problems, unread = [], []
        for key in text.front_matter:
            if key in schema.owners:
                continue
            plugin = self._disabled_owner(key)
            if plugin is not None:
                unread.append((plugin, key))
                continue
            if key in HIDING:
                problems.append(KEY_HIDES_NOTHING.about(text, key, key=key))
                continue
            kind, words = unknown_key(key, list(schema.owners))
            problems.append(kind.about(text, key, **words))
        return problems, unread

    def _ordinary(self, text: Text) -> tuple[Document, list[Problem]]:
        """A page of no type: its foreign keys are nobody's business; of the core's keys it keeps those that make sense."""
        said = {key: value for key, value in text.front_matter.items() if key in CoreFields.model_fields and key != "type"}
        problems: list[Problem] = []
        try:
            core = CoreFields.model_validate(said)
        except ValidationError as error:
            found = list(findings(error, CoreFields, said))
            problems = [wrong.about(text, *key, **words) for wrong, key, words in found if key[0] == "redirect_from"]
            refused = {finding[1][0] for finding in found}
            core = CoreFields.model_validate({key: value for key, value in said.items() if key not in refused})
        if core.id is not None and not _ID.fullmatch(core.id):
            core = core.model_copy(update={"id": None})
        document, __ = self._built(text, None, core, {})
        return document, problems

    def _built(
        self, text: Text, kind: DocumentType | None, core: CoreFields, parts: Mapping[type[BaseModel], BaseModel]
    ) -> tuple[Document, list[Problem]]:
        problems = _controls(text, core) if kind else []
        stem = text.path.rpartition("/")[2].removesuffix(".md")
        title = _CONTROL.sub("", core.title or "").strip() or _heading(text.body)
        if kind is not None and not title:
            problems.append(TITLE_MISSING.about(text))
        id_ = core.id if core.id is not None else default_id(text.path)
        if kind is not None and not _ID.fullmatch(id_) and not _CONTROL.search(core.id or ""):
            problems.append(ID_INVALID.about(text, "id", id=id_))
        description = text.front_matter.get("description") if kind is None else None
        engine: dict[str, Any] = {"hide": list(core.hide)} if core.hide else {}
        if isinstance(description, str):
            engine["description"] = description
        document = Document(
            id=id_,
            path=text.path,
            type=kind.name if kind else None,
            title=title or stem.replace("-", " ").replace("_", " "),
            lang=core.lang or self._language,
            body=text.body,
            body_line=text.body_line,
            date=core.date,
            redirect_from=core.redirect_from,
            engine=engine,
            parts=parts,
        )
        return document, problems


def notices_of_disabled(unread: Iterable[tuple[str, str, str]], settings_file: str) -> list[Problem]:
    """One notice for each disabled plugin whose keys or types were met: plugin, key and path of each; at the settings."""
    met: dict[str, tuple[set[str], set[str]]] = {}
    for plugin, key, path in unread:
        keys, paths = met.setdefault(plugin, (set(), set()))
        keys.add(key)
        paths.add(path)
    return [
        KEYS_OF_DISABLED.at(settings_file, plugin=plugin, keys=", ".join(sorted(keys)), count=len(paths))
        for plugin, (keys, paths) in sorted(met.items())
    ]


def _controls(text: Text, core: CoreFields) -> list[Problem]:
    """What nobody can see in the id and the title, written as it is or as an escape such as ``\\u202e``."""
    said = {"id": core.id, "title": core.title}
    found = {key: _CONTROL.search(value) for key, value in said.items() if value}
    return [CONTROL_CHARACTER.about(text, key, character=f"U+{ord(match[0]):04X}") for key, match in found.items() if match]


def _heading(body: str) -> str:
    """The words of a first-level heading that opens the body, or ``""``."""
    found = _FIRST_HEADING.match(body)
    return _CONTROL.sub("", _MARKUP.sub("", found[1])).strip() if found else ""
