"""A body's Markdown as HTML: what an author writes is what a reader gets."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from omnikb.bodies.dialect import EXTENSIONS, merged
from omnikb.bodies.page_text import text_of
from omnikb.bodies.sanitising import is_suspicious
from omnikb.errors import SettingsError
from omnikb.rendering import Rendered, Renderer


class Links:
    """Two documents and one image."""

    def id(self, target: str) -> tuple[str, str] | None:
        return {"risk-oversell": ("../risks/risk-oversell/", "超卖"), "中文-1": ("../中文/", "A & *B*")}.get(target)

    def href(self, target: str) -> str | None:
        path, mark, fragment = target.partition("#")
        known = {"../risks/risk-oversell.md": "../../risks/risk-oversell/", "计划 (1).md": "../plan/", "a.png": "../a.png"}
        return known[path] + mark + fragment if path in known else None


def render(body: str, *, lang: str = "en", trusted: bool = False, mermaid: bool = False) -> Rendered:
    return Renderer(merged({}), trusted=trusted, mermaid=mermaid).render(body, Links(), lang)


COMPONENTS = {
    "content tabs": (
        '=== "甲"\n\n    一\n\n=== "乙"\n\n    二',
        'data-tabs="1:2"|id="__tabbed_1_1" name="__tabbed_1" type="radio">|<label for="__tabbed_1_2">乙</label>',
    ),
    "annotations": ("词 (1)\n{ .annotate }\n\n1. 说明", '<p class="annotate">词 (1)</p>|<ol>'),
    "admonition": ('!!! warning "注意"\n    小心', '<div class="admonition warning">|<p class="admonition-title">注意</p>'),
    "details": ('???+ note "展开"\n    内容', '<details class="note" open="open">|<summary>展开</summary>'),
    "code with a copy button": (
        "```python\nx = 1\n```",
        '<div class="language-python highlight"><pre><span></span><code>|id="__codelineno-0-1"',
    ),
    "code with line numbers": (
        '```python linenums="1" hl_lines="1" title="a.py"\nx = 1\n```',
        '<table class="highlighttable">|<td class="linenos">|<span class="filename">a.py</span>|class="hll"',
    ),
    "inline code": ("`#!python x = 1`", '<code class="language-python highlight"><span class="n">x</span>'),
    "task list": (
        "- [x] 完成\n- [ ] 未完成",
        '<label class="task-list-control"><input type="checkbox" disabled="" checked="">|<span class="task-list-indicator">',
    ),
    "footnote": ("词[^1]\n\n[^1]: 注", '<sup id="fnref:1">|<li id="fn:1">|class="footnote-backref" href="#fnref:1"'),
    "abbreviation": ("GMV\n\n*[GMV]: 成交总额", '<abbr title="成交总额">GMV</abbr>'),
    "keys": ("++ctrl+s++", '<kbd class="key-control">Ctrl</kbd>'),
    "marks without spaces": (
        "中==重==点^^加^^~~删~~**粗**字x^2^",
        "<mark>重</mark>|<ins>加</ins>|<del>删</del>|<strong>粗</strong>|<sup>2</sup>",
    ),
    "figure": (
        '<figure markdown="span">\n![图](a.png)\n<figcaption>说明</figcaption>\n</figure>',
        "<figure>|<img |<figcaption>说明</figcaption>",
    ),
    "definition list": ("词\n:   义", "<dt>词</dt>|<dd>义</dd>"),
    "table alignment": (
        "| 甲 | 乙 |\n|:-:|--:|\n| 一 | 二 |",
        '<td style="text-align:center">一</td>|<td style="text-align:right">二</td>',
    ),
    "math": (
        "\\(a<b\\)\n\n$$\nE=mc^2\n$$",
        '<span class="arithmatex">\\(a&lt;b\\)</span>|<div class="arithmatex">\\[\nE=mc^2\n\\]</div>',
    ),
    "grid cards": ('<div class="grid cards" markdown>\n\n- 甲\n- 乙\n\n</div>', '<div class="grid cards">|<li>甲</li>'),
    "button": ("[去](https://example.org){ .md-button }", '<a class="md-button" href="https://example.org">去</a>'),
    "icon": (
        '<span class="twemoji"><svg viewBox="0 0 24 24"><path d="M0 0h1z"/></svg></span>',
        '<svg viewBox="0 0 24 24"><path d="M0 0h1z">',
    ),
    "local video": ('<video controls src="/demo.mp4"></video>', '<video controls="" src="/demo.mp4"></video>'),
    "language and direction": ('<p lang="ar" dir="rtl">x</p>', '<p lang="ar" dir="rtl">'),
    "heading with its own anchor": ("## 目标 { #goal .big }", '<h2 class="big" id="goal">目标</h2>'),
    "quotation with a fence": ("> ```\n> x\n> ```", "<blockquote>|<code>"),
}


@pytest.mark.parametrize("component", COMPONENTS)
def test_what_the_theme_needs_survives(component: str) -> None:
    body, expected = COMPONENTS[component]
    rendered = render(body)
    for part in expected.split("|"):
        assert part in rendered.html
    assert rendered.removed == ()


def test_money_and_ranges_are_neither_formulas_nor_subscripts() -> None:
    assert render("花了$100到$200，3~5天，10~20人").html == "<p>花了$100到$200，3~5天，10~20人</p>"


def test_a_body_that_looks_like_metadata_keeps_its_first_line() -> None:
    assert "TODO: call the warehouse" in render("TODO: call the warehouse\n\nText").text


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("[[risk-oversell]]", '<a href="../risks/risk-oversell/">超卖</a>'),
        ("[[ risk-oversell | 见 *这里* ]]", '<a href="../risks/risk-oversell/">见 <em>这里</em></a>'),
        ("[[中文-1]]", '<a href="../中文/">A &amp; *B*</a>'),
        ("[[nothing]]", '<span class="omnikb-missing">nothing</span>'),
        ("[[nothing|那个]]", '<span class="omnikb-missing">那个</span>'),
        ("\\[[risk-oversell]]", "[[risk-oversell]]"),
        ("`[[risk-oversell]]`", "<code>[[risk-oversell]]</code>"),
        ("[[risk-oversell]](已关闭)", '<a href="../risks/risk-oversell/">超卖</a>(已关闭)'),
        ("[[1]](https://example.org)", '<a href="https://example.org">[1]</a>'),
    ],
)
def test_double_brackets_link_by_id(body: str, html: str) -> None:
    assert render(body).html == f"<p>{html}</p>"


def test_a_bar_in_a_table_cell_is_escaped() -> None:
    assert '<td><a href="../risks/risk-oversell/">风险</a></td>' in render("| a |\n|---|\n| [[risk-oversell\\|风险]] |").html


def test_double_brackets_in_a_fence_are_code() -> None:
    assert "<a href=" not in render("```\n[[risk-oversell]]\n```").html.replace('<a id="__codelineno', "")


@pytest.mark.parametrize(
    "body",
    [
        "[x](../risks/risk-oversell.md#why)",
        "[x][r]\n\n[r]: ../risks/risk-oversell.md#why",
        '<a href="../risks/risk-oversell.md#why">x</a>',
        "<a href='../risks/risk-oversell.md#why'>x</a>",
    ],
)
@pytest.mark.parametrize("trusted", [False, True])
def test_relative_links_become_final_addresses(body: str, trusted: bool) -> None:
    assert '<a href="../../risks/risk-oversell/#why">x</a>' in render(body, trusted=trusted).html


def test_images_and_paths_with_spaces_become_final_addresses() -> None:
    assert 'src="../a.png"' in render("![图](a.png)").html
    assert '<a href="../plan/">x</a>' in render("[x](<计划 (1).md>)").html


@pytest.mark.parametrize(
    "address", ["https://example.org/a.png", "/a.png", "#a.png", "mailto:a@example.org", "unknown.md", "?a.png"]
)
def test_other_addresses_stay_as_written(address: str) -> None:
    assert f'href="{address}"' in render(f"[x]({address})").html


def test_a_link_to_another_window_cannot_reach_back() -> None:
    assert (
        '<a href="https://example.org" target="_blank" rel="noopener">' in render("[x](https://example.org){ target=_blank }").html
    )


def test_headings_are_as_a_table_of_contents_shows_them() -> None:
    headings = render("# 复盘 `GMV` [链接](a.md) & 其他[^1]\n\n## 目标 {id}\n\n## 目标 {id}\n\n[^1]: 注").headings
    assert [(one.level, one.anchor, one.html, one.text) for one in headings] == [
        (1, "复盘-gmv-链接-其他", "复盘 <code>GMV</code> 链接 &amp; 其他", "复盘 GMV 链接 & 其他"),
        (2, "目标-id", "目标 {id}", "目标 {id}"),
        (2, "目标-id_1", "目标 {id}", "目标 {id}"),
    ]


def test_a_label_of_ones_own_stands_in_the_table_of_contents() -> None:
    heading = render('## 很长的标题 { data-toc-label="短" }').headings[0]
    assert (heading.html, heading.text) == ("短", "短")


def test_a_bare_word_in_an_attribute_list_does_no_harm() -> None:
    assert render("# 标题 { .a id }").headings[0].anchor == "标题"


def test_a_permalink_is_neither_in_the_contents_nor_in_the_text() -> None:
    rendered = Renderer(merged({"toc": {"permalink": True}})).render("## 目标", Links())
    assert 'class="headerlink"' in rendered.html
    assert (rendered.headings[0].html, rendered.text) == ("目标", "目标")


def test_anchors_are_all_that_a_link_can_lead_to() -> None:
    rendered = render('# 一\n\n词[^1] <a name="old"></a> <b id="here">x</b> `<i id="no">`\n\n[^1]: 注')
    assert rendered.anchors == {"一", "old", "here", "fn:1", "fnref:1"}


def test_a_heading_never_takes_an_anchor_of_the_theme() -> None:
    assert render("## `__search`").headings[0].anchor == "search"


def test_the_text_is_plain_and_has_each_block_on_a_line() -> None:
    body = (
        "# 标题\n\n一 *二*\n三 &lt;四&gt;[^1]\n\n| 甲 | 乙 |\n|--|--|\n| 1 | 2 |\n\n"
        "```\nx = 1 < 2\ny = 3\n```\n\n- 五\n- 六\n\n[^1]: 注"
    )
    assert render(body).text == "标题\n一 二 三 <四>1\n甲\n乙\n1\n2\nx = 1 < 2\ny = 3\n五\n六\n注"


def test_a_diagram_is_code_with_a_notice_unless_the_site_can_draw_it() -> None:
    body = "```mermaid\ngraph TD; A-->B\n```"
    shown = render(body)
    assert '<p class="omnikb-notice">' in shown.html
    assert "mermaid" not in shown.html.replace("Mermaid", "")
    assert shown.text == "graph TD; A-->B"
    assert '<pre class="mermaid"><code>graph TD; A--&gt;B</code></pre>' in render(body, mermaid=True).html
    assert 'class="mermaid"' not in render(body, trusted=True).html


def test_our_own_words_are_in_the_documents_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("omnikb.rendering.translated", lambda message, lang: f"{lang}: {message}")
    monkeypatch.setattr("omnikb.bodies.diagrams.translated", lambda message, lang: f"{lang}: {message}")
    renderer = Renderer(merged({}))
    for lang in ("zh", "en"):
        html = renderer.render("词[^1]\n\n```mermaid\nA\n```\n\n[^1]: 注", Links(), lang).html
        assert f'title="{lang}: Back to where footnote 1 is mentioned"' in html
        assert f'<p class="omnikb-notice">{lang}: This diagram' in html


def test_a_mermaid_fence_of_the_users_own_settings_gives_way_too() -> None:
    user = {"pymdownx.superfences": {"custom_fences": [{"name": "mermaid", "class": "mermaid"}, {"name": "flow", "class": "flow"}]}}
    rendered = Renderer(merged(user)).render("```mermaid\nA\n```\n\n```flow\nB\n```", Links())
    assert 'class="mermaid"' not in rendered.html
    assert '<pre class="flow">' in rendered.html


@pytest.mark.parametrize(
    "body", ["## 路径 {id}", "**粗** {x}", "`code`{id} 之后", "词 {id: 1} {x}", "# {a}", "| a |\n|--|\n| b {c} |"]
)
def test_words_in_braces_stay(body: str) -> None:
    assert render(body).html.count("{") == body.count("{")


@pytest.mark.parametrize(
    "body",
    [
        "<div>\n\n没有结束",
        "```\n没有结束",
        "<table><tr><td>没有结束",
        "<details>\n<summary>x",
        "<a href='x'>没有结束",
        "<!-- 没有结束",
    ],
)
def test_what_a_body_leaves_open_is_closed(body: str) -> None:
    html = render(body).html
    assert html.count("<div") == html.count("</div")
    assert html.count("<table") == html.count("</table")
    assert html.count("<details") == html.count("</details")
    assert html.count("<a ") == html.count("</a>")
    assert "<!--" not in html


def test_lists_nested_beyond_reason_are_shown_as_written() -> None:
    body = "- " * 500 + "深"
    renderer = Renderer(merged({}))
    rendered = renderer.render(body, Links())
    assert is_suspicious(body)
    assert rendered.html.startswith("<pre>- - ")
    assert [one.kind.code for one in rendered.removed] == ["too-deep"]
    assert renderer.render("# 之后", Links()) == render("# 之后")


@pytest.mark.parametrize(
    ("mark", "tag"),
    [("**", "strong"), ("~~", "del"), ("==", "mark"), ("^^", "ins")],
    ids=["bold", "del", "mark", "ins"],
)
@pytest.mark.parametrize("text", ["重点：", "30%", "“引号”", "（一）", "中文，"])
def test_a_mark_closes_after_punctuation_where_chinese_goes_on(mark: str, tag: str, text: str) -> None:
    assert render(f"前{mark}{text}{mark}后").html == f"<p>前<{tag}>{text}</{tag}>后</p>"


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("价格：**重点**内容，数量：**多**吗", "价格：<strong>重点</strong>内容，数量：<strong>多</strong>吗"),
        ("**重点：**SKU，见SKU**（新）**。", "<strong>重点：</strong>SKU，见SKU<strong>（新）</strong>。"),
    ],
)
def test_marks_beside_chinese_open_and_close_as_they_are_meant(body: str, html: str) -> None:
    assert render(body).html == f"<p>{html}</p>"


@pytest.mark.parametrize(
    "body",
    [
        "姓名(*必填)、电话(*必填)",
        "姓名（*必填）、电话（*必填）",
        "姓名：*必填，电话：*必填",
        "call foo(*args) and bar(*args)",
        "f(**a) and g(**b)",
        "5*(3+2)*4",
        "5**(3+2)**4",
        "A/*x and B/*y",
        "if a.==b and c.==d",
    ],
)
def test_signs_that_mark_nothing_stay_as_they_are_written(body: str) -> None:
    assert render(body).html == f"<p>{body}</p>"


def test_the_users_options_are_laid_over_the_defaults() -> None:
    together = merged({"toc": {"permalink": True}, "markdown.extensions.tables": {"use_align_attribute": True}, "sane_lists": {}})
    assert together["toc"] == {**EXTENSIONS["toc"], "permalink": True}
    assert together["tables"] == {"use_align_attribute": True}
    assert next(iter(together)) == "sane_lists"


def test_extensions_that_would_eat_text_or_fences_are_left_out() -> None:
    assert merged({"meta": {}, "fenced_code": {}}).keys() == EXTENSIONS.keys()
    assert "mark" in Renderer(merged({"extra": {}})).render("```\n==a==\n```\n\n==b==", Links()).html


PIECES = [
    *(body for body, _expected in COMPONENTS.values()),
    *(
        "[a]: b.md",
        "[a]",
        "[^1]",
        "GMV",
        "<div markdown>",
        "</div>",
        "<div>",
        "```",
        "# 标题",
        "<b",
        "*",
        "==",
        "\\(",
        "- ",
        "<script>",
        "[[x]]",
        "    ",
    ),
]


def test_the_text_is_kept_in_passages_from_heading_to_heading() -> None:
    found = render("先说\n\n# 标题\n\n## 目标\n一\n\n- 二\n\n## 空\n\n<h3>没有锚</h3>\n\n三").passages
    assert [(one.anchor, one.heading, one.text) for one in found] == [
        ("", "", "先说"),
        ("标题", "标题", ""),
        ("目标", "目标", "一\n二"),
        ("空", "空", "没有锚\n三"),
    ]


def test_a_body_without_words_has_no_passages() -> None:
    assert render("![](a.png)").passages == ()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=8))
def test_no_word_of_a_body_is_lost_between_its_passages(pieces: list[str]) -> None:
    rendered = render("\n\n".join(pieces))
    assert rendered.text == text_of(rendered.html)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=6), st.lists(st.sampled_from(PIECES), max_size=6))
def test_nothing_of_one_document_shows_in_the_next(first: list[str], second: list[str]) -> None:
    one, other = "\n\n".join(first), "\n".join(second)
    renderer = Renderer(merged({}))
    renderer.render(one, Links())
    assert renderer.render(other, Links()) == Renderer(merged({})).render(other, Links())


@pytest.mark.parametrize("extensions", [{"toc": {"permalnk": True}}, {"no_such_extension": {}}])
def test_an_extension_that_cannot_be_used_is_one_line_naming_the_setting(extensions) -> None:
    with pytest.raises(SettingsError, match=r"^mkdocs.yml: markdown_extensions: .*(permalnk|no_such_extension)") as raised:
        Renderer(merged(extensions))
    assert "\n" not in str(raised.value)
