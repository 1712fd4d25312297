from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import omnikb_lessons
import omnikb_reviews
from omnikb import Load
from omnikb.testing import Built, KnowledgeBase
from omnikb_reviews.figures import Difference
from omnikb_reviews.model import KPI, Better

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
    assert "最新复盘" in html
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
