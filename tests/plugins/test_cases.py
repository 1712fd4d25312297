from __future__ import annotations

from omnikb.testing import Built, KnowledgeBase

KEYS = "background: 共用库存\napproach: [先锁库存, 再对账]\nresult: 超卖少了九成\ntransferable: [先锁库存再开播]\n"


def build(keys: str = KEYS, language: str = "zh") -> Built:
    return KnowledgeBase({"cases/pool.md": f"---\ntitle: 一盘货\n{keys}---\n正文\n"}, language=language).build()


def test_what_to_take_over_comes_first_then_how_it_went() -> None:
    html = build().page("cases/pool.md").html
    words = ("可以照搬", "先锁库存再开播", "背景", "共用库存", "做法", "再对账", "结果", "超卖少了九成", "正文")
    places = [html.index(word) for word in words]
    assert places == sorted(places)


def test_a_case_that_nobody_can_take_anything_from_is_a_problem() -> None:
    assert build("summary: 一句话\n").codes == ["key-missing"]
    (problem,) = build("transferable: []\n").problems
    assert "这里没有写内容" in problem.message("zh")


def test_what_is_not_said_is_left_out() -> None:
    html = build("transferable: 先锁库存\n").page("cases/pool.md").html
    assert "背景" not in html
    assert "omnikb-story" not in html


def test_a_case_may_name_its_project_and_risks() -> None:
    files = {
        "cases/pool.md": f"---\ntitle: 一盘货\nproject: sale\nrisks: oversell\n{KEYS}---\n",
        "projects/sale.md": "---\ntitle: 大促\nstatus: active\n---\n",
        "risks/oversell.md": "---\ntitle: 超卖\nlikelihood: 4\nimpact: 4\n---\n",
    }
    built = KnowledgeBase(files).build()
    assert {link.target for link in built.index.outgoing("pool")} == {"sale", "oversell"}


def test_an_english_case_has_english_labels_in_a_chinese_site() -> None:
    html = build(f"lang: en\n{KEYS}").page("cases/pool.md").html
    assert "What to take from it" in html
    assert "可以照搬" not in html
