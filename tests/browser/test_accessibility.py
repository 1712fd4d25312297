"""axe-core finds nothing serious on any kind of page, in light and in dark."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser

PAGES = (
    "",
    "projects/",
    "projects/double11-2025/",
    "projects/portfolio/",
    "risks/oversell/",
    "risks/matrix/",
    "lessons/due/",
    "lessons/freeze-bundles/",
    "reviews/double11-2025-final/",
    "reviews/performance/",
    "cases/",
    "training/",
    "training/paths/",
    "actions/",
    "faq/",
    "departments/",
    "departments/supply-chain/",
    "years/2025/",
    "guide/",
    "guide/plugins/",
    "404.html",
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", PAGES)
def test_a_page_has_nothing_serious_for_those_who_see_or_hear_differently(
    demo_site: Path, visit: Callable[..., Any], address: str, scheme: str
) -> None:
    assert (demo_site / address / "index.html").exists() or address.endswith(".html")
    page = visit(demo_site, 1440, scheme).open(address)
    violations = Axe().run(page).response["violations"]
    serious = [one for one in violations if one["impact"] in ("serious", "critical")]
    assert [(one["id"], one["nodes"][0]["html"], one["nodes"][0]["any"][:1]) for one in serious] == []
