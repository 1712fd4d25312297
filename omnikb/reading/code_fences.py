"""Fenced code in Markdown, where nothing is what it looks like."""

from __future__ import annotations

import re
from collections.abc import Iterator

CODE_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})(.*)")


def lines_outside_code(text: str, first: int = 1) -> Iterator[tuple[int, str]]:
    """The lines of ``text`` with their numbers from 1, without fenced code. Before line ``first`` no fence is looked for."""
    opened = ""
    for number, line in enumerate(text.split("\n"), 1):
        fence = CODE_FENCE.match(line) if number >= first else None
        if fence and not opened and not (fence[1][0] == "`" and "`" in fence[2]):
            opened = fence[1]
        elif not opened:
            yield number, line
        elif fence and fence[1].startswith(opened) and not fence[2].strip():
            opened = ""
