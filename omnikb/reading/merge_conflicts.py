"""The marker lines that an unfinished merge leaves in a file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from omnikb.reading.code_fences import lines_outside_code

LEFT_OVER = re.compile(r"^(?:[<>|]{7}(?: .*)?|={7})$", re.MULTILINE)
"""One marker line. In front matter, where nothing else looks like it, one is enough."""


def conflicts(text: str, body_line: int) -> Iterator[int]:
    """The lines where a conflict begins: all three markers in order. In the body's fenced code they are an example."""
    if "<<<<<<<" not in text:
        return
    begun, middle = 0, False
    for number, line in lines_outside_code(text, body_line):
        if _is_marker(line, "<"):
            begun, middle = number, False
        elif line == "=======":
            middle = begun > 0
        elif middle and _is_marker(line, ">"):
            yield begun
            begun, middle = 0, False


def _is_marker(line: str, sign: str) -> bool:
    return line == sign * 7 or line.startswith(sign * 7 + " ")
