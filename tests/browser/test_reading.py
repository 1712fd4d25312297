"""Typography, print, no scripts, and a whole site in English."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser

Golden = Callable[[str], Path]
Visiting = Callable[..., Any]

LONGEST_LINE = """(paragraphs, english) => Math.max(...paragraphs.map(one => {
    const lines = new Map(), range = document.createRange();
    const size = letter => english || letter > "\u2000" ? 1 : 0.5;
    const texts = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        for (let at = 0; at < texts.currentNode.length; at++) {
            range.setStart(texts.currentNode, at); range.setEnd(texts.currentNode, at + 1);
            const {bottom, width} = range.getBoundingClientRect(), line = Math.round(bottom);
            if (width) lines.set(line, (lines.get(line) ?? 0) + size(range.toString()));
        }
    }
    return Math.max(0, ...lines.values());
}))"""
"""The letters on the longest line of any of the paragraphs; beside Chinese two Latin ones count as one."""


def style(locator: Any, name: str) -> str:
    found: str = locator.evaluate(f"part => getComputedStyle(part).{name}")
    return found


@pytest.mark.parametrize(
    ("address", "spacing", "fewest", "most"),
    [("reviews/double11-2025-final/", 1.75, 34, 41), ("cases/ninety-two-minutes/", 1.6, 62, 80)],
)
def test_running_text_has_the_leading_and_the_length_of_line_of_its_language(
    demo_site: Path, visit: Visiting, address: str, spacing: float, fewest: int, most: int
) -> None:
    page = visit(demo_site).see(address)
    paragraphs = page.locator(".omnikb-article > p")
    size = float(style(paragraphs.first, "fontSize").removesuffix("px"))
    assert size == 16
    assert float(style(paragraphs.first, "lineHeight").removesuffix("px")) / size == pytest.approx(spacing, abs=0.01)
    assert fewest <= paragraphs.evaluate_all(LONGEST_LINE, fewest > 60) <= most


def test_chinese_beside_latin_is_spaced_by_the_browser_and_figures_share_one_width(demo_site: Path, visit: Visiting) -> None:
    page = visit(demo_site).see("risks/matrix/")
    article = page.locator(".omnikb-article")
    assert style(article, "textAutospace") == "normal"
    assert style(article, "lineBreak") == "strict"
    assert style(page.locator("td.omnikb-number").first, "fontVariantNumeric") == "tabular-nums"
    assert style(page.locator("td.omnikb-number").first, "textAlign") == "end"


def test_headings_are_ordered_by_size_and_none_is_thin_or_pale(demo_site: Path, visit: Visiting) -> None:
    page = visit(demo_site).see("projects/double11-2025/")
    headings = [page.locator(f".omnikb-article {level}").first for level in ("h1", "h2", "h3", "p")]
    sizes = [float(style(one, "fontSize").removesuffix("px")) for one in headings]
    assert sizes == sorted(sizes, reverse=True)
    assert {style(one, "fontWeight") for one in headings[:3]} == {"700"}
    assert style(headings[0], "color") == style(page.locator("body"), "color")


def test_print_drops_navigation_and_keeps_tables_and_answers_whole(golden_site: Golden, visit: Visiting) -> None:
    page = visit(golden_site("faq")).see("risks/oversell/")
    answer = page.locator(".omnikb-question p").first
    assert not answer.is_visible()
    page.emulate_media(media="print")
    for part in (
        ".md-header",
        ".md-sidebar--primary",
        ".md-sidebar--secondary",
        ".omnikb-trail",
        ".omnikb-onward",
        ".omnikb-more summary",
    ):
        assert not page.locator(part).first.is_visible(), part
    assert answer.is_visible()
    assert answer.evaluate("part => part.getBoundingClientRect().height") > 20
    assert style(page.locator(".omnikb-table").first, "overflowX") == "visible"


@pytest.mark.parametrize("width", [1440, 390])
def test_a_page_is_whole_without_scripts(golden_site: Golden, visit: Visiting, width: int) -> None:
    visited = visit(golden_site("review"), width, scripts=False)
    page = visited.see("reviews/member-day-final/")
    assert page.locator(".omnikb-bullets svg").first.is_visible()
    page.locator(".omnikb-figures summary").click()
    assert page.locator(".omnikb-kpis td").first.is_visible()
    assert page.locator(".omnikb-chip").first.is_visible()
    cell = visited.see("risks/matrix/").locator(".omnikb-heat td a").first
    with page.expect_navigation():
        cell.click()
    assert page.locator("tbody:target tr").first.is_visible()


@pytest.mark.parametrize("width", [1440, 390])
def test_an_english_site_has_no_chinese_left_in_it(golden_site: Golden, visit: Visiting, width: int) -> None:
    site = golden_site("english")
    visited = visit(site, width)
    addresses = sorted(file.parent.relative_to(site).as_posix() for file in site.rglob("index.html"))
    assert len(addresses) > 15
    for address in addresses:
        page = visited.see("" if address == "." else f"{address}/")
        assert page.locator("html").get_attribute("lang") == "en"
        text = page.locator("body").evaluate("body => body.innerText")
        assert [letter for letter in text if "⺀" <= letter <= "￯"] == [], address
        assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0, address
