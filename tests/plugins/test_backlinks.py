from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import omnikb_backlinks
from omnikb import Document, Load
from omnikb.testing import Built, KnowledgeBase
from omnikb_backlinks.sentences import LIMIT, Sentence, sentence_around

TITLES = {"stock": "安全库存", "odd": "为什么？因为 *快* [注]。"}


def sentence(body: str) -> Sentence | None:
    """The sentence around the first link to ``stock`` in a body."""
    offset = min(found for found in (body.find("[[stock"), body.find("stock.md")) if found >= 0)
    return sentence_around(body, offset, lambda id_: TITLES.get(id_, id_))


def text(body: str) -> str:
    """The same as one string, the link's words in angle brackets."""
    found = sentence(body)
    assert found is not None
    return f"{found.before}<{found.words}>{found.after}"


def build(files: dict[str, str]) -> Built:
    return KnowledgeBase({"stock.md": "# 安全库存\n\n正文\n", **files}).build()


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("前一句。开售前看 [[stock]]，再定比例！后一句。", "开售前看 <安全库存>，再定比例！"),
        ("先压测；再读 [[stock|这一篇]]；最后演练。", "再读 <这一篇>；"),
        ("真的吗？见 [[stock]]。", "见 <安全库存>。"),
        ("他说“够了。”见 [[stock]]", "见 <安全库存>"),
        ("One thing. Then read [the note](stock.md) again. Another.", "Then read <the note> again."),
        ("Stop! Read [it](stock.md)? Yes.", "Read <it>?"),
        (
            "It grew 3.5 times in v2.3 with [it](stock.md), i.e. by 1.2 points. Next.",
            "It grew 3.5 times in v2.3 with <it>, i.e. by 1.2 points.",
        ),
        ("库存涨了 3.5 倍，v2.3 起见 [[stock]]。", "库存涨了 3.5 倍，v2.3 起见 <安全库存>。"),
        ("好!见 [[stock]]吧!走", "见 <安全库存>吧!"),
    ],
)
def test_a_sentence_ends_at_chinese_and_english_marks_but_not_inside_a_number(body: str, expected: str) -> None:
    assert text(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("## 见 **[[stock]]** 与 `代码`", "见 <安全库存> 与 代码"),
        ("- 第一条\n- [ ] 第二条 [[stock]]\n- 第三条", "第二条 <安全库存>"),
        ("1. 先看 ~~旧的~~ [[stock]]{: .big }", "先看 旧的 <安全库存>"),
        ("> 引用 _重点_ [[stock]]", "引用 重点 <安全库存>"),
        ("| 甲 | 见 [[stock]] 即可 | 丙 |", "见 <安全库存> 即可"),
        ("第一行\n第二行 [[stock]]\n第三行", "第一行第二行 <安全库存>第三行"),
        ("first line\nthen [it](stock.md)\nlast line", "first line then <it> last line"),
        ("上一段\n\n这一段 [[stock]]\n\n下一段", "这一段 <安全库存>"),
        ("见 [别处。一](a.md)、[[stock]] 和 [[odd]] 三篇", "见 别处。一、<安全库存> 和 为什么？因为 *快* [注]。 三篇"),
        ("脚注[^1] 在 [**粗** 字](stock.md)[^2] 旁", "脚注 在 <粗 字> 旁"),
        ("snake_case_name 与 2*3*4 见 [[stock]]", "snake_case_name 与 2*3*4 见 <安全库存>"),
        ('a &lt;b&gt; <span class="x">c</span> [[stock]]', "a <b> c <安全库存>"),
        ("[甲](a.md)后面的 [乙](<stock.md>) 在此", "甲后面的 <乙> 在此"),
    ],
)
def test_markup_is_read_away(body: str, expected: str) -> None:
    assert text(body) == expected


def test_a_long_sentence_is_cut_around_the_link() -> None:
    found = sentence("前" * 300 + "[[stock]]" + "后" * 300)
    assert found is not None
    assert found.before.startswith("…前")
    assert found.after.endswith("后…")
    assert len(found.before + found.words + found.after) <= LIMIT + 2


def test_a_long_english_sentence_is_cut_between_words() -> None:
    found = sentence("beginning " * 60 + "[it](stock.md)" + " ending" * 60)
    assert found is not None
    assert set(found.before.strip("…").split()) == {"beginning"}
    assert set(found.after.strip("…").split()) == {"ending"}


def test_a_link_that_is_defined_apart_from_the_text_has_no_sentence() -> None:
    assert sentence("[它]: stock.md") is None


@given(before=st.text(max_size=400), after=st.text(max_size=400))
def test_whatever_stands_around_a_link_the_quotation_is_short_and_on_one_line(before: str, after: str) -> None:
    found = sentence_around(f"{before}[[stock]]{after}", len(before), lambda id_: id_)
    if found is not None:
        whole = found.before + found.words + found.after
        assert len(whole) <= LIMIT + 2
        assert "\n" not in whole


def test_a_page_shows_who_links_to_it_with_the_words_of_the_link_marked() -> None:
    built = build({"notes.md": "# 笔记\n\n无关。大促前先读 [[stock]]，再排期。无关。\n"})
    html = built.page("stock.md").html
    assert "谁链接到这里" in html
    assert "大促前先读 <mark>安全库存</mark>，再排期。" in html
    assert "无关" not in html[html.index("谁链接到这里") :]


def test_a_page_nobody_links_to_has_no_such_section() -> None:
    assert "谁链接到这里" not in build({}).page("stock.md").html


def test_a_page_that_links_to_itself_is_not_linked_from_itself() -> None:
    assert "谁链接到这里" not in KnowledgeBase({"a.md": "# 甲\n\n[[a]]\n"}).build().page("a.md").html


def test_a_lesson_named_in_front_matter_shows_as_what() -> None:
    lesson = "---\ntitle: 预留\napplies_when: 大促\ndo: 预留\nbecause: 原因\n---\n正文\n"
    review = "---\ntitle: 复盘\nproject: p\nrisks: [oversell]\n---\n见 [[l]]。\n"
    risk = "---\ntitle: 超卖\nlikelihood: 3\nimpact: 3\n---\n正文\n"
    project = "---\ntitle: 双十一\nstatus: closed\n---\n正文\n"
    built = KnowledgeBase(
        {"lessons/l.md": lesson, "reviews/r.md": review, "risks/oversell.md": risk, "projects/p.md": project}
    ).build()
    assert "见 <mark>预留</mark>。" in built.page("lessons/l.md").html
    assert "谁链接到这里" not in built.page("projects/p.md").html
    assert "谁链接到这里" not in built.page("risks/oversell.md").html


def test_a_front_matter_link_to_a_type_that_does_not_gather_names_the_relation() -> None:
    from typing import Annotated

    from omnikb import DocumentType, Fields, FieldsModel, Ref, types

    class Sources(FieldsModel):
        topic: tuple[Annotated[str, Ref("topic")], ...] = ()
        follows: Annotated[str, Ref()] | None = None

    class Topics:
        @staticmethod
        def omnikb_document_types() -> list[DocumentType]:
            return [DocumentType("topic", "topics", "主题", "主题")]

        @staticmethod
        def omnikb_fields() -> list[Fields]:
            return [Fields(Sources, types=types("topic"))]

    files = {"topics/a.md": "---\ntitle: 甲\ntopic: [b]\nfollows: b\n---\n", "topics/b.md": "---\ntitle: 乙\n---\n"}
    html = KnowledgeBase(files, plugins={"topics": Topics(), "backlinks": omnikb_backlinks}).build().page("topics/b.md").html
    assert "列为：主题" in html
    assert "follows" not in html, "a key is no word to a reader"


def test_sources_are_grouped_by_type_the_newest_first() -> None:
    lesson = "---\ntitle: {0}\ndate: {1}\napplies_when: 大促\ndo: 预留\nbecause: 原因\n---\n见 [[stock]]。\n"
    built = build(
        {
            "lessons/a.md": lesson.format("旧", "2024-01-01"),
            "lessons/b.md": lesson.format("新", "2025-01-01"),
            "n.md": "# 笔记\n\n[[stock]]\n",
        }
    )
    html = built.page("stock.md").html
    assert html.index("经验教训") < html.index("新</a>") < html.index("旧</a>") < html.index("笔记</a>")


def test_an_english_page_has_english_labels_and_the_quotation_keeps_its_language() -> None:
    built = KnowledgeBase({"stock.md": "---\nlang: en\n---\n# Stock\n", "n.md": "# 笔记\n\n先读 [[stock]]。\n"}).build()
    html = built.page("stock.md").html
    assert "Linked from" in html
    assert '<span lang="zh">先读 <mark>Stock</mark>。</span>' in html


def test_one_document_is_quoted_at_most_three_times() -> None:
    built = build({"notes.md": "# 笔记\n\n" + "\n\n".join(f"第 {number} 段 [[stock]]。" for number in range(9))})
    assert built.page("stock.md").html.count("<mark>") == 3


def test_hostile_titles_and_sentences_come_out_as_text() -> None:
    title = "'<script>alert(1)</script> \"quoted\" & more'"
    built = KnowledgeBase(
        {"a.md": f"---\ntitle: {title}\n---\n正文\n", "b.md": f"---\ntitle: {title}\n---\n见 &lt;script&gt; 和 [[a]]。\n"}
    ).build()
    html = built.page("a.md").html
    assert "<script>" not in html
    assert "见 &lt;script&gt; 和 <mark>&lt;script&gt;alert(1)&lt;/script&gt; &#34;quoted&#34; &amp; more</mark>。" in html


def test_a_page_with_very_many_links_stays_small_and_leads_to_the_rest() -> None:
    files = {f"notes/n{number}.md": f"# 笔记 {number}\n\n大促前先读 [[stock]]，再排期。\n" for number in range(700)}
    built = build(files)
    html = built.page("stock.md").html
    assert len(html.encode()) < 300_000
    assert html.count("<mark>") < 700
    rest = [page.path for page in built.site.pages if page.path.startswith("stock/")]
    assert rest
    found = {name for path in rest for name in re.findall(r">(笔记 \d+)<", built.page(path).html)}
    assert len(found) == 700


def test_a_body_that_is_never_asked_about_is_never_read() -> None:
    """The cost of a page is that of its own links: other documents are not looked at."""

    asked: list[str] = []

    class Watched(dict[str, Document]):
        def __getitem__(self, key: str) -> Document:
            asked.append(key)
            return super().__getitem__(key)

    built = build(
        {"notes.md": "# 笔记\n\n[[stock]]\n", **{f"other{number}.md": f"# 别的 {number}\n\n[[notes]]\n" for number in range(50)}}
    )
    index = built.index
    stock = index.documents["stock"]
    index.documents = Watched(index.documents)  # to see which documents a section asks for
    assert list(omnikb_backlinks.omnikb_sections(stock, index))
    assert set(asked) == {"notes", "stock"}


def test_every_page_loads_the_style_of_the_quotations() -> None:
    assert ("assets/omnikb/backlinks.css", Load.EVERYWHERE) in [(asset.path, asset.load) for asset in build({}).site.assets]
