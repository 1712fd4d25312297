"""What is found, in which order, and what is said about the rest."""

from __future__ import annotations

import datetime
import random
from typing import Any

import pytest

from omnikb.textindex import Entry, Facet, Hit, Note, Passage, Searcher
from tests.textindex.small_indexes import entry, files_of, ids, search

STOCK = entry("stock", "库存同步延迟", "直播间库存同步慢了十分钟，卖出去的比仓里的多。")
SOLD = entry("sold", "直播间超卖", "主播放开了库存，仓库没有货。SKU-1024 的组合装最多。")
PLAN = entry("plan", "Double 11 plan", "We planned the campaign for v2.3 of the app. Don't freeze late.")
OLD = entry("old", "舊臺賬", "發貨單與庫存對不上。ＶＩＰ會員")
ALL = [STOCK, SOLD, PLAN, OLD]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("库存", {"stock", "sold", "old"}),
        ("仓", {"stock", "sold"}),
        ("存同步慢", {"stock"}),
        ("發貨", {"old"}),
        ("发货单", {"old"}),
        ("ｓｋｕ", {"sold"}),
        ("sku1024", {"sold"}),
        ("SKU-1024", {"sold"}),
        ("1024", {"sold"}),
        ("vip会员", {"old"}),
        ("v2.3", {"plan"}),
        ("planning campaigns", {"plan"}),
        ("dont", {"plan"}),
    ],
)
def test_words_are_found_in_any_width_script_form_and_part(query: str, expected: set[str]) -> None:
    assert set(ids(ALL, query)) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("1745", "超卖 [1,745] 单，赔了 36.5 万元"),
        ("１，７４５", "超卖 [1,745] 单，赔了 36.5 万元"),
        ('"超卖 1,745 单"', "[超卖] [1,745] [单]，赔了 36.5 万元"),
        ('"1745"', "超卖 [1,745] 单，赔了 36.5 万元"),
        ("2,026", "二○二六年即 [2026] 年"),
    ],
)
def test_a_number_is_found_with_and_without_the_commas_between_its_thousands(query: str, expected: str) -> None:
    entries = [entry("sold", "", "超卖 1,745 单，赔了 36.5 万元"), entry("year", "", "二○二六年即 2026 年")]
    assert shown(search(entries, query).hits[0]) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ('"库存同步"', ["stock"]),
        ('"存同"', ["stock"]),
        ('"同步库存"', []),
        ('"库 存同步"', ["stock"]),
        ('"库存，同步"', []),
        ('"SKU-1024 的"', ["sold"]),
        ('"SKU 1024"', []),
        ('"planned the"', ["plan"]),
        ('"plan the"', []),
        ('"的组合"', ["sold"]),
        ('"1024 的"', ["sold"]),
        ('"货"', ["old", "sold"]),
        ('"VIP会"', ["old"]),
        ('直播间 "没有货"', ["sold"]),
        ('"没有货" "十分钟"', []),
    ],
)
def test_a_phrase_in_quotes_finds_only_what_contains_it(query: str, expected: list[str]) -> None:
    assert sorted(ids(ALL, query)) == sorted(expected)


def test_a_phrase_does_not_reach_over_the_border_of_passages_or_fields() -> None:
    two = Entry("two", "two/", "库", "zh", ("存",), "同", (Passage("", "步", "超"), Passage("", "卖", "")))
    for query in ('"库存"', '"存同"', '"同步"', '"步超"', '"超卖"'):
        assert ids([two], query) == []


def test_curly_quotes_that_stand_nowhere_are_sought_as_words_and_that_is_said() -> None:
    found = search(ALL, "“库存超卖”")
    assert found.notes == (Note("relaxed", "库存超卖"),)
    assert found.total > 0
    assert ids(ALL, "“库存同步”") == ["stock"]


def test_a_minus_leaves_out_what_contains_the_words() -> None:
    assert ids(ALL, "库存 -超卖 -庫存對") == ["stock"]
    assert set(ids(ALL, '库存 -"同步慢"')) == {"sold", "old"}
    assert set(ids(ALL, "-库存")) == {"plan"}


def test_a_missing_word_lowers_a_hit_and_does_not_hide_it() -> None:
    found = search(ALL, "库存 同步 量子")
    assert next(hit for hit in found.hits).id == "stock"
    assert found.hits[0].missing == ("量子",)
    assert found.hits[0].matched == ("库存", "同步")
    assert Note("missing", "量子") in found.notes


def test_every_substring_of_two_to_four_characters_finds_its_document() -> None:
    chance = random.Random(5)
    letters = "库存同步超卖直播间会员日优惠叠加"
    entries = [entry(f"d{n}", "", "".join(chance.choices(letters, k=60))) for n in range(60)]
    searcher = Searcher(files_of(entries).__getitem__)
    for __ in range(200):
        source = chance.choice(entries)
        text = source.passages[0].text
        start, size = chance.randrange(55), chance.randint(2, 4)
        part = text[start : start + size]
        assert source.id in {hit.id for hit in searcher.search(part, size=100).hits}
        quoted = {hit.id for hit in searcher.search(f'"{part}"', size=100).hits}
        assert quoted == {one.id for one in entries if part in one.passages[0].text}


def test_of_two_that_have_the_words_the_one_with_them_in_its_title_comes_first() -> None:
    assert ids([entry("a", "别的", "库存 同步 库存 同步"), entry("b", "库存同步", "别的")], "库存同步")[0] == "b"


def test_an_equal_title_comes_before_a_longer_one() -> None:
    entries = [entry(f"x{n}", f"库存同步的第{n}种办法和其他说明", "库存同步") for n in range(9)]
    assert ids([*entries, entry("b", "库存同步", "无")], "库存同步")[0] == "b"


def test_a_title_with_all_of_the_query_comes_before_texts_that_say_it_often() -> None:
    often = [entry(f"x{n}", f"第{n}次", "。".join(["今天又超卖了"] * 4)) for n in range(5)]
    assert ids([*often, entry("b", "大促期间多渠道库存的超卖和它的原因", "无")], "超卖")[0] == "b"


def test_of_two_that_have_the_words_the_one_with_them_side_by_side_comes_first() -> None:
    far = entry("far", "", "库存" + "，别的事情" * 60 + "同步")
    near = entry("near", "", "库存同步" + "，别的事情" * 60)
    assert ids([far, near], "库存同步")[0] == "near"


@pytest.mark.parametrize(
    ("query", "beside", "apart"),
    [
        ("stock freeze", "The stock freeze began late today.", "The freeze began late today, stock."),
        ("库存 超卖", "今天库存超卖了很多货", "今天超卖了很多货库存"),
        ("Kafka 延迟", "昨晚 Kafka 延迟很久", "昨晚延迟很久 Kafka"),
        ("延迟 Kafka", "昨晚延迟 Kafka 很久", "昨晚 Kafka 很久延迟"),
        ('"一次" 盘点', "一次盘点以后再说吧", "盘点以后再说吧一次"),
        ("库存同步", "库存同步，很慢", "库存，存同，同步"),
    ],
)
def test_of_two_that_have_the_words_the_one_with_them_beside_one_another_comes_first(query: str, beside: str, apart: str) -> None:
    for one, other in (("a", "b"), ("b", "a")):  # whichever would come first among equals
        assert ids([entry(one, text=beside), entry(other, text=apart)], query) == [one, other]


def test_a_word_of_letters_weighs_more_than_one_of_the_bigrams_beside_it() -> None:
    for one, other in (("a", "b"), ("b", "a")):
        assert ids([entry(one, text="Kafka alert"), entry(other, text="延迟")], "延迟 Kafka") == [one, other]


def test_a_lower_prior_comes_later() -> None:
    entries = [entry("a", "库存", prior=0.5), entry("b", "库存", prior=1.2), entry("c", "库存")]
    assert ids(entries, "库存") == ["b", "c", "a"]


def test_by_date_the_latest_comes_first_and_an_undated_one_last() -> None:
    dates = {"a": datetime.date(2024, 1, 1), "b": datetime.date(2025, 1, 1), "c": None}
    entries = [entry(name, "库存", date=date) for name, date in dates.items()]
    assert ids(entries, "库存", sort="date") == ["b", "a", "c"]
    assert ids(entries, "") == ["b", "a", "c"]


def test_other_names_of_one_thing_are_found_below_the_typed_one() -> None:
    entries = [
        entry("typed", "", "双十一备货"),
        entry("other", "", "Double 11 stock"),
        entry("third", "", "双11 备货"),
        entry("no", "", "双号 11"),
    ]
    files = files_of(entries, synonyms=[["双十一", "双11", "Double 11"]])
    found = Searcher(files.__getitem__).search("双十一")
    assert found.hits[0].id == "typed"
    assert {hit.id for hit in found.hits} >= {"typed", "other", "third"}
    assert all(hit.missing == () for hit in found.hits if hit.id in {"other", "third"})
    assert {hit.id for hit in Searcher(files.__getitem__).search("double 11").hits} >= {"typed", "other", "third"}


FACETS = [
    Facet(
        "type", {"zh": "类型", "en": "Type"}, {"review": {"zh": "复盘", "en": "Review"}, "lesson": {"zh": "教训", "en": "Lesson"}}
    ),
    Facet("year", {"zh": "年份", "en": "Year"}, {}),
]
KINDS = [
    entry("a", "库存", facets={"type": ("review",), "year": ("2024",)}),
    entry("b", "库存", facets={"type": ("lesson",), "year": ("2024",)}),
    entry("c", "库存", facets={"type": ("lesson",), "year": ("2025",)}),
    entry("d", "别的", facets={"type": ("lesson", "review"), "year": ("2025",)}),
]


def filtered(query: str, **rest: Any) -> set[str]:
    found = Searcher(files_of(KINDS, facets=FACETS).__getitem__).search(query, **rest)
    return {hit.id for hit in found.hits}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("库存 类型:复盘", {"a"}),
        ("库存 type:review", {"a"}),
        ("库存 ＴＹＰＥ：Ｒeview", {"a"}),
        ("type:review,教训 库存", {"a", "b", "c"}),
        ('type:"review" type:lesson year:2025', {"c", "d"}),
        ("库存 -type:lesson", {"a"}),
        ("year:2024", {"a", "b"}),
    ],
)
def test_filters_are_named_by_id_or_label_in_any_language(query: str, expected: set[str]) -> None:
    assert filtered(query) == expected


def test_filters_of_the_interface_add_to_those_of_the_query() -> None:
    assert filtered("库存 年份:2024", filters={"type": ["lesson"]}) == {"b"}


ALIKE = [
    Facet("kind", {"en": "Type"}, {"a": {}}),
    Facet("TYPE", {}, {"z": {}}),
    Facet("type", {"en": "Sort"}, {"a": {}, "North": {}, "north": {}, "it": {"zh": "技术部", "alias 0": "信息部"}}),
]
KINDS_ALIKE = [
    entry("a", "库存", facets={"kind": ("a",)}),
    entry("b", "库存", facets={"type": ("a", "North")}),
    entry("c", "库存", facets={"type": ("north",)}),
    entry("d", "库存", facets={"type": ("it",)}),
    entry("e", "库存", facets={"TYPE": ("z",)}),
]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("type:a", ["b"]),
        ("sort:a", ["b"]),
        ("Type:a", ["b"]),
        ("TYPE:z", ["e"]),
        ("kind:a", ["a"]),
        ("type:North", ["b"]),
        ("type:north", ["c"]),
        ("type:NORTH", ["c"]),
        ("type:技术部", ["d"]),
        ("type:信息部", ["d"]),
    ],
)
def test_an_id_goes_before_a_label_and_of_ids_that_fold_alike_the_one_as_written(query: str, expected: list[str]) -> None:
    found = Searcher(files_of(KINDS_ALIKE, facets=ALIKE).__getitem__).search(query)
    assert [hit.id for hit in found.hits] == expected


def test_an_unknown_filter_or_value_is_named_with_the_nearest() -> None:
    search_in = Searcher(files_of(KINDS, facets=FACETS).__getitem__).search
    assert Note("unknown-filter", "tyep", "type") in search_in("库存 tyep:review").notes
    assert search_in("库存 type:reviwe").notes == (Note("unknown-value", "reviwe", "Review"),)
    assert search_in("时间 12:30").notes == (Note("missing", "时间"), Note("missing", "12"), Note("missing", "30"))


def test_counts_of_a_facet_leave_its_own_filter_aside_and_honour_the_others() -> None:
    found = Searcher(files_of(KINDS, facets=FACETS).__getitem__).search("库存 type:review", facets=True)
    assert found.facets == {"type": (("lesson", 2), ("review", 1)), "year": (("2024", 1),)}
    assert found.filters == {"type": ("review",)}


def test_a_misspelt_word_that_stands_nowhere_is_corrected_and_that_is_said() -> None:
    found = search([entry("a", "", "inventory sync"), entry("b", "", "other")], "invetnory")
    assert found.notes == (Note("corrected", "invetnory", "inventory"),)
    assert [hit.id for hit in found.hits] == ["a"]


def test_a_misspelt_chinese_name_is_corrected_by_titles_and_labels() -> None:
    found = search([entry("a", "直播间超卖", "无"), entry("b", "别的", "无")], "直播见超卖")
    assert found.notes == (Note("corrected", "直播见超卖", "直播间超卖"),)
    assert found.hits[0].id == "a"


def test_a_word_that_stands_somewhere_is_never_corrected() -> None:
    assert search([entry("a", "", "plant"), entry("b", "", "plank")], "plank").notes == ()


HOSTILE = [
    "x" * 10_000,
    "库" * 10_000,
    "库存" * 5_000,
    '"' * 10_000,
    "“" * 999,
    "-" * 500,
    "!!!",
    "😀😀",
    "\u202e\u202d",
    "مرحبا",
    "a:" * 4000,
    "\ud83d",
    "\x00",
    '"',
    "-",
    '-"',
    "()*[]\\",
    "%00",
    "<b>",
]


@pytest.mark.parametrize("query", HOSTILE, ids=range(len(HOSTILE)))
def test_no_query_is_an_error_and_none_reads_more_than_its_share(query: str) -> None:
    files = files_of(ALL)
    read: list[str] = []

    def reading(path: str) -> bytes:
        read.append(path)
        return files[path]

    Searcher(reading).search(query)
    assert len(read) <= 8 + 48


def test_a_query_without_words_says_so_and_finds_nothing() -> None:
    for query in ("!!!", "😀", "。，", '"…"'):
        found = search(ALL, query)
        assert found.notes == (Note("no-words"),)
        assert found.total == 0
    assert search(ALL, "!" * 600).notes == (Note("no-words"), Note("too-long"))


def test_a_long_query_is_cut_and_that_is_said() -> None:
    assert Note("too-long") in search(ALL, "库存同步" * 400).notes
    assert search(ALL, "库存同步" * 400).hits[0].id == "stock"


def test_pages_of_results_follow_each_other() -> None:
    entries = [entry(f"d{n}", "库存") for n in range(25)]
    searcher = Searcher(files_of(entries).__getitem__)
    pages = [searcher.search("库存", page=page, size=10) for page in (1, 2, 3, 4)]
    assert [len(page.hits) for page in pages] == [10, 10, 5, 0]
    assert {page.total for page in pages} == {25}
    assert len({hit.id for page in pages for hit in page.hits}) == 25


def shown(hit: Hit) -> str:
    return "".join(f"[{piece.text}]" if piece.marked else piece.text for piece in hit.snippet)


def test_a_snippet_is_from_the_passage_that_answers_with_its_anchor_and_marks() -> None:
    long = Entry(
        "a",
        "a/",
        "复盘",
        "zh",
        (),
        "概要",
        (
            Passage("", "", "开头。" * 50),
            Passage("why", "原因", "没人看" + "，别的" * 80 + "。库存同步慢，所以超卖。"),
            Passage("end", "结尾", "库存"),
        ),
    )
    hit = search([long], "库存同步 超卖").hits[0]
    assert (hit.anchor, hit.heading) == ("why", "原因")
    assert shown(hit) == "… [库存同步]慢，所以[超卖]。"


def test_words_far_apart_are_shown_in_two_windows() -> None:
    far = entry("a", "", "最早库存不准。" + "别的事情。" * 80 + "最后才发现超卖。" + "别的事情。" * 40)
    text = shown(search([far], "库存 超卖").hits[0])
    assert text.startswith("最早[库存]不准。")
    assert " … " in text
    assert "最后才发现[超卖]。" in text
    assert len(text) < 200


def test_a_snippet_begins_with_a_whole_word_and_a_whole_number() -> None:
    def of(text: str, query: str) -> str:
        return shown(search([entry("a", "", text)], query).hits[0])

    assert of("We were told of many customer complaints.", "complaints") == "… many customer [complaints]."
    assert of("门店的账实相符率到了 98.9%，准确率升了。", "准确率") == "… 店的账实相符率到了 98.9%，[准确率]升了。"
    assert of("同一天里卖掉了 1,745 单，其中足足十分之一是超卖", "超卖") == "… 单，其中足足十分之一是[超卖]"
    assert of("It is late. See v2.3.1 there.", "there") == "… See v2.3.1 [there]."
    assert of("https://intranet/a/very/long/address/of/stock", "stock") == "… [stock]"


def test_a_snippet_ends_with_a_whole_word_and_a_whole_number() -> None:
    def of(text: str, query: str) -> str:
        return shown(search([entry("a", "", text)], query).hits[0])

    assert of("库存" + "盘" * 155 + " operations team", "库存") == "[库存]" + "盘" * 155 + " operations …"
    assert of("库存" + "盘" * 156 + "1,745 单", "库存") == "[库存]" + "盘" * 156 + "1,745 …"
    assert of("库存" + "盘" * 200, "库存") == "[库存]" + "盘" * 158 + " …"
    assert of("库存" + "盘" * 157 + "x" * 90, "库存") == "[库存]" + "盘" * 157 + "x" * 33 + " …", "what is no word is cut"
    assert of("库存" + "盘" * 155 + " operations", "库存").endswith(" operations")


def test_each_of_two_windows_ends_with_a_whole_word() -> None:
    text = "库存" + "盘" * 75 + " operations" + "盘" * 200 + "。超卖" + "盘" * 75 + " operations team"
    assert shown(search([entry("a", "", text)], "库存 超卖").hits[0]) == (
        "[库存]" + "盘" * 75 + " operations … [超卖]" + "盘" * 75 + " operations …"
    )


def reasons(hit: Hit) -> list[str]:
    return ["".join(f"[{piece.text}]" if piece.marked else piece.text for piece in label) for label in hit.reasons]


def test_labels_with_words_that_nothing_else_shows_are_the_reasons_of_a_hit_each_word_once() -> None:
    labels = ("春季大促", "电商运营部", "电商部", "Returns desk", "仓储")
    passage = Passage("how", "分货办法", "慢了十分钟。" + "别的事情。" * 80 + "库存不准。")
    one = Entry("a", "a/", "仓储的复盘", "zh", labels, "", (passage,))
    (hit,) = search([one], "春季大促 电商 仓储 库存 desk 分货").hits
    assert shown(hit).endswith("[库存]不准。")
    assert reasons(hit) == ["[春季大促]", "[电商]运营部", "Returns [desk]"]


def test_a_hit_that_shows_all_its_words_needs_no_other_reason() -> None:
    one = Entry("a", "a/", "双十一复盘", "zh", ("双十一", "直播"), "", (Passage("", "", "直播慢了"),))
    assert search([one], "双十一 直播").hits[0].reasons == ()
    assert search([one], "").hits[0].reasons == ()


def test_another_name_of_what_a_hit_shows_is_no_reason_and_the_typed_one_is() -> None:
    names = ("双十一", "双11", "Double 11")
    files = files_of([Entry("a", "a/", "双十一复盘", "zh", names, "", (Passage("", "", "正文"),))], synonyms=[names])
    assert Searcher(files.__getitem__).search("双十一").hits[0].reasons == ()
    assert reasons(Searcher(files.__getitem__).search("双11").hits[0]) == ["[双11]"]


def test_a_title_is_marked_and_hostile_text_stays_text() -> None:
    hit = search([entry("a", "<b>库存</b>", "<script>库存</script>")], "库存").hits[0]
    assert [(piece.text, piece.marked) for piece in hit.title] == [("<b>", False), ("库存", True), ("</b>", False)]
    assert shown(hit) == "<script>[库存]</script>"


def test_a_document_without_text_one_of_code_and_a_huge_one_are_found() -> None:
    huge = entry("huge", "巨大", "库存同步。" * 80_000)
    code = entry("code", "代码", "for (let i = 0; i < sku_list.length; i += 1) { total += prices[i]; }")
    entries = [entry("none", "空白"), code, huge]
    assert ids(entries, "空白") == ["none"]
    assert ids(entries, "sku_list") == ["code"]
    assert ids(entries, "存同步") == ["huge"]


def test_what_stands_beyond_the_last_position_is_not_indexed() -> None:
    entries = [entry("a", "", "x " * 1_048_580 + "量子")]
    assert ids(entries, "x") == ["a"]


def test_marks_cover_accents_and_full_width_as_written() -> None:
    hit = search([entry("a", "Ｃafe\u0301！库存", "无")], "café 库存").hits[0]
    assert [piece.text for piece in hit.title if piece.marked] == ["Ｃafe\u0301", "库存"]
