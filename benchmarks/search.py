"""Measure the search index: what it finds, what it weighs, how long it takes. ``python -m benchmarks.search [FOLDER]``.

FOLDER (or the environment's ``SEARCH_DATA``) holds a collection as ``benchmarks.retrieval`` says; without one, only the
generated knowledge base of ``benchmarks.knowledge`` is measured. Times are of the processor, of one core.
"""

from __future__ import annotations

import os
import random
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import yaml

from benchmarks.knowledge import WORDS, write_knowledge
from benchmarks.retrieval import FRONT_MATTER, PlainReference, collection, mean_reciprocal_rank, taken_out
from omnikb.textindex import Entry, Passage, Searcher, Source, build_index
from omnikb.textindex.index_reader import IndexReader
from omnikb.textindex.query import parsed
from omnikb.textindex.ranking import Ranking
from omnikb.textindex.wanted import Asking

HAN = re.compile(r"[\u4e00-\u9fff]+")
FIRST_FILES = {"manifest.json", "characters.bin", "documents.bin", "synonyms.bin"}
"""What the first query of a reader fetches, and no later one."""
SAMPLES = 200
DRAWS = 3


class Memory(dict[str, bytes]):
    """A store that forgets nothing."""

    def put(self, key: str, value: bytes) -> None:
        """Keep it."""
        self[key] = value


@dataclass
class Timed:
    """The files of an index and what they took."""

    files: dict[str, bytes]
    seconds: float


def built(entries: Sequence[Entry], store: Memory) -> Timed:
    """The index of entries whose keys are their ids."""
    started = time.process_time()
    files = {file.path: file.content for file in build_index(map(_source, entries), store=store)}
    return Timed(files, time.process_time() - started)


def _source(entry: Entry) -> Source:
    return Source(entry.id, entry.id, lambda: entry)


def report_retrieval(folder: Path) -> Iterator[str]:
    """MRR of both languages, of the half that most parameters were chosen on and of the other; and of headings taken out."""
    yield "| MRR@10 | questions | all | 1st, 3rd, … | 2nd, 4th, … | plain BM25 |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: |"
    for lang in ("zh", "en"):
        entries, questions = collection(folder, lang)
        answers = answering(entries)
        figures = [mean_reciprocal_rank(part, answers) for part in (questions, questions[::2], questions[1::2])]
        plain = mean_reciprocal_rank(questions, PlainReference(entries).answers)
        yield f"| {lang} | {len(questions)} | " + " | ".join(f"{one:.3f}" for one in (*figures, plain)) + " |"
        yield from report_headings(lang, entries, [question.text for question in questions])
        if lang == "zh":
            yield from report_substrings(entries, answers)


def report_headings(lang: str, entries: Sequence[Entry], asked: Sequence[str]) -> Iterator[str]:
    """MRR of headings that were taken out of the documents, where there are any."""
    number, ours, plain = 0, 0.0, 0.0
    for draw in range(DRAWS):
        left, questions = taken_out(entries, asked, draw)
        number += len(questions)
        ours += len(questions) * mean_reciprocal_rank(questions, answering(left))
        plain += len(questions) * mean_reciprocal_rank(questions, PlainReference(left).answers)
    if number:
        yield f"| {lang}, headings taken out | {number} | {ours / number:.3f} | | | {plain / number:.3f} |"


def answering(entries: Sequence[Entry]) -> Callable[[str], list[str]]:
    """A function that gives the ids of all hits of a query, the best first."""
    index = IndexReader(built(entries, Memory()).files.__getitem__)
    ids = [index.entry(number).id for number in range(len(entries))]
    return lambda query: [ids[number] for number in documents_found(index, query)]


def documents_found(index: IndexReader, query: str) -> list[int]:
    """The numbers of all hits, the best first, without the cost of their snippets."""
    ranking = Ranking(index, Asking(index).wanted(parsed(query)))
    matching = ranking.matching()
    scores = ranking.scores(matching)
    return sorted(np.flatnonzero(matching).tolist(), key=lambda number: (-int(scores[number]), number))


def report_substrings(entries: Sequence[Entry], answers: Callable[[str], Sequence[str]]) -> Iterator[str]:
    """Random pieces of documents: is the document found, and is nothing found in quotes that does not contain the piece?"""
    chance = random.Random(7)
    texts = {entry.id: _written(entry) for entry in entries}
    long = [id_ for id_, text in texts.items() if len("".join(HAN.findall(text))) > 20]
    kinds: dict[str, Callable[[str], str]] = {
        "2–4 characters": lambda text: _cut(chance.choice([run for run in HAN.findall(text) if len(run) > 3]), chance),
        "single characters": lambda text: chance.choice(chance.choice(HAN.findall(text))),
        "mixed": lambda text: chance.choice(re.findall(r"[A-Za-z0-9]+[\u4e00-\u9fff]{1,3}", text) or HAN.findall(text))[:24],
    }
    for name, take in kinds.items():
        found = precise = 0
        for __ in range(SAMPLES):
            source = chance.choice(long)
            piece = take(texts[source])
            found += source in answers(piece)
            quoted = answers(f'"{piece}"')
            precise += source in quoted and all(_bare(piece) in _bare(texts[id_]) for id_ in quoted)
        yield f"| {name}: found, and exact in quotes | {SAMPLES} | {found / SAMPLES:.3f} | {precise / SAMPLES:.3f} | | |"


def _bare(text: str) -> str:
    """A text without what is not seen, in lower case."""
    return re.sub(r"[^\S\n]|[\u00ad\u200b-\u200f\u2060\ufeff]", "", text).lower()


def _written(entry: Entry) -> str:
    parts = (text for passage in entry.passages for text in (passage.heading, passage.text))
    return "\n".join([entry.title, *entry.labels, entry.summary, *parts])


def _cut(run: str, chance: random.Random) -> str:
    size = chance.randint(2, 4)
    start = chance.randrange(len(run) - size + 1)
    return run[start : start + size]


def generated_entries(folder: Path) -> list[Entry]:
    """The documents of ``benchmarks.knowledge`` as entries, front matter and body."""
    found = []
    for path in sorted((folder / "content").rglob("*.md")):
        text = path.read_text(encoding="utf-8")
        if front := FRONT_MATTER.match(text):
            keys = yaml.load(front[1], Loader=yaml.CSafeLoader)
            parts = re.split(r"^## (.+)$", text[front.end() :], flags=re.MULTILINE)
            passages = [Passage(head, head, body.strip()) for head, body in zip(parts[1::2], parts[2::2], strict=True)]
            labels = (*keys.get("risks", ()), keys.get("project", ""))
            summary = str(keys.get("summary") or keys.get("do", ""))
            facets = {"type": (path.parent.name,), "year": (str(keys["date"].year),)}
            entry = Entry(path.stem, f"{path.parent.name}/{path.stem}/", keys["title"], "zh", labels, summary, tuple(passages))
            found.append(replace(entry, facets=facets, date=keys["date"]))
    return found


def report_generated(size: int) -> Iterator[str]:
    """Times, sizes and bytes a query of the generated knowledge base."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = write_knowledge(Path(scratch) / "generated", size)
        source = sum(path.stat().st_size for path in (folder / "content").rglob("*.md"))
        entries = generated_entries(folder)
    store = Memory()
    clean = built(entries, store)
    added = replace(entries[0], id="new", title=f"{entries[0].title} new")
    times = {
        "clean": clean.seconds,
        "nothing changed": built(entries, Memory(store)).seconds,
        "one document added": built([*entries, added], Memory(store)).seconds,
        "one document removed": built(entries[1:], Memory(store)).seconds,
    }
    weight = sum(map(len, clean.files.values()))
    yield f"| {size:,} generated documents, {source / 1e6:.1f} MB | |"
    yield "| --- | ---: |"
    yield from (f"| index, {name}, s | {seconds:.2f} |" for name, seconds in times.items())
    yield f"| index ÷ Markdown | {weight / source:.2f} |"
    yield f"| files | {len(clean.files):,} |"
    yield from report_queries(clean.files, entries)


def report_queries(files: dict[str, bytes], entries: Sequence[Entry]) -> Iterator[str]:
    """Median of the bytes that a first and a later query reads, ten snippets included."""
    chance = random.Random(3)
    bodies = ["".join(HAN.findall(entry.passages[0].text)) for entry in entries]
    kinds: dict[str, Callable[[], str]] = {
        "one word": lambda: chance.choice(WORDS),
        "two words": lambda: " ".join(chance.sample(WORDS, 2)),
        "2–4 characters": lambda: _cut(chance.choice(bodies), chance),
        "a title": lambda: chance.choice(entries).title,
        "a quoted phrase": lambda: f'"{_cut(chance.choice(bodies), chance)}"',
    }
    for name, ask in kinds.items():
        figures = [_bytes_read(files, ask()) for __ in range(40)]
        first, later = (statistics.median(column) / 1000 for column in zip(*figures, strict=True))
        yield f"| {name}: first query, next query, kB | {first:.0f}, {later:.0f} |"


def _bytes_read(files: dict[str, bytes], query: str) -> tuple[int, int]:
    read: dict[str, int] = {}

    def reading(path: str) -> bytes:
        read[path] = len(files[path])
        return files[path]

    Searcher(reading).search(query)
    return sum(read.values()), sum(size for path, size in read.items() if path not in FIRST_FILES)


def main() -> None:
    """Print the tables."""
    named = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("SEARCH_DATA", "")
    if named:
        print("\n".join(report_retrieval(Path(named))), flush=True)
    else:
        print("No collection is named: what is found is not measured.")
    print()
    print("\n".join(report_generated(10_000)))


if __name__ == "__main__":
    main()
