"""Whether the texts of a problem can be filled in with its words: told where it is reported, for there its plugin is known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from string import Formatter

from omnikb.i18n import LANGUAGES, translated
from omnikb.problems.kinds import Problem, ProblemKind


def unfillable(kind: ProblemKind, words: Mapping[str, object]) -> str:
    """What keeps the message or the hint of a problem from being shown, in one line; ``""``: nothing does."""
    names = _plain_names(kind)
    if names is not None and words.keys() >= names:
        return ""
    problem = Problem(kind, "", arguments=words)
    try:
        for lang in LANGUAGES:
            problem.message(lang)
            problem.hint(lang)
    except Exception as error:  # whatever formatting a plugin's values may raise
        return f"{type(error).__name__}: {' '.join(str(error).split())}"
    return ""


@cache
def _plain_names(kind: ProblemKind) -> frozenset[str] | None:
    """The names that the texts need whatever the language; ``None`` where only filling them in tells."""
    texts = {translated(text, lang) for text in (kind.message, kind.hint, kind.otherwise) for lang in LANGUAGES}
    try:
        found = frozenset(name for text in texts for name in _names_in(text))
    except ValueError:
        return None
    return found if all(found) else None


def _names_in(text: str) -> Iterator[str]:
    """The names that a text needs; ``""`` for what is more than a name."""
    for __, name, layout, conversion in Formatter().parse(text):
        if name is not None:
            yield name if name.isidentifier() and not layout and not conversion else ""
