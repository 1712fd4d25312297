"""What a value should have been: from one that was refused to the one that its author most likely meant."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from omnikb.documents import KeyPath

_GROUP = re.compile(r"(?<=\d)[,，' ](?=\d{3}(?!\d))")
_NUMBER = re.compile(r"([-+]?)0*(\d+(?:\.\d+)?)\s*(\D{0,4})")
_MULTIPLIES = re.compile(r"\D*[十百千万萬亿億兆半多余餘来几]|[kwm%‰°]|[a-z]?b", re.IGNORECASE)
"""Units that make another number of it, or leave open which, so that no more than its author can say it."""

_LONGEST = 60


def number(value: object) -> str:
    """The number that text stands for, as YAML wants it: 72 for ``７２``, ``72天`` and ``"72"``; ``""`` where that is open."""
    if not isinstance(value, str):
        return ""
    text = _GROUP.sub("", unicodedata.normalize("NFKC", value).strip())
    found = _NUMBER.fullmatch(text)
    if found is None or _MULTIPLIES.match(found[3]):
        return ""
    return found[1].replace("+", "") + found[2]


def quoted(value: object) -> str:
    """A value as text in quotes, as its author wrote it, as far as that can be told from what YAML made of it."""
    one_pair = isinstance(value, Mapping) and len(value) == 1
    text = _flow(value)[1:-1] if one_pair else _flow(value)
    text = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    single = '"' in text or "\\" in text  # in double quotes ``\n`` is a line break
    return "'" + text.replace("'", "''") + "'" if single else f'"{text}"'


def at(way: KeyPath, value: str) -> str:
    """A value as it is written at a key; an item of a list alone."""
    return f"{way[-1]}: {value}" if way and isinstance(way[-1], str) else value


def within_brackets(value: object) -> str:
    """The id in ``[[id]]`` or ``[[id|words]]``, which YAML reads as a list in a list; ``""`` where there is anything else."""
    while isinstance(value, list) and len(value) == 1:
        value = value[0]
    plain = isinstance(value, (str, int)) and not isinstance(value, bool)
    return str(value).partition("|")[0].strip() if plain else ""


def without_brackets(value: object, way: KeyPath, beside: Sequence[object], *, single: bool) -> str:
    """What to write for ``[[id]]`` at ``way``; ``""`` where the brackets around ``value`` are no two.

    Of an item it is all of its list, ``beside``, so that none gets lost; the item alone where others are more than ids.
    ``single``: whether a list of one may be written without brackets.
    """
    depth, inner = 0, value
    while isinstance(inner, list):
        inner, depth = inner[0], depth + 1
    id_, item = within_brackets(value), isinstance(way[-1], int)
    if depth == 1 and item and len(beside) > 1:
        ids = [within_brackets(one) for one in beside]
        return at(way[:-1], f"[{', '.join(ids)}]") if all(ids) else id_
    if depth == 1 and item:
        return at(way[:-1], id_ if single else f"[{id_}]")
    return (f"- {id_}" if item else at(way, id_)) if depth == 2 else ""  # the brackets of ``[[id]]``


def _flow(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_flow, value))}]"
    if isinstance(value, Mapping):
        pairs = {str(key): _flow(one) for key, one in value.items()}
        return "{" + ", ".join(f"{key}: {one}" if one else key for key, one in pairs.items()) + "}"
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else " ".join(str(value).split())
