"""What plugins declare about documents, and what they get of each one.

A document type is a name, a folder, labels and traits; its fields come from any number of plugins, each
with a pydantic model of its own keys. A plugin reads its part back typed: ``document[RiskFields].risks``.
"""

from __future__ import annotations

import builtins
import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TypeVar, cast

from pydantic import BaseModel, ConfigDict

from omnikb.i18n import primary_language
from omnikb.roles import Key, Role, keys_with

KeyPath = tuple[str | int, ...]
"""Where a value stands in front matter: ``("risks", 0, "cost")``."""


class FieldsModel(BaseModel):
    """Base of a plugin's fields: frozen, refuses unknown keys in nested mappings, reads ``2025`` as text where text is asked."""

    model_config = ConfigDict(frozen=True, extra="forbid", coerce_numbers_to_str=True)


Part = TypeVar("Part", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Ref:
    """Marks a ``str`` field as the id of another document: ``Annotated[str, Ref("risk")]``.

    ``type`` names the type asked for (``None``: any document). ``relation`` names the link; the default is
    the front matter's top-level key. The other simple values beside the reference, where it stands in a
    nested model, become the link's attributes.
    """

    type: str | None = None
    relation: str | None = None


class Term(str):
    """A value of a controlled list: stored and compared as its id, shown by its name in the reader's language.

    ``page`` is the Markdown path of the page about it, or ``""``; ``aliases`` are what else people call it.
    """

    __slots__ = ("aliases", "names", "page")
    names: Mapping[str, str]
    page: str
    aliases: tuple[str, ...]

    def __new__(cls, id: str, names: Mapping[str, str], page: str = "", aliases: tuple[str, ...] = ()) -> Term:  # noqa: D102 - the class says it
        term = super().__new__(cls, id)
        term.names, term.page, term.aliases = names, page, aliases
        return term

    def __getnewargs__(self) -> tuple[str, Mapping[str, str], str, tuple[str, ...]]:  # type: ignore[override]  # str has one argument, a Term four
        return str(self), self.names, self.page, self.aliases

    def label(self, lang: str) -> str:
        """The name in a language (a tag such as ``zh-Hans``), else any name, else the id."""
        return self.names.get(primary_language(lang)) or next(iter(self.names.values()), str(self))


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A kind of document: every file below ``folder`` is one, and every file that says ``type: name``."""

    name: str
    folder: str
    label: str
    plural: str
    traits: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Trait:
    """All document types that carry a trait."""

    name: str

    def covers(self, kind: DocumentType) -> bool:
        """Whether the type carries the trait."""
        return self.name in kind.traits


@dataclass(frozen=True, slots=True)
class Types:
    """The document types of these names; none given: every type."""

    names: frozenset[str] = frozenset()

    def covers(self, kind: DocumentType) -> bool:
        """Whether the type is one of them."""
        return not self.names or kind.name in self.names


def trait(name: str) -> Trait:
    """All types with a trait: ``Fields(RiskFields, types=trait("knowledge"))``."""
    return Trait(name)


def types(*names: str) -> Types:
    """The types of these names; ``types()`` is every type."""
    return Types(frozenset(names))


@dataclass(frozen=True, slots=True)
class Fields:
    """A plugin's own keys, as a pydantic model, on the types it names or the types with a trait."""

    model: type[BaseModel]
    types: Trait | Types = field(default_factory=Types)


@dataclass(frozen=True, slots=True)
class Document:
    """One valid document. ``type`` is ``None`` for an ordinary page.

    ``path`` is relative to the content folder, with ``/``. ``body`` is Markdown as written, after the front
    matter; its first line is line ``body_line`` of the file, counted from 1. ``engine`` holds the few keys a
    site engine may see.
    """

    id: str
    path: str
    type: str | None
    title: str
    lang: str
    body: str
    body_line: int = 1
    date: datetime.date | None = None
    redirect_from: tuple[str, ...] = ()
    engine: Mapping[str, Any] = field(default_factory=dict)
    parts: Mapping[builtins.type[BaseModel], BaseModel] = field(default_factory=dict)
    digest: bytes = field(default=b"", compare=False, repr=False)
    """What identifies the content of its file."""

    def __getitem__(self, model: builtins.type[Part]) -> Part:
        """The fields of one plugin; ``KeyError`` where the document's type does not have them."""
        return cast("Part", self.parts[model])

    def get(self, model: builtins.type[Part]) -> Part | None:
        """The fields of one plugin, or ``None`` where the document's type does not have them."""
        part = self.parts.get(model)
        return part if isinstance(part, model) else None

    def keys_with(self, role: Role) -> Iterator[tuple[Key, Any]]:
        """The keys, of whatever plugin, that carry ``role``, each with its value; empty ones are left out."""
        for model, key in _keys_of(tuple(self.parts), role):
            value = getattr(self.parts[model], key.name)
            if value not in (None, "", ()):
                yield key, value

    def with_role(self, role: Role) -> Iterator[Any]:
        """The values of all fields, of whatever plugin, that carry ``role`` and are not empty."""
        return (value for __, value in self.keys_with(role))

    @property
    def summary(self) -> str:
        """The first summary any plugin knows of, or ``""``."""
        for model, key in _keys_of(tuple(self.parts), Role.SUMMARY):
            if text := getattr(self.parts[model], key.name):
                return str(text)
        return ""


@lru_cache(maxsize=512)
def _keys_of(models: tuple[type[BaseModel], ...], role: Role) -> tuple[tuple[type[BaseModel], Key], ...]:
    """The keys with a role among all of a document's models: few of many, and lists ask every document for them."""
    return tuple((model, key) for model in models for key in keys_with(model, role))
