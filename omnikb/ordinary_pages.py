"""Ordinary pages that look as if they were meant to be more, or less: what they say has no effect, and nobody would notice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from omnikb.core_fields import CoreFields
from omnikb.documents import DocumentType
from omnikb.i18n import LANGUAGES, translated
from omnikb.problems import FOLDER_OF_NO_TYPE, PAGE_NOT_HIDDEN, TYPE_OF_NOTHING, Problem
from omnikb.reader import Text
from omnikb.suggestions import nearest

HIDING: Mapping[str, bool] = {"draft": True, "hidden": True, "private": True, "publish": False, "published": False}
"""Keys by which other systems keep a page back, each with the value that does so."""

_NEARLY = 0.75
"""How much the name of a folder must be like that of a type's folder: ``review`` and ``reviews`` are."""


class OrdinaryPages:
    """Doubts about pages of no type."""

    def __init__(self, types: Iterable[DocumentType], keys: Mapping[str, Iterable[str]]) -> None:
        """``keys``: those of each type, by its name."""
        self._types = {kind.name: kind for kind in types}
        self._keys = {name: frozenset(known) - CoreFields.model_fields.keys() for name, known in keys.items()}
        self._all_keys = frozenset().union(*self._keys.values())
        self._labels = {label.casefold(): kind.name for kind in self._types.values() for label in _labels(kind)}
        self._alike: dict[str, DocumentType | None] = {}

    def type_meant(self, said: str) -> str:
        """The type that is called or nearly called so; ``""`` for none."""
        return self._labels.get(said.strip().casefold()) or nearest(said, self._types) or ""

    def doubts(self, text: Text, *, type_told: bool) -> Iterator[Problem]:
        """What an ordinary page says without effect: that it is a draft, of a type, or of that of its folder.

        ``type_told``: whether its type is told elsewhere, once for all pages.
        """
        front_matter = text.front_matter
        for key in HIDING.keys() & front_matter.keys():
            if front_matter[key] is HIDING[key]:
                yield PAGE_NOT_HIDDEN.about(text, key, key=key, value=str(HIDING[key]).lower())
        said = front_matter.get("type")
        if type_told:
            return
        if isinstance(said, str):
            words = {"type": said, "near": self.type_meant(said), "types": ", ".join(sorted(self._types))}
            yield TYPE_OF_NOTHING.about(text, "type", **words)
        elif self._all_keys & front_matter.keys():
            yield from self._misplaced(text.path, front_matter)

    def _misplaced(self, path: str, front_matter: Mapping[str, Any]) -> Iterator[Problem]:
        """The problem of a page that has keys of a type and lies in a folder that is called nearly like the type's."""
        folder, __, name = path.rpartition("/")
        while folder and name not in ("index.md", "README.md"):
            kind = self._kind_alike(folder)
            unread = [key for key in front_matter if kind and key in self._keys[kind.name]]
            if kind and unread:
                yield FOLDER_OF_NO_TYPE.at(path, folder=folder, keys=", ".join(unread), near=kind.folder, type=kind.name)
                return
            folder = folder.rpartition("/")[0]

    def _kind_alike(self, folder: str) -> DocumentType | None:
        """The type that a folder of no type was most likely meant for."""
        if folder not in self._alike:
            by_folder = {kind.folder: kind for kind in self._types.values()}
            near = nearest(folder, by_folder, _NEARLY)
            label = self._labels.get(folder.casefold(), "")
            self._alike[folder] = self._types.get(label) or (by_folder[near] if near else None)
        return self._alike[folder]


def _labels(kind: DocumentType) -> Iterator[str]:
    """What a type is called, in every language."""
    return (translated(label, lang) for label in (kind.label, kind.plural) for lang in LANGUAGES)
