from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from omnikb import Load, SettingsError
from omnikb.cache import MemoryCache
from omnikb.testing import KnowledgeBase
from omnikb.textindex import Searcher
from omnikb.textindex.shards import read_shard, shard_files
from omnikb_search.filters import filters_in
from omnikb_search.gate import LOOKED_AT, finds, phrases
from omnikb_search.page import FOLDER
from omnikb_search.synonyms import synonyms_in
from tests.plugins.searching import SearchedSite, indexed, searched

VOCABULARY = """
departments:
  - {id: ecommerce, zh: 电商运营部, en: E-commerce operations, aliases: [电商部]}
  - {id: it, zh: 信息技术部, en: Information technology}
tags:
  - {id: double-11, zh: 双十一, en: Double 11, aliases: [双11]}
  - {id: returns, zh: 退货, en: Returns, aliases: [逆向物流]}
"""
STEPS = "history:\n" + "".join(
    f"  - {{state: {state}, date: 2025-{month:02}-03}}\n"
    for month, state in enumerate(("identified", "analysed", "assigned", "implemented", "validated"), 1)
)
PROVEN = f"{STEPS}evidence: 从 611 单降到 54 单\ncheck: {{date: 2025-06-22, measure: 订单, before: 611, after: 54, unit: 单}}\n"
RETIRED = "history:\n  - {state: identified, date: 2025-01-03}\n  - {state: retired, date: 2025-02-03}\n"


@pytest.fixture
def vocabulary(tmp_path: Path) -> Mapping[str, object]:
    file = tmp_path / "vocabulary.yml"
    file.write_text(VOCABULARY, encoding="utf-8")
    return {"facets": {"vocabulary": str(file)}}


def project(title: str = "春季大促", keys: str = "") -> str:
    return f"---\ntitle: {title}\nstatus: active\n{keys}---\n正文\n"


def risk(title: str = "超卖", keys: str = "", body: str = "正文") -> str:
    return f"---\ntitle: {title}\nlikelihood: 4\nimpact: 4\n{keys}---\n{body}\n"


def lesson(title: str = "留安全库存", keys: str = "", body: str = "正文") -> str:
    return f"---\ntitle: {title}\napplies_when: 甲\ndo: 乙\nbecause: 丙\n{keys}---\n{body}\n"


# What is found


@pytest.mark.parametrize(
    "query", ["渠道缓冲", "多渠道共卖", "每渠道先锁百分之十五", "分货每小时", "安全水位", "小节标题", "get_stock", "补货问答"]
)
def test_a_document_is_found_by_every_text_that_someone_wrote_into_it(query: str) -> None:
    text = (
        "---\ntitle: 渠道缓冲\napplies_when: 多渠道共卖一盘货\ndo: 每渠道先锁百分之十五\nbecause: 分货每小时一次\n"
        "faq:\n  - {question: 补货问答怎么做, answer: 看库存}\n---\n安全水位\n\n## 小节标题\n\n```python\nget_stock()\n```\n"
    )
    assert searched({"lessons/a.md": text, "lessons/b.md": lesson()}).found(f'"{query}"') == ["a"]


@pytest.mark.parametrize("query", ["q3-stock-split", '"q3-stock-split"', "stock split"])
def test_a_document_is_found_by_its_id(query: str) -> None:
    assert searched({"lessons/q3-stock-split.md": lesson(), "lessons/b.md": lesson()}).found(query) == ["q3-stock-split"]


@pytest.mark.parametrize("query", ["退货中心", '"退货中心"', "RMA centre"])
def test_a_document_is_found_by_what_it_is_also_called_and_the_hit_says_so(query: str) -> None:
    files = {"projects/a.md": project("One returns hub", "aliases: [退货中心, RMA centre]\n"), "projects/b.md": project()}
    hits = searched(files).search(query).hits
    assert [hit.id for hit in hits] == ["a"]
    assert ["".join(piece.text for piece in label) for label in hits[0].reasons] == [query.strip('"')]
    assert "".join(piece.text for piece in hits[0].snippet) == "正文"


def test_ordinary_pages_and_the_guide_are_found_and_pages_made_by_plugins_are_not() -> None:
    files = {"index.md": "# 首页\n", "guide/index.md": "# 指南\n独角兽\n", "risks/a.md": risk("独角兽风险", "date: 2025-01-02\n")}
    site = searched(files)
    assert sorted(site.found("")) == sorted(site.built.index.documents)
    assert sorted(site.found("独角兽")) == ["a", "guide"]


def test_a_hit_leads_to_the_section_that_has_the_words() -> None:
    site = searched({"risks/a.md": risk(body="# 超卖\n\n开头\n\n## 为什么会\n\n接口限流")})
    (hit,) = site.search("接口限流").hits
    assert (hit.address, hit.anchor, hit.heading) == ("risks/a/", "为什么会", "为什么会")
    assert [piece.text for piece in hit.snippet if piece.marked] == ["接口限流"]


def test_the_heading_that_repeats_the_title_is_no_section_to_lead_to() -> None:
    (hit,) = searched({"risks/a.md": risk(body="# 超卖\n\n接口限流")}).search("接口限流").hits
    assert (hit.anchor, hit.heading) == ("", "")


def test_words_that_a_line_end_parts_are_found_together() -> None:
    assert searched({"risks/a.md": risk(body="库存同步\n慢了十分钟")}).found('"同步慢了"') == ["a"]


@pytest.mark.parametrize("query", ["春季大促", "电商部", "电商运营部", "E-commerce operations"])
def test_a_document_is_found_by_its_project_and_by_every_name_of_its_facets(query: str, vocabulary: Mapping[str, object]) -> None:
    files = {"projects/spring.md": project(), "risks/a.md": risk(), "lessons/b.md": lesson()}
    files["lessons/c.md"] = lesson("别的标题", "project: spring\ndepartments: 电商部\nrisks: a\n")
    assert "c" in searched(files, settings=vocabulary).found(f'"{query}"')


@pytest.mark.parametrize(("query", "reason"), [("春季大促", "春季大促"), ("E-commerce operations", "E-commerce operations")])
def test_a_hit_by_a_name_that_stands_nowhere_in_it_says_which(query: str, reason: str, vocabulary: Mapping[str, object]) -> None:
    files = {"projects/spring.md": project(), "lessons/c.md": lesson("别的标题", "project: spring\ndepartments: 电商部\n")}
    hit = next(hit for hit in searched(files, settings=vocabulary).search(f'"{query}"').hits if hit.id == "c")
    assert ["".join(piece.text for piece in label) for label in hit.reasons] == [reason]
    assert any(piece.marked for piece in hit.reasons[0])


def test_a_snippet_of_front_matter_has_the_name_of_a_term_where_the_field_has_its_id(vocabulary: Mapping[str, object]) -> None:
    keys = "departments: [ecommerce, it]\nteam:\n  - {department: ecommerce, role: 牵头}\n  - {department: it, role: 独角兽专线}\n"
    (hit,) = searched({"projects/a.md": project(keys=keys)}, settings=vocabulary).search("独角兽专线").hits
    assert "".join(piece.text for piece in hit.snippet) == "… 牵头 · 信息技术部 · 独角兽专线"


@pytest.mark.parametrize("query", ["双11", "双十一", "Double 11"])
def test_a_term_is_found_by_each_of_its_names_even_where_no_document_has_it_as_a_tag(
    query: str, vocabulary: Mapping[str, object]
) -> None:
    site = searched(
        {"risks/a.md": risk("双十一的仓位"), "risks/b.md": risk("Double 11 的人手"), "risks/c.md": risk()}, settings=vocabulary
    )
    assert sorted(site.found(query)) == ["a", "b"]


def test_the_word_as_typed_comes_before_its_synonyms(vocabulary: Mapping[str, object]) -> None:
    site = searched({"risks/a.md": risk("退货的费用"), "risks/b.md": risk("逆向物流的费用")}, settings=vocabulary)
    assert site.found("逆向物流") == ["b", "a"]
    assert site.found("退货") == ["a", "b"]


@pytest.mark.parametrize("query", ["仓位 独角兽", "仓位 独角兽 恐龙世界", "仓位 xyzzy plugh", "仓位 tpye:risk"])
def test_words_that_stand_nowhere_do_not_hide_a_hit(query: str) -> None:
    assert searched({"risks/a.md": risk("仓位不足"), "risks/b.md": risk("价格错配")}).found(query) == ["a"]


def test_a_word_that_only_others_have_does_not_hide_a_hit() -> None:
    files = {f"risks/r{number}.md": risk(f"仓位不足{number}") for number in range(40)}
    site = searched({**files, "lessons/b.md": lesson("安排珠穆朗玛号")})
    assert site.search("仓位 珠穆朗玛号").total == 41


def test_names_of_one_term_are_one_group_and_a_term_of_one_name_is_none(vocabulary: Mapping[str, object]) -> None:
    built = KnowledgeBase({"a.md": "# A\n", "risks/a2.md": risk(keys="channels: 天猫\n")}, settings=vocabulary).build()
    assert synonyms_in(built.index) == [
        ("信息技术部", "Information technology"),
        ("双十一", "Double 11", "双11"),
        ("电商运营部", "E-commerce operations", "电商部"),
        ("退货", "Returns", "逆向物流"),
    ]


def test_of_two_that_fit_alike_the_proven_comes_first_and_the_retired_last() -> None:
    body = "同样的正文"
    files = {
        "lessons/a.md": lesson("甲甲", RETIRED, body),
        "lessons/b.md": lesson("乙乙", "", body),
        "lessons/c.md": lesson("丙丙", PROVEN, body),
    }
    assert searched(files).found('"同样的正文"') == ["c", "b", "a"]


def test_pages_of_no_type_come_after_what_the_knowledge_base_holds() -> None:
    body = "同样的正文"
    for ordinary, knowledge in (("a", "b"), ("b", "a")):
        site = searched({f"{ordinary}.md": f"# 甲甲\n\n{body}\n", f"risks/{knowledge}.md": risk("乙乙", body=body)})
        assert site.found('"同样的正文"') == [knowledge, ordinary]


def test_a_hit_says_what_it_is_and_in_what_state_in_the_language_of_the_site() -> None:
    hits = searched({"lessons/a.md": lesson("甲甲", RETIRED, "正文"), "b.md": "# 正文\n"}).search('"正文"').hits
    assert {hit.id: hit.told for hit in hits} == {"a": ("经验教训", "已停用"), "b": ()}


# Filters


@pytest.mark.parametrize("name", ["it", "技术部", "IT", "信息部"])
def test_a_value_is_filtered_by_any_of_its_names(name: str, tmp_path: Path) -> None:
    (tmp_path / "v.yml").write_text("departments: [{id: it, zh: 技术部, en: IT, aliases: [信息部]}]\n", encoding="utf-8")
    files = {"risks/a.md": risk(keys="departments: it\n"), "risks/b.md": risk()}
    site = searched(files, settings={"facets": {"vocabulary": str(tmp_path / "v.yml")}})
    assert site.found(f"部门:{name}") == ["a"]


def test_an_alias_is_never_what_a_value_is_called(tmp_path: Path) -> None:
    (tmp_path / "v.yml").write_text(
        "tags: [{id: sale, aliases: [大促]}, {id: mall, zh: 商城, aliases: [天猫]}]\n", encoding="utf-8"
    )
    files = {"risks/a.md": risk(keys="tags: [sale, mall]\n")}
    built = KnowledgeBase(files, settings={"facets": {"vocabulary": str(tmp_path / "v.yml")}}).build()
    __, values = filters_in(built.index)["tags"]
    assert {id_: next(iter(value.labels.values())) for id_, value in values.items()} == {"sale": "sale", "mall": "商城"}


def test_a_snippet_of_front_matter_leaves_units_out() -> None:
    kpis = "kpis:\n  - {name: 独角兽准确率, kind: outcome, planned: 1, actual: 2, unit: '%', better: higher}\n"
    kpis += "  - {name: 麒麟差错, kind: outcome, planned: 1, actual: 2, unit: 件, better: lower}\n"
    files = {"projects/p.md": project(), "reviews/a.md": f"---\ntitle: 甲\nkind: milestone\nproject: p\n{kpis}---\n"}
    (hit,) = searched(files).search("独角兽").hits
    assert "".join(piece.text for piece in hit.snippet) == "独角兽准确率 · 麒麟差错"


def test_every_filter_says_what_it_and_its_values_are_called_in_both_languages(vocabulary: Mapping[str, object]) -> None:
    keys = "date: 2025-03-02\ndepartments: it\nproject: spring\nrisks: a\n"
    site = searched(
        {
            "projects/spring.md": project(),
            "risks/a.md": risk(),
            "lessons/b.md": lesson(keys=keys),
            "c.md": "---\nlang: en\n---\n# C\n",
        },
        settings=vocabulary,
    )
    facets = site.search("").facets
    assert list(facets) == ["type", "project", "risk", "departments", "year", "status", "language"]
    assert dict(facets["type"]) == {"project": 1, "risk": 1, "lesson": 1}
    assert dict(facets["project"]) == {"spring": 2}
    assert dict(facets["risk"]) == {"a": 2}
    assert dict(facets["departments"]) == {"it": 1}
    assert dict(facets["year"]) == {"2025": 1}
    assert dict(facets["status"]) == {"active": 1, "identified": 1}
    assert dict(facets["language"]) == {"zh": 3, "en": 1}
    for query in (
        *("类型:经验教训", "type:lesson", "项目:春季大促 类型:lesson", "risk:a type:lesson", "部门:信息技术部", "department:it"),
        *("年份:2025", "状态:已发现 类型:lesson", "status:identified", 'department:"Information technology"'),
    ):
        assert site.found(query) == ["b"], query
    assert site.found("状态:进行中") == site.found('status:"in progress"') == ["spring"]


def test_a_document_of_the_site_s_other_language_is_found_by_its_language() -> None:
    site = searched({"a.md": "---\nlang: en\n---\n# A\n", "b.md": "---\nlang: zh-Hant\n---\n# B\n"})
    assert site.found("语言:英文") == ["a"]
    assert site.found("语言:中文") == ["b"]


CHOICES = {
    "departments": ("it", "ecommerce", "finance"),
    "tags": ("直播", "退货"),
    "year": ("2023", "2024", "2025"),
    "type": ("risk", "lesson"),
}
Row = tuple[str, tuple[str, ...], tuple[str, ...], str]
ROWS = st.tuples(
    st.sampled_from(CHOICES["type"]),
    st.lists(st.sampled_from(CHOICES["departments"]), unique=True, max_size=3).map(tuple),
    st.lists(st.sampled_from(CHOICES["tags"]), unique=True, max_size=2).map(tuple),
    st.sampled_from(("", *CHOICES["year"])),
)
FILTERS = st.fixed_dictionaries(
    {}, optional={name: st.lists(st.sampled_from(values), unique=True, min_size=1).map(tuple) for name, values in CHOICES.items()}
)


def written(number: int, row: Row) -> tuple[str, str]:
    kind, departments, tags, year = row
    keys = f"departments: {list(departments)}\ntags: {list(tags)}\n".replace("'", "") + (f"date: {year}-05-01\n" if year else "")
    text = (risk if kind == "risk" else lesson)(f"文档{number}", keys)
    return f"{kind}s/d{number}.md", text


def counted(rows: list[Row], chosen: Mapping[str, tuple[str, ...]]) -> tuple[set[str], dict[str, dict[str, int]]]:
    """The documents under all filters, and for each facet the counts under all filters but its own, one by one."""
    values = [
        {"type": (kind,), "departments": departments, "tags": tags, "year": (year,) if year else ()}
        for kind, departments, tags, year in rows
    ]

    def kept(of: Mapping[str, tuple[str, ...]], but: str = "") -> bool:
        return all(set(of[name]) & set(wanted) for name, wanted in chosen.items() if name != but)

    counts: dict[str, dict[str, int]] = {}
    for name in CHOICES:
        for of in values:
            for value in of[name] if kept(of, name) else ():
                counts.setdefault(name, {}).setdefault(value, 0)
                counts[name][value] += 1
    return {f"d{number}" for number, of in enumerate(values) if kept(of)}, counts


@settings(max_examples=25, deadline=None)
@given(st.lists(ROWS, min_size=1, max_size=12), st.lists(FILTERS, min_size=1, max_size=6))
def test_filtered_sets_and_counts_are_those_of_counting_one_by_one(
    rows: list[Row], filters: list[Mapping[str, tuple[str, ...]]]
) -> None:
    site = searched(dict(written(number, row) for number, row in enumerate(rows)))
    for chosen in filters:
        results = site.search("", chosen)
        documents, counts = counted(rows, chosen)
        assert {hit.id for hit in results.hits} == documents
        assert results.total == len(documents)
        assert {name: dict(results.facets[name]) for name in CHOICES if results.facets.get(name)} == counts


# The gate

MIXED = "大促前核对 SKU1024 库存，再做 pressure test on the night，最后冻结套装。"


def without_term(site: SearchedSite, term: str) -> dict[str, bytes]:
    """The index files as if one term had been lost."""
    files = dict(site.files)
    for path in [path for path in files if path.startswith("terms/")]:
        terms = {one: postings for one, (postings, __) in read_shard(path, files[path]).items()}
        if terms.pop(term.encode(), None):
            bits = max(0, (len([one for one in files if one.startswith("terms/")]) - 1).bit_length())
            files |= {name: content for name, content in shard_files(terms, int(path[6:-4], 16), bits).items() if name == path}
            return files
    raise AssertionError(term)


@pytest.fixture(scope="module")
def small() -> SearchedSite:
    return searched({"risks/a.md": risk("仓位不足", body=MIXED), "risks/b.md": risk("价格错配", body="改价要有两个人")})


def test_a_whole_index_passes_the_gate(small: SearchedSite) -> None:
    assert small.problems == ()
    assert small.not_found(small.files) == []


def test_phrases_are_taken_in_chinese_in_english_and_in_both(small: SearchedSite) -> None:
    taken = {phrase.text for phrase in phrases(small.built.index.documents.values(), small.texts) if phrase.page.id == "a"}
    assert len(taken) == 3
    assert any(re.fullmatch(r"[\u4e00-\u9fff]+", text) for text in taken)
    assert any(re.fullmatch(r"[A-Za-z ]+", text) for text in taken)
    assert any(re.search(r"[A-Za-z0-9]", text) and re.search(r"[\u4e00-\u9fff]", text) for text in taken)


@pytest.mark.parametrize("place", range(4))
def test_an_index_without_one_of_its_terms_does_not_pass_and_page_and_phrase_are_named(small: SearchedSite, place: int) -> None:
    phrase = list(phrases(small.built.index.documents.values(), small.texts))[place]
    term = re.findall(r"[\u4e00-\u9fff]{2}|[a-z0-9]+", phrase.text.casefold())[0]
    problem = next(one for one in small.not_found(without_term(small, term)) if one.arguments["phrase"] == phrase.text)
    assert (problem.code, problem.path, problem.severity) == ("search/not-found", phrase.page.path, "error")
    assert f"“{phrase.text}”" in problem.message("zh")


@pytest.mark.parametrize(
    "damage", [lambda content: content[: len(content) // 2], lambda content: b"", lambda content: b"<html>404</html>"]
)
def test_an_index_with_a_damaged_file_does_not_pass(small: SearchedSite, damage: Callable[[bytes], bytes]) -> None:
    name = next(path for path in small.files if path.startswith("terms/"))
    files = {path: damage(content) if path.startswith("terms/") else content for path, content in small.files.items()}
    assert name in files
    assert {problem.code for problem in small.not_found(files)} == {"search/not-found"}


def test_an_index_with_a_missing_file_does_not_pass(small: SearchedSite) -> None:
    files = {path: content for path, content in small.files.items() if not path.startswith("documents")}
    assert {problem.path for problem in small.not_found(files)} == {"risks/a.md", "risks/b.md"}


def test_no_phrase_begins_or_ends_within_a_word() -> None:
    assert searched({"a.md": "# 甲\n\nnaïve stock count résumé\n", "b.md": "# 乙\n\nstock é库存 e库存é\n"}).problems == ()


def test_a_phrase_that_stands_on_many_pages_finds_each_of_them() -> None:
    site = searched({f"risks/r{number}.md": risk(f"风险{number}", body="同样的一句话在每一页") for number in range(70)})
    assert site.problems == ()


@pytest.mark.parametrize(
    ("others", "place", "found"),
    [(1, None, False), (5, 3, True), (LOOKED_AT - 1, LOOKED_AT - 1, True), (LOOKED_AT, None, False), (LOOKED_AT + 1, None, True)],
)
def test_a_phrase_finds_its_page_among_the_hits_looked_at_or_there_are_more(
    small: SearchedSite, monkeypatch: pytest.MonkeyPatch, others: int, place: int | None, found: bool
) -> None:
    phrase = next(phrases(small.built.index.documents.values(), small.texts))
    searcher = Searcher(small.files.__getitem__)
    ids = ["another"] * others if place is None else [*["another"] * place, phrase.page.id, *["another"] * (others - place)]
    monkeypatch.setattr(searcher, "ids", lambda _query: iter(ids))
    assert finds(searcher, phrase) is found


# Bad input

HOSTILE = "<img src=x onerror=alert(1)> & <b>粗</b>"


def test_hostile_text_stays_text() -> None:
    site = searched({"risks/a.md": risk(f"'{HOSTILE}'", body="独角兽 `<script>alert(2)</script>`")})
    (hit,) = site.search("独角兽").hits
    assert "".join(piece.text for piece in hit.title) == HOSTILE
    assert "独角兽 <script>alert(2)</script>" in "".join(piece.text for piece in hit.snippet)


@pytest.mark.parametrize(
    ("body", "query"),
    [
        ("库存同步与渠道分货的办法写在这里，第七步要核对。\n\n" * 5600, "第七步要核对"),
        ("", "仓位不足"),
        ("```sh\n" + "".join(f"curl -X POST /api/stock/{number} --retry 3\n" for number in range(500)) + "```", "stock retry"),
    ],
    ids=["400 kB", "no text", "all code"],
)
def test_a_document_of_any_kind_is_indexed_and_found(body: str, query: str) -> None:
    site = searched({"risks/a.md": risk("仓位不足", body=body), "risks/b.md": risk()})
    assert site.problems == ()
    assert site.found(query)[0] == "a"


def test_a_knowledge_base_without_documents_has_an_index_in_which_nothing_is_found() -> None:
    site = searched({})
    assert site.problems == ()
    assert site.search("超卖").total == 0


# Building


def test_the_same_content_gives_the_same_files_with_or_without_what_an_earlier_build_kept() -> None:
    files = {f"risks/r{number}.md": risk(f"风险{number}", body=f"正文{number}") for number in range(30)}
    cache = MemoryCache()
    indexed(KnowledgeBase(files).build(), cache)
    files["risks/new.md"] = risk("新的风险", "date: 2025-02-03\n", "冷链断电")
    files["risks/r3.md"] = risk("改过的风险", body="正文3")
    later = KnowledgeBase(files).build()
    assert indexed(later, cache).files == indexed(later).files


def test_a_project_s_new_name_reaches_the_entries_of_what_belongs_to_it() -> None:
    files = {"projects/spring.md": project(), **{f"lessons/l{n}.md": lesson(f"经验{n}", "project: spring\n") for n in range(60)}}
    cache = MemoryCache()
    indexed(KnowledgeBase(files).build(), cache)
    files["projects/spring.md"] = project("夏季大促")
    site = indexed(KnowledgeBase(files).build(), cache)
    assert site.search('"夏季大促"').total == 61
    assert site.search('"春季大促"').total == 0


# The page


def test_the_search_page_is_made_unless_someone_wrote_one() -> None:
    assert 'id="omnikb-search"' in KnowledgeBase({"index.md": "# 首页\n"}).build().page("search/index.md").html
    html = KnowledgeBase({"search/index.md": "# 找\n\n先看这里。\n"}).build().page("search/index.md").html
    assert "先看这里" in html
    assert html.count('id="omnikb-search"') == 1


def test_without_scripts_the_search_page_leads_to_the_lists() -> None:
    html = KnowledgeBase({"risks/a.md": risk()}).build().page("search/index.md").html
    assert "<noscript>" in html
    assert 'href="../risks/"' in html


def test_the_box_is_loaded_on_every_page_and_the_engine_lies_beside_it() -> None:
    loads = {asset.path: asset.load for asset in KnowledgeBase({"index.md": "# 首页\n"}).build().site.assets}
    assert loads[f"{FOLDER}/search.js"] == loads[f"{FOLDER}/search.css"] == Load.EVERYWHERE
    assert loads[f"{FOLDER}/worker.js"] == loads[f"{FOLDER}/interface.en.json"] == Load.NEVER


def interface(**section: str) -> str:
    built = KnowledgeBase({"index.md": "# 首页\n", "ask/us.md": "# 问\n"}, settings={"search": section}).build()
    return next(asset for asset in built.site.assets if asset.path.endswith("interface.zh.json")).data().decode()


@pytest.mark.parametrize(
    ("ask", "address"), [("ask/us.md", "ask/us/"), ("mailto:kb@example.org", "mailto:kb@example.org"), ("", "")]
)
def test_the_page_that_readers_ask_on_is_a_document_or_an_address(ask: str, address: str) -> None:
    assert f'"ask":"{address}"' in interface(ask=ask)


def test_a_document_to_ask_on_that_is_not_there_stops_the_run_with_the_nearest() -> None:
    with pytest.raises(SettingsError, match=r"search\.ask.*ask/as\.md.*ask/us\.md"):
        interface(ask="ask/as.md")


def test_dates_are_those_of_the_documents() -> None:
    (hit,) = searched({"risks/a.md": risk(keys="date: 2025-03-02\n")}).search("超卖").hits
    assert datetime.date.fromisoformat(hit.date) == datetime.date(2025, 3, 2)
