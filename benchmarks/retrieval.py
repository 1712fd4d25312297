"""Real documents with real questions, for measuring what a search finds: the collections, a plain reference, the figures.

A collection is a folder with ``queries-zh.jsonl`` and ``queries-en.jsonl`` (``query``, and ``relevant``: paths below the
folder) and the Markdown below ``zh`` and ``en``. None comes with the project.
"""

from __future__ import annotations

import json
import math
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from omnikb.bodies.dialect import EXTENSIONS
from omnikb.rendering import Renderer
from omnikb.textindex import Entry, Passage
from omnikb.textindex.characters import characters
from omnikb.textindex.units import units_of

FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
FIRST = 10
FEW = 2
"""A heading of so few words or bigrams is no question."""


@dataclass(frozen=True)
class Question:
    """What somebody asked, and the ids of the documents that answer it."""

    text: str
    relevant: frozenset[str]


class Unresolved:
    """Links lead nowhere: only the text counts."""

    def id(self, target: str) -> None:
        """No document is known."""

    def href(self, target: str) -> str:
        """The link as it is."""
        return target


def collection(folder: Path, lang: str) -> tuple[list[Entry], list[Question]]:
    """All documents of one language as entries, and its questions."""
    renderer = Renderer(EXTENSIONS)
    entries = [_entry(path, folder, lang, renderer) for path in sorted((folder / lang).rglob("*.md"))]
    lines = (folder / f"queries-{lang}.jsonl").read_text(encoding="utf-8").splitlines()
    rows = map(json.loads, lines)
    return entries, [Question(row["query"], frozenset(row["relevant"])) for row in rows]


def _entry(path: Path, folder: Path, lang: str, renderer: Renderer) -> Entry:
    text = path.read_text(encoding="utf-8", errors="replace")
    front = FRONT_MATTER.match(text)
    keys = _keys(front[1]) if front else {}
    rendered = renderer.render(text[front.end() :] if front else text, Unresolved(), lang)
    first = next((one.text for one in rendered.headings if one.level == 1), path.stem)
    title = str(keys.get("title") or first)
    passages = [
        Passage(one.anchor, "" if one.heading in {title, first} else one.heading, one.text)
        for one in rendered.passages
        if one.text or one.heading not in {title, first}
    ]
    tags = keys.get("tags") or []
    labels = (*map(str, tags if isinstance(tags, list) else (tags,)), path.stem)
    id_ = path.relative_to(folder).as_posix()
    return Entry(id_, id_, title, lang, labels, str(keys.get("description") or ""), tuple(passages))


def _keys(front: str) -> dict[str, object]:
    try:
        found = yaml.load(front, Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def taken_out(entries: Sequence[Entry], asked: Collection[str], number: int) -> tuple[list[Entry], list[Question]]:
    """The entries, each without one of its headings, and those headings as questions: one draw of several, by its ``number``.

    Made as most of the collection's questions were, but of any heading that stands once: what authors put above a passage, asked
    of the passage alone. So they are many, and nobody chose them. Those ``asked`` are left in place.
    """
    chance = random.Random(number)
    times = Counter(passage.heading for entry in entries for passage in entry.passages)
    known = {*asked, *(entry.title for entry in entries)}
    left, questions = [], []
    for entry in entries:
        places = [
            place
            for place, passage in enumerate(entry.passages)
            if times[passage.heading] == 1 and passage.heading not in known and len(_terms(passage.heading)) > FEW
        ]
        if places:
            place = chance.choice(places)
            questions.append(Question(entry.passages[place].heading, frozenset({entry.id})))
            entry = replace(entry, passages=_without_heading(entry.passages, place))  # noqa: PLW2901 - the same document
        left.append(entry)
    return left, questions


def _without_heading(passages: Sequence[Passage], place: int) -> tuple[Passage, ...]:
    """The text below a heading goes on the passage before it."""
    text = passages[place].text
    if place == 0:
        return Passage("", "", text), *passages[1:]
    before = passages[place - 1]
    return *passages[: place - 1], replace(before, text=f"{before.text}\n{text}"), *passages[place + 1 :]


def mean_reciprocal_rank(questions: Sequence[Question], answers: Callable[[str], Sequence[str]]) -> float:
    """MRR@10: the mean of 1 / rank of the first document that answers, 0 where none is among ten."""
    total = 0.0
    for question in questions:
        ranks = (rank for rank, found in enumerate(answers(question.text)[:FIRST], 1) if found in question.relevant)
        total += 1 / next(ranks, math.inf)
    return total / len(questions) if questions else 0.0


class PlainReference:
    """BM25 (k1 1.2, b 0.75) over bigrams and words of the whole text: what any full-text search should reach."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._ids = [entry.id for entry in entries]
        counts = [Counter(_terms(_whole_text(entry))) for entry in entries]
        self._lengths = [sum(count.values()) for count in counts]
        self._average = sum(self._lengths) / max(1, len(entries))
        self._postings: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, count in enumerate(counts):
            for term, times in count.items():
                self._postings[term].append((number, times))

    def answers(self, query: str) -> list[str]:
        """The ids of the ten best."""
        scores: dict[int, float] = defaultdict(float)
        for term in dict.fromkeys(_terms(query)):
            postings = self._postings.get(term, [])
            rarity = math.log(1 + (len(self._ids) - len(postings) + 0.5) / (len(postings) + 0.5))
            for number, times in postings:
                scores[number] += rarity * 2.2 * times / (times + 1.2 * (0.25 + 0.75 * self._lengths[number] / self._average))
        return [self._ids[number] for number in sorted(scores, key=lambda number: (-scores[number], number))[:FIRST]]


def _terms(text: str) -> list[str]:
    return [unit.key for unit in units_of(text, characters())]


def _whole_text(entry: Entry) -> str:
    parts = [entry.title, *entry.labels, entry.summary]
    return "\n".join([*parts, *(text for passage in entry.passages for text in (passage.heading, passage.text))])
