"""No request of a built site leaves its own origin."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.browsed import built

pytestmark = pytest.mark.browser

SETTINGS = """\
site_name: 知识库
docs_dir: content
repo_url: https://github.com/example/knowledge
edit_uri: edit/main/content/
theme:
  name: material
  language: zh
  icon:
    repo: fontawesome/brands/git-alt
plugins:
  - omnikb
"""

BODY = """\
# 首页

```mermaid
graph LR
  A[立项] --> B[复盘]
```

<pre class="mermaid">graph LR; A-->B</pre>

![图](https://example.org/picture.png)

<img src="//example.org/other.png" alt="另一张">

<video src="https://example.org/film.mp4"></video>
"""


@pytest.fixture(scope="module")
def tempting_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with all that makes Material ask elsewhere: a forge, the default fonts, diagrams, pictures of other hosts."""
    return built(tmp_path_factory.mktemp("tempting"), SETTINGS, {"index.md": BODY})


def test_a_site_with_a_forge_default_fonts_and_diagrams_asks_nobody_else(tempting_site: Path, visit: Callable[..., Any]) -> None:
    visited = visit(tempting_site)
    visited.open("")
    assert visited.outside == []


def test_the_link_to_the_forge_stands_though_the_forge_is_not_asked(tempting_site: Path, visit: Callable[..., Any]) -> None:
    page = visit(tempting_site).open("")
    assert page.locator('a[href="https://github.com/example/knowledge"]').count() > 0


def test_a_diagram_is_shown_as_code_with_a_notice(tempting_site: Path, visit: Callable[..., Any]) -> None:
    page = visit(tempting_site).open("")
    assert "A[立项] --> B[复盘]" in page.locator(".md-content code").first.inner_text()
    assert "Mermaid" in page.locator(".omnikb-notice").first.inner_text()
    assert page.locator(".mermaid").count() == 0


def test_a_picture_of_another_host_becomes_a_link_to_it(tempting_site: Path, visit: Callable[..., Any]) -> None:
    page = visit(tempting_site).open("")
    assert page.locator('.md-content a[href="https://example.org/picture.png"]').inner_text() == "图"
    assert page.locator(".md-content img").count() == 0


def test_a_diagram_is_drawn_where_the_settings_name_a_local_script(tmp_path: Path, visit: Callable[..., Any]) -> None:
    settings = SETTINGS.replace("  - omnikb\n", "  - omnikb:\n      mermaid: scripts/mermaid.min.js\n")
    stand_in = (
        "window.mermaid = {initialize() {}, async render(id, text) { return {svg: `<svg data-drawn='${text.length}'></svg>`}; }};"
    )
    site = built(tmp_path, settings, {"index.md": BODY, "scripts/mermaid.min.js": stand_in})
    visited = visit(site)
    page = visited.open("")
    page.wait_for_function("document.querySelector('div.mermaid, pre.mermaid') !== null")
    assert visited.outside == []
    assert page.locator(".omnikb-notice").count() == 0


def test_a_diagram_is_drawn_by_the_local_script_after_an_instant_visit_too(tmp_path: Path, visit: Callable[..., Any]) -> None:
    settings = SETTINGS.replace("  - omnikb\n", "  - omnikb:\n      mermaid: scripts/mermaid.min.js\n")
    settings = settings.replace("  language: zh\n", "  language: zh\n  features:\n    - navigation.instant\n") + "site_url: {}\n"
    stand_in = "window.mermaid = {initialize() {}, async render(id, text) { return {svg: `<svg></svg>`}; }};"
    files = {"index.md": "# 首页\n\n[图](diagram.md)\n", "diagram.md": BODY, "scripts/mermaid.min.js": stand_in}
    visited = visit(tmp_path / "site")
    built(tmp_path, settings.format(visited.origin), files)
    page = visited.open("")
    page.evaluate("window.stayed = true")
    page.locator(".md-content a", has_text="图").click()
    page.wait_for_function("document.querySelector('div.mermaid, pre.mermaid') !== null")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.stayed"), "the page was loaded anew: the visit was not an instant one"
    assert visited.outside == []
