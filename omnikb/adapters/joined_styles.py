"""The style sheets of every page as one file: a browser shows nothing before it has them all, and each costs a request."""

from __future__ import annotations

import re
from collections.abc import Iterable

from omnikb.pages import Asset, Load

_STRING = r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'"
_TEXT = re.compile(rf"/\*.*?\*/|url\((?=[\"']data:)(?:{_STRING})\)|{_STRING}", re.DOTALL)
"""Comments and strings of CSS, in which no mark means anything, and pictures that are written out."""

_ALONE = re.compile(r"@(?:charset|import|namespace|layer)\b|\burl\(|/\*|[\"'\\]", re.IGNORECASE)
"""What counts only at the top of a sheet, or from where the sheet lies; and what a broken one is left with."""

_BRACKETS = re.compile(r"[{}\[\]()]")
_PAIRS = {"}": "{", "]": "[", ")": "("}


def joined_styles(assets: Iterable[Asset]) -> tuple[Asset, ...]:
    """The assets, with the style sheets of every page put into the first of them, in their order.

    A sheet that would mean something else in another place, or that is broken and would break what comes after it, stays as it
    is.
    """
    assets = tuple(assets)
    sheets = [asset for asset in assets if asset.load is Load.EVERYWHERE and asset.path.endswith(".css") and _joinable(asset)]
    if len(sheets) < 2:
        return assets
    first = Asset(sheets[0].path, b"\n".join(sheet.data() for sheet in sheets), Load.EVERYWHERE)
    others = {sheet.path for sheet in sheets[1:]}
    return tuple(first if asset is sheets[0] else asset for asset in assets if asset.path not in others)


def _joinable(asset: Asset) -> bool:
    try:
        css = _TEXT.sub("", asset.data().decode("utf-8"))
    except UnicodeDecodeError:
        return False
    return not _ALONE.search(css) and _balanced(css)


def _balanced(css: str) -> bool:
    """Whether every bracket is closed, in order."""
    opened: list[str] = []
    for bracket in _BRACKETS.findall(css):
        if bracket not in _PAIRS:
            opened.append(bracket)
        elif not opened or opened.pop() != _PAIRS[bracket]:
            return False
    return not opened
