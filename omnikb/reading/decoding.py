"""From a file's bytes to its text: UTF-8, without byte order mark, lines ending with ``\\n``."""

from __future__ import annotations

import re

from omnikb.i18n import messages_of
from omnikb.problems import BYTE_ORDER_MARK, CRLF, NOT_UTF8, Problem
from omnikb.reading.positions import line_and_column

_ = messages_of("omnikb")

CONTROLS = bytes({*range(32), 127} - {9, 10, 13})
"""Bytes that no text needs: all control characters but tab and line ends."""

LINE_END = re.compile(r"\r\n?")
UNKNOWN_ENCODING = _("It may be no text at all.")
GUESSES = {
    "utf-16": _("It looks like UTF-16, which Windows calls “Unicode”."),
    "gb18030": _("It looks like GB18030 (GBK), the encoding of Chinese Windows, where it is called “ANSI”."),
}


def decode(path: str, data: bytes) -> tuple[str | None, list[Problem]]:
    """The text of a file; ``None`` where it is not UTF-8. Byte order mark and foreign line ends are notices."""
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        return None, [_not_utf8(path, data, error.start)]
    if "\0" in text and _encoding(data) == "utf-16":
        return None, [_not_utf8(path, data, data.index(0))]
    problems = []
    if text.startswith("\ufeff"):
        problems.append(BYTE_ORDER_MARK.at(path))
        text = text[1:]
    if "\r" in text:
        first = text.index("\r")
        text, count = LINE_END.subn("\n", text)
        problems.append(CRLF.at(path, *line_and_column(text, first), count=count))
    return text, problems


def has_controls(data: bytes) -> bool:
    """Whether any of ``CONTROLS`` is in the file."""
    return len(data.translate(None, CONTROLS)) != len(data)


def _not_utf8(path: str, data: bytes, start: int) -> Problem:
    before = LINE_END.sub("\n", data[:start].decode().removeprefix("\ufeff"))
    guess = GUESSES.get(_encoding(data), UNKNOWN_ENCODING)
    return NOT_UTF8.at(path, *line_and_column(before, len(before)), byte=f"0x{data[start]:02X}", guess=guess)


def _encoding(data: bytes) -> str:
    """What the file is most likely written in, or ``""``."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or 5 * max(data[::2].count(0), data[1::2].count(0)) > len(data):
        return "utf-16"
    try:
        foreign = "".join(character for character in data.decode("gb18030") if character > "\x7f")
    except UnicodeDecodeError:
        return ""
    # Two bytes of any Western text decode to some rare character; a Chinese text has mostly the common ones of GB2312.
    return "gb18030" if len(foreign.encode("gb2312", "ignore")) * 10 >= len(foreign) * 2 * 9 else ""
