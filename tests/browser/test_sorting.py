"""Marked tables are sorted by their headers, and are whole where nothing runs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from omnikb import table
from tests.browser.browsed import built

pytestmark = pytest.mark.browser

SETTINGS = """\
site_name: 知识库
docs_dir: content
theme: {name: material, language: zh, font: false}
plugins: [omnikb: {today: 2026-01-15}]
"""

FINAL = """\
kind: final
kpis:
  - {name: 工期, kind: time, planned: 100, actual: %s, unit: 天, better: lower}
  - {name: 预算, kind: budget, planned: 1, actual: 1, unit: 万元, better: lower}
  - {name: 满意度, kind: satisfaction, planned: 1, actual: 1, unit: 分, better: higher}
"""

LENGTHS = "bodies => bodies.map(body => body.rows.length)"


def risk(title: str, likelihood: int, impact: int, owner: str = "", lang: str = "zh") -> str:
    return f"---\ntitle: {title}\nlang: {lang}\nlikelihood: {likelihood}\nimpact: {impact}\nowner: '{owner}'\n---\n正文\n"


def action(number: int, due: str) -> str:
    return f"  - {{do: 措施{number}, owner: 店长, due: {due}, done_when: 有记录}}\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Risks in two groups of score, one without an owner; actions; and projects with their final reviews."""
    files = {
        "index.md": "# 首页\n",
        "risks/a.md": risk("爆仓", 5, 5, "仓储主管"),
        "risks/b.md": risk("封号", 1, 2, "法务"),
        "risks/c.md": risk("Outage", 5, 5, lang="en"),
        "risks/d.md": risk("超卖", 2, 5, "渠道经理"),
        "projects/p.md": "---\ntitle: 大促\nstatus: active\nactions:\n"
        + "".join(action(number, f"2026-0{9 - number}-01") for number in range(1, 6))
        + "---\n正文\n",
    }
    for number, days in enumerate((90, 103, 60, 95)):
        name = f"reviews/r{number}.md"
        files[f"projects/p{number}.md"] = f"---\ntitle: 项目{number}\nstatus: active\n---\n正文\n"
        files[name] = f"---\ntitle: 复盘{number}\nproject: p{number}\ndate: 2025-11-0{number + 1}\n{FINAL % days}---\n正文\n"
    return built(tmp_path_factory.mktemp("sorting"), SETTINGS, files)


def first_cells(page: Page) -> list[str]:
    return page.locator(".omnikb-register tbody tr > :first-child").all_inner_texts()


def header(page: Any, name: str) -> Any:
    return page.locator("th[data-sort]", has_text=name).first


def test_numbers_are_sorted_by_their_value_not_by_their_text(site: Path, visit: Callable[..., Any]) -> None:
    page = visit(site).open("risks/matrix/")
    header(page, "风险值").get_by_role("button").click()
    assert first_cells(page) == ["封号", "超卖", "爆仓", "Outage"]
    assert header(page, "风险值").get_attribute("aria-sort") == "ascending"


def test_figures_below_plan_come_before_those_above_it(site: Path, visit: Callable[..., Any]) -> None:
    page = visit(site).open("reviews/performance/")
    header(page, "工期").get_by_role("button").click()
    assert page.locator(".omnikb-results tbody th").all_inner_texts() == ["项目2", "项目0", "项目3", "项目1"]


def test_equal_values_keep_their_order_whichever_way_is_sorted(site: Path, visit: Callable[..., Any]) -> None:
    page = visit(site).open("risks/matrix/")
    for __ in range(2):
        header(page, "风险值").get_by_role("button").click()
    assert first_cells(page) == ["爆仓", "Outage", "超卖", "封号"]
    assert header(page, "风险值").get_attribute("aria-sort") == "descending"


def test_a_third_click_gives_the_order_in_which_the_page_was_written(site: Path, visit: Callable[..., Any]) -> None:
    page = visit(site).open("risks/matrix/")
    groups = page.locator(".omnikb-register tbody")
    written, lengths = first_cells(page), groups.evaluate_all(LENGTHS)
    for __ in range(3):
        header(page, "风险").get_by_role("button").click()
    assert first_cells(page) == written
    assert groups.evaluate_all(LENGTHS) == lengths
    assert header(page, "风险").get_attribute("aria-sort") == "none"


def test_chinese_is_sorted_by_sound_and_latin_stands_with_it(site: Path, visit: Callable[..., Any]) -> None:
    page = visit(site).open("risks/matrix/")
    header(page, "风险").get_by_role("button").click()
    order = first_cells(page)
    assert [name for name in order if name != "Outage"] == ["爆仓", "超卖", "封号"]  # bao, chao, feng


def test_rows_without_a_value_stand_last_either_way(site: Path, visit: Callable[..., Any]) -> None:
    page = visit(site).open("risks/matrix/")
    button = header(page, "负责").get_by_role("button")
    button.click()
    assert first_cells(page)[-1] == "Outage"
    button.click()
    assert first_cells(page)[-1] == "Outage"


def test_another_column_takes_over_and_the_first_is_unsorted(site: Path, visit: Callable[..., Any]) -> None:
    page = visit(site).open("risks/matrix/")
    header(page, "风险值").get_by_role("button").click()
    header(page, "风险").get_by_role("button").click()
    assert header(page, "风险值").get_attribute("aria-sort") == "none"
    assert page.locator("[aria-sort=ascending]").count() == 1


def test_dates_are_sorted_and_the_keyboard_does_it(site: Path, visit: Callable[..., Any]) -> None:
    page = visit(site).open("actions/")
    due = header(page, "截止日期")
    due.get_by_role("button").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Space")
    dates = page.locator(".omnikb-actions td.omnikb-due").all_inner_texts()
    assert dates == sorted(dates, reverse=True)
    assert len(dates) == 5
    assert due.get_attribute("aria-sort") == "descending"


def test_a_cell_of_the_heat_map_leads_to_its_group_in_a_sorted_register(site: Path, visit: Callable[..., Any]) -> None:
    page = visit(site).open("risks/matrix/")
    header(page, "风险").get_by_role("button").click()
    page.locator(".omnikb-heat a[href='#l5-i5']").click()
    expect(page.locator("#l5-i5 tr > :first-child")).to_have_text(["爆仓", "Outage"])
    expect(page.locator("#l5-i5")).to_be_in_viewport()


def test_on_a_phone_the_headers_stand_above_the_cards_and_sort(site: Path, visit: Callable[..., Any]) -> None:
    page = visit(site, width=390).open("risks/matrix/")
    button = header(page, "风险值").get_by_role("button")
    assert button.bounding_box()["height"] > 10
    button.click()
    assert first_cells(page)[0] == "封号"
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


def test_without_scripts_the_table_is_whole_and_offers_no_buttons(site: Path, visit: Callable[..., Any]) -> None:
    page = visit(site, scripts=False).see("risks/matrix/")
    assert sorted(first_cells(page)) == sorted(["爆仓", "Outage", "超卖", "封号"])
    assert page.locator("th button, [aria-sort]").count() == 0
    assert page.locator("th[data-sort]").first.evaluate("cell => getComputedStyle(cell).cursor") != "pointer"


def test_a_table_from_the_door_is_sorted_by_numbers_where_the_plugin_says_numeric() -> None:
    html = table(["名称", "数量"], [["甲", 2]], numeric=[1], sortable=True)
    assert '<th scope="col" data-sort="text">名称</th>' in html
    assert '<th scope="col" class="omnikb-number" data-sort="number">数量</th>' in html
    assert "data-sort" not in table(["名称"], [["甲"]])
