from __future__ import annotations

from omnikb import Load
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
