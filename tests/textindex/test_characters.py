"""The table that every reader folds by."""

from __future__ import annotations

import unicodedata

import numpy as np
import pytest

from omnikb.textindex.analysis import analysed
from omnikb.textindex.characters import BLANK, DIGIT, IDEOGRAPHIC, LETTER, MARK, characters, characters_payload, decoded


def folded(character: str) -> str:
    table, code = characters(), ord(character)
    if table.counts[code] == 1:
        return chr(table.targets[code])
    return "".join(map(chr, table.several[table.rows[code] : table.rows[code] + table.counts[code]]))


def test_folding_twice_is_folding_once_for_every_code_point() -> None:
    again = [chr(code) for code in range(0x110000) if any(folded(one) != one for one in folded(chr(code)))]
    assert again == []


def test_every_simple_letter_is_a_letter_and_nothing_invisible_stays() -> None:
    table = characters()
    assert table.classes[[ord("a"), ord("1"), ord("库"), ord(" "), ord("。")]].tolist() == [LETTER, DIGIT, IDEOGRAPHIC, BLANK, MARK]
    formats = [code for code in range(0x20000) if unicodedata.category(chr(code)) == "Cf"]
    assert not table.counts[formats].any()


@pytest.mark.parametrize("code", [0x4E00, 0x9FFF, 0x20000, 0x2A6DF, 0x31350, 0x323AF, 0x3FFFD])
def test_han_of_every_plane_is_ideographic_even_where_this_python_does_not_know_it(code: int) -> None:
    assert characters().classes[code] == IDEOGRAPHIC


def test_a_cut_table_is_refused() -> None:
    payload = characters_payload()
    for size in (0, 1, 100, len(payload) // 2, len(payload) - 1):
        with pytest.raises(ValueError, match="end"):
            decoded(payload[:size])


def test_many_texts_at_once_are_analysed_as_each_alone() -> None:
    texts = ["库存 a", "", "，双11", "\u1112\u1161", "\u11ab", "e\u0301", "x"]
    together = analysed(texts, characters())
    for number, text in enumerate(texts):
        alone = analysed([text], characters())
        mine = together.text == number
        assert np.array_equal(together.start[mine], alone.start)
        assert np.array_equal(together.end[mine], alone.end)
        assert mine.sum() == len(alone.code)
