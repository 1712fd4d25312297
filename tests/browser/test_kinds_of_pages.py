"""The kinds of pages as a reader meets them: nothing sticks out, nothing fails, the words are the reader's."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.browsed import ROOT
from tests.browser.kinds import KINDS

pytestmark = pytest.mark.browser

TYPES = ("projects", "risks", "lessons", "reviews")


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_fits_its_window_and_asks_nobody_else(demo_site: Path, visit: Callable[..., Any], kind: str) -> None:
    visited = visit(demo_site)
    page = visited.open(KINDS[kind])
    assert visited.outside == []
    assert visited.errors == []
    assert page.locator("h1").count() == 1
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0, width


def test_following_links_from_the_home_page_to_a_document_and_back_to_its_list(demo_site: Path, visit: Callable[..., Any]) -> None:
    visited = visit(demo_site)
    page = visited.open("")
    for link in (".omnikb-article a[href^='projects/']", ".omnikb-rows a"):
        with page.expect_navigation():
            page.locator(link).first.click()
    page.locator(".omnikb-section").first.wait_for()


def test_an_english_document_has_english_labels_in_a_chinese_site(demo_site: Path, visit: Callable[..., Any]) -> None:
    english = next(
        path
        for path in sorted((ROOT / "content").rglob("*.md"))
        if path.parent.name in TYPES and "\nlang: en\n" in path.read_text("utf-8")
    )
    page = visit(demo_site).open(f"{english.parent.name}/{english.stem}/")
    assert page.locator("html").get_attribute("lang") == "zh"
    assert page.locator(".omnikb-article").get_attribute("lang") == "en"
    labels = page.locator(".omnikb-section > h2").all_inner_texts()
    assert labels
    assert all(label.isascii() for label in labels)
