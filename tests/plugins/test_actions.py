from __future__ import annotations

import re

import pytest

from omnikb import Load
from omnikb.testing import Built, KnowledgeBase

ACTION = "do: 压测到每秒 3000 次, owner: 库存平台负责人, due: 2026-02-01, done_when: 错误率低于 0.1%"


def build(*actions: str, language: str = "zh") -> Built:
    """A lesson with these actions, on 2026-01-15."""
    listed = "".join(f"  - {{{action}}}\n" for action in actions)
    lesson = f"---\ntitle: 经验\napplies_when: a\ndo: b\nbecause: c\nactions:\n{listed}---\n正文\n"
    return KnowledgeBase({"index.md": "# 首页\n", "lessons/l.md": lesson}, language=language).build()


def text(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.mark.parametrize(
    ("key", "code"),
    [
        ("owner: 库存平台负责人", "actions/without-owner"),
        ("due: 2026-02-01", "actions/without-due"),
        ("done_when: 错误率低于 0.1%", "actions/without-done-when"),
    ],
)
@pytest.mark.parametrize("blank", ["", "{name}: ", "{name}: ' '"])
def test_an_action_without_owner_day_or_measure_is_a_problem_of_its_own(key: str, code: str, blank: str) -> None:
    said = blank.format(name=key.partition(":")[0])
    action = ", ".join(part for part in ACTION.replace(key, said).split(", ") if part)
    assert [(one.code, one.line) for one in build(action).problems] == [(code, 7)]


def test_a_done_action_says_when_and_only_a_done_one_does() -> None:
    assert build(f"{ACTION}, status: done, done_on: 2026-01-05").codes == []
    assert build(f"{ACTION}, status: done").codes == ["actions/done-without-day"]
    assert build(f"{ACTION}, status: doing, done_on: 2026-01-05").codes == ["actions/day-without-done"]


def test_an_impossible_status_names_the_possible_ones() -> None:
    (problem,) = build(f"{ACTION}, status: finished").problems
    assert "dropped" in problem.hint("zh")


def test_every_type_takes_actions() -> None:
    kinds = KnowledgeBase({}).build().plugins.types
    assert {"lesson", "risk", "project", "review"} <= set(kinds)
    risk = f"---\ntitle: 风险\nlikelihood: 1\nimpact: 1\nactions:\n  - {{{ACTION}}}\n---\n正文\n"
    assert "压测到每秒" in KnowledgeBase({"risks/r.md": risk}).build().page("risks/r.md").html


def test_an_action_is_overdue_the_day_after_it_was_due() -> None:
    assert "逾期" not in build(ACTION.replace("2026-02-01", "2026-01-15")).page("lessons/l.md").html
    assert "逾期 1 天" in build(ACTION.replace("2026-02-01", "2026-01-14")).page("lessons/l.md").html


def test_what_is_done_or_dropped_is_never_overdue() -> None:
    late = ACTION.replace("2026-02-01", "2025-01-01")
    html = build(f"{late}, status: done, done_on: 2026-01-05", f"{late}, status: dropped").page("actions/index.md").html
    assert "逾期" not in html


def test_the_overview_groups_by_state_overdue_first_each_by_due_date() -> None:
    def action(name: str, day: str, more: str = "") -> str:
        return f"do: {name}, owner: 岗位, due: {day}, done_when: 标准{more}"

    built = build(
        action("弃", "2026-02-01", ", status: dropped"),
        action("成", "2026-01-10", ", status: done, done_on: 2026-01-05"),
        action("行", "2026-02-01", ", status: doing"),
        action("后", "2026-03-01"),
        action("先", "2026-02-01"),
        action("迟", "2026-01-01", ", status: doing"),
        action("更迟", "2025-12-01"),
    )
    found = re.findall(r'<th scope="row">(.*?)<small>', built.page("actions/index.md").html)
    assert found == ["更迟", "迟", "先", "后", "行", "成", "弃"]


def test_each_action_stands_with_its_owner_its_measure_and_its_document() -> None:
    page = text(build(ACTION).page("actions/index.md").html)
    assert "压测到每秒 3000 次 完成标准：错误率低于 0.1% 库存平台负责人 2026-02-01 经验" in page


def test_the_home_page_counts_what_is_overdue_and_shows_the_most_urgent() -> None:
    days = [f"2026-01-{day:02}" for day in range(10, 18)]
    home = text(build(*[ACTION.replace("2026-02-01", day) for day in reversed(days)]).page("index.md").html)
    assert "8 项待办， 其中 ▲ 5 项已逾期" in home
    assert re.findall(r"2026-01-\d\d", home) == days[:5]


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (("2026-01-10", "2026-01-20"), "2 open actions, ▲ 1 of them overdue ·"),
        (("2026-01-10",), "1 open action, ▲ overdue ·"),
        (("2026-01-20",), "1 open action ·"),
    ],
)
def test_what_is_overdue_is_told_as_a_part_of_what_is_open(days: tuple[str, ...], said: str) -> None:
    home = build(*[ACTION.replace("2026-02-01", day) for day in days], language="en").page("index.md").html
    assert said in text(home)


def test_without_actions_there_is_no_page_and_no_section() -> None:
    built = KnowledgeBase({"index.md": "# 首页\n"}).build()
    assert "actions/index.md" not in [page.path for page in built.site.pages]
    assert "改进措施" not in built.page("index.md").html


def test_a_home_page_with_everything_done_says_nothing() -> None:
    assert "改进措施" not in build(f"{ACTION}, status: done, done_on: 2026-01-05").page("index.md").html


def test_long_groups_go_on_on_pages_of_their_own_and_none_grows_beyond_300_kb() -> None:
    built = build(*[ACTION] * 2000)
    paths = [page.path for page in built.site.pages if page.path.startswith("actions/")]
    pages = {path: built.page(path).html for path in paths}
    assert max(len(html.encode()) for html in pages.values()) < 300_000
    assert sum(html.count('<th scope="row">') for path, html in pages.items() if path != "actions/index.md") == 2000
    assert 'href="open/"' in pages["actions/index.md"]
    assert 'href="page-2/"' in pages["actions/open.md"]


def test_an_english_site_speaks_english() -> None:
    page = text(build(ACTION, language="en").page("actions/index.md").html)
    assert "○ Open (1)" in page
    assert "Done when: 错误率" in page


def test_hostile_actions_come_out_as_text() -> None:
    html = build("do: <script>alert(1)</script>, owner: <b>, due: 2026-02-01, done_when: <i>").page("actions/index.md").html
    assert "<script>" not in html
    assert "<b>" not in html
    assert "&lt;script&gt;" in html


def test_every_page_loads_the_style_of_actions() -> None:
    assert ("assets/omnikb/actions.css", Load.EVERYWHERE) in [(asset.path, asset.load) for asset in build(ACTION).site.assets]
