"""The files of an index: the same whatever way they were made, whole, and refused when they are not."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Mapping
from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from omnikb.textindex import Entry, Facet, IndexFileError, Passage, Searcher, Source, build_index, index_writer, shards
from omnikb.textindex.columns import from_small_float, slots_of, small_float
from omnikb.textindex.files import hashed, hashed_all
from omnikb.textindex.postings import Postings
from omnikb.textindex.shards import read_shard, shard_files
from omnikb.textindex.varints import Reader, gaps, packed, rising, varint
from omnikb.textindex.word_list import read_word_list, word_list_payload
from tests.textindex.small_indexes import Memory, entry, files_of

TEXT = st.text(alphabet="库存同步双促销 ab1，-\n超", max_size=30)
IDS = st.integers(0, 30).map(lambda number: f"id-{number}")


@st.composite
def entries(draw: st.DrawFn) -> dict[str, Entry]:
    found = {}
    for id_ in draw(st.lists(IDS, max_size=25, unique=True)):
        passages = tuple(Passage(f"#{n}", draw(TEXT), draw(TEXT)) for n in range(draw(st.integers(0, 2))))
        facets = {"kind": tuple(draw(st.sets(st.sampled_from("xyz"))))}
        found[id_] = Entry(id_, f"{id_}/", draw(TEXT), "zh", (draw(TEXT),), draw(TEXT), passages, facets)
    return found


def both_ways(first: dict[str, Entry], later: list[dict[str, Entry]]) -> Iterator[tuple[dict[str, bytes], dict[str, bytes]]]:
    """The files of the later entries, brought up to date one after the other, each with those written anew."""
    store = Memory()
    files_of(list(first.values()), store)
    for changed in later:
        yield files_of(list(changed.values()), store), files_of(list(changed.values()))


@settings(max_examples=60, deadline=None)
@given(entries(), st.lists(entries(), min_size=1, max_size=3))
def test_an_index_brought_up_to_date_is_the_one_written_anew(first: dict[str, Entry], later: list[dict[str, Entry]]) -> None:
    for brought_up_to_date, anew in both_ways(first, later):
        assert brought_up_to_date == anew


class KilledError(Exception):
    """The process ends here."""


class Mortal(Memory):
    """A store that keeps ``left`` more values, until its process is killed."""

    left = 1 << 30

    def put(self, key: str, value: bytes) -> None:
        if not self.left:
            raise KilledError
        self.left -= 1
        super().put(key, value)


@pytest.mark.parametrize("left", range(6))
def test_after_a_build_that_was_killed_nothing_of_it_counts(left: int) -> None:
    words = ["abc", "bca", "cab", "acb", "bac", "cba"]
    entries = [entry(f"d{number}", "", " ".join(words)) for number in range(60)]
    for word in words:  # texts of one length: what is kept of them has one length, too
        store = Mortal()
        files_of(entries, store)
        store.left = left
        with pytest.raises(KilledError):
            files_of([entry("d0", "", f"{word} {word}"), *entries[1:]], store)
        store.left = 1 << 30
        later = [entry("d0", "", f"{word} {words[0]}"), *entries[1:]]
        assert files_of(later, store) == files_of(later)


def test_the_generation_is_another_where_any_file_is_another(monkeypatch: pytest.MonkeyPatch) -> None:
    def generation() -> str:
        return str(json.loads(files_of([entry("a", "", "库存 " * 40)])["manifest.json"])["generation"])

    before = generation()
    assert generation() == before
    monkeypatch.setattr(shards, "APART", 8)
    assert generation() != before


def many(count: int, seed: int = 1) -> list[Entry]:
    chance = random.Random(seed)
    words = ["库存", "同步", "超卖", "直播", "会员", "sku", "plan", "双11", "售后", "门店"]
    return [entry(f"d{n}", chance.choice(words), "，".join(chance.choices(words, k=40))) for n in range(count)]


@pytest.mark.parametrize("change", ["add", "remove", "edit"])
def test_one_changed_entry_among_many_gives_the_same_bytes_and_loads_no_other(change: str) -> None:
    before = many(200)
    after = {
        "add": [*before, entry("new", "全新", "库存又同步了 sku")],
        "remove": before[1:],
        "edit": [entry("d0", "改了", "超卖 plan"), *before[1:]],
    }[change]
    store = Memory()
    files_of(before, store)
    loaded: list[str] = []

    def load(one: Entry) -> Entry:
        loaded.append(one.id)
        return one

    sources = [Source(one.id, repr(one), partial(load, one)) for one in after]
    found = {file.path: file.content for file in build_index(sources, store=store)}
    assert found == files_of(after)
    assert len(loaded) <= 3


def test_one_added_entry_changes_only_the_shards_of_its_terms() -> None:
    before = many(1000)
    new = entry("new", "罕见标题", "量子")
    old, found = files_of(before), files_of([*before, new])
    changed = {path for path, content in found.items() if old.get(path) != content and path.startswith("terms/")}
    terms = ["罕", "见", "标", "题", "罕见", "见标", "标题", "#罕见标题", "量", "子", "量子"]
    mask = sum(path.startswith("terms/") for path in found) - 1
    assert changed <= {f"terms/{hashed(term) & mask:03x}.bin" for term in terms}


def test_a_changed_word_leaves_the_shards_of_the_words_before_it_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    before = many(200)
    kept = before[7].passages[0].text
    after = [*before[:7], entry("d7", before[7].title, f"{kept}，量子"), *before[8:]]
    store = Memory()
    files_of(before, store)
    written: list[int] = []

    def counted(terms: dict[bytes, Postings], shard: int, bits: int) -> dict[str, bytes]:
        written.append(shard)
        return shard_files(terms, shard, bits)

    monkeypatch.setattr(index_writer, "shard_files", counted)
    found = files_of(after, store)
    assert len(written) == 3  # 量, 子, 量子
    monkeypatch.undo()
    assert found == files_of(after)


def test_a_store_that_lost_something_is_no_harm() -> None:
    before = many(100)
    for lost in range(12):
        store = Memory()
        files_of(before, store)
        for key in sorted(store)[lost::12]:
            del store[key]
        after = [*before, entry("new", "新", "库存")]
        assert files_of(after, store) == files_of(after)


def test_the_order_of_entries_does_not_matter() -> None:
    before = many(50)
    assert files_of(before) == files_of(before[::-1])


def test_two_ids_with_one_home_get_neighbouring_slots_whatever_came_first() -> None:
    ids = [f"id-{number}" for number in range(64)]
    slots = slots_of(ids, 3)
    assert slots == slots_of(ids[::-1], 3)
    assert len(set(slots.values())) == 64


def test_an_index_of_nothing_finds_nothing() -> None:
    files = files_of([])
    assert Searcher(files.__getitem__).search("库存").total == 0
    assert Searcher(files.__getitem__).search("").total == 0


@pytest.mark.parametrize("path", ["manifest.json", "characters.bin", "documents.bin", "synonyms.bin", "terms/0.bin", "texts/0.bin"])
@pytest.mark.parametrize(("damage", "reason"), [("missing", "missing"), ("cut", "cut"), ("foreign", "foreign"), ("empty", "cut")])
def test_a_damaged_file_is_one_typed_error_that_names_it(path: str, damage: str, reason: str) -> None:
    files = files_of([entry("a", "库存", "库存同步")])
    content = files[path]
    damaged = {"cut": content[: len(content) // 2 + 4], "foreign": b"<!doctype html>", "empty": b""}
    if damage == "missing":
        del files[path]
    else:
        files[path] = damaged[damage]
    with pytest.raises(IndexFileError) as caught:
        Searcher(files.__getitem__).search("库存")
    assert caught.value.path == path
    assert caught.value.reason == reason or (path == "manifest.json" and caught.value.reason == "foreign")


def test_every_single_changed_byte_of_a_shard_is_noticed() -> None:
    files = files_of([entry("a", "库存", "库存同步 sku-1")])
    for place in range(len(files["terms/0.bin"])):
        content = bytearray(files["terms/0.bin"])
        content[place] ^= 0x55
        with pytest.raises(IndexFileError):
            read_shard("terms/0.bin", bytes(content))


def test_a_searcher_meets_a_new_index_and_answers_from_it() -> None:
    files = files_of([entry("a", "库存", "库存同步")])
    searcher = Searcher(lambda path: files[path])
    files.clear()
    files.update(files_of([entry(f"b{n}", "超卖", "库存超卖") for n in range(40)]))
    assert searcher.search("超卖").total == 40


def test_files_of_an_old_and_a_new_index_never_answer_together() -> None:
    old = [entry(f"d{n}", f"库存第{n}课", "照办") for n in range(33)]
    files = files_of(old)
    searcher = Searcher(lambda path: files[path])
    assert len(searcher.search("照办", size=99).hits) == 33  # all texts have been read
    replaced = dict(files)
    files.clear()
    files.update(files_of([*old, *(entry(f"a{n}", f"新的第{n}篇", "试试") for n in range(5))]))
    assert files.keys() >= replaced.keys()
    for number in range(33):
        fresh = Searcher(files.__getitem__).search(f"{number}")
        assert searcher.search(f"{number}") == fresh


def test_what_stands_in_the_store_under_another_version_is_not_used() -> None:
    store = Memory()
    files_of(many(30), store)
    store["state"] = store["state"].replace(b'"version":[1', b'"version":[0')
    assert files_of(many(30), store) == files_of(many(30))


def test_positions_of_a_frequent_term_stand_apart_and_a_phrase_finds_them() -> None:
    files = files_of([entry(f"d{n}", "", "库存同步 " * 600 + ("库存超卖" if n == 7 else "")) for n in range(30)])
    assert any(path.startswith("positions/") for path in files)
    assert [hit.id for hit in Searcher(files.__getitem__).search('"存库存超"').hits] == []
    assert [hit.id for hit in Searcher(files.__getitem__).search('"步库存超"').hits] == ["d7"]


@pytest.fixture
def apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """The positions of all terms stand apart but those of the rarest."""
    monkeypatch.setattr(shards, "APART", 6)


@pytest.mark.usefixtures("apart")
@pytest.mark.parametrize("seed", range(4))
def test_phrases_of_terms_whose_positions_stand_apart_find_what_contains_them(seed: int) -> None:
    chance = random.Random(seed)
    texts = {f"d{n}": "".join(chance.choices("库存超卖", k=chance.randint(0, 30))) for n in range(40)}
    files = files_of([entry(id_, "", text) for id_, text in texts.items()])
    assert sum(path.startswith("positions/") for path in files) >= 10
    searcher = Searcher(files.__getitem__)
    for __ in range(60):
        part = "".join(chance.choices("库存超卖", k=chance.randint(2, 5)))
        hits = searcher.search(f'"{part}"', size=100).hits
        assert sorted(hit.id for hit in hits) == sorted(id_ for id_, text in texts.items() if part in text), part
        assert list(searcher.ids(f'"{part}"')) == [hit.id for hit in hits]


@pytest.mark.usefixtures("apart")
@settings(max_examples=40, deadline=None)
@given(entries(), st.lists(entries(), min_size=1, max_size=3))
def test_positions_that_stand_apart_are_brought_up_to_date(first: dict[str, Entry], later: list[dict[str, Entry]]) -> None:
    for brought_up_to_date, anew in both_ways(first, later):
        assert brought_up_to_date == anew


def noted(files: Mapping[str, bytes], read: list[str]) -> Callable[[str], bytes]:
    """How the files are read; the path of each is added to ``read``."""

    def reading(path: str) -> bytes:
        read.append(path)
        return files[path]

    return reading


@pytest.mark.usefixtures("apart")
def test_positions_of_another_index_are_noticed_and_files_that_stand_apart_are_read_once() -> None:
    old, new = (files_of([entry("d0", "", "库存超卖" * number), entry("d1", "", "库存超卖")]) for number in (9, 8))
    mixed = {path: new[path] if path.startswith("positions/") else content for path, content in old.items()}
    with pytest.raises(IndexFileError, match="positions/"):
        Searcher(mixed.__getitem__).search('"库存超"')
    read: list[str] = []
    searcher = Searcher(noted(old, read))
    assert [len(searcher.search(query).hits) for query in ('"库存超"', '"库存超卖库存超卖"', '"超卖"')] == [2, 1, 2]
    once = [path for path in read if path != "manifest.json"]  # which is looked at again before each answer
    assert len(once) == len(set(once))


def test_ids_of_hits_are_read_one_by_one() -> None:
    files, read = files_of([entry(f"d{n}", "", f"库存 {'同步 ' * n}") for n in range(40)]), list[str]()
    searcher = Searcher(noted(files, read))
    ids = searcher.ids("库存 同步")
    assert next(ids) == searcher.search("库存 同步", size=1).hits[0].id
    assert sum(path.startswith("texts/") for path in read) == 1
    assert len(list(ids)) == 39


def test_facets_without_labels_and_values_nobody_has_are_kept() -> None:
    files = files_of([entry("a", facets={"kind": ("x",)})], facets=[Facet("kind", {"zh": "类"}, {"y": {"zh": "乙"}})])
    assert Searcher(files.__getitem__).search("", facets=True).facets == {"kind": (("x", 1),)}


@given(st.lists(st.integers(0, 2**40)))
def test_numbers_survive_packing(numbers: list[int]) -> None:
    column = np.array(numbers, np.int64)
    assert Reader(packed(column)).varints(len(numbers)).tolist() == numbers
    assert packed(column) == b"".join(map(varint, numbers))


@given(st.sets(st.integers(0, 10**6), min_size=1))
def test_rising_numbers_survive_their_gaps(numbers: set[int]) -> None:
    assert rising(gaps(np.array(sorted(numbers), np.int64))).tolist() == sorted(numbers)


@given(st.integers(0, 400_000))
def test_a_length_in_a_byte_is_right_to_one_part_in_eight(number: int) -> None:
    back = int(from_small_float(np.array([small_float(number)]))[0])
    assert back <= number <= back * 9 / 8 + 1


@given(st.sets(st.text(alphabet="abc#库存é", min_size=1, max_size=12)))
def test_a_list_of_words_survives_writing(words: set[str]) -> None:
    encoded = sorted(word.encode() for word in words)
    assert read_word_list(word_list_payload(encoded)) == encoded


@given(st.lists(st.text(alphabet="ab库𠮷", max_size=6)))
def test_many_hashes_at_once_are_each_alone(texts: list[str]) -> None:
    assert hashed_all(texts).tolist() == [hashed(text) for text in texts]
