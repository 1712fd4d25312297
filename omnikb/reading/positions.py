"""From a place in a text, counted in characters, to the line and column an editor shows."""

from __future__ import annotations


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Line and column of ``text[offset]``, both counted from 1; lines end with ``\\n``."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def offset_of_line(text: str, line: int) -> int:
    """Where a line, counted from 1, begins."""
    offset = 0
    for _number in range(line - 1):
        offset = text.index("\n", offset) + 1
    return offset
