from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import AfterValidator

import omnikb_projects
from omnikb import Fields, FieldsModel, Role, Term, Terms, types
from omnikb.testing import Built, KnowledgeBase
from omnikb_projects.model import ProjectFields, ProjectLinks, Status
from omnikb_projects.pages import period
from omnikb_projects.portfolio import in_order
from omnikb_projects.timeline import Axis, Drawn, bars_of

PROJECT = (
    "---\ntitle: 双十一\nstatus: closed\nstart: 2025-09-01\nend: 2025-11-12\nfinished: 2025-11-24\nsummary: 一盘货\n---\n正文\n"
)
LESSON = "---\ntitle: {title}\ndate: {date}\n{keys}applies_when: 大促\ndo: {title}的做法\nbecause: 原因\n---\n{body}\n"


class Area(FieldsModel):
    """A key whose values know what they are called."""

    departments: Annotated[
        tuple[str, ...],
        AfterValidator(lambda ids: tuple(Term(id_, {"zh": "仓储部"}, f"areas/{id_}.md") for id_ in ids)),
        Role.FACET,
    ] = ()


def build(files: dict[str, str], language: str = "zh") -> Built:
    return KnowledgeBase({"projects/p.md": PROJECT, **files}, language=language).build()


def lesson(title: str, date: str = "2025-12-01", keys: str = "project: p\n", body: str = "正文") -> str:
    return LESSON.format(title=title, date=date, keys=keys, body=body)


def project(keys: str) -> str:
    return f"---\ntitle: 双十一\n{keys}---\n正文\n"


def test_a_project_shows_its_status_in_words_its_period_with_the_year_once_and_its_summary() -> None:
    html = build({}).page("projects/p.md").html
    assert "一盘货" in html
    assert "✓ 已结项" in html
    assert "2025-09-01 – 11-12" in html


def test_an_english_project_has_english_labels_in_a_chinese_site() -> None:
    built = build({"projects/e.md": project("lang: en\nstatus: active\n")})
    assert "● In progress" in built.page("projects/e.md").html


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (datetime.date(2025, 9, 1), datetime.date(2025, 11, 12), "2025-09-01 – 11-12"),
        (datetime.date(2025, 9, 1), datetime.date(2026, 1, 3), "2025-09-01 – 2026-01-03"),
        (datetime.date(2025, 9, 1), None, "2025-09-01 –"),
        (None, datetime.date(2026, 1, 3), "– 2026-01-03"),
        (None, None, ""),
    ],
)
def test_a_period_leaves_out_what_is_not_known(start: datetime.date | None, end: datetime.date | None, expected: str) -> None:
    assert period(start, end) == expected


def test_a_project_without_a_period_shows_its_status_alone() -> None:
    html = build({"projects/q.md": project("status: planned\n")}).page("projects/q.md").html
    assert "○ 计划中" in html
    assert " – " not in html


def test_a_period_that_ends_before_it_starts_is_a_problem_at_the_line_of_its_end() -> None:
    built = build({"projects/q.md": project("status: active\nstart: 2025-11-12\nend: 2025-09-01\n")})
    assert [(one.code, one.path, one.line) for one in built.problems] == [("projects/period-reversed", "projects/q.md", 5)]
    assert "2025-09-01" in built.problems[0].message("zh")
    assert "早于" in built.problems[0].message("zh")
    assert "before it starts" in built.problems[0].message("en")


@pytest.mark.parametrize(
    ("keys", "code", "line"),
    [
        ("status: closed\n", "projects/finished-missing", 3),
        ("status: active\nfinished: 2025-11-12\n", "projects/finished-too-soon", 4),
        ("status: planned\nfinished: 2025-11-12\n", "projects/finished-too-soon", 4),
        ("status: closed\nstart: 2025-09-01\nfinished: 2025-08-12\n", "projects/finished-reversed", 5),
        ("status: closed\nfinished: 2026-01-16\n", "projects/finished-later", 4),
    ],
)
def test_a_closed_project_and_no_other_says_when_it_was_closed(keys: str, code: str, line: int) -> None:
    built = build({"projects/q.md": project(keys)})
    assert [(one.code, one.line) for one in built.problems] == [(code, line)]


@pytest.mark.parametrize(
    ("stages", "code", "line"),
    [
        ("  - {name: 筹备, start: 2025-09-02, end: 2025-09-01}\n", "projects/stage-reversed", 5),
        (
            "  - {name: 执行, start: 2025-09-02, end: 2025-09-09}\n  - {name: 筹备, start: 2025-09-01, end: 2025-09-09}\n",
            "projects/stages-disordered",
            6,
        ),
        ("  - {name: 筹备, start: 2025-09-02}\n", "key-missing", 5),
        ("  - {name: ' ', start: 2025-09-02, end: 2025-09-02}\n", "text-empty", 5),
    ],
)
def test_a_stage_that_makes_no_sense_is_a_problem_at_its_line(stages: str, code: str, line: int) -> None:
    built = build({"projects/q.md": project(f"status: active\nstages:\n{stages}")})
    assert [(one.code, one.line) for one in built.problems] == [(code, line)]


@pytest.mark.parametrize(
    ("keys", "stage", "problems"),
    [
        ("status: active\nstart: 2025-12-01\nend: 2026-01-31\n", "start: 2025-11-30, end: 2025-12-09", [(7, 16, "2025-11-30")]),
        ("status: active\nstart: 2025-12-01\nend: 2026-01-31\n", "start: 2026-01-30, end: 2026-02-01", [(7, 35, "2026-02-01")]),
        ("status: planned\nstart: 2025-12-01\nend: 2026-01-14\n", "start: 2026-02-01, end: 2026-02-02", [(7, 16, "2026-02-01")]),
        ("status: active\nstart: 2025-12-01\nend: 2026-01-31\n", "start: 2025-12-01, end: 2026-01-31", []),
        ("status: active\nend: 2026-01-31\n", "start: 2025-01-01, end: 2026-02-01", [(6, 35, "2026-02-01")]),
        ("status: active\nstart: 2025-12-01\n", "start: 2025-11-01, end: 2030-02-01", [(6, 16, "2025-11-01")]),
        ("status: active\n", "start: 2025-11-01, end: 2030-02-01", []),
    ],
)
def test_a_stage_has_no_day_outside_the_period_of_its_project(keys: str, stage: str, problems: list[tuple[int, int, str]]) -> None:
    built = build({"projects/q.md": project(f"{keys}stages:\n  - {{name: 筹备, {stage}}}\n")})
    assert set(built.codes) <= {"projects/stage-outside"}
    assert [(one.line, one.column, str(one.arguments["day"])) for one in built.problems] == problems


@pytest.mark.parametrize(
    ("status", "end", "codes"),
    [
        ("status: closed\nfinished: 2025-11-24\n", "2025-11-24", []),
        ("status: closed\nfinished: 2025-11-24\n", "2025-11-25", ["projects/stage-outside"]),
        ("status: closed\nfinished: 2025-11-08\n", "2025-11-12", []),
        ("status: active\n", "2026-03-01", []),
    ],
)
def test_the_stages_of_a_project_that_takes_longer_than_planned_go_on_after_its_planned_end(
    status: str, end: str, codes: list[str]
) -> None:
    stage = f"stages:\n  - {{name: 对账, start: 2025-11-10, end: {end}}}\n"
    assert build({"projects/q.md": project(f"{status}start: 2025-09-01\nend: 2025-11-12\n{stage}")}).codes == codes


def test_a_project_whose_own_dates_are_wrong_has_no_stage_outside_them() -> None:
    keys = "status: active\nstart: 2026-03-01\nend: 2026-02-01\n"
    stage = "stages:\n  - {name: 筹备, start: 2026-02-20, end: 2026-02-21}\n"
    assert build({"projects/q.md": project(keys + stage)}).codes == ["projects/period-reversed"]


def test_stages_may_overlap() -> None:
    stages = "  - {name: 筹备, start: 2025-09-01, end: 2025-09-09}\n  - {name: 执行, start: 2025-09-05, end: 2025-09-20}\n"
    assert build({"projects/q.md": project(f"status: active\nstages:\n{stages}")}).codes == []


@pytest.mark.parametrize(
    "keys",
    [
        "resources: {people: 2.5}\n",
        "resources: {people: -1}\n",
        "resources: {budget: 很多}\n",
        "resources: {budget: .inf}\n",
        "resources: {days: true}\n",
        "resources: {hours: 3}\n",
        "resources: 480\n",
        "team: [{department: it}]\n",
        "team: [it]\n",
        "goals: 卖得多\n",
        "goals: ['']\n",
        "scope: {inside: [天猫]}\n",
        "decisions: [{lesson: l, decision: adopted}]\n",
        "decisions: [{lesson: l, decision: adopted, reason: ''}]\n",
        "decisions: [{lesson: l, decision: adoptd, reason: 一致}]\n",
        "decisions: [{lesson: l, decision: adopted, reason: 一致, outcome: good}]\n",
        "decisions: [{lesson: p, decision: adopted, reason: 一致}]\n",
    ],
)
def test_a_mistake_in_what_a_project_says_of_itself_is_one_problem_at_its_line(keys: str) -> None:
    built = build({"projects/q.md": project(f"status: active\n{keys}"), "lessons/l.md": lesson("预留")})
    assert [(one.path, one.line) for one in built.problems] == [("projects/q.md", 4)]


def test_a_decision_links_to_its_lesson_and_carries_what_was_said_of_it() -> None:
    decision = "decisions:\n  - {lesson: l, decision: adapted, reason: 款数不同, outcome: partly, note: 少卖 3 款}\n"
    built = build({"projects/q.md": project(f"status: active\n{decision}"), "lessons/l.md": lesson("预留")})
    (link,) = built.index.outgoing("q", "decisions")
    assert (link.target, dict(link.attributes)) == (
        "l",
        {"decision": "adapted", "reason": "款数不同", "outcome": "partly", "note": "少卖 3 款"},
    )


def test_scope_says_what_belongs_and_what_does_not() -> None:
    built = build({"projects/q.md": project("status: active\nscope: {in: [天猫], out: [海外]}\n")})
    scope = built.index.documents["q"][ProjectFields].scope
    assert (scope.inside, scope.out) == (("天猫",), ("海外",))


def test_a_period_of_one_day_is_right() -> None:
    assert build({"projects/q.md": project("status: active\nstart: 2025-11-11\nend: 2025-11-11\n")}).codes == []


def test_an_unknown_status_is_a_problem_that_offers_the_nearest() -> None:
    built = build({"projects/q.md": project("status: activ\n")})
    assert len(built.problems) == 1
    assert "active" in built.problems[0].hint("zh") + built.problems[0].message("zh")


def test_a_project_page_gathers_each_document_that_points_at_it_by_type_newest_first() -> None:
    built = build(
        {
            "lessons/old.md": lesson("旧经验", "2025-11-20", body="见 [[p]] 和 [[p]]"),
            "lessons/new.md": lesson("新经验", "2025-12-24"),
            "reviews/r.md": "---\ntitle: 复盘\ndate: 2025-11-30\nproject: [p]\n---\n正文\n",
            "risks/k.md": "---\ntitle: 超卖\nproject: p\nlikelihood: 3\nimpact: 4\n---\n正文\n",
        }
    )
    html = built.page("projects/p.md").html
    gathered = html[html.index("与本项目有关的文档</h2>") :].partition("</section>")[0].partition("相关文档一览")[0]
    assert gathered.count("旧经验</a>") == 1
    assert gathered.index("新经验</a>") < gathered.index("旧经验</a>") < gathered.index("复盘</a>") < gathered.index("超卖</a>")
    assert gathered.count("旧经验的做法") == 1


def test_what_only_mentions_a_project_in_its_text_does_not_belong_to_it() -> None:
    built = build({"lessons/other.md": lesson("别处的经验", keys="", body="见 [[p]]"), "notes.md": "# 笔记\n\n见 [[p]]\n"})
    html = built.page("projects/p.md").html
    assert "与本项目有关的文档" not in html
    assert html.count("别处的经验</a>") == html.count("笔记</a>") == 2, "the neighbourhood and the mentions remain"


def test_a_project_nobody_points_at_has_no_such_section() -> None:
    built = build({"projects/q.md": project("status: active\n") + "见 [[q]]"})
    assert "与本项目有关的文档" not in built.page("projects/q.md").html


def test_the_key_project_takes_one_id_or_a_list_of_ids() -> None:
    built = build(
        {"lessons/one.md": lesson("一"), "lessons/two.md": lesson("二", keys="project:\n  - p\n  - q\n"), "projects/q.md": PROJECT}
    )
    assert built.codes == []
    assert built.index.documents["one"][ProjectLinks].project == ("p",)
    assert [link.target for link in built.index.outgoing("two", "project")] == ["p", "q"]


def test_an_unknown_project_is_a_problem_at_its_line() -> None:
    built = build({"lessons/one.md": lesson("一", keys="project: pp\n")})
    assert [(one.path, one.line) for one in built.problems] == [("lessons/one.md", 4)]


def test_the_fields_of_a_project_come_back_typed() -> None:
    assert build({}).index.documents["p"][ProjectFields].end == datetime.date(2025, 11, 12)


def test_hostile_titles_and_summaries_come_out_as_text() -> None:
    hostile = LESSON.format(title="'<script>alert(1)</script> \"x\"'", date="2025-12-01", keys="project: p\n", body="")
    html = (
        build({"lessons/h.md": hostile.replace("do: '<script>alert(1)</script> \"x\"'的做法", "do: '<img onerror=x>'")})
        .page("projects/p.md")
        .html
    )
    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "<img" not in html


def test_the_list_of_projects_is_found_under_its_name() -> None:
    built = build({}, language="en")
    assert "<h1>Projects</h1>" in built.page("projects/index.md").html


def test_a_closed_project_says_how_many_days_after_plan_it_was_closed() -> None:
    assert "2025-11-24 结项（比计划晚 12 天）" in build({}).page("projects/p.md").html


def test_the_plan_of_a_project_stands_on_its_page() -> None:
    keys = (
        "status: active\ngoals: [成交 6800 万元]\nscope: {in: [天猫], out: [海外仓]}\nsuccess_factors: [先冻结]\n"
        "stages: [{name: 筹备期, start: 2025-09-01, end: 2025-09-10}]\nteam: [{department: wms, role: 管仓库}]\n"
        "resources: {people: 38, budget: 1480.5, days: 93}\n"
    )
    html = build({"projects/q.md": project(keys)}).page("projects/q.md").html
    for words in ("成交 6800 万元", "天猫", "海外仓", "先冻结", "筹备期", "10 天", "管仓库", "38 人", "1,480.5 万元", "93 天"):
        assert words in html
    english = build({"projects/q.md": project(f"lang: en\n{keys}")}).page("projects/q.md").html
    assert "<dd>14,805,000 yuan</dd>" in english


def test_a_project_without_a_plan_shows_no_empty_parts() -> None:
    html = build({"projects/q.md": project("status: active\n")}).page("projects/q.md").html
    for heading in ("目标与范围", "阶段", "团队与投入", "参考过的经验"):
        assert f"{heading}</h2>" not in html


def test_a_department_is_shown_by_its_name_where_a_vocabulary_has_one() -> None:
    @dataclass(frozen=True)
    class Plugin:
        def omnikb_fields(self) -> Iterator[Fields]:
            yield Fields(Area, types=types("project"))

    files = {"projects/q.md": project("status: active\ndepartments: [wms]\nteam: [{department: 仓储部, role: 管仓库}]\n")}
    html = KnowledgeBase(files, plugins={"projects": omnikb_projects, "area": Plugin()}).build().page("projects/q.md").html
    assert '<a href="../../areas/wms/">仓储部</a>' in html


@pytest.mark.parametrize(("name", "codes"), [("wms", []), ("仓储部", []), ("仓储中心", ["projects/department-unknown"])])
def test_a_department_of_the_team_goes_by_a_name_that_the_vocabulary_has(name: str, codes: list[str]) -> None:
    terms = (Term("wms", {"zh": "仓储部"}), Term("it", {"zh": "信息部"}))

    class Area(FieldsModel):
        departments: Annotated[tuple[str, ...], Role.FACET, Terms(terms)] = ()

    @dataclass(frozen=True)
    class Plugin:
        def omnikb_fields(self) -> Iterator[Fields]:
            yield Fields(Area, types=types("project"))

    files = {"projects/q.md": project(f"status: active\nteam: [{{department: {name}, role: 管仓库}}]\n")}
    built = KnowledgeBase(files, plugins={"projects": omnikb_projects, "area": Plugin()}).build()
    assert built.codes == codes
    if not codes:
        assert '<th scope="row">仓储部</th>' in built.page("projects/q.md").html


def test_two_names_of_one_department_in_a_team_are_said_to_be_one() -> None:
    class Area(FieldsModel):
        departments: Annotated[tuple[str, ...], Role.FACET, Terms((Term("wms", {"zh": "仓储部"}),))] = ()

    @dataclass(frozen=True)
    class Plugin:
        def omnikb_fields(self) -> Iterator[Fields]:
            yield Fields(Area, types=types("project"))

    team = "team:\n  - {department: wms, role: 备货}\n  - {department: 仓储部, role: 发货}\n"
    files = {"projects/q.md": project(f"status: active\n{team}")}
    (problem,) = KnowledgeBase(files, plugins={"projects": omnikb_projects, "area": Plugin()}).build().problems
    assert (problem.code, problem.line) == ("projects/department-twice", 6)
    assert problem.message("zh") == "“仓储部”和前面的“wms”是同一个部门"


@pytest.mark.parametrize(
    "lines",
    [
        "team: [{department: wms, role: 备货}, {department: wms, role: 发货}]\n",
        "decisions: [{lesson: l, decision: adopted, reason: 好}, {lesson: l, decision: rejected, reason: 不好}]\n",
    ],
)
def test_of_one_department_and_one_lesson_a_project_speaks_once(lines: str) -> None:
    built = build({"projects/q.md": project(f"status: active\n{lines}"), "lessons/l.md": lesson("预留")})
    assert built.codes == ["said-twice"]


def test_decisions_on_lessons_show_what_was_decided_why_and_how_it_went() -> None:
    decisions = (
        "decisions:\n  - {lesson: l, decision: rejected, reason: 款数太多, outcome: failed, note: 超卖 9 单}\n"
        "  - {lesson: gone, decision: adopted, reason: 照做}\n"
    )
    html = (
        build({"projects/q.md": project(f"status: active\n{decisions}"), "lessons/l.md": lesson("预留")}).page("projects/q.md").html
    )
    for words in ('<a href="../../lessons/l/">预留</a>', "✕ 不采用", "款数太多", "▲ 无效", "超卖 9 单", "✓ 采用"):
        assert words in html


def test_the_portfolio_shows_projects_in_progress_first_then_planned_then_closed_on_one_axis() -> None:
    built = build(
        {
            "projects/a.md": "---\ntitle: 甲\nstatus: planned\nstart: 2026-03-01\nend: 2026-06-30\n---\n",
            "projects/b.md": "---\ntitle: 乙\nstatus: active\nstart: 2025-12-01\nend: 2026-02-28\n---\n",
        }
    )
    html = built.page("projects/portfolio.md").html
    assert html.index("乙</a>") < html.index("甲</a>") < html.index("双十一</a>")
    assert html.count("omnikb-dashed") == 1
    assert "▲ +12 天" in html
    assert len({line.partition('"')[0] for line in html.split('class="omnikb-today" x1="')[1:]}) == 1


@pytest.mark.parametrize(
    ("keys", "zh", "en"),
    [
        ("status: active\nstart: 2025-12-01\nend: 2026-01-14\n", "▲ 已过计划结束日", "▲ past its planned end"),
        ("status: planned\nstart: 2026-01-14\nend: 2026-03-01\n", "▲ 已过计划开始日", "▲ past its planned start"),
        ("status: planned\nend: 2026-01-14\n", "▲ 已过计划结束日", "▲ past its planned end"),
    ],
)
def test_a_project_behind_its_plan_says_so_on_its_page_and_in_the_portfolio(keys: str, zh: str, en: str) -> None:
    built = build({"projects/q.md": project(keys), "projects/e.md": project(f"lang: en\n{keys}")})
    assert zh in built.page("projects/q.md").html
    assert en in built.page("projects/e.md").html
    assert built.page("projects/portfolio.md").html.count(zh) == 2


@pytest.mark.parametrize(
    "keys",
    [
        "status: active\nstart: 2025-12-01\nend: 2026-01-15\n",
        "status: planned\nstart: 2026-01-15\nend: 2026-03-01\n",
        "status: active\nstart: 2025-12-01\n",
        "status: planned\nend: 2026-01-15\n",
        "status: closed\nstart: 2025-09-01\nend: 2025-11-12\nfinished: 2025-11-24\n",
    ],
)
def test_a_project_on_its_last_day_without_one_or_closed_is_not_behind_its_plan(keys: str) -> None:
    built = build({"projects/q.md": project(keys)})
    assert "已过" not in built.page("projects/q.md").html + built.page("projects/portfolio.md").html


def test_the_home_page_marks_a_project_in_progress_that_is_past_its_end() -> None:
    files = {"index.md": "# 首页\n", "projects/q.md": project("status: active\nstart: 2025-12-01\nend: 2026-01-14\n")}
    assert "▲ 已过计划结束日" in build(files).page("index.md").html


def test_a_bar_is_filled_up_to_today_and_no_further_than_the_project_went() -> None:
    axis = Axis(datetime.date(2026, 1, 1), datetime.date(2026, 4, 10))
    running = ProjectFields(status=Status.ACTIVE, start=datetime.date(2026, 1, 1), end=datetime.date(2026, 4, 10))
    outline, filled = bars_of(running, axis, datetime.date(2026, 1, 10))
    assert (outline.x, outline.width, outline.drawn) == (0, 100, Drawn.OUTLINE)
    assert (filled.x, filled.width, filled.drawn) == (0, 10, Drawn.FILLED)


def test_the_first_name_of_an_axis_says_its_year_though_the_axis_begins_before_it() -> None:
    axis = Axis(datetime.date(2026, 3, 2), datetime.date(2027, 2, 26))
    assert [name for __, name in axis.ticks()] == ["2026-04", "07", "10", "2027"]


@given(st.lists(st.dates(datetime.date(1990, 1, 1), datetime.date(2090, 1, 1)), min_size=1))
def test_every_day_of_an_axis_has_a_place_on_it_and_its_ticks_run_from_left_to_right(days: list[datetime.date]) -> None:
    axis = Axis.over(days)
    assert axis is not None
    assert all(0 <= axis.place(day) <= 100 for day in days)
    places = [place for place, __ in axis.ticks()]
    assert places == sorted(set(places))
    assert 1 <= len(places) <= 9


def test_a_long_portfolio_stands_on_several_pages() -> None:
    files = {f"projects/n{number}.md": PROJECT.replace("双十一", f"项目 {number}") for number in range(450)}
    built = build(files)
    assert len(built.page("projects/portfolio.md").html.encode()) < 300_000
    assert "projects/portfolio/page-3.md" in {page.path for page in built.site.pages}


def test_the_home_page_leads_to_the_projects_in_progress_and_to_the_portfolio() -> None:
    files = {"index.md": "# 首页\n", "projects/b.md": "---\ntitle: 乙\nstatus: active\nstart: 2025-12-01\n---\n"}
    html = build(files).page("index.md").html
    running = html[html.index("进行中的项目</h2>") :].partition("</section>")[0]
    assert "乙</a>" in running
    assert "双十一</a>" not in running
    assert '<a href="projects/portfolio/">项目全景：2 个项目在同一条时间轴上</a>' in running


def test_projects_stand_in_the_order_in_which_they_want_attention() -> None:
    index = build(
        {
            "projects/a.md": "---\ntitle: 甲\nstatus: closed\nfinished: 2025-12-31\n---\n",
            "projects/b.md": "---\ntitle: 乙\nstatus: planned\nstart: 2026-05-01\n---\n",
            "projects/c.md": "---\ntitle: 丙\nstatus: planned\nstart: 2026-03-01\n---\n",
            "projects/d.md": "---\ntitle: 丁\nstatus: active\n---\n",
            "projects/e.md": "---\ntitle: 戊\nstatus: active\nend: 2026-02-28\n---\n",
        }
    ).index
    assert [document.id for document in in_order(index.of_type("project"))] == ["e", "d", "c", "b", "a", "p"]


def test_a_project_without_foreseeable_end_may_end_on_the_last_day_there_is() -> None:
    keys = "status: active\nstart: 2025-01-01\nend: 9999-12-31\nstages:\n  - {name: 运行, start: 2025-01-01, end: 9999-12-31}\n"
    built = build({"index.md": "# 首页\n", "projects/e.md": project(keys)})
    assert built.codes == []
    for path in ("index.md", "projects/e.md", "projects/portfolio.md"):
        assert "9999-12-31" in built.page(path).html
