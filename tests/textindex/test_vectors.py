"""The vectors that both languages must reproduce; and some of what they say, by hand."""

from __future__ import annotations

import json

import pytest

from tests.textindex.vectors import PATH, analysis, vectors, written

FOUND = json.loads(PATH.read_text(encoding="utf-8"))


def test_the_vectors_are_what_the_engine_makes_of_them() -> None:
    assert written(vectors()) == PATH.read_text(encoding="utf-8")


def test_there_are_more_than_a_hundred_vectors_of_analysis() -> None:
    assert len(FOUND["analysis"]) > 100


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("库存同步", {"库存": 0, "存同": 1, "同步": 2}),
        ("库存 同步", {"库存": 0, "存同": 1, "同步": 2}),
        ("库存，同步", {"库存": 0, "同步": 3}),
        ("双11", {"=双": 0, "11": 1}),
        ("SKU-1024", {"sku": 0, "1024": 2, "sku1024": 0}),
        ("ＳＫＵ－１０２４", {"sku": 0, "1024": 2, "sku1024": 0}),
        ("v2.3", {"v": 0, "2": 1, "3": 3, "v23": 0}),
        ("don't stop", {"don": 0, "t": 2, "dont": 0, "stop": 3}),
        ("庫\u200b存", {"库存": 0}),
        ("a😀b", {"a": 0, "b": 2}),
        ("Cafe\u0301 CAFÉ", {"cafe": 0}),
        ("\u1112\u1161\u11ab글", {"한글": 0}),
        ("a" * 70, {"a" * 64: 0}),
    ],
)
def test_a_text_has_these_terms_at_these_positions(text: str, terms: dict[str, int]) -> None:
    found: dict[str, int] = {}
    for term, position in analysis(text)["terms"]:
        if position >= 0:
            found.setdefault(term, position)
    assert found == terms


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("庫存同步", "库存同步"),
        ("ＡＢＣ１２", "abc12"),
        ("ﾃｽﾄ", "テスト"),
        ("が", "か\u3099"),
        ("한글", "\u1112\u1161\u11ab\u1100\u1173\u11af"),
        ("Straße", "STRASSE"),
        ("٣", "3"),
    ],
)
def test_two_ways_to_write_a_text_are_one(one: str, other: str) -> None:
    assert analysis(one)["terms"] == analysis(other)["terms"]
