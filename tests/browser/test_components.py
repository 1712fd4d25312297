"""What Material offers to a text survives the sanitiser and works in a browser."""

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
theme:
  name: material
  language: zh
  features:
    - content.code.annotate
    - content.code.copy
plugins:
  - omnikb
"""

BODY = """\
# 组件

=== "天猫"

    旗舰店的做法

=== "抖音"

    直播间的做法

!!! warning "先停售，再核数"

    提示里的正文

??? note "展开看"

    收起的正文

``` python
cap = 3000  # (1)!
```

1.  压测得到的上限

- [x] 已压测
- [ ] 待演练

满意度下降。[^1] 见公式 \\(a^2\\) 与：

$$
x = \\frac{1}{2}
$$

HTML 是标记语言，按 ++ctrl+k++ 搜索，==重点==。

| 指标 | 计划 |
| ---- | ---: |
| 工期 | 60 |

[^1]: 抽样 300 单。

*[HTML]: 超文本标记语言

## 中文标题 { #自定 }
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One page with every component."""
    return built(tmp_path_factory.mktemp("components"), SETTINGS, {"index.md": BODY})


@pytest.fixture
def page(site: Path, visit: Callable[..., Any]) -> Any:
    """That page, open."""
    return visit(site).open("")


def test_a_tab_is_opened_by_a_click(page: Any) -> None:
    assert not page.get_by_text("直播间的做法").is_visible()
    page.locator(".tabbed-labels label", has_text="抖音").click()
    assert page.get_by_text("直播间的做法").is_visible()
    assert not page.get_by_text("旗舰店的做法").is_visible()


def test_an_admonition_is_set_as_one(page: Any) -> None:
    assert page.locator(".admonition.warning .admonition-title").inner_text() == "先停售，再核数"


def test_details_open_by_a_click(page: Any) -> None:
    assert not page.get_by_text("收起的正文").is_visible()
    page.locator("details summary").click()
    assert page.get_by_text("收起的正文").is_visible()


def test_an_annotation_of_code_opens_by_a_click(page: Any) -> None:
    page.locator(".md-annotation__index").first.click(force=True)  # it pulses, and never stands still
    tip = page.locator(".md-tooltip", has_text="压测得到的上限").first
    tip.wait_for(state="attached")
    assert "压测得到的上限" in tip.inner_text()


def test_code_is_highlighted_and_has_a_copy_button(page: Any) -> None:
    assert page.locator(".highlight code span.mi").first.inner_text() == "3000"
    page.locator(".md-clipboard, .md-code__button").first.wait_for(state="attached")


def test_tasks_are_boxes_that_say_done_or_not(page: Any) -> None:
    boxes = page.locator(".task-list-item input[type=checkbox]")
    assert [boxes.nth(number).is_checked() for number in range(boxes.count())] == [True, False]


def test_a_footnote_is_reached_and_left_again(page: Any) -> None:
    target = page.locator("a.footnote-ref").get_attribute("href").partition("#")[2]
    assert "抽样 300 单" in page.locator(f"[id='{target}']").inner_text()
    assert page.locator("a.footnote-backref").count() == 1


def test_math_is_kept_for_a_local_typesetter(page: Any) -> None:
    assert page.locator("span.arithmatex").inner_text() == "\\(a^2\\)"
    assert "\\frac{1}{2}" in page.locator("div.arithmatex").inner_text()


def test_keys_marks_and_abbreviations_are_kept(page: Any) -> None:
    assert page.locator(".keys kbd").count() == 2
    assert page.locator("mark").inner_text() == "重点"
    assert page.locator("abbr").first.get_attribute("title") == "超文本标记语言"


def test_a_column_of_numbers_is_set_to_the_right(page: Any) -> None:
    assert page.locator("td", has_text="60").evaluate("cell => getComputedStyle(cell).textAlign") in ("right", "end")


def test_a_heading_keeps_the_anchor_its_author_gave(page: Any) -> None:
    assert page.locator("h2[id='自定']").count() == 1
    assert page.locator(".md-nav--secondary a", has_text="中文标题").get_attribute("href") == "#自定"
