from __future__ import annotations

from omnikb import page_name
from omnikb.testing import Built, KnowledgeBase

FAQ = "faq:\n  - {question: 能拆单吗？, answer: 能。, topic: 发货}\n  - {question: 谁批准？, answer: 值班经理。}\n"


def document(keys: str = FAQ, title: str = "超卖") -> str:
    return f"---\ntitle: {title}\nlikelihood: 4\nimpact: 4\n{keys}---\n正文\n"


def build(files: dict[str, str], language: str = "zh") -> Built:
    return KnowledgeBase(files, language=language).build()


def test_a_document_shows_its_questions_with_their_answers() -> None:
    html = build({"risks/oversell.md": document()}).page("risks/oversell.md").html
    assert html.index("常见问题") < html.index("能拆单吗？") < html.index("能。")


def test_a_topic_gathers_questions_of_several_documents_each_with_its_source() -> None:
    html = build({"risks/a.md": document(title="甲"), "risks/b.md": document(title="乙")}).page("faq/发货.md").html
    assert html.count("能拆单吗？") == 2
    assert 'href="../../risks/a/"' in html
    assert 'href="../../risks/b/"' in html
    assert "谁批准" not in html


def test_questions_without_a_topic_stand_together_and_last() -> None:
    built = build({"risks/a.md": document()})
    assert "谁批准？" in built.page("faq/other.md").html
    html = built.page("faq/index.md").html
    assert html.index("发货") < html.index("其他问题")


def test_the_overview_leads_to_each_question_on_its_topics_page() -> None:
    built = build({"risks/a.md": document()})
    assert 'href="%E5%8F%91%E8%B4%A7/#q1"' in built.page("faq/index.md").html
    assert 'id="q1"' in built.page("faq/发货.md").html


def test_a_question_without_an_answer_is_a_problem_at_its_line() -> None:
    (problem,) = build({"risks/a.md": document("faq:\n  - question: 能拆单吗？\n")}).problems
    assert (problem.code, problem.line) == ("key-missing", 6)


def test_an_empty_answer_is_a_problem() -> None:
    (problem,) = build({"risks/a.md": document("faq: {question: 能吗, answer: ' '}\n")}).problems
    assert "这里没有写内容" in problem.message("zh")


def test_where_nobody_asks_there_is_no_page() -> None:
    assert not [page for page in build({"risks/a.md": document("")}).site.pages if page.path.startswith("faq/")]


def test_many_questions_of_one_topic_are_spread_over_pages() -> None:
    long = "".join(f"  - {{question: 问题{number}, answer: {'长' * 300}, topic: 发货}}\n" for number in range(200))
    built = build({"risks/a.md": document(f"faq:\n{long}")})
    pages = [built.page(page.path).html for page in built.site.pages if page.path.startswith("faq/发货")]
    assert len(pages) > 1
    assert all(len(page.encode()) < 300_000 for page in pages)


def test_markup_in_an_answer_comes_out_as_text() -> None:
    built = build({"risks/a.md": document("faq: {question: '<b onclick=x>', answer: '<script>', topic: '<i>'}\n")})
    for path in ("risks/a.md", f"faq/{page_name('<i>')}.md", "faq/index.md"):
        assert "<script>" not in built.page(path).html
        assert "<b onclick" not in built.page(path).html
