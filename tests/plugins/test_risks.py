from __future__ import annotations

import pytest

from omnikb.testing import Built, KnowledgeBase
from omnikb_risks.model import RiskLinks

RISK = "---\ntitle: 超卖\nlikelihood: 4\nimpact: 5\ncategory: 库存\nsummary: 一件货卖了两次\n---\n正文\n"


def build(files: dict[str, str] | None = None, language: str = "zh") -> Built:
    return KnowledgeBase({"risks/oversell.md": RISK, **(files or {})}, language=language).build()


def project(keys: str, title: str = "双十一") -> str:
    return f"---\ntitle: {title}\nstatus: closed\n{keys}---\n正文\n"


def test_a_risk_shows_its_score_and_where_it_comes_from() -> None:
    html = build().page("risks/oversell.md").html
    assert "风险值 20 / 25" in html
    assert "可能性 4 / 5" in html
    assert "影响 5 / 5" in html
    assert "库存" in html
    assert "一件货卖了两次" in html


@pytest.mark.parametrize("wrong", ["likelihood: 7", "likelihood: 0", "likelihood: high", "likelihood: 2.5", "likelihood: true"])
def test_a_likelihood_outside_the_scale_is_a_problem_at_its_line(wrong: str) -> None:
    built = KnowledgeBase({"risks/r.md": f"---\ntitle: 风险\n{wrong}\nimpact: 3\n---\n正文\n"}).build()
    assert [(one.path, one.line) for one in built.problems] == [("risks/r.md", 3)]


def test_a_risk_may_be_named_by_its_id_or_with_what_came_of_it() -> None:
    keys = "risks:\n  - oversell\n  - {risk: oversell, materialised: true, cost: 36.5, note: 退款}\n"
    built = build({"projects/p.md": project(keys)})
    assert built.codes == []
    plain, told = built.index.documents["p"][RiskLinks].risks
    assert (plain.risk, plain.materialised, plain.cost) == ("oversell", None, None)
    assert (told.materialised, told.cost, told.note) == (True, 36.5, "退款")
    assert built.index.outgoing("p", "risks")[1].attributes["cost"] == 36.5


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
            "projects/a.md": project("risks:\n  - {risk: oversell, materialised: true, cost: 1250, note: 退款与补偿}\n", "甲项目"),
            "projects/b.md": project("risks:\n  - {risk: oversell, materialised: false}\n", "乙项目"),
            "projects/c.md": project("risks: oversell\n", "丙项目"),
        }
    )
    html = built.page("risks/oversell.md").html
    assert "历次发生的情况" in html
    assert "▲ 发生了 · 损失 1,250 万元 · 退款与补偿" in html
    assert "✓ 没有发生" in html
    assert "有 2 篇文档写明了是否发生，其中 1 篇发生了。" in html
    assert "丙项目" in html


def test_what_is_said_of_a_risk_follows_the_language_of_the_page() -> None:
    files = {
        "risks/oversell.md": RISK.replace("likelihood", "lang: en\nlikelihood"),
        "projects/a.md": project("risks:\n  - {risk: oversell, materialised: true, cost: 12}\n"),
    }
    html = build(files).page("risks/oversell.md").html
    assert "Score 20 of 25" in html
    assert "▲ Came true · cost 12 × 10,000 yuan" in html
    assert "1 document says whether it came true; it did in 1." in html


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
        ("risks: [overselll]\n", 4),
        ("risks: [p]\n", 4),
    ],
)
def test_a_mistake_in_what_is_said_of_a_risk_is_a_problem_at_its_line(keys: str, line: int) -> None:
    built = build({"projects/p.md": project(keys)})
    assert [(one.path, one.line) for one in built.problems] == [("projects/p.md", line)]


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


def test_a_document_that_names_very_many_risks_lists_the_first_and_says_how_many_more() -> None:
    risks = {f"risks/r{number:03}.md": RISK.replace("超卖", f"风险 {number}") for number in range(130)}
    keys = "risks:\n" + "".join(f"  - {{risk: r{number:03}, note: 记下一句}}\n" for number in range(130))
    html = KnowledgeBase({**risks, "projects/p.md": project(keys)}, language="en").build().page("projects/p.md").html
    assert html.count("记下一句") == 100
    assert "风险 99<" in html
    assert "风险 100<" not in html
    assert "and 30 more risks" in html
