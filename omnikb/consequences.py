"""One mistake, one message: problems that are nothing but the consequence of another are left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from omnikb.documents import KeyPath
from omnikb.problems import KEY_UNKNOWN, TITLE_MISSING, Problem
from omnikb.reader import Text


def without_consequences(problems: Sequence[Problem], text: Text) -> list[Problem]:
    """The problems of a front matter without those about a key that is there under a name that is nearly right."""
    meant = {(*one.key[:-1], one.arguments["near"]) for one in problems if one.kind is KEY_UNKNOWN and one.key}
    if not meant:
        return list(problems)
    return [one for one in problems if (key := _missing(one)) not in meant or _is_there(key, text.front_matter)]


def _missing(problem: Problem) -> KeyPath:
    """The key that may be missing."""
    return ("title",) if problem.kind is TITLE_MISSING else problem.key or ()


def _is_there(way: KeyPath, value: Any) -> bool:
    for step in way:
        try:
            value = value[step]
        except (LookupError, TypeError):
            return False
    return True
