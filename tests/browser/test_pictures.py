"""The pictures show what their figures say, wide and narrow, light and dark, in Chinese and in English."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

Golden = Callable[[str], Path]
Visiting = Callable[..., Any]


def box(locator: Any) -> dict[str, float]:
    found: dict[str, float] = locator.evaluate("part => part.getBoundingClientRect().toJSON()")
    return found


def numbers(text: str) -> list[float]:
    return [float(one) for one in re.findall(r"\d+(?:\.\d+)?(?!\d|k)", text.replace(",", ""))]


def colour(locator: Any, of: str) -> str:
    found: str = locator.evaluate(f"part => getComputedStyle(part).{of}")
    return found


@pytest.mark.parametrize(
    ("case", "address", "width", "scheme"),
    [
        ("review", "reviews/member-day-final/", 1440, "light"),
        ("review", "reviews/member-day-final/", 390, "dark"),
        ("english", "reviews/pickup-final/", 390, "light"),
    ],
)
def test_a_bullet_is_as_long_as_its_figures_say(
    golden_site: Golden, visit: Visiting, case: str, address: str, width: int, scheme: str
) -> None:
    page = visit(golden_site(case), width, scheme).see(address)
    bullets = page.locator(".omnikb-bullets").first.locator("li").all()
    assert len(bullets) >= 4
    for bullet in bullets:
        actual, planned = numbers(bullet.locator("small").inner_text())
        bar, tick = box(bullet.locator(".omnikb-bar")), box(bullet.locator(".omnikb-tick"))
        planned_length = tick["x"] + tick["width"] / 2 - bar["x"]
        assert planned_length / bar["width"] == pytest.approx(planned / actual, abs=0.02)


def test_bullets_share_their_left_edge_and_are_told_by_word_and_mark(golden_site: Golden, visit: Visiting) -> None:
    page = visit(golden_site("review")).see("reviews/member-day-final/")
    bullets = page.locator(".omnikb-bullets > li").all()
    assert len({round(box(bullet.locator(".omnikb-bar"))["x"]) for bullet in bullets}) == 1
    results = [bullet.locator(".omnikb-met, .omnikb-missed").inner_text() for bullet in bullets]
    assert results == ["▲ 未达成", "▲ 未达成", "✓ 达成", "✓ 达成", "▲ 未达成", "▲ 未达成"]


def test_the_same_figures_open_as_a_table_from_the_keyboard(golden_site: Golden, visit: Visiting) -> None:
    page = visit(golden_site("review")).see("reviews/member-day-final/")
    table = page.locator(".omnikb-kpis")
    assert not table.is_visible()
    page.locator(".omnikb-figures summary").focus()
    page.keyboard.press("Enter")
    assert table.is_visible()
    assert table.locator("caption").inner_text() == "6 项指标达成 2 项"
    assert table.locator("tbody th[scope=row]").count() == 6
    assert table.locator("thead th:not([scope=col])").count() == 0


@pytest.mark.parametrize("width", [1440, 390])
def test_a_cell_of_the_heat_map_counts_and_opens_the_risks_it_stands_for(golden_site: Golden, visit: Visiting, width: int) -> None:
    visited = visit(golden_site("risk-register"), width)
    page = visited.see("risks/matrix/")
    assert sum(int(cell.inner_text()) for cell in page.locator(".omnikb-heat td a").all()) == 5
    for number in range(page.locator(".omnikb-heat td a").count()):
        cell = page.locator(".omnikb-heat td a").nth(number)
        likelihood, impact = re.findall(r"\d", cell.get_attribute("href"))
        group = page.locator(f"tbody[id='l{likelihood}-i{impact}']")
        assert group.locator("tr").count() == int(cell.inner_text())
        assert int(likelihood) * int(impact) == numbers(group.locator("td").first.inner_text())[0]
    page.locator(".omnikb-heat td a", has_text="2").click()
    expect(page.locator("tbody:target th a")).to_have_text(["单一快递爆仓", "多渠道超卖"])
    expect(page.locator("tbody:target")).to_be_in_viewport()
    opened = box(page.locator("tbody:target"))
    assert 0 <= opened["y"] < 900
    assert colour(page.locator("tbody:target"), "outlineStyle") == "solid"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_higher_risks_are_shaded_more_and_their_numbers_stay_readable(golden_site: Golden, visit: Visiting, scheme: str) -> None:
    page = visit(golden_site("risk-register"), 1440, scheme).see("risks/matrix/")
    shades = [
        page.locator(f".omnikb-scale .omnikb-cell-{step}").evaluate(
            """cell => {
                const paint = new OffscreenCanvas(1, 1).getContext('2d');
                const tone = colour => {
                    paint.fillStyle = colour; paint.fillRect(0, 0, 1, 1);
                    const [red, green, blue] = paint.getImageData(0, 0, 1, 1).data;
                    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
                };
                const style = getComputedStyle(cell);
                return Math.abs(tone(style.backgroundColor) - tone(getComputedStyle(document.body).backgroundColor));
            }"""
        )
        for step in range(1, 6)
    ]
    assert shades == sorted(shades)
    assert all(after - before > 5 for before, after in itertools.pairwise(shades))


def test_the_dots_of_a_risk_stand_where_its_ratings_say_and_the_arrow_leads_from_one_to_the_other(
    golden_site: Golden, visit: Visiting
) -> None:
    page = visit(golden_site("risk-record")).see("risks/oversell/")
    cells = [box(cell) for cell in page.locator(".omnikb-matrix rect").all()]
    left, bottom, size = min(one["x"] for one in cells), max(one["bottom"] for one in cells), cells[0]["width"]

    def rating(dot: str) -> tuple[int, int]:
        found = box(page.locator(f".omnikb-matrix circle{dot}"))
        x, y = found["x"] + found["width"] / 2, found["y"] + found["height"] / 2
        return int((x - left) // size) + 1, int((bottom - y) // size) + 1

    said = [tuple(numbers(row.inner_text())[:2]) for row in page.locator(".omnikb-ratings tbody tr").all()]
    assert [rating(".omnikb-before"), rating(".omnikb-dot")] == said == [(4, 4), (3, 2)]
    before, head = box(page.locator("circle.omnikb-before")), box(page.locator("polygon.omnikb-head"))
    assert head["x"] < before["x"]
    assert head["y"] > before["y"]
    assert page.locator(".omnikb-matrix svg title").text_content() == "应对之后，风险值从 16 降到 6（满分 25）"


@pytest.mark.parametrize("width", [1440, 390])
def test_the_line_of_today_stands_where_the_axis_says_and_divides_what_has_passed(
    golden_site: Golden, visit: Visiting, width: int
) -> None:
    page = visit(golden_site("portfolio"), width).see("projects/portfolio/")
    table = page.locator(".omnikb-timeline").first
    ticks = {text: box(table.locator(".omnikb-axis line").nth(number))["x"] for number, text in enumerate(_names(table))}
    today = box(table.locator(".omnikb-today").first)["x"]
    year = ticks["2026"] - ticks["2025"]
    assert (today - ticks["2026"]) / year == pytest.approx(14 / 365, abs=0.02)
    for bar in table.locator(".omnikb-filled").all():
        assert box(bar)["right"] == pytest.approx(today, abs=2.5)
    planned = page.locator(".omnikb-dashed").first
    assert colour(planned, "strokeDasharray") != "none"
    assert box(planned)["x"] > box(page.locator("section:has(#planned) .omnikb-today").first)["x"]


def _names(table: Any) -> list[str]:
    names: list[str] = table.locator(".omnikb-axis text").all_text_contents()
    return names


@pytest.mark.parametrize("width", [1440, 390])
def test_the_portfolio_says_in_words_what_its_bars_show(golden_site: Golden, visit: Visiting, width: int) -> None:
    page = visit(golden_site("portfolio"), width).see("projects/portfolio/")
    late = page.locator("tr", has_text="退货中心搬迁")
    assert "2024-09-01 – 2025-02-28" in late.inner_text()
    assert "2025-04-10 ▲ +41 天" in late.inner_text()
    assert "2025-07-15 ✓ −16 天" in page.locator("tr", has_text="小程序改版").inner_text()
    assert page.locator(".omnikb-bars:not([aria-hidden=true])").count() == 0


@pytest.mark.parametrize("width", [1440, 390])
def test_projects_are_compared_worst_first_with_plan_and_median_as_lines(golden_site: Golden, visit: Visiting, width: int) -> None:
    visited = visit(golden_site("performance"), width)
    page = visited.see("reviews/performance/")
    rows = page.locator("section:has(#time) .omnikb-panel > li").all()
    assert [numbers(row.locator(".omnikb-panel-value").inner_text())[0] for row in rows] == [28, 17, 0, 8]
    lengths = [box(row.locator(".omnikb-bar"))["width"] for row in rows]
    assert lengths[0] / lengths[1] == pytest.approx(28 / 17, rel=0.03)
    plan, median = box(rows[0].locator(".omnikb-tick")), box(rows[0].locator(".omnikb-median"))
    bar = box(rows[0].locator(".omnikb-bar"))
    middle = {one: found["x"] + found["width"] / 2 for one, found in (("plan", plan), ("median", median))}
    assert (middle["median"] - middle["plan"]) / bar["width"] == pytest.approx(8.5 / 28, abs=0.03)
    tallies = [one.inner_text().split() for one in page.locator(".omnikb-tally b").all()]
    assert tallies == [["2", "/", "4"], ["2", "/", "4"], ["3", "/", "4"], ["2", "/", "4"]]
    with page.expect_navigation():
        rows[0].locator("a").click()
    assert page.url.endswith("/reviews/returns-final/")
