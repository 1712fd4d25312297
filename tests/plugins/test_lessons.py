from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Annotated

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import omnikb_lessons
from omnikb import DocumentType, Fields, FieldsModel, Load, Ref, types
from omnikb.testing import Built, KnowledgeBase

KEYS = "applies_when: 两个渠道卖一盘货\ndo: 留出安全库存\nbecause: 分货每小时一次\n"


def build(keys: str = KEYS, language: str = "zh") -> Built:
    return KnowledgeBase({"lessons/buffer.md": f"---\ntitle: 安全库存\n{keys}---\n## 怎么做\n\n正文\n"}, language=language).build()


def test_the_card_stands_above_the_text_in_the_order_a_reader_needs() -> None:
    html = build(f"{KEYS}evidence: 超卖少了九成\n").page("lessons/buffer.md").html
    places = [
        html.index(words)
        for words in (
            "适用场景",
            "两个渠道卖一盘货",
            "做法",
            "留出安全库存",
            "原因",
            "分货每小时",
            "依据",
            "超卖少了九成",
            "怎么做",
        )
    ]
    assert places == sorted(places)


def test_without_evidence_the_card_has_no_such_line() -> None:
    assert "依据" not in build().page("lessons/buffer.md").html


def test_a_lesson_that_does_not_say_what_to_do_is_a_problem() -> None:
    built = build("applies_when: 大促\nbecause: 原因\n")
    assert len(built.problems) == 1
    assert "do" in built.problems[0].message("zh")


def test_what_to_do_is_the_summary_in_lists() -> None:
    built = build()
    assert built.index.documents["buffer"].summary == "留出安全库存"
    assert "留出安全库存" in built.page("lessons/index.md").html


def test_an_english_lesson_has_an_english_card_in_a_chinese_site() -> None:
    html = build(f"lang: en\n{KEYS}").page("lessons/buffer.md").html
    assert "Applies when" in html
    assert "适用场景" not in html


def test_markup_in_the_card_comes_out_as_text() -> None:
    html = (
        build("applies_when: '<script>alert(1)</script>'\ndo: '\"><b onclick=x>'\nbecause: '& more'\n")
        .page("lessons/buffer.md")
        .html
    )
    assert "<script>" not in html
    assert "<b onclick" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "&amp; more" in html


def test_every_page_loads_the_style_of_the_card() -> None:
    assert ("assets/omnikb/lessons.css", Load.EVERYWHERE) in [(asset.path, asset.load) for asset in build().site.assets]


def life(*steps: str) -> str:
    """A history of states, a month apart, with all that a validated lesson needs."""
    lines = "".join(f"  - {{state: {state}, date: 2025-{number:02}-01}}\n" for number, state in enumerate(steps, 1))
    check = "{date: 2025-11-01, measure: 超卖订单, before: 1842, after: 97, unit: 单}"
    return f"{KEYS}evidence: 少了九成\nhistory:\n{lines}check: {check}\n"


ROAD = ("identified", "analysed", "assigned", "implemented", "validated")


@pytest.mark.parametrize(
    "steps",
    [ROAD, ROAD[1:], (*ROAD, "implemented", "validated", "retired"), ("retired",), ("identified", "analysed", "retired")],
)
def test_a_lesson_goes_from_each_state_to_the_next_or_is_retired(steps: tuple[str, ...]) -> None:
    assert build(life(*steps)).codes == []


@pytest.mark.parametrize(
    ("steps", "line", "words"),
    [
        (("validated",), 8, "analysed, retired"),
        (("identified", "assigned"), 9, "analysed, retired"),
        (("identified", "identified"), 9, "analysed, retired"),
        (("analysed", "assigned", "analysed"), 10, "implemented, retired"),
    ],
)
def test_a_forbidden_step_is_a_problem_at_its_line_that_names_the_allowed_ones(
    steps: tuple[str, ...], line: int, words: str
) -> None:
    (problem,) = build(life(*steps)).problems
    assert (problem.code, problem.line) == ("lessons/step-forbidden", line)
    assert words in problem.hint("zh")


def test_nothing_follows_retired() -> None:
    assert build(life("retired", "analysed")).codes == ["lessons/after-retired"]


def test_dates_that_go_backwards_are_a_problem_and_one_day_twice_is_none() -> None:
    steps = "history:\n  - {state: identified, date: 2025-02-01}\n  - {state: analysed, date: 2025-0%s-01}\n"
    assert build(KEYS + steps % 2).codes == []
    assert [(one.code, one.line) for one in build(KEYS + steps % 1).problems] == [("lessons/history-backwards", 8)]


def test_a_validated_lesson_needs_evidence_and_a_check() -> None:
    without = life(*ROAD).replace("evidence: 少了九成\n", "").partition("check:")[0]
    assert sorted(build(without).codes) == ["lessons/validated-without-check", "lessons/validated-without-evidence"]


def test_the_next_check_is_not_before_the_last() -> None:
    assert build(f"{life(*ROAD)}next_check: 2025-10-31\n").codes == ["lessons/next-check-too-early"]
    assert build(f"{life(*ROAD)}next_check: 2025-11-01\n").codes == []


@pytest.mark.parametrize(("day", "codes"), [("2026-01-15", []), ("2026-01-16", ["lessons/check-later", "lessons/state-later"])])
def test_neither_a_state_nor_a_check_is_told_before_its_day(day: str, codes: list[str]) -> None:
    keys = life(*ROAD).replace("2025-05-01", day).replace("2025-11-01", day)
    assert sorted(build(keys).codes) == codes


def linked(**supersedes: str) -> Built:
    """Lessons that replace one another; ``a="b"``: a replaces b."""
    files = {
        f"lessons/{name}.md": f"---\ntitle: 经验{name}\n{KEYS}" + (f"supersedes: {targets}\n" if targets else "") + "---\n正文\n"
        for name, targets in supersedes.items()
    }
    return KnowledgeBase(files).build()


def test_lessons_that_replace_one_another_in_a_circle_are_one_problem() -> None:
    (problem,) = linked(a="b", b="[c, d]", c="a", d="").problems
    assert (problem.code, problem.path) == ("lessons/supersedes-cycle", "lessons/a.md")
    assert "a → b → c → a" in problem.message("zh")


def test_a_lesson_cannot_replace_itself() -> None:
    assert linked(a="a").codes == ["lessons/supersedes-cycle"]


def test_two_lessons_may_replace_the_same_one() -> None:
    assert linked(a="[b, c]", b="d", c="d", d="").codes == []


@settings(deadline=None)  # a busy machine is no defect
@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=20))
def test_a_circle_is_found_exactly_where_there_is_one(pairs: list[tuple[int, int]]) -> None:
    ahead = {f"l{number}": sorted({f"l{end}" for start, end in pairs if start == number}) for number in range(8)}
    built = linked(**{name: f"[{', '.join(targets)}]" if targets else "" for name, targets in ahead.items()})

    def reached(names: list[str]) -> set[str]:
        found: set[str] = set()
        while names:
            name = names.pop()
            names += [] if name in found else ahead[name]
            found.add(name)
        return found

    assert bool(built.codes) == any(name in reached(list(targets)) for name, targets in ahead.items())


def test_the_road_shows_what_is_behind_where_the_lesson_is_and_what_is_ahead() -> None:
    html = build(life("identified", "analysed", "assigned")).page("lessons/buffer.md").html
    road = re.sub(r"<[^>]+>", " ", html[html.index("<ol") : html.index("</ol>")]).split()
    assert road == [
        "✓",
        "已发现",
        "2025-01-01",
        "✓",
        "已分析",
        "2025-02-01",
        "●",
        "已分派",
        "2025-03-01",
        "○",
        "已落地",
        "○",
        "已验证",
    ]


def test_a_lesson_without_history_is_identified() -> None:
    html = build().page("lessons/buffer.md").html
    assert re.search(r'aria-current="step"><span>● 已发现', html)


def test_a_failed_check_sends_a_lesson_back_and_a_retired_one_ends_where_it_was() -> None:
    back = build(life(*ROAD, "implemented")).page("lessons/buffer.md").html
    assert "● 已落地" in back
    assert "○ 已验证" in back
    retired = build(life("identified", "analysed", "retired")).page("lessons/buffer.md").html
    assert "✓ 已分析" in retired
    assert "● 已停用" in retired
    assert "已分派" not in retired


def test_lists_say_which_lessons_are_proven_and_which_are_retired_in_the_language_of_the_page() -> None:
    files = {
        "projects/live.md": "---\ntitle: 直播\nstatus: active\n---\n",
        "lessons/a.md": f"---\ntitle: 预留\nproject: live\n{life(*ROAD)}---\n",
        "lessons/b.md": f"---\ntitle: Share turnover\nlang: en\nproject: live\n{life('identified', 'retired')}---\n",
        "training/t.md": "---\ntitle: 主播课\nroles: 主播\nteaches: 提成\ncovers: b\n---\n",
        "topics.md": "---\ntitle: Topics\nlang: en\n---\n[[b]]\n",
    }
    built = KnowledgeBase(files).build()
    for path in ("lessons/index.md", "projects/live.md"):
        html = built.page(path).html
        assert '预留</a> <span class="omnikb-state">已验证</span>' in html
        assert 'Share turnover</a> <span class="omnikb-state omnikb-retired">已停用</span>' in html
    assert '<span class="omnikb-state omnikb-retired">已停用</span>' in built.page("training/t.md").html
    assert '直播</a> <span class="omnikb-state">● 进行中</span>' in built.page("projects/index.md").html


def test_the_card_has_the_figures_of_the_check_and_says_when_the_next_is_due() -> None:
    html = build(f"{life(*ROAD)}next_check: 2026-01-15\n").page("lessons/buffer.md").html
    assert "1,842 → <b>97</b> 单" in html
    assert "▲ 已到期" in html
    assert "▲ 已到期" not in build(f"{life(*ROAD)}next_check: 2026-01-16\n").page("lessons/buffer.md").html


def test_replaced_and_replacing_lessons_lead_to_one_another() -> None:
    built = linked(new="old", old="")
    old, new = built.page("lessons/old.md").html, built.page("lessons/new.md").html
    assert old.index("已被取代") < old.index("经验new") < old.index("适用场景")
    assert "经验old" in new[new.index("取代</dt>") :].partition("</dl>")[0]


def test_a_lesson_shows_who_reused_it_and_how_that_went() -> None:
    decider = SimpleNamespace(
        omnikb_document_types=lambda: [DocumentType("plan", "plans", "计划", "计划")],
        omnikb_fields=lambda: [Fields(Decisions, types=types("plan"))],
    )
    decision = "{lesson: buffer, decision: adapted, reason: 只有两个渠道, outcome: worked, note: 超卖 12 单}"
    plan = f"---\ntitle: 618\ndecisions:\n  - {decision}\n---\n正文\n"
    lesson = f"---\ntitle: 安全库存\n{KEYS}---\n正文\n"
    files = {"plans/618.md": plan, "lessons/buffer.md": lesson}
    html = KnowledgeBase(files, plugins={"lessons": omnikb_lessons, "plans": decider}).build().page("lessons/buffer.md").html
    told = html[html.index("谁用过") :]
    assert "✓ 有效 1" in " ".join(re.sub(r"<[^>]+>", " ", told).split())
    assert "<b>≈ 调整后采用</b>：只有两个渠道<br><b>✓ 有效</b>：超卖 12 单<" in told, "what came of it stands apart from the reason"


class Decision(FieldsModel):
    """What a plan decided about a lesson."""

    lesson: Annotated[str, Ref("lesson")]
    decision: str
    reason: str
    outcome: str
    note: str


class Decisions(FieldsModel):
    """All that a plan decided."""

    decisions: tuple[Decision, ...] = ()


def test_a_review_lists_the_lessons_its_text_leads_to() -> None:
    review = "---\ntitle: 复盘\nproject: p\n---\n见 [[buffer]]\n"
    project = "---\ntitle: 项目\nstatus: active\nstart: 2025-01-01\nend: 2025-02-01\n---\n正文\n"
    files = {"projects/p.md": project, "reviews/r.md": review, "lessons/buffer.md": f"---\ntitle: 安全库存\n{KEYS}---\n正文\n"}
    html = KnowledgeBase(files).build().page("reviews/r.md").html
    assert html.index("得出的经验教训") < html.rindex("安全库存")


def test_the_home_page_shows_the_lessons_validated_last() -> None:
    files = {"index.md": "# 首页\n", "lessons/open.md": f"---\ntitle: 未验证\n{KEYS}---\n正文\n"}
    for number in range(1, 8):
        day = life(*ROAD).replace("2025-05-01", f"2025-06-0{number}")
        files[f"lessons/l{number}.md"] = f"---\ntitle: 经验{number}\n{day}---\n正文\n"
    html = KnowledgeBase(files).build().page("index.md").html
    found = re.findall(r">经验(\d)<", html[html.index("最新的经验") :])
    assert found[:5] == ["7", "6", "5", "4", "3"]
    assert "未验证" not in html[html.index("最新的经验") :]


def test_a_home_page_without_lessons_has_no_such_section() -> None:
    assert "最新的经验" not in KnowledgeBase({"index.md": "# 首页\n"}).build().page("index.md").html


def due(**days: str) -> Built:
    """Lessons that have reached ``implemented``, each with the day of its next check; today is 2026-01-15."""
    files = {
        f"lessons/{name}.md": f"---\ntitle: 经验{name}\n{life(*ROAD[:4])}next_check: {day}\n---\n正文\n"
        for name, day in days.items()
    }
    return KnowledgeBase({"index.md": "# 首页\n", "lessons/index.md": "# 经验\n", **files}).build()


CHECKS = {"past": "2026-01-05", "today": "2026-01-15", "near": "2026-03-16", "far": "2026-03-17"}


def shown(html: str) -> list[str]:
    return re.findall(r'<th scope="row"><a href="[^"]*">经验(\w+)</a>', html)


def test_the_page_of_checks_has_the_earliest_first_and_says_how_long_each_is_due() -> None:
    html = due(**CHECKS).page("lessons/due.md").html
    assert shown(html) == ["past", "today", "near", "far"]
    assert "▲ 已到期 10 天" in html
    assert "▲ 今天到期" in html
    assert "还有 60 天" in html
    assert "还有 61 天" not in html
    assert "▲ 2 条到期待检验</b> · 另有 1 条在 60 天内到期" in html


@pytest.mark.parametrize("path", ["index.md", "lessons/index.md"])
def test_home_and_a_list_that_someone_wrote_say_which_lessons_are_due_or_near(path: str) -> None:
    html = due(**CHECKS).page(path).html
    section = html[html.index("到期待检验的经验</h2>") :].partition("</section>")[0]
    assert shown(section) == ["past", "today", "near"]
    assert re.search(r'href="(lessons/)?due/"', section)


def test_where_no_check_is_near_home_says_nothing_of_checks_and_the_page_stands() -> None:
    built = due(far="2026-06-01")
    assert "到期待检验的经验" not in built.page("index.md").html
    assert "✓ 没有到期的" in built.page("lessons/due.md").html


def test_a_retired_lesson_is_never_due_and_without_a_check_there_is_no_page() -> None:
    built = build(f"{life('identified', 'retired')}next_check: 2025-12-01\n")
    assert "lessons/due.md" not in {page.path for page in built.site.pages}


def test_the_home_page_shows_validated_lessons_before_newer_ones_that_are_not() -> None:
    proven = f"---\ntitle: 经得起\n{life(*ROAD)}---\n正文\n"
    newer = f"---\ntitle: 刚发现\ndate: 2026-01-10\n{KEYS}---\n正文\n"
    retired = f"---\ntitle: 已停\ndate: 2026-01-10\n{life('identified', 'retired')}---\n正文\n"
    files = {"index.md": "# 首页\n", "lessons/a.md": newer, "lessons/b.md": proven, "lessons/c.md": retired}
    html = KnowledgeBase(files).build().page("index.md").html
    section = html[html.index("最新的经验</h2>") :].partition("</section>")[0]
    assert section.index("经得起</a>") < section.index("已验证") < section.index("刚发现</a>") < section.index("已发现")
    assert "已停" not in section
