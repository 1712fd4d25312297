"""The skeleton of a new document: its keys with sample values and what each means, ready to be overwritten.

Required keys stand as they must; the others are commented out, so that taking away one ``#`` a line gives a
valid key again.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from omnikb.i18n import messages_of, translated
from omnikb.samples import Samples, allowed_values, nested_model

_ = messages_of("omnikb")

CORE_KEYS: Mapping[str, str] = {
    "title": _("The title, a conclusion rather than a topic"),
    "date": _("The day it was written or happened, as year-month-day"),
    "id": _("The name that links use; without it the file's name"),
    "lang": _("The language of the text, such as zh or en; without it the site's"),
}
"""The core's own keys that a contributor may want, and what they mean."""

BODY = _("Write the text here. Put the name of another document in double square brackets to link to it.")
OTHERWISE = _("To use a key below, take away the # before it.")
NO_TARGET = _("There is no document yet that this could name.")
CHOICE = _("Choose from: {values}")


@dataclass(frozen=True)
class Skeleton:
    """What a skeleton is made of: the plugins' ``models`` of the type, and the core's values for this document.

    ``wanted`` are optional keys that have to be given all the same. ``target`` finds the id of a document of a
    type, for references.
    """

    models: tuple[type[BaseModel], ...]
    core: Mapping[str, str | datetime.date]
    language: str
    today: datetime.date
    target: Callable[[str | None], str | None]
    wanted: frozenset[str] = field(default=frozenset())

    def text(self) -> str:
        """The whole file."""
        given, optional = self._keys()
        lines = ["---", *given]
        if optional:
            lines += ["", f"# {self._say(OTHERWISE)}", *optional]
        return "\n".join([*lines, "---", "", self._say(BODY), ""])

    def _keys(self) -> tuple[list[str], list[str]]:
        given: list[str] = []
        optional: list[str] = []
        for key, description in CORE_KEYS.items():
            active = key in self.core
            value = self.core.get(key, {"id": "my-id", "lang": self.language}.get(key))
            (given if active else optional).extend(self._entry(key, self._say(description), [f"{key}: {scalar(value)}"], active))
        for model in self.models:
            for name, info in model.model_fields.items():
                key = info.alias or name
                active = info.is_required() or key in self.wanted
                lines = self._lines(key, info, active)
                usable = active and lines is not None
                (given if usable else optional).extend(self._entry(key, self._about(info), lines, usable))
        return given, optional

    def _entry(self, key: str, about: str, lines: list[str] | None, active: bool) -> Iterator[str]:
        yield from (f"# {line}" for line in about.splitlines())
        if lines is None:
            yield f"# {self._say(NO_TARGET)}"
            lines = [f"{key}:"]
        yield from lines if active else (f"#{line}" for line in lines)

    def _about(self, info: FieldInfo) -> str:
        description = translated(info.description, self.language) if info.description else ""
        values = allowed_values(info.annotation)
        choice = self._say(CHOICE).format(values=", ".join(values)) if values else ""
        return "\n".join(part for part in (description, choice) if part)

    def _lines(self, key: str, info: FieldInfo, active: bool) -> list[str] | None:
        """``key: value`` in YAML; ``None`` where it would have to name a document and there is none.

        A key whose example is ``None`` stands empty: no value would be right in a document that has only begun.
        """
        if info.examples and info.examples[0] is None:
            return [f"{key}:"]
        samples = Samples(self._say, self.today, self.target)
        value = samples.of_field(info)
        if value is None:
            return None
        model = nested_model(info)
        if model is None:
            return [f"{key}: {scalar(value)}"]
        entries = list(self._nested(model, samples, optional_too=not active))
        first = "  - " if isinstance(value, list) else "  "
        rest = " " * len(first)
        return [f"{key}:", *(f"{rest if number else first}{entry}" for number, entry in enumerate(entries))]

    def _nested(self, model: type[BaseModel], samples: Samples, optional_too: bool) -> Iterator[str]:
        for name, info in model.model_fields.items():
            value = samples.of_field(info) if optional_too or info.is_required() else None
            if value is not None:
                about = " · ".join(self._about(info).splitlines())
                yield f"{info.alias or name}: {scalar(value)}" + (f"  # {about}" if about else "")

    def _say(self, message: str) -> str:
        return str(translated(message, self.language))


def scalar(value: Any) -> str:
    """A value in YAML, on one line."""
    text = yaml.safe_dump(value, allow_unicode=True, default_flow_style=True, width=float("inf"), sort_keys=False)
    return text.removesuffix("\n").removesuffix("\n...")
