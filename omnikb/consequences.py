"""One mistake, one message: problems that are nothing but the consequence of another are left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from omnikb.documents import KeyPath
from omnikb.problems import COMMENT_FOR_VALUE, COMMENT_IN_VALUE, KEY_UNKNOWN, TITLE_MISSING, VALUE_MISSING, Problem
from omnikb.reader import Text


def without_consequences(problems: Sequence[Problem], text: Text) -> list[Problem]:
    """The problems of a front matter without those about a key that is there under a name that is nearly right."""
    meant = {(*one.key[:-1], one.arguments["near"]) for one in problems if one.kind is KEY_UNKNOWN and one.key}
    if not meant:
        return list(problems)
    return [one for one in problems if (key := _missing(one)) not in meant or _is_there(key, text.front_matter)]


def with_lost_values(problems: Sequence[Problem]) -> list[Problem]:
    """The problems of a file, placed: where a value is missing because it was taken for a comment, that is all that is said."""
    comments = [one for one in problems if one.kind is COMMENT_IN_VALUE]
    lost = {id(one): comment for comment in comments for one in problems if _is_lost_in(one, comment)}
    told = set(map(id, lost.values()))
    return [replace(lost[id(one)], kind=COMMENT_FOR_VALUE) if id(one) in lost else one for one in problems if id(one) not in told]


def _is_lost_in(problem: Problem, comment: Problem) -> bool:
    if problem.kind is TITLE_MISSING:
        return str(comment.arguments["written"]).startswith("title:")
    return problem.kind is VALUE_MISSING and problem.line == comment.line


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
