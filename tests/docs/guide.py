"""The guide as text: its pages in both languages, their headings, code blocks, and the parts a program writes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = {"zh": ROOT / "content" / "guide", "en": ROOT / "content" / "guide" / "en"}
NAMES = ("index", "contributing", "keeping", "plugins", "problems", "fields", "searching", "search")
PAGES = tuple((lang, name) for lang in FOLDERS for name in NAMES)

_FENCE = re.compile(r'^( *)(`{3,})(\w*)(?: title="([^"]+)")?$')
_HEADING = re.compile(r"^(#{1,6}) (.+)$")
_REGION = re.compile(r"(<!-- reference: (\S+)(?: (\S+))? -->\n)(.*?)(<!-- /reference -->)", re.DOTALL)
_ROW = re.compile(r"^\| `([\w .→]+)` \|(.*)\|$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block of code below a heading. ``line`` is its first line in the page, from 1."""

    language: str
    title: str
    text: str
    heading: str
    line: int


def page_path(lang: str, name: str) -> Path:
    """The file of a page."""
    return FOLDERS[lang] / f"{name}.md"


def page_text(lang: str, name: str) -> str:
    """A page as it is committed."""
    return page_path(lang, name).read_text(encoding="utf-8")


def regions(text: str) -> list[tuple[str, str]]:
    """What each generated part of a page shows: its kind and its argument."""
    return [(match[2], match[3] or "") for match in _REGION.finditer(text)]


def with_regions(text: str, write: Callable[[str, str], str]) -> str:
    """The page with each generated part replaced by ``write(kind, argument)``."""
    return _REGION.sub(lambda match: f"{match[1]}{write(match[2], match[3] or '')}{match[5]}", text)


def by_hand(text: str) -> str:
    """The page without its generated parts, every other line at its place."""
    return _REGION.sub(lambda match: "\n" * match[0].count("\n"), text)


def blocks(text: str) -> list[Block]:
    """The fenced blocks, in order."""
    return [block for block in _walk(text) if isinstance(block, Block)]


def headings(text: str) -> list[tuple[int, str]]:
    """Level and words of each heading outside of code."""
    return [heading for heading in _walk(text) if not isinstance(heading, Block)]


def table_rows(text: str) -> dict[str, list[str]]:
    """Rows of tables that begin with a name in backticks: the other cells, by that name."""
    return {name: [cell.strip() for cell in re.split(r"(?<!\\)\|", rest)] for name, rest in _ROW.findall(text)}


def _walk(text: str) -> Iterator[Block | tuple[int, str]]:
    opening: re.Match[str] | None = None
    lines: list[str] = []
    heading, first = "", 0
    for number, line in enumerate(text.split("\n"), 1):
        if opening:
            if line == opening[1] + opening[2]:
                yield Block(opening[3], opening[4] or "", "".join(f"{one}\n" for one in lines), heading, first)
                opening = None
            else:
                lines.append(line.removeprefix(opening[1]))
        elif match := _FENCE.match(line):
            opening, lines, first = match, [], number + 1
        elif match := _HEADING.match(line):
            heading = match[2]
            yield len(match[1]), heading
