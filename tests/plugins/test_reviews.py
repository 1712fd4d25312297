from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import omnikb_lessons
import omnikb_reviews
from omnikb import Load
from omnikb.testing import Built, KnowledgeBase
from omnikb_reviews.figures import Difference, bullet
from omnikb_reviews.model import KPI, Better, KPIKind
from omnikb_reviews.verdicts import telling

PROJECT = "---\ntitle: 双十一\nstatus: active\nstart: 2025-08-01\nend: 2025-11-12\n---\n正文\n"


def build(keys: str, files: dict[str, str] | None = None) -> Built:
    review = f"---\ntitle: 复盘\ndate: 2025-11-28\nproject: p\n{keys}---\n## 一句话\n\n正文\n"
    return KnowledgeBase({"projects/p.md": PROJECT, "reviews/r.md": review, **(files or {})}).build()


def row(kpi: str, lang: str = "zh") -> list[str]:
    """The cells of the one KPI's row, as text."""
    html = build(f"lang: {lang}\nkpis:\n  - {{{kpi}}}\n").page("reviews/r.md").html
    body = html[html.index("<tbody>") : html.index("</tbody>")]
    return [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", body, re.DOTALL)]


def test_a_figure_above_plan_says_by_how_much_and_that_it_is_bad_where_lower_is_better() -> None:
    cells = row("name: 工期, planned: 93, actual: 106, unit: 天, better: lower")
    assert cells == ["工期 越低越好", "93 天", "106 天", "+13 天，超 14 %", "▲ 未达成"]


def test_a_figure_above_plan_is_good_where_higher_is_better() -> None:
    cells = row("name: 成交额, planned: 6800, actual: 7312, unit: 万元, better: higher")
    assert cells == ["成交额 越高越好", "6,800 万元", "7,312 万元", "+512 万元，超 7.5 %", "✓ 达成"]


def test_a_figure_below_plan_has_a_minus_sign_and_its_share() -> None:
    assert row("name: 满意度, planned: 4.7, actual: 4.52, unit: 分, better: higher")[3:] == ["−0.18 分，低 3.8 %", "▲ 未达成"]


def test_percentages_differ_by_percentage_points() -> None:
    assert row('name: 发货率, planned: 98, actual: 94.6, unit: "%", better: higher')[3:] == ["−3.4 个百分点", "▲ 未达成"]


def test_a_figure_as_planned_is_met_either_way() -> None:
    assert row("name: 门店, planned: 20, actual: 20, unit: 家, better: lower")[3:] == ["与计划相同", "✓ 达成"]
    assert row("name: 门店, planned: 20, actual: 20, unit: 家, better: higher")[3:] == ["与计划相同", "✓ 达成"]


def test_a_planned_zero_has_no_share() -> None:
    assert row("name: 事故, planned: 0, actual: 2, unit: 次, better: lower")[3:] == ["+2 次", "▲ 未达成"]


def test_an_english_review_has_an_english_table() -> None:
    cells = row("name: Duration, planned: 93, actual: 106, unit: days, better: lower", "en")
    assert cells == ["Duration lower is better", "93 days", "106 days", "+13 days, 14 % over", "▲ Not met"]


@pytest.mark.parametrize("unit", ["万元", '"× 10,000 yuan"'])
def test_a_figure_of_money_is_told_as_the_language_of_the_page_counts(unit: str) -> None:
    budget = f"name: Budget, planned: 350, actual: 344.5, unit: {unit}, better: lower"
    assert row(budget, "en")[1:4] == ["3,500,000 yuan", "3,445,000 yuan", "−55,000 yuan, 1.6 % under"]
    assert row(budget)[1:4] == ["350 万元", "344.5 万元", "−5.5 万元，低 1.6 %"]


def test_the_table_says_how_many_figures_were_met_and_stands_above_the_text() -> None:
    kpis = (
        "kpis:\n  - {name: 甲, planned: 1, actual: 2, unit: 单, better: higher}\n"
        "  - {name: 乙, planned: 1, actual: 2, unit: 单, better: lower}\n"
    )
    html = build(kpis).page("reviews/r.md").html
    assert "2 项指标达成 1 项" in html
    assert html.index("计划与实际") < html.index("<table") < html.index("一句话</h2>" if "一句话</h2>" in html else "一句话")


def test_the_verdict_stands_first() -> None:
    html = (
        build("summary: '成交<超过>目标'\nkpis:\n  - {name: 甲, planned: 1, actual: 2, unit: 单, better: higher}\n")
        .page("reviews/r.md")
        .html
    )
    assert html.index("成交&lt;超过&gt;目标") < html.index("计划与实际")


def test_a_review_without_figures_has_no_table() -> None:
    assert "计划与实际" not in build("").page("reviews/r.md").html


@given(planned=st.floats(-1e9, 1e9), actual=st.floats(-1e9, 1e9))
def test_a_figure_is_either_met_one_way_or_met_the_other_or_as_planned(planned: float, actual: float) -> None:
    higher = KPI(name="x", planned=planned, actual=actual, unit="x", better=Better.HIGHER)
    lower = KPI(name="x", planned=planned, actual=actual, unit="x", better=Better.LOWER)
    assert higher.met != lower.met or planned == actual
    percent = Difference.of(higher).percent
    assert percent is None or percent >= 0


@pytest.mark.parametrize(
    ("kpi", "line"),
    [
        ("{name: 工期, planned: 九十三, actual: 1, unit: 天, better: lower}", 6),
        ("{name: 工期, planned: 1, actual: true, unit: 天, better: lower}", 6),
        ("{name: 工期, planned: 1, actual: .inf, unit: 天, better: lower}", 6),
        ("{name: 工期, planned: 1, actual: 1, unit: 天, better: less}", 6),
        ("{name: 工期, planned: 1, unit: 天, better: lower}", 6),
        ("{name: 工期, planned: 1, actual: 1, unit: 天, better: lower, bettr: 天}", 6),
    ],
)
def test_a_mistake_in_a_figure_is_a_problem_at_its_line(kpi: str, line: int) -> None:
    built = build(f"kpis:\n  - {kpi}\n")
    assert [(one.path, one.line) for one in built.problems] == [("reviews/r.md", line)]


def test_a_review_that_names_no_project_is_a_problem() -> None:
    built = KnowledgeBase({"reviews/r.md": "---\ntitle: 复盘\n---\n正文\n"}).build()
    assert built.codes == ["reviews/project-missing"]
    assert "project:" in built.problems[0].hint("zh")
    assert "哪个项目" in built.problems[0].message("zh")


def test_a_review_of_an_unknown_project_is_one_problem_not_two() -> None:
    built = KnowledgeBase({"reviews/r.md": "---\ntitle: 复盘\nproject: nobody\n---\n正文\n"}).build()
    assert len(built.codes) == 1
    assert built.codes != ["reviews/project-missing"]


def test_where_nothing_brings_projects_a_review_needs_none() -> None:
    plugins = {"reviews": omnikb_reviews, "lessons": omnikb_lessons}
    assert KnowledgeBase({"reviews/r.md": "---\ntitle: 复盘\n---\n正文\n"}, plugins=plugins).build().codes == []


def test_the_home_page_shows_the_three_latest_reviews() -> None:
    review = "---\ntitle: 复盘{0}\ndate: 2025-0{0}-01\nproject: p\nsummary: 结论{0}\n---\n正文\n"
    files = {f"reviews/r{number}.md": review.format(number) for number in range(1, 5)} | {"index.md": "# 首页\n"}
    html = build("", files).page("index.md").html
    html = html[html.index("最新复盘") :].partition("</section>")[0]
    assert html.index("复盘</a>") < html.index("复盘4</a>") < html.index("复盘3</a>")
    assert "复盘2</a>" not in html
    assert "结论4" in html


def test_a_home_page_without_reviews_has_no_such_section() -> None:
    assert "最新复盘" not in KnowledgeBase({"index.md": "# 首页\n"}).build().page("index.md").html


def test_hostile_names_and_units_come_out_as_text() -> None:
    html = (
        build("kpis:\n  - {name: '<script>alert(1)</script>', planned: 1, actual: 2, unit: '<b>', better: lower}\n")
        .page("reviews/r.md")
        .html
    )
    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "+1 &lt;b&gt;" in html


def test_every_page_loads_the_style_of_the_table() -> None:
    assert ("assets/omnikb/reviews.css", Load.EVERYWHERE) in [(asset.path, asset.load) for asset in build("").site.assets]


FINAL = """kind: final
kpis:
  - {{name: 工期, kind: time, planned: 100, actual: {0}, unit: 天, better: lower}}
  - {{name: 预算, kind: budget, planned: 200, actual: {1}, unit: 万元, better: lower}}
  - {{name: 满意度, kind: satisfaction, planned: 4.5, actual: {2}, unit: 分, better: higher}}
  - {{name: 成交额, planned: 10, actual: {3}, unit: 万元, better: higher}}
"""


def finals(*figures: tuple[float, float, float, float]) -> Built:
    """One closed project with a final review for each row of actual figures: time, budget, satisfaction, outcome."""
    files = {"index.md": "# 首页\n"}
    for number, row in enumerate(figures):
        files[f"projects/p{number}.md"] = PROJECT.replace("双十一", f"项目{number}")
        keys = f"title: 复盘{number}\ndate: 2025-11-{number % 28 + 1:02}\nproject: p{number}\n{FINAL.format(*row)}"
        files[f"reviews/r{number}.md"] = f"---\n{keys}---\n正文\n"
    return KnowledgeBase(files).build()


@pytest.mark.parametrize("unit", ["", ", unit: ''", ", unit: ' '", ", unit: "])
def test_a_figure_without_a_unit_is_a_problem_of_its_own(unit: str) -> None:
    built = build(f"kpis:\n  - {{name: 工期, planned: 1, actual: 2, better: lower{unit}}}\n")
    assert [(one.code, one.line) for one in built.problems] == [("reviews/kpi-without-unit", 6)]


def test_a_final_review_without_satisfaction_says_which_kind_is_missing() -> None:
    keys = FINAL.format(1, 1, 1, 1).replace("kind: satisfaction, ", "")
    (problem,) = build(keys).problems
    assert problem.code == "reviews/final-without-kpi"
    assert "satisfaction" in problem.hint("zh")
    assert "budget" not in problem.message("zh").partition("：")[2]


def test_every_kind_that_a_final_review_lacks_is_named_in_words_and_as_it_is_to_be_written() -> None:
    keys = FINAL.format(1, 1, 1, 1).replace("kind: satisfaction, ", "").replace("kind: budget, ", "")
    (problem,) = build(keys).problems
    assert problem.message("zh").endswith("：预算（budget）、满意度（satisfaction）")
    assert problem.hint("zh").endswith("：`kind: budget`、`kind: satisfaction`")
    assert problem.message("en").endswith(": budget, satisfaction")
    assert problem.hint("en").endswith(": `kind: budget`, `kind: satisfaction`")


def test_a_milestone_review_needs_no_figures() -> None:
    assert build("kind: milestone\n").codes == []
    assert build("kind: final\n").codes == ["reviews/final-without-kpi"]


@pytest.mark.parametrize(
    ("status", "kind", "problems"),
    [
        ("planned", "final", [("reviews/final-too-soon", "reviews/r.md", 4)]),
        ("active", "final", []),
        ("planned", "milestone", []),
    ],
)
def test_a_project_that_is_only_planned_has_no_final_review(status: str, kind: str, problems: list[tuple[str, str, int]]) -> None:
    files = {"projects/p.md": PROJECT, "projects/q.md": f"---\ntitle: 年货节\nstatus: {status}\n---\n"}
    keys = FINAL.format(1, 1, 1, 1).replace("kind: final", f"kind: {kind}")
    files["reviews/r.md"] = f"---\ntitle: 复盘\nproject: [p, q]\n{keys}---\n"
    built = KnowledgeBase(files).build()
    assert [(one.code, one.path, one.line) for one in built.problems] == problems
    assert all(" q " in one.message("zh") for one in built.problems)


def test_more_than_three_things_cannot_have_mattered_most() -> None:
    assert build("matters: [甲, 乙, 丙]\n").codes == []
    (problem,) = build("matters:\n  - 甲\n  - 乙\n  - 丙\n  - 丁\n").problems
    assert (problem.code, problem.line) == ("reviews/matters-too-many", 9)


def test_what_went_wrong_needs_its_cause() -> None:
    assert build("went_wrong:\n  - what: 超卖\n").codes == ["key-missing"]


def test_a_bullet_has_a_bar_for_actual_a_tick_for_planned_and_the_difference_in_words() -> None:
    html = build("kpis:\n  - {name: 工期, planned: 50, actual: 100, unit: 天, better: lower}\n").page("reviews/r.md").html
    assert 'class="omnikb-bar" x="0.0" y="2" width="97.0"' in html
    assert 'class="omnikb-tick" x1="48.5"' in html
    words = html[html.index("omnikb-bullet-words") :]
    assert "+50 天，超 100 %" in words[:200]
    assert "▲ 未达成" in words[:200]


@given(planned=st.floats(-1e9, 1e9), actual=st.floats(-1e9, 1e9))
def test_bar_and_tick_stay_inside_the_picture(planned: float, actual: float) -> None:
    drawn = bullet(KPI(name="x", planned=planned, actual=actual, unit="x", better=Better.LOWER))
    assert drawn.length >= 0
    assert 0 <= drawn.start <= drawn.start + drawn.length <= 100
    assert all(0 <= mark <= 100 for mark in drawn.marks)


def test_the_page_tells_what_mattered_before_the_text_and_causes_and_communication_after_it() -> None:
    keys = (
        "matters: [一盘货成立]\nwent_well: [门店发货快]\nwent_wrong:\n  - {what: 超卖, why: 没有关口}\n"
        "communication:\n  - {what: 站会, how_often: 每天, worked: false, note: 各说各的}\n"
    )
    html = build(keys).page("reviews/r.md").html
    places = [
        html.index(words) for words in ("一盘货成立", "<p>正文", "门店发货快", "超卖", "没有关口", "站会", "▲ 无效", "各说各的")
    ]
    assert places == sorted(places)


def test_resources_stand_beside_those_the_project_was_given() -> None:
    project = PROJECT.replace("status:", "resources: {people: 20, budget: 300, days: 80}\nstatus:")
    html = build("resources_used: {people: 24, days: 93}\n", {"projects/p.md": project}).page("reviews/r.md").html
    text = " ".join(re.sub(r"<[^>]+>", " ", html).split())
    assert "人力 20 人 24 人 工期 80 天 93 天" in text
    assert "预算" not in text


def test_what_two_projects_used_together_does_not_stand_beside_what_one_of_them_was_given() -> None:
    given = PROJECT.replace("status:", "resources: {people: 20}\nstatus:")
    both = "---\ntitle: 合并复盘\nproject: [p, q]\nresources_used: {people: 24}\n---\n正文\n"
    html = KnowledgeBase({"projects/p.md": given, "projects/q.md": PROJECT, "reviews/r.md": both}).build().page("reviews/r.md").html
    text = " ".join(re.sub(r"<[^>]+>", " ", html).split())
    assert "人力 24 人" in text


def test_risks_that_came_true_stand_at_the_top_with_what_they_cost() -> None:
    risk = "---\ntitle: {0}\nlikelihood: 1\nimpact: 1\n---\n正文\n"
    risks = "".join(
        f"  - {{risk: {name}, materialised: {true}, cost: {cost}}}\n"
        for name, true, cost in (("a", "true", 12), ("b", "true", 36.5), ("c", "false", 0))
    )
    html = build(f"risks:\n{risks}", {f"risks/{name}.md": risk.format(f"风险{name}") for name in "abc"}).page("reviews/r.md").html
    line = html[html.index("2 项风险发生了") :].partition("</p>")[0]
    assert "损失 48.5 万元" in line
    assert line.index("风险b") < line.index("风险a")
    assert "风险c" not in line


def test_money_is_told_in_yuan_on_an_english_page_and_in_its_own_unit_on_a_chinese_one() -> None:
    risk = "---\ntitle: Returns\nlikelihood: 1\nimpact: 1\n---\nText\n"
    keys = "resources_used: {budget: 512.25}\nrisks: [{risk: a, materialised: true, cost: 3.9}]\n"
    english, chinese = (build(f"lang: {lang}\n{keys}", {"risks/a.md": risk}).page("reviews/r.md").html for lang in ("en", "zh"))
    assert "1 risk came true, at a cost of 39,000 yuan" in english
    assert ">5,122,500 yuan</td>" in english
    assert "，损失 3.9 万元" in chinese
    assert ">512.25 万元</td>" in chinese


def test_the_performance_page_says_how_many_projects_missed_each_kind_of_figure() -> None:
    html = finals((110, 190, 4.6, 10), (120, 210, 4.6, 9), (90, 190, 4.6, 11)).page("reviews/performance.md").html
    assert "工期超出计划的项目占 2 / 3" in html
    assert "超出预算的项目占 1 / 3" in html
    assert "满意度未达目标的项目占 0 / 3" in html
    assert "成果未全部达成的项目占 1 / 3" in html


def test_each_picture_lists_the_worst_first_and_links_to_the_review() -> None:
    html = finals((110, 190, 4.6, 10), (120, 210, 4.2, 9), (90, 190, 4.0, 11)).page("reviews/performance.md").html
    time = html[html.index("工期超出计划") : html.index("超出预算的项目")]
    assert re.findall(r'href="\.\./(r\d)/"', time) == ["r1", "r0", "r2"]
    satisfaction = html[html.index("满意度未达目标") : html.index("成果未全部")]
    assert re.findall(r'href="\.\./(r\d)/"', satisfaction) == ["r2", "r1", "r0"]
    assert "中位数 +10 %" in time


def test_the_table_of_all_figures_has_heads_that_hold_for_what_was_met_and_what_was_not() -> None:
    html = finals((110, 190, 4.6, 10)).page("reviews/performance.md").html
    assert re.findall(r'<th scope="col" data-sort="number">(.*?)</th>', html) == ["工期", "预算", "满意度", "成果"]


def test_where_the_plan_was_zero_the_performance_page_says_in_words_whether_it_was_met() -> None:
    files = {f"projects/{id_}.md": PROJECT for id_ in "qr"}
    for id_, spent in (("q", 0), ("r", 8)):
        keys = FINAL.format(100, spent, 4.6, 10).replace("planned: 200", "planned: 0")
        files[f"reviews/{id_}-final.md"] = f"---\ntitle: 复盘\nproject: {id_}\n{keys}---\n正文\n"
    html = KnowledgeBase(files).build().page("reviews/performance.md").html
    picture = html[html.index("超出预算的项目") : html.index("满意度未达目标")]
    shown = re.findall(r'omnikb-panel-value"><span class="omnikb-(\w+)">(.*?)</span></span>', picture)
    assert shown == [("met", "✓ 达成"), ("missed", "▲ 未达成")]
    assert re.findall(r'data-value=""><span class="omnikb-(\w+)">(.*?)</span></td>', html) == shown


def test_only_the_newest_final_review_of_a_project_counts() -> None:
    again = f"---\ntitle: 再复盘\ndate: 2025-12-01\nproject: p\n{FINAL.format(90, 1, 5, 11)}---\n正文\n"
    html = build(FINAL.format(110, 1, 5, 11), {"reviews/again.md": again}).page("reviews/performance.md").html
    assert "工期超出计划的项目占 0 / 1" in html


def test_a_review_of_several_projects_counts_for_each_of_them() -> None:
    project = "---\ntitle: {0}\nstatus: active\n---\n正文\n"
    review = f"---\ntitle: 合并复盘\nproject: [q, p, q]\n{FINAL.format(110, 1, 5, 11)}---\n正文\n"
    both = {"projects/p.md": project.format("甲"), "projects/q.md": project.format("乙"), "reviews/both.md": review}
    built = KnowledgeBase(both).build()
    html = built.page("reviews/performance.md").html
    assert "工期超出计划的项目占 2 / 2" in html
    assert {"甲", "乙"} <= set(re.findall(r">(\w+)</a>", html))
    assert "与其他项目比较" in built.page("reviews/both.md").html


def test_without_a_final_review_there_is_no_performance_page() -> None:
    assert "reviews/performance.md" not in [page.path for page in build("").site.pages]


def test_no_page_of_figures_grows_beyond_300_kb_with_many_projects() -> None:
    built = finals(*[(100 + number % 50, 200, 4.5, 10) for number in range(700)])
    paths = {page.path for page in built.site.pages if page.path.startswith("reviews/performance")}
    assert len(paths) == 4
    assert max(len(built.page(path).html.encode()) for path in paths) < 300_000
    assert sum(built.page(path).html.count('<th scope="row">') for path in paths) == 700


def test_the_home_page_shows_the_figures_every_project_has() -> None:
    html = finals((110, 190, 4.6, 10)).page("index.md").html
    latest = html[html.index("最新复盘") :]
    assert "+10 天" in latest
    assert "成交额" not in latest
    assert "reviews/performance/" in latest


VERDICT = 'class="omnikb-verdict"'


def reviewed(*reviews: str) -> str:
    """The page of a project that these reviews are of, each given by its keys."""
    files = {f"reviews/r{number}.md": f"---\nproject: p\n{keys}---\n正文\n" for number, keys in enumerate(reviews)}
    built = KnowledgeBase({"projects/p.md": PROJECT, **files}).build()
    assert built.codes == []
    return built.page("projects/p.md").html


def test_a_project_shows_above_its_text_the_verdict_and_the_figures_of_its_final_review() -> None:
    final = FINAL.format(105, 512, 4.5, 7312)
    html = reviewed(f"title: 结项\ndate: 2025-11-28\nsummary: 卖得好，收尾晚。\n{final}")
    shown = html[html.index(VERDICT) : html.index("正文")]
    assert "卖得好，收尾晚。" in shown
    assert 'href="../../reviews/r0/"' in shown
    assert shown.count("<li class") == 4
    assert "4 项指标达成" in shown
    assert "结项复盘" in shown


def test_the_final_review_counts_before_a_newer_milestone() -> None:
    final = f"title: 结项\ndate: 2025-11-28\nsummary: 终评\n{FINAL.format(1, 1, 1, 1)}"
    html = reviewed(final, "title: 回看\ndate: 2026-01-10\nsummary: 后评\n")
    assert "终评" in html[html.index(VERDICT) :]
    assert "<strong>后评" not in html


def test_without_a_final_review_the_newest_milestone_counts() -> None:
    html = reviewed("title: 一\ndate: 2025-09-01\nsummary: 初评\n", "title: 二\ndate: 2025-10-01\nsummary: 中评\n")
    assert "<strong>中评" in html
    assert "<strong>初评" not in html
    assert "阶段复盘" in html


def test_a_project_without_a_review_has_no_verdict_and_a_review_shows_none_of_itself() -> None:
    assert VERDICT not in reviewed()
    assert VERDICT not in build("summary: 一句话\n").page("reviews/r.md").html


def test_a_project_shows_time_budget_and_satisfaction_before_outcomes_and_six_figures_at_most() -> None:
    outcomes = [KPI(name=f"成效{number}", planned=1, actual=1, unit="件", better=Better.HIGHER) for number in range(9)]
    time = KPI(name="工期", kind=KPIKind.TIME, planned=1, actual=1, unit="天", better=Better.LOWER)
    again = time.model_copy(update={"name": "工期二"})
    assert [kpi.name for kpi in telling([*outcomes, time, again])] == ["工期", *(f"成效{number}" for number in range(5))]


def test_an_english_review_is_marked_as_english_on_a_chinese_project() -> None:
    figure = "{name: Sales, planned: 1, actual: 2, unit: CNY, better: higher}"
    html = reviewed(f"title: Final\nlang: en\ndate: 2025-11-28\nsummary: Sold well.\nkpis:\n  - {figure}\n")
    shown = html[html.index(VERDICT) :]
    assert '<strong lang="en">Sold well.' in shown
    assert 'omnikb-bullet-name" lang="en">Sales' in shown
