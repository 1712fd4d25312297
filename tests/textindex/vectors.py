"""Writes ``vectors.json``: what both languages must make of the same texts and queries. Read its diff before committing it.

Run it after a change of the rules: ``python tests/textindex/vectors.py``.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from omnikb.textindex.analysis import analysed, folded_name
from omnikb.textindex.characters import characters
from omnikb.textindex.entries import Entry
from omnikb.textindex.files import hashed
from omnikb.textindex.occurrences import FIELD_BITS, PLACE_BITS, Words, occurrences
from omnikb.textindex.query import parsed
from omnikb.textindex.scoring import binary_logarithm
from omnikb.textindex.spelling import distance
from omnikb.textindex.stems import stem
from omnikb.textindex.units import parts_of, token_units

PATH = Path(__file__).with_name("vectors.json")

TEXTS = (
    "", " ", "\n\n", "。", "，…！", "a", "A", "1", "库", "库存", "库存同步", "库存 同步", "库存，同步", "库存\n同步", "库存　同步", "库存\t\r同步",
    "直播间库存同步慢了十分钟，卖出去的比仓里的多。", "双11", "双11大促", "天猫双11", "双 11", "11双", "双，11", "「双」11", "a双", "双", "双、11、十一",
    "双十一双11", "SKU-1024", "sku1024", "SKU_1024", "SKU 1024", "SKU--1024", "sku–1024", "v2.3", "V2.3.1", "v2.3.1.4.5", "2.3", "1,000", "1.5万元",
    "A/B测试", "e-mail", "email", "E‑mail", "don't", "don’t", "O'Reilly's", "C++", "C#", ".NET", "a.b.c.d", "a.b.c.d.e", "x-1-y-2", "3D", "4K电视",
    "618大促", "2025-11-12", "2025年11月12日", "10:30", "100%", "¥99.9", "http://example.org/a-b?c=d_e", "user@example.org", "foo_bar_baz",
    "snake_case_name_long", "getElementById", "if (x < 10) { return y[0]; }", "`code` **bold**", "<script>alert(1)</script>", "&lt;b&gt;",
    "ＳＫＵ－１０２４", "ｖ２．３", "全角ＡＢＣ１２３", "ﾃｽﾄ", "ﾊﾞｰｺｰﾄﾞ", "テスト", "がぎぐげご", "か\u3099", "ひらがなカタカナ漢字", "アーキテクチャ", "ㇰㇱ",
    "庫存同步", "後臺與裡", "臺灣電商", "發財頭髮", "乾燥乾坤", "鬥爭", "㐂", "𠮷野家", "a𠮷b", "𪚥𪚥", "䶮", "\U00031350\U000323AF", "豈更車", "⺀⼀", "㊀㈱", "々〆〇",
    "한글", "한국어 검색", "\u1112\u1161\u11ab\u1100\u1173\u11af", "\u1100\u1161", "\u1100", "가각", "ㄱㄴㄷ", "ㄅㄆㄇ",
    "Привет, мир", "ЙОГУРТ йогурт", "и\u0306", "Ёлка", "Ωμέγα ΣΊΣΥΦΟΣ", "İstanbul ıI", "Straße STRASSE", "ﬁle oﬀice", "Ǆ ǆ", "naïve café", "cafe\u0301",
    "Ａ\u0301", "e\u0323\u0301x", "Å Å A\u030a", "ø đ ł", "x̄", "\u0301", "a\u20dd", "½ ¼", "①②⑩", "Ⅻ ⅷ", "x² H₂O", "№ ™ ℃ Å", "㎏ ㏒", "Ｈｅｌｌｏ",
    "𝐀𝐛𝟏", "ℌ𝔢𝔩𝔩𝔬", "سلام عليكم", "مُحَمَّد", "٣٤ ۵۶", "ﷲ", "ﺳﻼﻡ", "שָׁלוֹם", "שלום עולם", "नमस्ते", "हिन्दी", "தமிழ்", "สวัสดีครับ", "ກຂຄ", "ខ្មែរ", "မြန်မာ",
    "৪৫", "a\u200bb", "库\u200b存", "库\u00ad存", "\ufeff库存", "库\u2060存", "a\u200db", "\u200e\u202eabc\u202c", "库\ufe0f存", "葛\U000e0100城", "😀", "a😀b", "库😀存",
    "👩\u200d💻", "🇨🇳", "1️⃣", "❤️", "\ud83d", "a\x00b", "a\x01b", "\x7f", "\uffff", "\ue000", "a\u2028b", "a\u0085b", "a\xa0b", "a\u3000b",
    "running runs ran", "studies studied study", "boxes box", "classes class", "process processes", "planning planned plans plan", "quickly quick",
    "need needed agreed", "using used use", "stopped stopping stop", "falling fell", "ties tie", "bus status", "happily happy", "a" * 64, "b" * 65, "c" * 200,
    "超" * 12, "Longest-Hyphenated-Compound-Wordings", "abcdefghijklmnop-qrstuvwxyzabcdefg", "…a…b…", "a-", "-a", "a-b-", "'a'", "a..b", "a.-b", "a- b",
    "库存-同步", "库存·同步", "库-1", "1-库", "大促2025复盘v2", "SKU库存", "库存SKU", "店铺A店铺", "（库存）", "《库存管理办法（试行）》第3条",
)  # fmt: skip

STEMS = (
    "caresses ponies ties cats us bus gas class this his plans lies dies skies cookies boxes agreed feed need bled motoring sing ring being "
    "hoping hopping falling missing buzzing controlled conflated tanned fly only early quickly happily rate cease use used using argue "
    "argument relational analysis analyses series news process address access files file filed filing data 1234 v2 café über übers"
).split()

QUERIES = (
    "", "   ", "库存", "库存 超卖", '"库存同步"', '＂库存同步＂', "“库存同步”", "“库存”同步", "同步“库存”", "同步“库存” 慢", "「库存」", "«a b» c", '"a', 'a"', 'a"b"c', '""', '"" a', '"a" b"',
    "-a", "－a", "- a", "--a", "a -b", "a-b", '-"a b"', "-“a”", "-", "类型:复盘", "类型：复盘", "type:review", "type:review,lesson", "type：review，lesson",
    'type:"a b"', 'type:"a b","c"', 'type:“a b”', "-type:review", "type:", ":review", "type: review", "type :review", "a:b:c", "12:30", "http://example.org",
    'type:"a', 'type:a"b', "type:a,,b", "type:a,", "错误:无法 连接", "a\u3000b", "a\tb\nc", "😀", "!!!", "\u202eabc", "x" * 600, "「" * 5, "“a “b” c”", "《a》",
)  # fmt: skip

DISTANCES = (
    ("", "", 2), ("a", "", 2), ("kitten", "sitting", 3), ("kitten", "sitting", 2), ("库存", "存库", 1), ("超卖", "超买", 1), ("abcd", "acbd", 1), ("ca", "abc", 2), ("ca", "abc", 3),
    ("inventory", "invetnory", 2), ("inventory", "inventry", 1), ("abc", "abcdef", 2),
)  # fmt: skip


def analysis(text: str) -> dict[str, Any]:
    """What is indexed of a text (terms in order of their names, with positions; −1: without), and what is sought for it."""
    table = characters()
    words = Words()
    found = occurrences([Entry("x", "", text, "")], 0, words, table)
    names = list(words.numbers)
    terms = [[chr(code), -1] for code in found.singles.code.tolist()]
    for family, place in ((found.bigrams, True), (found.words, True), (found.phrases, False)):
        for code, where in zip(family.code.tolist(), family.place.tolist(), strict=True):
            name = chr(code >> 21) + chr(code & 0x1FFFFF) if family is found.bigrams else names[code]
            terms.append([name, where >> FIELD_BITS & ((1 << PLACE_BITS) - 1) if place else -1])
    units = [[unit.key, unit.position, unit.start, unit.end] for unit in token_units(analysed([text], table, split=True))]
    parts = [[part.term, part.offset, part.placed] for part in parts_of(text, table)]
    return {"text": text, "terms": sorted(terms), "units": units, "parts": parts, "name": folded_name(text, table)}


def vectors() -> dict[str, Any]:
    """All vectors. Places are in code points."""
    queries = []
    for text in QUERIES:
        query = parsed(text)
        clauses = [[one.kind, one.text, one.excluded, one.name, list(one.values)] for one in query.clauses]
        queries.append({"text": text, "clauses": clauses, "cut": query.cut})
    numbers = (1, 1.5, 2, 3, 5, 10, 1234.5, 2002 / 3, 20002 / 1)
    return {
        "analysis": [analysis(text) for text in dict.fromkeys(TEXTS)],
        "stems": {word: stem(word) for word in STEMS},
        "hashes": {text: hashed(text) for text in ("", "a", "库存", "𠮷", "2025-double11")},
        "queries": queries,
        "distances": [[one, other, most, distance(one, other, most)] for one, other, most in DISTANCES],
        "logarithms": [[number, binary_logarithm(number)] for number in numbers],
    }


def written(value: dict[str, Any]) -> str:
    """One vector a line, so that a diff shows what changed; surrogates and controls as escapes."""
    parts = []
    for name, rows in value.items():
        items = [f"{json.dumps(key)}: {json.dumps(row)}" for key, row in rows.items()] if isinstance(rows, dict) else map(json.dumps, rows)
        opening, closing = "{}" if isinstance(rows, dict) else "[]"
        parts.append(f'"{name}": {opening}\n' + ",\n".join(items) + f"\n{closing}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


if __name__ == "__main__":
    PATH.write_text(written(vectors()), encoding="utf-8")


__all__ = ["Passage"]
