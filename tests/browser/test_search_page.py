"""The search page: facets, order and paging, all of it in the address; what it says when nothing is found or files fail."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.browsed import built, time_passes
from tests.browser.search_content import CARD, HOSTILE, LESSONS, SETTINGS, files

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small knowledge base, built."""
    return built(tmp_path_factory.mktemp("search"), SETTINGS, files())


@pytest.fixture
def visited(site: Path, visit: Callable[..., Any]) -> Any:
    """A browser on it."""
    return visit(site)


def searched(visited: Any, address: str = "search/") -> Any:
    """The search page with an answer on it."""
    page = visited.open(address)
    settled(page)
    return page


def settled(page: Any) -> None:
    """Wait until the page shows the answer to what its address says."""
    page.wait_for_selector("#omnikb-search [aria-busy=false]")


def titles(page: Page) -> list[str]:
    return page.locator(".omnikb-search-hits h2").all_inner_texts()


def status(page: Page) -> str:
    return page.locator("#omnikb-search .omnikb-search-status").inner_text()


def counts(page: Any, facet: str) -> dict[str, int]:
    """The values of a facet with their counts."""
    rows = page.locator(f"[data-facet={facet}] label").all()
    return {row.locator("span").first.inner_text(): int(row.locator("span").last.inner_text()) for row in rows}


def box(page: Any, value: str) -> Any:
    """The check box of a value."""
    return page.get_by_role("checkbox", name=value)


def state(page: Any) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def test_without_a_question_everything_can_be_browsed_by_facet(visited: Any) -> None:
    page = searched(visited)
    assert counts(page, "type")["经验教训"] == LESSONS + 3
    assert counts(page, "departments") == {"电商运营部": 33, "门店运营部": 11, "供应链中心": 2, "信息技术部": 1}
    assert len(titles(page)) == 20
    dates = page.locator(".omnikb-search-hits time").all_inner_texts()
    assert dates == sorted(dates, reverse=True)


def test_a_facet_filters_and_the_counts_of_the_others_follow(visited: Any) -> None:
    page = searched(visited)
    box(page, "门店运营部").check()
    settled(page)
    assert status(page) == "11 条结果"
    assert counts(page, "type") == {"经验教训": 11}
    assert counts(page, "departments")["电商运营部"] == 33, "the counts of its own facet say what one more value would bring"
    assert state(page) == {"departments": ["门店运营部"]}
    box(page, "供应链中心").check()
    settled(page)
    assert status(page) == "13 条结果"
    assert counts(page, "type") == {"经验教训": 12, "复盘": 1}


def test_the_focus_stays_on_the_box_that_was_changed(visited: Any) -> None:
    page = searched(visited)
    box(page, "门店运营部").focus()
    page.keyboard.press("Space")
    settled(page)
    assert status(page) == "11 条结果"
    assert page.evaluate("document.activeElement.value") == "门店运营部"
    page.keyboard.press("Space")
    settled(page)
    assert state(page) == {}


def test_back_forward_and_reload_show_what_was_there(visited: Any) -> None:
    page = searched(visited)
    page.locator(".omnikb-search-form input").fill("盘点库存")
    page.keyboard.press("Enter")
    settled(page)
    box(page, "门店运营部").check()
    settled(page)
    filtered = titles(page)
    assert state(page) == {"q": ["盘点库存"], "departments": ["门店运营部"]}
    page.go_back()
    settled(page)
    assert state(page) == {"q": ["盘点库存"]}
    assert not box(page, "门店运营部").is_checked()
    page.go_back()
    settled(page)
    assert page.locator(".omnikb-search-form input").input_value() == ""
    page.go_forward()
    page.go_forward()
    settled(page)
    assert titles(page) == filtered
    page.reload()
    settled(page)
    assert titles(page) == filtered


def test_enter_and_an_address_with_a_question_lead_the_keyboard_to_the_results(visited: Any) -> None:
    page = searched(visited, "search/?q=盘点库存")
    is_there = "document.activeElement.matches('.omnikb-search-status')"
    assert page.evaluate(is_there)
    page.locator(".omnikb-search-form input").fill("超卖")
    page.keyboard.press("Enter")
    settled(page)
    assert page.evaluate(is_there)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches(':is(.omnikb-search-order, .omnikb-search-hits) *')")


def test_the_focus_of_the_keyboard_is_seen_on_the_field_and_on_the_boxes(visited: Any) -> None:
    page = searched(visited)
    for place in (".omnikb-search-form input", "[data-facet] input"):
        page.locator(place).first.focus()
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_letters_typed_one_by_one_are_one_step_back(visited: Any) -> None:
    page = searched(visited)
    field = page.locator(".omnikb-search-form input")
    field.focus()
    for letter in "冻结套装":
        page.keyboard.insert_text(letter)
        page.wait_for_function("letter => new URLSearchParams(location.search).get('q')?.endsWith(letter)", arg=letter)
    settled(page)
    assert titles(page)[0] == "大促前冻结套装库存"
    page.go_back()
    settled(page)
    assert state(page) == {}
    assert field.input_value() == ""


def test_a_question_sent_off_at_once_stays_in_the_history_when_another_is_typed(visited: Any) -> None:
    page = searched(visited)
    field = page.locator(".omnikb-search-form input")
    field.evaluate("field => { field.value = '冻结'; field.dispatchEvent(new Event('input')); field.form.requestSubmit(); }")
    time_passes(page, 400)
    field.fill("盘点库存")
    page.wait_for_function("decodeURIComponent(location.search) === '?q=盘点库存'")
    page.go_back()
    settled(page)
    assert state(page) == {"q": ["冻结"]}


def test_a_box_changed_before_what_was_typed_is_answered_keeps_what_was_typed(visited: Any) -> None:
    page = searched(visited)
    page.locator(".omnikb-search-form input").evaluate("""field => {
        field.value = '冻结';
        field.dispatchEvent(new Event('input'));
        document.querySelector('[data-facet=departments] input[value="供应链中心"]').click();
    }""")
    settled(page)
    assert state(page) == {"q": ["冻结"], "departments": ["供应链中心"]}
    assert titles(page) == ["大促前冻结套装库存"]


def test_a_question_that_was_left_does_not_say_that_it_is_searched_for(visited: Any) -> None:
    page = searched(visited, "search/?q=盘点库存")
    found = status(page)
    page.route("**/assets/omnikb/search/index/terms/**", lambda _route: None)  # its answer never comes
    with page.expect_request("**/assets/omnikb/search/index/terms/**"):
        page.locator(".omnikb-search-form input").fill("独角兽")
    page.go_back()
    settled(page)
    time_passes(page, 400)
    assert status(page) == found


def test_nothing_is_searched_within_a_composition(visited: Any) -> None:
    page = searched(visited)
    page.locator(".omnikb-search-form input").focus()
    keyboard = page.context.new_cdp_session(page)
    for letters in ("d", "dong", "dong jie"):
        keyboard.send("Input.imeSetComposition", {"text": letters, "selectionStart": len(letters), "selectionEnd": len(letters)})
    time_passes(page, 400)
    assert state(page) == {}
    keyboard.send("Input.insertText", {"text": "冻结套装"})
    page.wait_for_url("**q=*")
    settled(page)
    assert titles(page)[0] == "大促前冻结套装库存"


def test_a_shared_address_shows_the_same_to_another_reader(site: Path, visited: Any, visit: Callable[..., Any]) -> None:
    page = searched(visited, "search/?q=盘点库存&departments=电商运营部&sort=date&page=2")
    other = visit(site)
    assert titles(searched(other, page.url.removeprefix(visited.origin))) == titles(page)
    assert len(titles(page)) == 13


def test_the_order_can_be_by_date(visited: Any) -> None:
    page = searched(visited, "search/?q=盘点库存")
    page.get_by_role("button", name="日期").click()
    settled(page)
    dates = page.locator(".omnikb-search-hits time").all_inner_texts()
    assert dates == sorted(dates, reverse=True)
    assert state(page)["sort"] == ["date"]
    assert page.get_by_role("button", name="日期").get_attribute("aria-pressed") == "true"
    assert page.evaluate("document.activeElement.className") == "omnikb-search-status"  # the button was made anew


def test_pages_follow_one_another_without_a_gap(visited: Any) -> None:
    page = searched(visited)
    seen = titles(page)
    while page.get_by_role("link", name="下一页").count():
        page.get_by_role("link", name="下一页").click()
        settled(page)
        seen += titles(page)
    assert len(seen) == len(set(seen)) == int(status(page).split()[0])
    assert page.evaluate("document.activeElement.className") == "omnikb-search-status"


@pytest.mark.parametrize(
    "address", ["search/?page=999", "search/?page=-1", "search/?page=x", "search/?sort=odd", "search/?q=%00%ff"]
)
def test_an_address_written_by_hand_gets_an_answer(visited: Any, address: str) -> None:
    page = searched(visited, address)
    assert page.locator(".omnikb-search-failure").count() == 0
    assert visited.errors == []


def test_filters_in_the_question_work_in_both_languages_and_by_label(visited: Any) -> None:
    assert status(searched(visited, "search/?q=类型:复盘")) == "1 条结果"
    assert status(searched(visited, "search/?q=type:review")) == "1 条结果"


def test_a_filter_or_value_that_does_not_exist_is_named_with_the_nearest(visited: Any) -> None:
    notes = ".omnikb-search-notes"
    assert "typ" in searched(visited, "search/?typ=lesson").locator(notes).inner_text()
    said = searched(visited, "search/?q=type:lessn 盘点").locator(notes).inner_text()
    assert "lessn" in said
    assert "Lesson" in said


def test_chips_show_what_is_chosen_and_take_it_away(visited: Any) -> None:
    page = searched(visited, "search/?departments=门店运营部&type=lesson")
    page.get_by_role("button", name="去掉筛选条件“部门: 门店运营部”").click()
    settled(page)
    assert state(page) == {"type": ["lesson"]}
    box(page, "电商运营部").check()
    settled(page)
    page.get_by_role("button", name="全部清除").click()
    settled(page)
    assert state(page) == {}


def test_a_facet_with_many_values_shows_the_top_ones_and_more(tmp_path: Path, visit: Callable[..., Any]) -> None:
    tagged = {
        f"lessons/tag-{number}.md": f"---\n{CARD}title: 第{number}个\ntags: [标签{number}]\n---\n文\n" for number in range(12)
    }
    page = searched(visit(built(tmp_path, SETTINGS, files(tagged))))
    assert len(counts(page, "tags")) == 6
    more = page.locator("[data-facet=tags] button")
    assert more.get_attribute("aria-expanded") == "false"
    more.click()
    assert len(counts(page, "tags")) == 13
    assert page.evaluate("document.activeElement.getAttribute('aria-expanded')") == "true"


def test_nothing_found_says_what_was_dropped_and_where_to_ask(visited: Any) -> None:
    page = searched(visited, "search/?q=鼹鼠挖洞")
    assert status(page) == "没有找到“鼹鼠挖洞”。"
    assert "鼹鼠" in page.locator(".omnikb-search-notes").inner_text()
    assert page.get_by_role("link", name="请人补上这块内容").count() == 1


def test_a_word_mistyped_is_tried_with_the_nearest_and_this_is_said(visited: Any) -> None:
    page = searched(visited, "search/?q=rollbakc")
    assert titles(page)[0] == "Rehearse the rollback"
    assert "rollback" in page.locator(".omnikb-search-notes").inner_text()


def test_what_was_understood_otherwise_is_spoken_and_a_filter_alone_is_not_called_marks(visited: Any) -> None:
    page = searched(visited, "search/?q=type:reviwe9")
    notes = page.get_by_role("status").filter(has=page.locator("p"))
    assert notes.count() == 1
    assert "没有“reviwe9”可供筛选" in notes.inner_text()
    assert "只有符号" not in notes.inner_text()


def test_titles_and_texts_never_become_markup(visited: Any) -> None:
    page = searched(visited, "search/?q=独角兽")
    assert titles(page) == [HOSTILE]
    assert page.locator("#omnikb-search :is(img, script, b, u)").count() == 0
    page = searched(visited, 'search/?q=<img src=x onerror="window.hacked=1">鼹鼠')
    assert page.locator("#omnikb-search img").count() == 0
    assert page.evaluate("window.hacked") is None


def test_a_hit_by_the_name_of_its_project_alone_says_so(tmp_path: Path, visit: Callable[..., Any]) -> None:
    project = {"lessons/by-project.md": f"---\n{CARD}title: 甲乙丙\nproject: member-day\n---\n## 做法\n\n早一天发券。\n"}
    page = searched(visit(built(tmp_path, SETTINGS, files(project))), "search/?q=会员日")
    row = page.locator(".omnikb-search-hits li", has=page.get_by_role("link", name="甲乙丙"))
    assert row.locator(".omnikb-search-facts > span", has_text="会员日").locator("mark").inner_text() == "会员日"
    assert row.locator(".omnikb-search-snippet mark").count() == 0
    assert [one["id"] for one in Axe().run(page).response["violations"] if one["impact"] in ("serious", "critical")] == []


def test_a_section_of_a_hit_is_a_link_to_its_heading(visited: Any) -> None:
    page = searched(visited, "search/?q=冻结套装")
    page.locator(".omnikb-search-hits li").first.get_by_role("link", name="具体做法").click()
    page.wait_for_url("**/lessons/freeze-bundles/#*")
    heading = page.locator(":target")
    assert heading.inner_text().startswith("具体做法")
    expect(heading).to_be_in_viewport()


def test_a_question_of_ten_thousand_characters_is_answered_and_its_address_can_be_reloaded(visited: Any) -> None:
    page = searched(visited)
    page.locator(".omnikb-search-form input").fill("盘点库存" * 2500)
    page.keyboard.press("Enter")
    page.wait_for_url("**q=*")
    settled(page)
    assert len(page.url) < 8000
    assert "太长" in page.locator(".omnikb-search-notes").inner_text()
    page.reload()
    settled(page)
    assert titles(page)


def test_at_390_pixels_facets_fold_away(site: Path, visit: Callable[..., Any]) -> None:
    visited = visit(site, 390)
    page = searched(visited, "search/?q=盘点库存&departments=门店运营部")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert not box(page, "电商运营部").is_visible()
    summary = page.locator(".omnikb-search-filters summary")
    assert summary.inner_text() == "筛选（1）"
    summary.click()
    box(page, "电商运营部").check()
    settled(page)
    assert summary.inner_text() == "筛选（2）"
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", ["search/?q=盘点库存&departments=门店运营部", "search/?q=鼹鼠挖洞", "search/"])
def test_axe_finds_nothing_serious(site: Path, visit: Callable[..., Any], address: str, scheme: str) -> None:
    page = searched(visit(site, 1440, scheme), address)
    violations = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in violations if one["impact"] in ("serious", "critical")] == []


def test_files_that_are_missing_are_said_and_tried_again(site: Path, tmp_path: Path, visit: Callable[..., Any]) -> None:
    copy = tmp_path / "site"
    shutil.copytree(site, copy)
    index = copy / "assets/omnikb/search/index"
    index.rename(tmp_path / "index")
    page = visit(copy).open("search/?q=盘点库存")
    failure = page.locator(".omnikb-search-failure")
    failure.wait_for()
    (tmp_path / "index").rename(index)
    failure.get_by_role("button", name="重试").click()
    settled(page)
    assert len(titles(page)) == 20
    assert failure.count() == 0


def test_the_focus_stays_in_the_results_where_there_is_no_answer(visited: Any) -> None:
    page = searched(visited)
    page.route("**/manifest.json", lambda route: route.abort())
    page.get_by_role("link", name="下一页").press("Enter")
    page.locator(".omnikb-search-failure").wait_for()
    assert page.evaluate("document.activeElement.matches('.omnikb-search-status')")


@pytest.mark.parametrize("script", ["search.js", "box.js", "interface.js", "interface.zh.json", "page.js"])
def test_a_script_that_is_missing_is_said_in_words(site: Path, visit: Callable[..., Any], script: str) -> None:
    visited = visit(site)
    visited.page.route(f"**/{script}", lambda route: route.abort())
    page = visited.open("search/")
    late = page.locator("#omnikb-search").get_by_text("搜索还没有加载出来")
    seen = """late => [7900, 8100].map(passed => {
        late.getAnimations()[0].currentTime = passed;
        return getComputedStyle(late).visibility;
    })"""
    assert late.evaluate(seen) == ["hidden", "visible"]


def test_without_scripts_the_page_says_so_and_leads_to_the_lists(site: Path, visit: Callable[..., Any]) -> None:
    page = visit(site, scripts=False).see("search/")
    page.locator("#omnikb-search a", has_text="经验教训").click()
    expect(page).to_have_url(re.compile("/lessons/$"))
    expect(page.locator("h1")).to_have_text("经验教训")


def test_an_instant_visit_shows_the_search_too(tmp_path: Path, visit: Callable[..., Any]) -> None:
    visited = visit(tmp_path / "site")
    settings = (
        SETTINGS.replace("  language: zh\n", "  language: zh\n  features:\n    - navigation.instant\n")
        + f"site_url: {visited.origin}\n"
    )
    built(tmp_path, settings, files({"index.md": "# 首页\n\n[搜索页](search/index.md)\n"}))
    page = visited.open("")
    page.evaluate("window.stayed = true")
    page.locator(".md-content a", has_text="搜索页").click()
    page.wait_for_selector(".omnikb-search-hits li")
    assert page.evaluate("window.stayed"), "the page was loaded anew: the visit was not an instant one"
