"""axe-core finds nothing serious on any kind of page, in light and in dark, on a wide screen and on a phone."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.kinds import KINDS

pytestmark = pytest.mark.browser

REPETITION = [["tr:nth-of-type(n+5)"], ["li:nth-of-type(n+7)"], [".highlight:nth-of-type(n+3)"]]
"""What repeats the markup above it proves nothing new, and takes most of the time."""

OF_COLOUR = ["color-contrast", "link-in-text-block"]
"""The rules that a dark page, whose elements are those of the light one, can break by itself."""

COLUMNS_ARE_LAID_OUT = """() => [...document.querySelectorAll('.md-sidebar__scrollwrap')].every(
    column => !column.checkVisibility() || column.style.height !== '')"""
"""The theme gives its columns a height one frame after the page has loaded; before, what is measured is not what one sees."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_page_has_nothing_serious_for_those_who_see_or_hear_differently(
    demo_site: Path, visit: Callable[..., Any], kind: str, scheme: str
) -> None:
    page = visit(demo_site, 1440, scheme).see(KINDS[kind])
    assert page.evaluate("document.body.dataset.mdColorScheme") == ("slate" if scheme == "dark" else "default")
    page.wait_for_function(COLUMNS_ARE_LAID_OUT)
    page.evaluate(Axe().axe_script)
    options = {"resultTypes": ["violations"], **({"runOnly": OF_COLOUR} if scheme == "dark" else {})}
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 900})
        context = json.dumps({"exclude": REPETITION})
        violations = page.evaluate(f"axe.run({context}, {json.dumps(options)}).then(results => results.violations)")
        serious = [one for one in violations if one["impact"] in ("serious", "critical")]
        assert [(width, one["id"], one["nodes"][0]["html"], one["nodes"][0]["any"][:1]) for one in serious] == []


def test_an_empty_column_beside_a_page_outside_the_navigation_is_no_region_to_scroll_in(
    demo_site: Path, visit: Callable[..., Any]
) -> None:
    page = visit(demo_site).see(KINDS["department"])
    page.add_style_tag(
        content=".md-sidebar--primary .md-sidebar__scrollwrap { height: 0 !important } .md-nav--primary { padding-bottom: 40px }"
    )
    page.evaluate(Axe().axe_script)
    found = page.evaluate("axe.run({runOnly: ['scrollable-region-focusable']}).then(results => results.violations)")
    assert found == []
