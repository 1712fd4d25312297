"""Which unit of a query follows which, and what that makes of their weights."""

from __future__ import annotations

import pytest

from omnikb.textindex import Note
from omnikb.textindex.characters import characters
from omnikb.textindex.neighbours import neighbours_of
from omnikb.textindex.scoring import PARAMETERS, Neighbour, weights
from omnikb.textindex.units import distinct, units_of
from tests.textindex.small_indexes import entry, ids, search


def following(*clauses: str) -> dict[str, tuple[str, int, bool]]:
    """By key of a unit, what follows it: key, distance, whether they overlap."""
    rows = [units_of(clause, characters()) for clause in clauses]
    units = distinct(unit for row in rows for unit in row)
    keys = [unit.key for unit in units]
    pairs = zip(keys, neighbours_of(units, rows), strict=True)
    return {key: (keys[one.number], one.distance, one.overlaps) for key, one in pairs if one}


@pytest.mark.parametrize(
    ("clauses", "expected"),
    [
        (["库存同步"], {"库存": ("存同", 1, True), "存同": ("同步", 1, True)}),
        (["库存", "同步"], {"库存": ("同步", 2, False)}),
        (["stock", "freeze", "again"], {"stock": ("freez", 1, False), "freez": ("again", 1, False)}),
        (["Kafka延迟"], {"kafka": ("延迟", 1, False)}),
        (["延迟", "Kafka"], {"延迟": ("kafka", 2, False)}),
        (["慢", "库存"], {"慢": ("库存", 1, False)}),
        (["SKU-1024"], {"sku": ("1024", 2, False)}),  # the whole has no position
        (["库存，同步"], {}),  # three apart
        (["stock", "freeze", "stock", "again"], {"stock": ("freez", 1, False), "freez": ("stock", 1, False)}),  # the first counts
        (["stock", "", "again"], {"stock": ("again", 1, False)}),
        ([], {}),
    ],
)
def test_the_next_unit_is_the_first_that_stands_one_or_two_positions_later(
    clauses: list[str], expected: dict[str, tuple[str, int, bool]]
) -> None:
    assert following(*clauses) == expected


@pytest.mark.parametrize("words", [("stock", "kafka"), ("kafka", "stock")])
def test_two_neighbours_add_the_lesser_of_their_weights(words: tuple[str, str]) -> None:
    others = [entry(f"x{number}", text="stock again") for number in range(20)]
    beside, apart = entry("beside", text=f"{words[0]} {words[1]}, well"), entry("apart", text=f"{words[1]}, well {words[0]}")
    found = {hit.id: hit.score for hit in search([*others, beside, apart], " ".join(words)).hits}
    lesser = weights([22, 2], [True, True], [None, None], 22, PARAMETERS)[0]
    assert found["beside"] - found["apart"] == pytest.approx(lesser * PARAMETERS["adjacent"] / 100, abs=2)


def test_overlapping_bigrams_add_less_than_words_beside_one_another() -> None:
    others = [entry(f"x{number}", text="无关的话") for number in range(9)]
    texts = [entry("beside", text="库存同步，很慢"), entry("apart", text="库存，存同，同步")]
    found = {hit.id: hit.score for hit in search([*others, *texts], "库存同步").hits}
    one = weights([2, 2, 2], [False] * 3, [Neighbour(1, 1, True), Neighbour(2, 1, True), None], 11, PARAMETERS)[0]
    assert found["beside"] - found["apart"] == pytest.approx(2 * one * PARAMETERS["overlapping"] / 100, abs=4)


def test_a_code_weighs_as_a_word_in_all_its_parts_and_whole() -> None:
    units = units_of("SKU-1024 库存", characters(), split=True)
    assert [unit.key for unit in units if unit.is_word] == ["sku", "1024", "sku1024"]


def test_a_bigram_that_spans_two_words_more_frequent_than_itself_weighs_less_for_it() -> None:
    """In 库存同步, 存同 is a word of nothing; the same three typed apart are three words."""

    def weight(counts: list[int], *overlaps: bool) -> list[int]:
        row = [Neighbour(1, 1, overlaps[0]), Neighbour(2, 1, overlaps[1]), None]
        return weights(counts, [False] * 3, row, 100, PARAMETERS)

    apart = weight([5, 2, 5], False, False)
    assert PARAMETERS["bridge"] < 100
    assert weight([5, 2, 5], True, True) == pytest.approx([apart[0], apart[1] * PARAMETERS["bridge"] / 100, apart[2]], abs=1)
    assert weight([5, 2, 5], False, True) == weight([5, 2, 5], True, False) == apart
    assert weight([5, 5, 5], True, True) == weight([5, 5, 5], False, False)
    assert weight([5, 2, 1], True, True) == weight([5, 2, 1], False, False)


def test_a_corrected_word_stands_where_the_misspelt_one_did() -> None:
    texts = [entry("a", "延迟", "昨晚Kafka延迟很久"), entry("b", "库存")]
    typed, misspelt = (search(texts, query) for query in ("Kafka延迟", "Kafka迟延"))
    assert Note("corrected", "迟延", "延迟") in misspelt.notes
    assert misspelt.hits[0].score == typed.hits[0].score


def test_units_after_the_forty_eighth_are_not_sought() -> None:
    many = [str(1000 + number) for number in range(49)]
    texts = [entry("first", text=many[0]), entry("last", text=many[-1])]
    assert ids(texts, " ".join(many[:-1])) == ["first"]
    assert ids(texts, " ".join(many)) == ["first"]
    assert Note("too-long") in search(texts, " ".join(many)).notes
