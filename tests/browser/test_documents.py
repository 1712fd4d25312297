"""Each kind of document as a reader meets it: where it is, what it says at a glance, what it leads to."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser

Golden = Callable[[str], Path]
Visiting = Callable[..., Any]


def top(locator: Any) -> float:
    found: float = locator.evaluate("part => part.getBoundingClientRect().top")
    return found


def follow(link: Any) -> None:
    """Click, and wait for the page that the link leads to."""
    with link.page.expect_navigation():
        link.click()


def label_of(cell: Any) -> str:
    said: str = cell.evaluate("cell => getComputedStyle(cell, '::before').content")
    return said.strip('"')


def test_the_chips_of_a_full_document_stand_on_one_line_and_the_others_behind_a_number(demo_site: Path, visit: Visiting) -> None:
    page = visit(demo_site).see("projects/double11-2025/")
    shown = [chip for chip in page.locator(".omnikb-chips .omnikb-chip").all() if chip.is_visible()]
    assert len(shown) >= 6
    assert len({round(top(chip)) for chip in shown}) == 1
    more = page.locator(".omnikb-more > summary")
    hidden = int(more.inner_text().removeprefix("+"))
    more.focus()
    page.keyboard.press("Enter")
    opened = [chip for chip in page.locator(".omnikb-chips .omnikb-chip").all() if chip.is_visible()]
    assert len(opened) == len(shown) + hidden
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


def test_the_chips_lead_to_what_they_name(golden_site: Golden, visit: Visiting) -> None:
    page = visit(golden_site("header")).see("projects/double11-2025/")
    follow(page.locator(".omnikb-chip", has_text="多渠道超卖"))
    assert page.locator("h1").inner_text() == "多渠道超卖"


def test_the_trail_leads_back_over_the_project_to_the_list(golden_site: Golden, visit: Visiting) -> None:
    page = visit(golden_site("header")).see("lessons/reserve/")
    trail = page.locator(".omnikb-trail")
    assert trail.inner_text() == "经验教训 › 2025 双十一 › 各渠道先留安全库存"
    assert trail.locator("[aria-current=page]").inner_text() == "各渠道先留安全库存"
    follow(trail.locator("a").nth(1))
    assert page.locator("h1").inner_text() == "2025 双十一"
    follow(page.locator(".omnikb-trail a", has_text="2025"))
    assert page.url.endswith("/projects/#2025")


def test_the_neighbours_in_time_lead_to_one_another_and_both_to_the_list(golden_site: Golden, visit: Visiting) -> None:
    page = visit(golden_site("header")).see("projects/double11-2025/")
    follow(page.locator(".omnikb-onward a", has_text="2024 双十一"))
    assert page.locator("h1").inner_text() == "2024 双十一"
    assert page.locator(".omnikb-onward span").last.inner_text().startswith("下一篇")
    follow(page.locator(".omnikb-onward a", has_text="2025 双十一"))
    assert page.locator("h1").inner_text() == "2025 双十一"
    follow(page.locator(".omnikb-onward-list"))
    assert page.url.endswith("/projects/")


@pytest.mark.parametrize("width", [1440, 390])
def test_the_neighbourhood_has_what_a_document_rests_on_at_the_left_and_what_rests_on_it_at_the_right(
    golden_site: Golden, visit: Visiting, width: int
) -> None:
    page = visit(golden_site("header"), width).see("projects/double11-2025/")
    picture = page.locator(".omnikb-neighbourhood")
    left, right = picture.locator(".omnikb-side-left a"), picture.locator(".omnikb-side-right a")
    assert left.all_inner_texts() == ["多渠道超卖", "单一快递爆仓"]
    assert right.all_inner_texts() == ["各渠道先留安全库存", "Double 11 2025, looking back"]
    middle = picture.locator(".omnikb-middle").bounding_box()
    if width == 1440:
        assert left.first.bounding_box()["x"] < middle["x"] < right.first.bounding_box()["x"]
        assert picture.locator(".omnikb-curves").first.locator("path").count() == left.count()
        assert picture.locator(".omnikb-mirrored path").count() == right.count()
    else:
        assert top(left.first) < middle["y"] < top(right.first)
        assert not picture.locator(".omnikb-curves").first.is_visible()
    follow(left.first)
    assert "2025 双十一" in page.locator(".omnikb-neighbourhood .omnikb-side-right").inner_text()


def test_a_project_says_its_state_and_period_before_its_goals_and_what_became_of_lessons(
    golden_site: Golden, visit: Visiting
) -> None:
    page = visit(golden_site("project")).see("projects/pickup/")
    facts = page.locator(".omnikb-facts").first
    assert facts.inner_text() == "✓ 已结项 · 2025-03-01 – 06-30 · 2025-06-20 结项（比计划早 10 天）"
    assert top(facts) < top(page.locator("h2", has_text="目标与范围")) < 900
    decided = page.locator(".omnikb-decisions tr", has_text="每天盘十个货架")
    assert "采用" in decided.inner_text()
    assert "准确率从 93% 升到 97.4%" in decided.inner_text()
    follow(decided.locator("a"))
    assert "门店自提上线" in page.locator(".omnikb-article").inner_text()


def test_on_a_phone_the_rows_of_a_table_are_cards_that_name_each_figure(golden_site: Golden, visit: Visiting) -> None:
    visited = visit(golden_site("project"), 390)
    for address, table, heads in (
        ("projects/pickup/", ".omnikb-decisions", ["决定", "理由", "结果"]),
        ("risks/phantom-stock/", ".omnikb-record", None),
    ):
        frame = visited.see(address).locator(f".omnikb-table:has({table})")
        assert frame.evaluate("frame => frame.scrollWidth - frame.clientWidth") <= 0
        labels = [label_of(cell) for cell in frame.locator("tbody tr").first.locator("td").all()]
        assert all(labels)
        assert heads is None or labels == heads


@pytest.mark.parametrize("facet", ["departments", "channels", "phases", "tags", "years"])
def test_on_a_phone_all_counts_of_a_value_are_in_sight_with_what_they_count(demo_site: Path, visit: Visiting, facet: str) -> None:
    page = visit(demo_site, 390).see(f"{facet}/")
    frame = page.locator(".omnikb-table")
    assert frame.evaluate("frame => frame.scrollWidth - frame.clientWidth") <= 0
    heads = page.locator("thead th").all_inner_texts()[1:]
    cells = page.locator("tbody tr").first.locator("td").all()
    assert [label_of(cell) for cell in cells if cell.inner_text()] == [
        head.rstrip(" ↕") for head, cell in zip(heads, cells, strict=True) if cell.inner_text()
    ]
    assert all(cell.bounding_box()["x"] + cell.bounding_box()["width"] <= 390 for cell in cells if cell.inner_text())
    assert len(heads) > 5


def test_on_a_phone_the_mark_of_a_result_stands_beside_its_number_at_the_right(golden_site: Golden, visit: Visiting) -> None:
    page = visit(golden_site("performance"), 390).see("reviews/performance/")
    results = page.locator(".omnikb-results td:has(.omnikb-met, .omnikb-missed):has(.omnikb-number)").all()
    assert len(results) > 3
    for result in results:
        mark, number, cell = (
            one.bounding_box() for one in (result.locator(".omnikb-met, .omnikb-missed"), result.locator(".omnikb-number"), result)
        )
        assert number["x"] - (mark["x"] + mark["width"]) < 10
        assert number["x"] + number["width"] == pytest.approx(cell["x"] + cell["width"], abs=1)


BROKEN = """codes => codes.map(code => [code.textContent, code.getClientRects().length])
    .filter(([text, lines]) => lines > 1 && !/[\\s-]/.test(text))"""
"""The code that is a single word and does not stand on one line."""


@pytest.mark.parametrize("address", ["guide/fields/", "guide/en/fields/", "guide/keeping/"])
def test_on_a_phone_a_table_of_keys_is_a_list_that_breaks_no_key(demo_site: Path, visit: Visiting, address: str) -> None:
    page = visit(demo_site).see(address)
    assert page.locator("td > code").evaluate_all(BROKEN) == []
    page.set_viewport_size({"width": 390, "height": 900})
    assert page.locator("td > code").evaluate_all(BROKEN) == []
    row = page.locator("table:has(td:nth-child(3)) tbody tr:has(td:first-child > code)").first
    key, value, meaning = (row.locator("td").nth(number).bounding_box() for number in range(3))
    assert value["y"] >= key["y"] - 1
    assert meaning["y"] >= value["y"] + value["height"] - 1
    assert meaning["width"] > 300


@pytest.mark.parametrize("address", ["risks/single-site-outage/", "reviews/returns-centre-final/", "training/paths/"])
def test_on_a_phone_small_tables_fit_without_scrolling(demo_site: Path, visit: Visiting, address: str) -> None:
    frames = visit(demo_site, 390).see(address).locator(".omnikb-table")
    assert frames.count()
    assert max(frames.evaluate_all("frames => frames.map(frame => frame.scrollWidth - frame.clientWidth)")) <= 0


def test_a_risk_says_how_often_it_was_hit_and_the_table_of_projects_agrees(golden_site: Golden, visit: Visiting) -> None:
    page = visit(golden_site("risk-record")).see("risks/oversell/")
    assert page.locator(".omnikb-hits").inner_text().startswith("▲ 3 个项目中有 2 个遇到，共损失 10.5 万元")
    record = page.locator(".omnikb-record tbody")
    assert record.get_by_text("▲ 发生了").count() == 2
    assert record.get_by_text("✓ 没有发生").count() == 1
    assert record.locator("tr").count() == 4


def test_the_signs_of_a_risk_can_be_ticked_off_from_the_keyboard(golden_site: Golden, visit: Visiting) -> None:
    page = visit(golden_site("risk-record")).see("risks/oversell/")
    sign = page.get_by_label("组合装没有建码")
    sign.focus()
    page.keyboard.press("Space")
    assert sign.is_checked()
    assert sign.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"


BROKEN_WORDS = """cells => cells.flatMap((cell) => {
  const nodes = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
  const broken = [];
  while (nodes.nextNode()) {
    for (const word of nodes.currentNode.data.matchAll(/\\S+/g)) {
      const range = new Range();
      range.setStart(nodes.currentNode, word.index);
      range.setEnd(nodes.currentNode, word.index + word[0].length);
      if (new Set([...range.getClientRects()].map((one) => one.top)).size > 1) broken.push(word[0]);
    }
  }
  return broken;
})"""
"""The words of some elements that stand on more than one line."""


@pytest.mark.parametrize(
    ("path", "cells"),
    [
        ("reviews/double11-2025-final/", ".omnikb-cards thead th"),
        ("risks/oversell/", ".omnikb-record :is(thead th, td:nth-child(4))"),
    ],
)
def test_no_head_and_no_result_breaks_inside_a_word(demo_site: Path, visit: Visiting, path: str, cells: str) -> None:
    found = visit(demo_site).see(path).locator(cells)
    assert found.count() > 1
    assert found.evaluate_all(BROKEN_WORDS) == []


@pytest.mark.parametrize(("width", "in_a_row"), [(1440, True), (390, False)])
def test_the_road_of_a_lesson_shows_where_it_stands(golden_site: Golden, visit: Visiting, width: int, in_a_row: bool) -> None:
    visited = visit(golden_site("lesson"), width)
    page = visited.see("lessons/reserve/")
    assert page.locator(".omnikb-road [aria-current=step]").inner_text().split() == ["●", "已验证", "2025-07-10"]
    assert (len({top(stage) for stage in page.locator(".omnikb-road li").all()}) == 1) is in_a_row
    assert page.locator(".omnikb-lesson dt").all_inner_texts()[:4] == ["适用场景", "做法", "原因", "依据"]
    assert "55 → 2.8 单" in page.locator(".omnikb-lesson").inner_text()
    assert "▲" in page.locator(".omnikb-lesson div", has_text="下次检验").inner_text()


def test_a_superseded_lesson_leads_to_the_one_that_replaced_it(golden_site: Golden, visit: Visiting) -> None:
    page = visit(golden_site("lesson")).see("lessons/hourly-split/")
    follow(page.locator(".omnikb-replaced a"))
    assert page.locator("h1").inner_text() == "各渠道先留安全库存"
    reused = page.locator(".omnikb-article").inner_text()
    assert all(project in reused for project in ("2025 年中大促", "2025 双十一", "2026 年货节", "直播基地"))


def test_what_is_overdue_stands_first_and_says_by_how_many_days(golden_site: Golden, visit: Visiting) -> None:
    page = visit(golden_site("actions"), 390).see("actions/")
    assert [head.split()[1] for head in page.locator("h2").all_inner_texts()] == ["已逾期", "未开始", "进行中", "已完成", "已取消"]
    late = page.locator("section:has(#overdue) tbody tr")
    assert "2025-12-31" in late.inner_text()
    assert "逾期 15 天" in late.inner_text()
    assert page.get_by_text(re.compile(r"逾期 \d+ 天")).count() == 1
    assert [label_of(cell) for cell in late.locator("td").all()] == ["负责岗位", "截止日期", "出处"]
    follow(late.locator("a"))
    assert page.locator("h1").inner_text() == "直播基地中期复盘"


def test_a_case_tells_what_to_take_over_before_its_story(golden_site: Golden, visit: Visiting) -> None:
    page = visit(golden_site("case")).see("cases/stop-sale/")
    assert page.locator(".omnikb-case li").all_inner_texts() == ["停售权给看得见库存的人", "先停售，后核数"]
    assert top(page.locator(".omnikb-case")) < top(page.locator(".omnikb-story")) < 900


def test_a_learning_path_has_its_trainings_in_the_order_in_which_they_are_taken(golden_site: Golden, visit: Visiting) -> None:
    page = visit(golden_site("training")).see("training/paths/")
    assert page.locator("tr", has_text="电商运营专员").locator("td").all_inner_texts()[1:] == ["2", "2 小时 30 分钟"]
    follow(page.get_by_role("link", name="电商运营专员").first)
    assert page.locator(".omnikb-path a").all_inner_texts() == ["第一次参加大促", "值班台演练"]
    follow(page.locator(".omnikb-path a").last)
    assert "开售当天设值班台" in page.locator(".omnikb-article").inner_text()


def test_a_count_of_a_department_is_the_number_of_documents_on_its_page(golden_site: Golden, visit: Visiting) -> None:
    page = visit(golden_site("facets")).see("departments/")
    counts = page.locator("tr", has_text="电商运营部").locator("td").all_inner_texts()
    follow(page.get_by_role("link", name="电商运营部").last)
    assert [page.locator(f"section:has(#{kind}) .omnikb-rows li").count() for kind in ("project", "lesson")] == [2, 1]
    assert [int(one) for one in counts] == [3, 2, 1]
    follow(page.locator(".omnikb-subject a", has_text="经验教训 1"))
    assert page.url.endswith("#lesson")


def test_a_question_leads_to_its_answer_and_the_answer_to_its_source(golden_site: Golden, visit: Visiting) -> None:
    page = visit(golden_site("faq"), 390).see("faq/")
    follow(page.get_by_role("link", name="谁可以停售？"))
    answer = page.locator(".omnikb-answered", has=page.locator(":target"))
    assert "商品运营专员，不必等审批。" in answer.inner_text()
    follow(answer.locator("a").last)
    question = page.locator(".omnikb-question", has_text="谁可以停售？")
    assert not question.locator("p").is_visible()
    question.locator("summary").focus()
    page.keyboard.press("Enter")
    assert question.locator("p").is_visible()


def test_the_home_page_leads_to_work_and_every_link_of_it_to_a_page(golden_site: Golden, visit: Visiting) -> None:
    visited = visit(golden_site("home"))
    page = visited.see("")
    said = page.locator(".omnikb-article").inner_text()
    assert all(words in said for words in ("1 项已逾期", "2025 双十一结项复盘", "多渠道超卖", "各渠道先留安全库存", "电商运营部"))
    assert page.locator(".omnikb-article .omnikb-bullets li").count() == 3
    addresses = page.locator(".omnikb-article a").evaluate_all("links => [...new Set(links.map(one => one.href.split('#')[0]))]")
    assert len(addresses) > 10
    assert [one for one in addresses if page.request.get(one).status != 200] == []
