"""The style sheets of every page as one file: a browser shows nothing before it has them all, and each costs a request."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from itertools import groupby

from omnikb.composition import STYLES
from omnikb.pages import Asset, Load

_STRING = r"\"(?:[^\"\\\n\r\f]|\\.)*\"|'(?:[^'\\\n\r\f]|\\.)*'"
_COMMENT = re.compile(rf"({_STRING})|/\*.*?\*/", re.DOTALL)
_PICTURE = re.compile(rf"url\((?=[\"']data:)(?:{_STRING})\)", re.DOTALL)
_STRINGS = re.compile(_STRING, re.DOTALL)

_ALONE = re.compile(r"@(?:charset|import|namespace|layer)\b|\b(?:url|src|image|image-set)\(|/\*|[\"'\\\0\ufeff]", re.IGNORECASE)
"""What counts only at the top of a sheet, or from where the sheet lies; and what a broken one is left with."""

_BRACKETS = re.compile(r"[{}\[\]()]")
_PAIRS = {"}": "{", "]": "[", ")": "("}


def joined_styles(assets: Iterable[Asset], files: Collection[str] = ()) -> tuple[list[str], list[Asset]]:
    """What every page loads of style sheets, as paths in their order, and the assets there are besides.

    The longest run of sheets that mean the same wherever they stand is loaded as one file. One that would not, or that is broken
    and would break what comes after it, is loaded by itself. The single files are published all the same. Where one of the content
    ``files`` has the place, nothing is joined.
    """
    sheets = [asset for asset in assets if asset.load is Load.EVERYWHERE and asset.path.endswith(".css")]
    paths = [sheet.path for sheet in sheets]
    runs = [list(run) for joinable, run in groupby(sheets, _joinable) if joinable]
    longest = max(runs, key=len, default=[])
    if len(longest) < 2 or STYLES in files:
        return paths, []
    start = paths.index(longest[0].path)
    paths[start : start + len(longest)] = [STYLES]
    return paths, [Asset(STYLES, b"\n".join(sheet.data() for sheet in longest), Load.EVERYWHERE)]


def _joinable(sheet: Asset) -> bool:
    """Whether the sheet is whole, ends with a whole rule, and does not say where it lies or stands."""
    try:
        css = sheet.content.decode("utf-8") if isinstance(sheet.content, bytes) else "\\"
    except UnicodeDecodeError:
        return False
    css = _COMMENT.sub(lambda match: match[1] or " ", css)
    css = _STRINGS.sub("_", _PICTURE.sub("_", css)).strip()
    return not _ALONE.search(css) and _balanced(css) and css[-1:] in ("}", "")


def _balanced(css: str) -> bool:
    """Whether every bracket is closed, in order."""
    opened: list[str] = []
    for bracket in _BRACKETS.findall(css):
        if bracket not in _PAIRS:
            opened.append(bracket)
        elif not opened or opened.pop() != _PAIRS[bracket]:
            return False
    return not opened
