"""The search box on every page: how it opens, what it finds while one types, how it is left, what it does when files fail."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.browsed import ROOT, built, time_passes
from tests.browser.search_content import CARD, HOSTILE, SETTINGS, files

pytestmark = pytest.mark.browser

INDEX = "/assets/omnikb/search/index/"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small knowledge base, built."""
    return built(tmp_path_factory.mktemp("search"), SETTINGS, files())


@pytest.fixture
def visited(site: Path, visit: Callable[..., Any]) -> Any:
    """A page of it, open, its keys heard."""
    visited = visit(site)
    visited.open("lessons/")
    listening(visited)
    return visited


def listening(visited: Any) -> None:
    """Wait until the page hears the keys of the search: scripts may still be at work when all files are there."""
    visited.page.locator(".omnikb-search-open").wait_for()


def opened(visited: Any, query: str = "") -> Any:
    """The page with its box open and a question put in at once: what is typed letter by letter may be answered halfway."""
    page = visited.page
    listening(visited)
    page.keyboard.press("/")
    page.wait_for_selector("dialog[open] input")
    page.keyboard.insert_text(query)
    return page


def titles(page: Page) -> list[str]:
    """The titles in the list, once there are any."""
    page.wait_for_selector("dialog [role=option]")
    return page.locator("dialog .omnikb-search-title").all_inner_texts()


@pytest.mark.parametrize("key", ["/", "Control+k", "Meta+k"])
def test_a_key_opens_the_box_ready_to_type(visited: Any, key: str) -> None:
    visited.page.keyboard.press(key)
    visited.page.keyboard.type("冻结")
    expect(visited.page.locator("dialog input")).to_have_value("冻结")
    assert titles(visited.page)[0] == "大促前冻结套装库存"


def test_the_button_in_the_header_opens_the_box_and_has_a_name(visited: Any) -> None:
    visited.page.locator(".md-header").get_by_role("button", name="搜索").click()
    expect(visited.page.get_by_role("combobox", name="搜索")).to_be_focused()


def test_the_slash_is_a_slash_where_someone_writes(visited: Any) -> None:
    page = opened(visited)
    page.keyboard.type("a/b")
    expect(page.locator("dialog input")).to_have_value("a/b")


def test_escape_closes_the_box_and_the_focus_goes_back_to_where_it_was(visited: Any) -> None:
    link = visited.page.locator(".omnikb-rows a").nth(2)
    link.focus()
    opened(visited, "库存")
    visited.page.keyboard.press("Escape")
    expect(visited.page.locator("dialog")).to_be_hidden()
    expect(link).to_be_focused()


def test_the_button_closes_the_box_which_opens_again_with_the_question_chosen(visited: Any) -> None:
    page = opened(visited, "库存")
    page.get_by_role("button", name="关闭").click()
    expect(page.locator("dialog")).to_be_hidden()
    page.keyboard.press("/")
    page.keyboard.type("冻结")
    expect(page.locator("dialog input")).to_have_value("冻结")


def test_the_slash_opens_it_again_while_the_browser_still_has_the_focus_in_the_closed_box(visited: Any) -> None:
    page = opened(visited)
    page.get_by_role("button", name="关闭").evaluate(
        "button => { button.click(); button.dispatchEvent(new KeyboardEvent('keydown', {key: '/', bubbles: true})); }"
    )
    assert page.locator("dialog").is_visible()


def test_a_single_chinese_character_is_enough_and_a_single_letter_is_not(visited: Any) -> None:
    page = opened(visited, "r")
    time_passes(page, 400)
    assert page.locator("dialog [role=option]").count() == 0
    page.keyboard.type("o")
    page.locator("dialog output.omnikb-search-status:not(:empty)").wait_for()
    page.locator("dialog input").fill("冻")
    page.locator("dialog .omnikb-search-title", has_text="冻结").wait_for()


def test_nothing_is_searched_within_a_composition_however_late_the_list_is_loaded(visited: Any) -> None:
    visited.page.evaluate(
        "() => { Worker = class extends Worker { postMessage(...sent) { window.asked = true; super.postMessage(...sent); } }; }"
    )
    held: list[Any] = []
    visited.page.route("**/suggestions.js", lambda route: held.append(route))  # noqa: PLW0108 - the browser driver takes no built-in function
    with visited.page.expect_request("**/suggestions.js"):
        page = opened(visited)
    keyboard = page.context.new_cdp_session(page)
    for letters in ("d", "do", "don", "dong", "dong j", "dong jie"):
        keyboard.send("Input.imeSetComposition", {"text": letters, "selectionStart": len(letters), "selectionEnd": len(letters)})
    held[0].continue_()
    page.evaluate("import('/assets/omnikb/search/suggestions.js').then(() => undefined)")
    time_passes(page, 600)
    assert page.locator("dialog input").input_value() == "dong jie"
    assert page.evaluate("window.asked") is None
    keyboard.send("Input.insertText", {"text": "冻结"})
    assert titles(page)[0] == "大促前冻结套装库存"
    assert page.evaluate("window.asked"), "the test would not have noticed a search"


def test_a_question_that_was_taken_back_does_not_say_that_it_is_searched_for(visited: Any) -> None:
    page = opened(visited, "库存")
    titles(page)
    page.route(f"**{INDEX}terms/**", lambda _route: None)  # its answer never comes
    field = page.locator("dialog input")
    with page.expect_request(f"**{INDEX}terms/**"):
        field.fill("独角兽")
    field.fill("")
    time_passes(page, 600)
    assert page.locator("dialog output.omnikb-search-status").inner_text() == ""


def test_the_words_are_marked_in_the_snippet_and_the_hit_leads_to_its_heading(visited: Any) -> None:
    page = opened(visited, "冻结套装")
    titles(page)
    hit = page.locator("dialog [role=option]").first
    assert "冻结套装" in "".join(hit.locator(".omnikb-search-snippet mark").all_inner_texts())
    assert hit.locator(".omnikb-search-heading").inner_text() == "具体做法"
    hit.click()
    page.wait_for_url("**/lessons/freeze-bundles/#*")
    assert page.evaluate("document.getElementById(decodeURIComponent(location.hash.slice(1))).innerText").startswith("具体做法")


def test_arrows_choose_and_enter_opens(visited: Any) -> None:
    page = opened(visited, "库存")
    found = titles(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    chosen = page.locator("dialog [aria-selected=true]")
    assert chosen.locator(".omnikb-search-title").inner_text() == found[1]
    assert page.locator("dialog input").get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    address = chosen.get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(address)


def test_the_arrows_go_round_by_way_of_the_text(visited: Any) -> None:
    page = opened(visited, "库存")
    titles(page)
    page.keyboard.press("ArrowUp")
    assert page.locator("dialog [role=option]").last.get_attribute("aria-selected") == "true"
    page.keyboard.press("ArrowDown")
    assert page.locator("dialog input").get_attribute("aria-activedescendant") == ""


def test_enter_without_a_choice_leads_to_all_results(visited: Any) -> None:
    page = opened(visited, "库存")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")
    page.wait_for_selector(".omnikb-search-hits li")
    assert page.locator(".omnikb-search-form input").input_value() == "库存"


def test_the_last_option_says_how_many_there_are_and_leads_to_them(visited: Any) -> None:
    page = opened(visited, "盘点库存")
    titles(page)
    last = page.locator("dialog [role=option]").last
    assert last.inner_text() == f"查看全部 {page.locator('dialog output.omnikb-search-status').inner_text()}"
    last.click()
    page.wait_for_url("**/search/?q=*")


def test_a_screen_reader_hears_how_many_were_found_and_axe_finds_nothing(visited: Any) -> None:
    page = opened(visited, "盘点库存")
    titles(page)
    assert re.fullmatch(r"\d\d 条结果", page.locator("dialog output.omnikb-search-status").inner_text())
    box = page.get_by_role("combobox", name="搜索")
    assert box.get_attribute("aria-expanded") == "true"
    assert page.locator(f"#{box.get_attribute('aria-controls')}").get_attribute("role") == "listbox"
    page.keyboard.press("ArrowDown")
    violations = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in violations if one["impact"] in ("serious", "critical")] == []


def test_nothing_found_is_said(visited: Any) -> None:
    page = opened(visited, "鼹鼠鼹鼠")
    page.locator("dialog output.omnikb-search-status", has_text="没有找到").wait_for()
    assert page.locator("dialog [role=option]").count() == 0


def test_titles_and_texts_never_become_markup(visited: Any) -> None:
    page = opened(visited, "独角兽")
    assert titles(page) == [HOSTILE]
    option = page.locator("dialog [role=option]").first
    assert option.locator("img, script, b, u").count() == 0
    assert "</script>" in option.locator(".omnikb-search-snippet").inner_text()
    assert page.evaluate("window.hacked") is None
    assert visited.errors == []


@pytest.mark.parametrize(
    "query", ["盘点" * 5000, "。，！？《》", "🎉🎉", "שלום عالم", '"盘点 库存', "(((", "--", '""', "typo:lesson 盘点"]
)
def test_an_odd_question_gets_a_clear_answer(visited: Any, query: str) -> None:
    page = opened(visited)
    page.locator("dialog input").fill(query)
    told = page.locator("dialog output.omnikb-search-status:not(:empty), dialog .omnikb-search-notes > p")
    told.filter(has_not_text="正在搜索").first.wait_for()
    assert page.locator("dialog .omnikb-search-failure").count() == 0
    assert visited.errors == []


def test_a_filter_that_does_not_exist_is_named_with_the_nearest(visited: Any) -> None:
    page = opened(visited, "typo:lesson 盘点")
    page.locator("dialog .omnikb-search-notes > p", has_text="typo").first.wait_for()
    assert "type" in page.locator("dialog .omnikb-search-notes").inner_text()


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_box_fits_its_window(site: Path, visit: Callable[..., Any], width: int, scheme: str) -> None:
    visited = visit(site, width, scheme)
    visited.open("")
    if width == 390:
        visited.page.get_by_role("button", name="搜索").click()
        visited.page.wait_for_selector("dialog[open]")
        visited.page.keyboard.insert_text("盘点库存")
    else:
        opened(visited, "盘点库存")
    titles(visited.page)
    box = visited.page.locator("dialog").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert width == 1440 or box["width"] == width
    assert visited.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_a_page_before_the_box_is_opened_loads_no_engine_and_no_index(site: Path, visit: Callable[..., Any]) -> None:
    visited = visit(site)
    answers: list[Any] = []
    visited.page.on("response", lambda answer: answers.append(answer) if "/omnikb/search/" in answer.url else None)
    visited.open("lessons/")
    listening(visited)
    visited.page.wait_for_load_state("networkidle")
    loaded = [(answer.url, len(answer.body())) for answer in answers]
    assert sorted(url.rpartition("/")[2] for url, __ in loaded) == [
        "box.js",
        "interface.js",
        "interface.zh.json",
        "search.js",
    ]
    assert sum(size for url, size in loaded if url.endswith(".js")) <= 8_000
    styles = len((ROOT / "plugins/omnikb_search/search.css").read_bytes())  # a part of the site's one style sheet
    assert sum(size for __, size in loaded) + styles <= 30_000


def test_a_server_that_knows_only_the_commonest_kinds_of_files_gives_a_whole_search(site: Path, visit: Callable[..., Any]) -> None:
    visited = visit(site)
    known = {"html": "text/html", "css": "text/css", "js": "application/javascript", "json": "application/json"}

    def answer(route: Any) -> None:
        suffix = route.request.url.partition("?")[0].rpartition("/")[2].rpartition(".")[2] or "html"
        given = route.fetch()
        route.fulfill(response=given, headers={**given.headers, "content-type": known.get(suffix, "application/octet-stream")})

    visited.page.context.route("**/*", answer)
    visited.open("lessons/")
    assert titles(opened(visited, "冻结套装"))[0] == "大促前冻结套装库存"
    visited.open("search/?q=冻结套装")
    visited.page.locator(".omnikb-search-hits a", has_text="大促前冻结套装库存").first.wait_for()
    assert visited.errors == []


def test_all_scripts_together_are_small(site: Path) -> None:
    scripts = list((site / "assets/omnikb/search").glob("*.js"))
    assert len(scripts) > 10
    assert sum(script.stat().st_size for script in scripts) <= 60_000


def test_files_that_are_missing_are_said_and_tried_again(site: Path, tmp_path: Path, visit: Callable[..., Any]) -> None:
    copy = tmp_path / "site"
    shutil.copytree(site, copy)
    index = copy / INDEX.strip("/")
    index.rename(tmp_path / "index")
    visited = visit(copy)
    visited.open("lessons/")
    page = opened(visited, "冻结")
    failure = page.locator("dialog .omnikb-search-failure")
    failure.wait_for()
    assert "读不到搜索用的文件" in failure.inner_text()
    (tmp_path / "index").rename(index)
    failure.get_by_role("button", name="重试").click()
    assert titles(page)[0] == "大促前冻结套装库存"
    assert failure.count() == 0


def test_a_file_cut_short_is_said(site: Path, tmp_path: Path, visit: Callable[..., Any]) -> None:
    copy = tmp_path / "site"
    shutil.copytree(site, copy)
    for file in (copy / INDEX.strip("/")).rglob("*.bin"):
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    visited = visit(copy)
    visited.open("lessons/")
    page = opened(visited, "冻结")
    expect(page.locator("dialog .omnikb-search-failure")).to_contain_text(".bin 已损坏或不完整")


@pytest.mark.parametrize("file", ["box.js", "interface.js", "interface.zh.json"])
def test_where_the_box_cannot_come_the_header_says_so_and_tries_again(site: Path, visit: Callable[..., Any], file: str) -> None:
    visited = visit(site, 390)
    visited.page.route(f"**/{file}", lambda route: route.fulfill(status=404, body="<p>Not found"))
    page = visited.open("lessons/")
    again = page.get_by_role("button", name="搜索没有加载出来，重试")
    bounds = again.bounding_box()
    assert bounds["x"] + bounds["width"] <= 390
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.unroute_all()
    with page.expect_navigation(wait_until="networkidle"):
        again.click()
    assert again.count() == 0
    assert titles(opened(visited, "冻结套装"))[0] == "大促前冻结套装库存"


@pytest.mark.parametrize("words", ["", '{"page":"search/","words":{"sea', "{}", "null"])
def test_words_that_are_no_words_are_no_box_with_odd_names(
    site: Path, tmp_path: Path, visit: Callable[..., Any], words: str
) -> None:
    copy = tmp_path / "site"
    shutil.copytree(site, copy)
    (copy / "assets/omnikb/search/interface.zh.json").write_text(words)
    visited = visit(copy)
    page = visited.open("lessons/")
    expect(page.locator(".omnikb-search-open")).to_have_text(["搜索没有加载出来，重试"])
    page.locator(".omnikb-rows a").first.click()
    page.wait_for_url("**/lessons/*/")


def test_an_english_reader_is_told_in_english_that_there_is_no_box(tmp_path: Path, visit: Callable[..., Any]) -> None:
    visited = visit(built(tmp_path, SETTINGS.replace("language: zh", "language: en"), files()))
    visited.page.route("**/box.js", lambda route: route.abort())
    expect(visited.open("").locator(".omnikb-search-open")).to_have_text("The search has not come. Try again")


@pytest.mark.parametrize("script", ["suggestions.js", "answers.js", "worker.js", "searcher.js", "bytes.js"])
def test_a_script_that_is_missing_is_said_and_tried_again(site: Path, visit: Callable[..., Any], script: str) -> None:
    visited = visit(site)
    visited.page.route(f"**/{script}", lambda route: route.fulfill(status=404, body="<p>Not found"))
    visited.open("lessons/")
    page = opened(visited, "冻结套装")
    failure = page.locator("dialog .omnikb-search-failure", has_text="读不到搜索用的文件：有脚本没有取到")
    failure.wait_for()
    page.unroute_all()
    failure.get_by_role("button", name="重试").click()
    assert titles(page)[0] == "大促前冻结套装库存"
    assert page.locator("dialog .omnikb-search-failure").count() == 0


def test_a_retry_without_a_question_takes_the_failure_away(site: Path, visit: Callable[..., Any]) -> None:
    visited = visit(site)
    visited.page.route("**/suggestions.js", lambda route: route.abort())
    visited.open("lessons/")
    failure = opened(visited).locator("dialog .omnikb-search-failure")
    failure.wait_for()
    visited.page.unroute_all()
    failure.get_by_role("button", name="重试").click()
    failure.wait_for(state="detached")
    assert visited.page.evaluate("document.activeElement.getAttribute('role')") == "combobox"


def test_the_slash_opens_the_box_from_a_checkbox_too(visited: Any) -> None:
    visited.open("search/?q=库存")
    visited.page.locator(".omnikb-search-filters input").first.focus()
    visited.page.keyboard.press("/")
    expect(visited.page.locator("#omnikb-search input[name=q]")).to_be_focused()


def test_enter_never_opens_a_hit_of_what_was_typed_before(visited: Any) -> None:
    page = opened(visited, "冻结")
    titles(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.insert_text("盘点")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")
    expect(page.locator("#omnikb-search input[name=q]")).to_have_value("冻结盘点")


def test_enter_opens_no_hit_of_the_question_before_while_the_answer_takes_long(visited: Any) -> None:
    page = opened(visited, "冻结")
    titles(page)
    page.keyboard.press("ArrowDown")
    page.route("**/assets/omnikb/search/index/**", lambda _route: None)  # the next answer never comes
    page.keyboard.insert_text("盘点")
    page.locator("dialog [aria-selected=true]").wait_for(state="detached")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")
    assert unquote(page.url).endswith("q=冻结盘点")


LeftOpen = Callable[[str, dict[str, str]], Any]


@pytest.fixture
def left_open(site: Path, tmp_path: Path, visit: Callable[..., Any]) -> LeftOpen:
    """The page on which a question was answered before a build with more content took the site's place."""

    def left(query: str, more: dict[str, str]) -> Any:
        copy = tmp_path / "live"
        shutil.copytree(site, copy)
        visited = visit(copy)
        visited.open("lessons/")
        page = opened(visited, query)
        page.locator("dialog output.omnikb-search-status:not(:empty)").filter(has_not_text="正在搜索").wait_for()
        newer = built(tmp_path / "newer", SETTINGS, files(more))
        shutil.rmtree(copy)
        newer.rename(copy)
        return page

    return left


def test_a_page_left_open_never_shows_what_two_builds_answer_together(left_open: LeftOpen) -> None:
    more = {f"lessons/new-{number}.md": f"---\n{CARD}title: 新课{number}\ndate: 2025-12-01\n---\n照办\n" for number in range(9)}
    page = left_open("12", more)
    for number in (44, 12, 43):  # the slot of 44 was that of 12, whose text has been read
        page.locator("dialog input").fill(str(number))
        expect(page.locator("dialog .omnikb-search-title").first).to_have_text(f"库存第 {number} 课")


def test_a_site_below_a_path_finds_and_leads_there(site: Path, tmp_path: Path, visit: Callable[..., Any]) -> None:
    shutil.copytree(site, tmp_path / "root/teams/ops")
    visited = visit(tmp_path / "root")
    visited.open("teams/ops/lessons/rollback/")
    page = opened(visited, "冻结套装")
    titles(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/teams/ops/lessons/freeze-bundles/**")
    assert page.locator("h1").inner_text().startswith("大促前冻结套装库存")


def test_a_page_left_open_while_a_new_build_is_swapped_in_still_finds(left_open: LeftOpen) -> None:
    more = {
        f"lessons/new-{number}.md": f"---\n{CARD}title: 新的冻结办法{number}\ndate: 2025-12-01\n---\n冻结套装与盘点库存\n"
        for number in range(300)
    }
    page = left_open("回滚", more)
    page.locator("dialog input").fill("新的冻结办法7")
    page.locator("dialog .omnikb-search-title", has_text="新的冻结办法7").first.wait_for()
    assert page.locator("dialog .omnikb-search-failure").count() == 0


def test_an_english_site_speaks_english(tmp_path: Path, visit: Callable[..., Any]) -> None:
    site = built(tmp_path, SETTINGS.replace("language: zh", "language: en"), files())
    visited = visit(site)
    visited.open("lessons/")
    visited.page.get_by_role("button", name="Search").click()
    visited.page.wait_for_selector("dialog[open]")
    visited.page.keyboard.insert_text("rehearsing the rollback")
    assert titles(visited.page)[0] == "Rehearse the rollback"
    assert visited.page.locator("dialog [role=option]").first.get_attribute("lang") == "en"


def test_another_theme_has_the_box_at_the_top(tmp_path: Path, visit: Callable[..., Any]) -> None:
    settings = SETTINGS.replace("name: material\n  language: zh", "name: readthedocs")
    visited = visit(built(tmp_path, settings, files()))
    visited.open("")
    page = opened(visited, "冻结套装")
    assert titles(page)[0] == "大促前冻结套装库存"
    assert page.locator("body > .omnikb-search-open").bounding_box()["y"] < 100
