"""A kind of problem and a problem: what is wrong, where, and what would be right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from string import Formatter
from typing import Any, Protocol

from pydantic_core import PydanticCustomError

from omnikb.i18n import in_words, translated


class Severity(StrEnum):
    """An error makes ``omnikb check`` fail. A notice is said and does not."""

    ERROR = "error"
    NOTICE = "notice"


class HasPath(Protocol):
    """Whatever stands in a file: a document, a source."""

    @property
    def path(self) -> str:
        """Relative to the content folder."""
        ...


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """One thing that can be wrong. ``message`` and ``hint`` may hold ``{names}`` that a problem fills in, with words or a tuple of
    words, each a ``Message`` where it is to be translated.

    ``otherwise`` is the hint where one of the names in ``hint`` is empty, as where there is no nearest right name.
    """

    code: str
    message: str
    hint: str
    severity: Severity = Severity.ERROR
    otherwise: str = ""

    def at(self, path: str, line: int = 1, column: int = 1, **arguments: object) -> Problem:
        """The problem at a place in a file; line and column count from 1."""
        return Problem(self, path, line, column, arguments)

    def about(self, document: HasPath, *key: str | int, **arguments: object) -> Problem:
        """The problem at a front matter key: ``kind.about(document, "risks", 0, "cost")``. Its line is found later."""
        return Problem(self, document.path, 1, 1, arguments, key or None)

    def error(self, **arguments: object) -> PydanticCustomError:
        """The problem as an exception, to raise in a pydantic validator; it is shown at the validated value."""
        return PydanticCustomError("omnikb", "{message}", {"kind": self, "arguments": arguments, "message": str(self.message)})


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding. ``path`` is relative to the content folder (or names the settings file). ``key``, where
    given, is the front matter key the line has yet to be found for."""

    kind: ProblemKind
    path: str
    line: int = 1
    column: int = 1
    arguments: Mapping[str, Any] = field(default_factory=dict)
    key: tuple[str | int, ...] | None = None

    @property
    def code(self) -> str:
        """The stable name of what is wrong."""
        return self.kind.code

    @property
    def severity(self) -> Severity:
        """Whether it makes a check fail."""
        return self.kind.severity

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """Problems are shown by file, line, column, code."""
        return self.path, self.line, self.column, self.code, repr(sorted(self.arguments.items()))

    def moved(self, line: int, column: int) -> Problem:
        """The same problem, its place found."""
        return replace(self, line=line, column=column, key=None)

    def message(self, lang: str) -> str:
        """What is wrong, in the language ``lang``."""
        return self._filled(self.kind.message, lang)

    def hint(self, lang: str) -> str:
        """What would be right, in the language ``lang``; may be empty."""
        lacking = any(self.arguments.get(name) in (None, "") for name in _names_in(self.kind.hint))
        return self._filled(self.kind.otherwise if lacking and self.kind.otherwise else self.kind.hint, lang)

    def _filled(self, template: str, lang: str) -> str:
        words = {name: in_words(value, lang) for name, value in self.arguments.items()}
        return translated(template, lang).format_map(words).strip()


def _names_in(template: str) -> list[str]:
    return [part[1] for part in Formatter().parse(template) if part[1]]
