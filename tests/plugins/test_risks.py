from __future__ import annotations

import pytest

from omnikb.testing import Built, KnowledgeBase
from omnikb_risks.matrix import point
from omnikb_risks.model import Rating, RiskLinks, RiskOutcomes
from omnikb_risks.records import record_of
from omnikb_risks.words import level

RISK = "---\ntitle: 超卖\nlikelihood: 4\nimpact: 5\ncategory: 库存\nsummary: 一件货卖了两次\n---\n正文\n"


def build(files: dict[str, str] | None = None, language: str = "zh") -> Built:
    return KnowledgeBase({"risks/oversell.md": RISK, **(files or {})}, language=language).build()


def project(keys: str, title: str = "双十一") -> str:
    return f"---\ntitle: {title}\nstatus: active\n{keys}---\n正文\n"


def risk(keys: str, title: str = "排队") -> str:
    return f"---\ntitle: {title}\nlikelihood: 4\nimpact: 3\n{keys}---\n正文\n"


def review(keys: str, title: str = "双十一复盘", of: str = "p") -> str:
    return f"---\ntitle: {title}\nproject: {of}\n{keys}---\n正文\n"


def test_a_risk_shows_its_score_its_kind_and_its_summary() -> None:
    html = build().page("risks/oversell.md").html
    assert "风险值 20 / 25" in html
    assert "库存" in html
    assert "一件货卖了两次" in html


def test_a_risk_shows_where_it_comes_from_and_who_looks_after_it() -> None:
    html = build({"risks/r.md": risk("origin: outside\nsource: 天气\nowner: 运输主管\n")}).page("risks/r.md").html
    assert "外部风险：天气" in html
    assert "负责人：运输主管" in html


def test_the_matrix_of_a_risk_has_the_same_figures_as_the_table_beside_it() -> None:
    html = build({"risks/r.md": risk("after: {likelihood: 2, impact: 1}\n")}).page("risks/r.md").html
    assert "应对之后，风险值从 12 降到 2（满分 25）" in html
    assert "○ 应对之前" in html
    assert "12 高" in html
    assert "2 很低" in html
    assert html.count("<polygon") == 1


@pytest.mark.parametrize("keys", ["", "after: {likelihood: 4, impact: 3}\n"])
def test_a_risk_that_no_response_moves_has_one_dot_and_no_arrow(keys: str) -> None:
    html = build({"risks/r.md": risk(keys)}).page("risks/r.md").html
    assert html.count("<circle") == 1
    assert "<polygon" not in html


def test_likelihood_grows_to_the_right_and_impact_upwards() -> None:
    low, high = point(Rating(likelihood=1, impact=1)), point(Rating(likelihood=5, impact=5))
    assert low[0] < high[0]
    assert low[1] > high[1]


def test_early_signs_can_be_ticked_off_and_steps_are_numbered() -> None:
    keys = "early_signs: [排队超过 20 人]\nstrategy: mitigate\nsteps: [加人, 分流]\n"
    html = build({"risks/r.md": risk(keys)}).page("risks/r.md").html
    assert '<label><input type="checkbox"> <span>排队超过 20 人</span></label>' in html
    assert "减轻" in html
    assert html.index("<li>加人</li>") < html.index("<li>分流</li>")


@pytest.mark.parametrize("wrong", ["likelihood: 7", "likelihood: 0", "likelihood: high", "likelihood: 2.5", "likelihood: true"])
def test_a_likelihood_outside_the_scale_is_a_problem_at_its_line(wrong: str) -> None:
    built = KnowledgeBase({"risks/r.md": f"---\ntitle: 风险\n{wrong}\nimpact: 3\n---\n正文\n"}).build()
    assert [(one.path, one.line) for one in built.problems] == [("risks/r.md", 3)]


def test_a_review_names_a_risk_by_its_id_or_with_what_came_of_it() -> None:
    keys = "risks:\n  - strike\n  - {risk: oversell, materialised: true, cost: 36.5, response: partly, note: 退款}\n"
    strike = {"risks/strike.md": risk("")}
    built = build({"projects/p.md": project(""), "reviews/r.md": review(keys), **strike})
    assert built.codes == []
    plain, told = built.index.documents["r"][RiskOutcomes].risks
    assert (plain.risk, plain.materialised, plain.cost) == ("strike", None, None)
    assert (told.materialised, told.cost, told.response, told.note) == (True, 36.5, "partly", "退款")
    assert built.index.outgoing("r", "risks")[1].attributes["cost"] == 36.5


def test_a_project_names_a_risk_by_its_id_or_with_a_note() -> None:
    named = project("risks:\n  - strike\n  - {risk: oversell, note: 直播间加单}\n")
    built = build({"projects/p.md": named, "risks/strike.md": risk("")})
    assert built.codes == []
    assert [one.note for one in built.index.documents["p"][RiskLinks].risks] == ["", "直播间加单"]


def test_a_project_cannot_say_what_came_of_a_risk() -> None:
    built = build({"projects/p.md": project("risks:\n  - {risk: oversell, materialised: true}\n")})
    assert [(one.code, one.line) for one in built.problems] == [("key-unknown", 5)]


@pytest.mark.parametrize(
    ("keys", "code", "line"),
    [
        ("origin: outside\n", "risks/source-missing", 5),
        ("origin: abroad\n", "value-not-allowed", 5),
        ("strategy: avoid\n", "risks/steps-missing", 5),
        ("strategy: mitigate\n", "risks/steps-missing", 5),
        ("strategy: transfer\n", "risks/steps-missing", 5),
        ("strategy: ignore\n", "value-not-allowed", 5),
        ("strategy: avoid\nsteps: ['  ']\n", "text-empty", 6),
        ("after: {likelihood: 5, impact: 3}\n", "risks/after-higher", 5),
        ("after: {likelihood: 4, impact: 4}\n", "risks/after-higher", 5),
        ("after: {likelihood: 7, impact: 3}\n", "value-out-of-range", 5),
        ("after: {likelihood: 2}\n", "key-missing", 5),
        ("early_signs: 排队\n", "not-a-list", 5),
    ],
)
def test_a_mistake_in_what_a_risk_says_of_itself_is_one_problem_at_its_line(keys: str, code: str, line: int) -> None:
    built = KnowledgeBase({"risks/r.md": f"---\ntitle: 风险\nlikelihood: 4\nimpact: 3\n{keys}---\n正文\n"}).build()
    assert [(one.code, one.line) for one in built.problems] == [(code, line)]


@pytest.mark.parametrize(
    "keys",
    ["strategy: accept\n", "after: {likelihood: 4, impact: 3}\n", "origin: inside\n", "origin: outside\nsource: 天气\n"],
)
def test_a_risk_may_be_accepted_stay_as_it_is_and_come_from_inside(keys: str) -> None:
    built = KnowledgeBase({"risks/r.md": f"---\ntitle: 风险\nlikelihood: 4\nimpact: 3\n{keys}---\n正文\n"}).build()
    assert built.codes == []


def test_a_single_id_needs_no_list() -> None:
    built = build({"projects/p.md": project("risks: oversell\n")})
    assert [link.target for link in built.index.outgoing("p", "risks")] == ["oversell"]


def test_lessons_reviews_and_projects_can_name_risks() -> None:
    built = build(
        {
            "projects/p.md": project("risks: oversell\n"),
            "lessons/l.md": "---\ntitle: 经验\nrisks: [oversell]\napplies_when: 大促\ndo: 预留\nbecause: 原因\n---\n正文\n",
            "reviews/r.md": "---\ntitle: 复盘\nproject: p\nrisks: [oversell]\n---\n正文\n",
        }
    )
    assert built.codes == []
    assert {link.source for link in built.index.incoming("oversell", "risks")} == {"p", "l", "r"}


def test_a_risk_page_gathers_who_points_at_it_with_what_they_say() -> None:
    built = build(
        {
            "projects/p.md": project(""),
            "reviews/a.md": review("risks:\n  - {risk: oversell, materialised: true, cost: 1250, note: 退款与补偿}\n"),
            "reviews/b.md": review("risks:\n  - {risk: oversell, materialised: false}\n"),
            "projects/c.md": project("risks: oversell\n", "丙项目"),
        }
    )
    html = built.page("risks/oversell.md").html
    assert "历次发生的情况" in html
    assert "▲ 1 个项目中有 1 个遇到" in html
    assert "，共损失 1,250 万元；另有 1 个项目提到它，还没有写明是否发生" in html
    assert "退款与补偿" in html
    assert "丙项目" in html


def test_what_is_said_of_a_risk_follows_the_language_of_the_page() -> None:
    files = {
        "risks/oversell.md": RISK.replace("likelihood", "lang: en\nlikelihood"),
        "projects/p.md": project(""),
        "reviews/a.md": review("risks:\n  - {risk: oversell, materialised: true, cost: 3.9}\n"),
    }
    html = build(files).page("risks/oversell.md").html
    assert "Score 20 of 25" in html
    assert "▲ Hit 1 of 1 project" in html
    assert ", cost 39,000 yuan in all" in html
    assert 'data-label="Cost, yuan">39,000</td>' in html


def test_that_a_risk_cost_nothing_is_no_part_of_a_sentence() -> None:
    free = "{risk: oversell, materialised: true, cost: 0, note: 当场拦下}"
    files = {"projects/p.md": project(""), "reviews/a.md": review(f"risks:\n  - {free}\n  - {{risk: r, cost: 0}}\n")}
    built = build({**files, "risks/r.md": risk("")})
    for path in ("reviews/a.md", "projects/p.md"):
        assert "▲ 发生了 · 当场拦下" in built.page(path).html
        assert "损失" not in built.page(path).html
    section = built.page("projects/p.md").html
    assert section.count('<span class="omnikb-note omnikb-report">') == 1, "nothing but a zero is no report"


def test_a_risk_nobody_points_at_has_no_track_record() -> None:
    assert "历次发生的情况" not in build().page("risks/oversell.md").html


def test_a_document_lists_the_risks_it_names_with_their_scores() -> None:
    html = build({"projects/p.md": project("risks: oversell\n")}).page("projects/p.md").html
    assert '<a href="../../risks/oversell/">超卖</a>' in html
    assert "风险值 20 / 25" in html


def test_a_document_that_names_no_risk_has_no_such_section() -> None:
    assert "风险</h2>" not in build({"projects/p.md": project("")}).page("projects/p.md").html


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        ("risks:\n  - {risk: oversell, cost: 很多}\n", 5),
        ("risks:\n  - {risk: oversell, cost: -1}\n", 5),
        ("risks:\n  - {risk: oversell, cost: .nan}\n", 5),
        ("risks:\n  - {risk: oversell, cost: .inf}\n", 5),
        ("risks:\n  - oversell\n  - {risk: oversell, materialized: true}\n", 6),
        ("risks:\n  - {materialised: true}\n", 5),
        ("risks:\n  - {risk: oversell, materialised: 1}\n", 5),
        ("risks:\n  - {risk: oversell, response: bad}\n", 5),
        ("risks: [overselll]\n", 4),
        ("risks: [p]\n", 4),
    ],
)
def test_a_mistake_in_what_is_said_of_a_risk_is_a_problem_at_its_line(keys: str, line: int) -> None:
    built = build({"projects/p.md": project(""), "reviews/r.md": review(keys)})
    assert [(one.path, one.line) for one in built.problems] == [("reviews/r.md", line)]


def test_hostile_titles_and_notes_come_out_as_text() -> None:
    keys = "risks:\n  - {risk: oversell, note: '<script>alert(2)</script>'}\n"
    html = build({"projects/p.md": project(keys, "'<script>alert(1)</script>'")}).page("risks/oversell.md").html
    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "&lt;script&gt;alert(2)&lt;/script&gt;" in html


def test_many_documents_that_point_at_a_risk_are_paged_away() -> None:
    keys = "risks:\n  - {risk: oversell, note: 一句话说明发生了什么}\n"
    built = build({f"projects/p{number}.md": project(keys, f"项目 {number}") for number in range(400)})
    html = built.page("risks/oversell.md").html
    assert len(html.encode()) < 300_000
    assert html.count("一句话说明") < 400
    assert "400" in html


def told(date: str, keys: str, of: str = "p") -> str:
    return f"---\ntitle: 复盘 {date}\ndate: {date}\nproject: {of}\nrisks:\n  - {{risk: oversell, {keys}}}\n---\n正文\n"


def test_a_risk_that_came_true_once_in_a_project_has_hit_it_whatever_another_review_says() -> None:
    files = {"projects/p.md": project(""), "reviews/a.md": told("2025-09-01", "materialised: true, cost: 9")}
    record = record_of("oversell", build({**files, "reviews/b.md": told("2025-12-01", "materialised: false")}).index)
    assert (record.hits, record.told) == (1, 1)


def test_the_last_review_of_a_project_says_what_a_risk_cost_there_and_how_the_response_went() -> None:
    files = {
        "projects/p.md": project(""),
        "reviews/a.md": told("2025-09-01", "materialised: true, cost: 9, response: failed"),
        "reviews/b.md": told("2025-12-01", "materialised: true, cost: 12, response: worked"),
    }
    record = record_of("oversell", build(files).index)
    assert (record.cost, dict(record.responses)) == (12, {"worked": 1})


def test_what_one_review_of_two_projects_says_a_risk_cost_is_counted_once() -> None:
    files = {f"projects/{name}.md": project("") for name in "pq"}
    record = record_of(
        "oversell", build({**files, "reviews/a.md": told("2025-09-01", "materialised: true, cost: 9", "[p, q]")}).index
    )
    assert (record.hits, record.told, record.cost) == (2, 2, 9)


def test_a_project_page_shows_what_its_reviews_say_came_of_each_risk() -> None:
    files = {
        "projects/p.md": project("risks:\n  - {risk: oversell, note: 直播加单}\n"),
        "risks/r.md": risk(""),
        "reviews/a.md": told("2025-12-01", "materialised: true, cost: 12, response: partly").replace("正文", "见 [[r]]"),
        "reviews/b.md": "---\ntitle: 中期\nproject: p\nrisks:\n  - {risk: r, materialised: false}\n---\n正文\n",
    }
    html = build(files).page("projects/p.md").html
    assert "直播加单" in html
    assert "▲ 发生了 · 损失 12 万元 · ◐ 应对部分有效" in html
    assert "✓ 没有发生" in html


def test_the_heat_map_counts_the_risks_of_a_cell_and_leads_to_their_rows_in_the_register() -> None:
    html = build({"risks/r.md": risk(""), "risks/s.md": risk("", "断电")}).page("risks/matrix.md").html
    assert '<a href="#l4-i3" title="高">2</a>' in html
    assert '<a href="#l4-i5" title="很高">1</a>' in html
    assert html.index('<tbody id="l4-i5">') < html.index('<tbody id="l4-i3">')
    assert "3 个风险中，3 个为高或很高" in html


def test_the_arrow_of_the_impact_points_to_where_it_rises() -> None:
    html = build({}).page("risks/matrix.md").html
    assert "影响 ↑" in html
    heat = html[html.index("影响 ↑") : html.index("</tbody>")]
    assert heat.index('<th scope="row">5</th>') < heat.index('<th scope="row">1</th>')


@pytest.mark.parametrize(("score", "step"), [(1, 1), (3, 1), (4, 2), (6, 2), (8, 3), (10, 3), (12, 4), (16, 4), (20, 5), (25, 5)])
def test_a_score_has_one_of_five_levels(score: int, step: int) -> None:
    assert level(score) == step


def test_a_long_register_stands_on_several_pages_and_the_heat_map_leads_to_the_right_one() -> None:
    files = {f"risks/n{number}.md": risk("category: 物流\nowner: 运输主管\n", f"风险 {number}") for number in range(700)}
    built = build({**files, "risks/low.md": RISK.replace("4", "1").replace("5", "1")})
    assert len(built.page("risks/matrix.md").html.encode()) < 300_000
    assert '<a href="page-4/#l1-i1"' in built.page("risks/matrix.md").html
    pages = ["risks/matrix.md", *(f"risks/matrix/page-{number}.md" for number in (2, 3, 4))]
    assert sum("风险 699</a>" in built.page(path).html for path in pages) == 1


def test_the_home_page_leads_to_the_risks_that_hit_most() -> None:
    files = {
        "index.md": "# 首页\n",
        "risks/r.md": risk("", "常见"),
        "projects/p.md": project(""),
        "reviews/a.md": "---\ntitle: 复盘\nproject: p\nrisks:\n  - {risk: r, materialised: true}\n---\n正文\n",
    }
    html = build(files).page("index.md").html
    top = html[html.index("最常发生的风险</h2>") :]
    top = top.partition("</section>")[0].partition("<h2")[0]
    assert "常见</a>" in top
    assert "超卖</a>" not in top  # it hit none
    assert '<a href="risks/matrix/">' in top


def test_where_no_risk_has_hit_yet_the_home_page_leads_to_those_of_the_highest_score() -> None:
    html = build({"index.md": "# 首页\n", "risks/r.md": risk("", "常见")}).page("index.md").html
    top = html[html.index("风险值最高的风险</h2>") :]
    assert top.index("超卖</a>") < top.index("常见</a>")
    assert "最常发生" not in html


def test_without_a_risk_there_is_no_register() -> None:
    built = KnowledgeBase({"index.md": "# 首页\n"}).build()
    assert "risks/matrix.md" not in {page.path for page in built.site.pages}
    assert "最常发生的风险" not in built.page("index.md").html


def test_a_document_that_the_track_record_has_heard_is_not_named_again() -> None:
    files = {
        "projects/p.md": project(""),
        "reviews/a.md": told("2025-12-01", "materialised: true").replace("正文", "见 [[oversell]]"),
    }
    assert "提到它的其他文档" not in build(files).page("risks/oversell.md").html


def test_a_project_page_leaves_out_risks_that_its_reviews_only_name() -> None:
    files = {"projects/p.md": project(""), "reviews/a.md": review("risks: oversell\n")}
    assert "风险值 20 / 25" not in build(files).page("projects/p.md").html


def test_a_document_that_names_very_many_risks_lists_the_first_and_says_how_many_more() -> None:
    risks = {f"risks/r{number:03}.md": RISK.replace("超卖", f"风险 {number}") for number in range(130)}
    keys = "risks:\n" + "".join(f"  - {{risk: r{number:03}, note: 记下一句}}\n" for number in range(130))
    html = KnowledgeBase({**risks, "projects/p.md": project(keys)}, language="en").build().page("projects/p.md").html
    assert html.count("记下一句") == 100
    assert "风险 99<" in html
    assert "风险 100<" not in html
    assert "and 30 more risks" in html


@pytest.mark.parametrize(
    ("said", "problems"),
    [
        ("materialised: false, response: failed", [("risks/failed-without-event", 5, 43)]),
        ("materialised: true, response: failed", []),
        ("response: failed", []),
        ("materialised: false, response: worked", []),
        ("materialised: false, response: partly", []),
        ("materialised: false, response: none", []),
    ],
)
def test_no_response_fails_against_what_did_not_happen(said: str, problems: list[tuple[str, int, int]]) -> None:
    built = build({"projects/p.md": project(""), "reviews/r.md": review(f"risks:\n  - {{risk: oversell, {said}}}\n")})
    assert [(one.code, one.line, one.column) for one in built.problems] == problems


def test_what_did_not_happen_cost_nothing() -> None:
    review = "---\ntitle: R\nproject: p\nrisks: [{risk: a, materialised: false, cost: 50}]\n---\n"
    built = KnowledgeBase(
        {
            "risks/a.md": "---\ntitle: A\nlikelihood: 2\nimpact: 2\n---\n",
            "projects/p.md": "---\ntitle: P\nstatus: active\nstart: 2025-01-01\nend: 2026-12-31\n---\n",
            "reviews/r.md": review,
        }
    ).build()
    assert "共损失" not in built.page("risks/a.md").html
