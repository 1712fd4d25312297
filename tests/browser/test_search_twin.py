"""The engine in the browser gives the answer of the one in Python: the same tokens, clauses, order, scores and snippets."""

from __future__ import annotations

import dataclasses
import datetime
import functools
import json
import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from omnikb.textindex import Entry, Facet, Passage, Results, Searcher, Source, build_index
from tests.browser.browsed import ROOT

pytestmark = pytest.mark.browser

MODULES = ROOT / "omnikb" / "textindex"
VECTORS = ROOT / "tests" / "textindex" / "vectors.json"

FACETS = (
    Facet(
        "type",
        {"zh": "类型", "en": "Type"},
        {"lesson": {"zh": "经验教训", "en": "Lesson"}, "review": {"zh": "复盘", "en": "Review"}},
    ),
    Facet(
        "tags",
        {"zh": "标签", "en": "Tag", "de": "type"},
        {"a": {"zh": "甲", "alias 0": "头"}, "b": {}, "c": {"en": "Sea view"}, "A": {}, "revise": {}},
    ),
)
SYNONYMS = (("双十一", "双11", "Double 11"), ("stock", "库存", "inventory"), ("kc", "库存同步", "存同"))

WRITTEN = (
    "",
    "库存 超卖",
    "inventory problem",
    "双十一 复盘",
    "Double 11",
    "type:review stock",
    "类型:复盘 库存",
    "typee:review stock",
    "type:reviw",
    '标签:"sea view" 门店',
    "tags:a,b -tags:c",
    "tags:A",
    "tags:Ａ",
    "标签:头",
    "type:revie tags:revie 库存",
    "-库存 门店",
    '"库存"',
    '"库存同步',
    "“没有这样一句话”",
    "reharsal of the rollback",
    "。。。",
    "👍 שלום",
    "庫存 門店 ＳＫＵ",
    "超",
    "sku-1024 v2.3.4 双11",
    "盘点" * 300,
    "kc 促销",
    "Kafak延迟 门店 stokc",
    " ".join(f"word{number}" for number in range(60)) + " 库存",
)


def entries() -> list[Entry]:
    """Every third document of the demo, cut at its headings, with facets, dates and priors by number."""
    found = []
    for number, path in enumerate(sorted((ROOT / "content").rglob("*.md"))[::3]):
        text = re.sub(r"^---\n.*?\n---\n", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        before, *parts = re.split(r"^#+ (.*)$", text, flags=re.MULTILINE)
        passages = [Passage("", "", before.strip())]
        passages += [Passage(f"s{place}", *map(str.strip, parts[place : place + 2])) for place in range(0, len(parts), 2)]
        found.append(
            Entry(
                id=path.stem + str(number),
                address=f"{path.stem}/",
                title=parts[0] if parts else path.stem,
                lang="en" if "en" in path.parts else "zh",
                labels=("超卖", "Double 11")[: number % 3],
                summary="关于库存与 stock 的说明" if number % 5 == 0 else "",
                passages=tuple(passages),
                facets={
                    "type": ("lesson" if number % 3 else "review",),
                    "tags": ("a", "b", "c", "A", "revise")[number % 2 : number % 6],
                },
                date=datetime.date(2020 + number % 6, 1 + number % 12, 1) if number % 7 else None,
                prior=(1.0, 1.2, 0.8)[number % 3],
                told=("Lesson", "Retired")[: number % 3],
            )
        )
    return found


def queries(texts: list[str]) -> list[str]:
    """Pieces of texts: as they are, as phrases, mistyped, with filters, with words left out, in another order."""
    chance = random.Random(11)
    found = list(WRITTEN)
    for text in texts:
        start = chance.randrange(max(1, len(text) - 10))
        piece = text[start : start + chance.randint(2, 30)].replace("\n", " ").replace('"', "")
        if len(piece) < 4:
            continue
        found.append(
            chance.choice(
                (
                    piece,
                    piece,
                    f'"{piece}"',
                    f"“{piece}”",
                    " ".join(chance.sample(piece, 4)),
                    f"{piece} -{piece[:2]}",
                    f"{piece} type:lesson",
                    piece[:2] + "q" + piece[3:],
                )
            )
        )
    return found


def _pieces(pieces: list[dict[str, Any]]) -> list[list[Any]]:
    return [[piece["text"], piece["marked"]] for piece in pieces]


def plain(results: Results) -> dict[str, Any]:
    """As the browser gives it."""
    answer = json.loads(json.dumps(dataclasses.asdict(results)))
    for hit in answer["hits"]:
        for name in ("title", "snippet"):
            hit[name] = _pieces(hit[name])
        hit["reasons"] = [_pieces(label) for label in hit["reasons"]]
    return dict(answer)


def odd_entries() -> list[Entry]:
    """Texts on which the two once differed: a blank after what lies beyond the BMP, a whole among marks, a bigram of two names."""
    texts = {
        "beyond": ("、" * 30 + "👍 " + "、" * 15 + "库存",),
        "whole": ("、" * 30 + "甲乙丙丁" + "、" * 12 + "sku-1024",),
        "names": ("促销", "存同"),
        **{f"stock{number}": ("库存",) for number in range(3)},
        **{f"same{number}": ("同步",) for number in range(3)},
        "sale": ("促销",),
        **{f"other{number}": ("无关",) for number in range(12)},
        "hangul": ("\u1112\u1161\u11ab\u1100\u1173\u11af",),
    }
    return [
        Entry(id_, f"{id_}/", "", "zh", passages=tuple(Passage(str(number), "", text) for number, text in enumerate(passages)))
        for id_, passages in texts.items()
    ]


@functools.cache
def index_files(*, odd: bool = False) -> dict[str, bytes]:
    """The index of the entries, or of the odd ones."""

    class Nothing:
        def get(self, key: str) -> None: ...
        def put(self, key: str, value: bytes) -> None: ...

    sources = [Source(one.id, one.id, functools.partial(lambda entry: entry, one)) for one in (odd_entries() if odd else entries())]
    return {file.path: file.content for file in build_index(sources, facets=FACETS, synonyms=SYNONYMS, store=Nothing())}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the modules and the index."""
    folder = tmp_path_factory.mktemp("engine")
    for module in MODULES.glob("*.js"):
        shutil.copy(module, folder)
    for name, files in {"index": index_files(), "odd": index_files(odd=True)}.items():
        for path, content in files.items():
            (folder / name / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / name / path).write_bytes(content)
    shutil.copy(VECTORS, folder)
    (folder / "index.html").write_text("<!doctype html><title>twin</title>")
    return folder


def answers_of(page: Any, index: str, asked: list[tuple[str, dict[str, object]]]) -> list[dict[str, Any]]:
    """What the engine in the browser answers."""
    answers: list[dict[str, Any]] = page.evaluate(
        """async ([index, asked]) => {
            const { Searcher } = await import('/searcher.js');
            const searcher = new Searcher(`${location.origin}/${index}/`);
            const answers = [];
            for (const [query, options] of asked) answers.push(await searcher.search(query, options));
            return answers;
        }""",
        [index, asked],
    )
    return answers


def test_every_shared_vector_holds_in_the_browser(engine: Path, visit: Callable[..., Any]) -> None:
    page = visit(engine).open("")
    wrong = page.evaluate(
        """async () => {
            const load = (name) => import(`/${name}.js`);
            const [vectors, { IndexReader }, { foldedName }, { unitsOf, partsOf }, { stem }, { hashOf }, { parsed }, { distance }, scoring] =
                await Promise.all([fetch('/vectors.json').then((answer) => answer.json()), ...['index_reader', 'characters', 'units',
                    'stemming', 'bytes', 'query', 'spelling', 'scoring'].map(load)]);
            const { table } = await new IndexReader(`${location.origin}/index/`, 'default').open();
            const wrong = [];
            const same = (what, found, expected) => JSON.stringify(found) === JSON.stringify(expected) || wrong.push([what, found, expected]);
            for (const { text, units, parts, name } of vectors.analysis) {
                same(text, unitsOf(text, table).map((unit) => [unit.key, unit.position, unit.start, unit.end]), units);
                same(text, partsOf(text, table).map((part) => [part.term, part.offset, part.placed]), parts);
                same(text, foldedName(text, table), name);
            }
            for (const [word, expected] of Object.entries(vectors.stems)) same(word, stem(word), expected);
            for (const [text, expected] of Object.entries(vectors.hashes)) same(text, hashOf(text), expected);
            for (const { text, clauses, cut } of vectors.queries) {
                const found = parsed(text);
                same(text, found.clauses.map((one) => [one.kind, one.text, one.excluded, one.name, one.values]), clauses);
                same(text, found.cut, cut);
            }
            for (const [one, other, most, expected] of vectors.distances) same([one, other], distance([...one], [...other], most), expected);
            for (const [number, expected] of vectors.logarithms) same(number, scoring.binaryLogarithm(number), expected);
            return wrong;
        }"""
    )
    assert wrong == []


def test_many_queries_have_the_same_answer_in_python_and_in_the_browser(engine: Path, visit: Callable[..., Any]) -> None:
    files = index_files()
    searcher = Searcher(files.__getitem__)
    asked: list[tuple[str, dict[str, Any], dict[str, Any]]] = []
    for number, query in enumerate(queries([" ".join(one.text for one in entry.passages) for entry in entries()])):
        options: dict[str, Any] = {
            "facets": number % 2 == 0,
            "sort": "date" if number % 5 == 0 else "relevance",
            "filters": {"tags": ["a"]} if number % 7 == 0 else {},
            "page": 1 + (number % 11 == 0),
            "size": 10,
        }
        asked.append((query, options, plain(searcher.search(query, **options))))
    assert len(asked) > 80
    found = answers_of(visit(engine).open(""), "index", [(query, options) for query, options, __ in asked])
    different = [(query, options) for (query, options, answer), other in zip(asked, found, strict=True) if answer != other]
    assert different == []
    assert sum(len(answer["hits"]) for *__, answer in asked) > 200
    assert sum(len(hit["reasons"]) for *__, answer in asked for hit in answer["hits"]) > 10
    assert {note["kind"] for *__, answer in asked for note in answer["notes"]} >= {
        "corrected",
        "missing",
        "relaxed",
        "too-long",
        "no-words",
    }


@pytest.mark.parametrize("query", ["库存", "sk-u1024", "kc 促销", "한글"])
def test_odd_texts_give_the_same_snippets_in_both(query: str, engine: Path, visit: Callable[..., Any]) -> None:
    expected = plain(Searcher(index_files(odd=True).__getitem__).search(query))
    (found,) = answers_of(visit(engine).open(""), "odd", [(query, {})])
    assert found == expected
    assert expected["hits"]


@pytest.mark.parametrize(
    ("query", "rest"),
    [
        ("-标签:甲 标签:a 库存", "-标签:甲 库存"),
        ("我的标签:a 标签:a", "我的标签:a"),
        ('库存 tags:a "tags:b" 标签:b', '库存 "tags:b"'),
        ("👍 tags:a", "👍"),
    ],
)
def test_the_rest_of_a_question_is_what_is_left_where_its_filters_stood(
    query: str, rest: str, engine: Path, visit: Callable[..., Any]
) -> None:
    (found,) = answers_of(visit(engine).open(""), "index", [(query, {"lang": "zh", "facets": True})])
    assert found["rest"] == rest
