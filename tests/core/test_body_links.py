"""The links in a body, found without rendering it, are those that rendering makes."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from omnikb.bodies.body_links import body_links
from omnikb.bodies.code_masking import masked_code
from omnikb.bodies.dialect import merged
from omnikb.rendering import Renderer


class Everything:
    """Resolves all ids and leaves all addresses."""

    def id(self, target: str) -> tuple[str, str]:
        return f"/id/{target}", target

    def href(self, target: str) -> None:
        return None


RENDERER = Renderer(merged({}))


def rendered(body: str) -> list[str]:
    html = RENDERER.render(body, Everything()).html
    hrefs = re.findall(r'<(?:a|img)\b[^>]*?\s(?:href|src)="([^"#][^"]*)"', html)
    return sorted(unescape(href).removeprefix("/id/") for href in hrefs)


def targets(body: str) -> list[str]:
    return [link.target for link in body_links(body)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("no links at all", []),
        ("[[oversell]]", ["oversell"]),
        ("[[ oversell ]]", ["oversell"]),
        ("[[oversell|超卖]]", ["oversell"]),
        ("[[大促复盘-2025]] 与 [[库存超卖|它]]", ["大促复盘-2025", "库存超卖"]),
        ("| a | [[oversell\\|text]] |", ["oversell"]),
        ("**[[a]]**、[[b]]。", ["a", "b"]),
        ("[text](a.md)", ["a.md"]),
        ("[text](../风险/超卖.md#原因)", ["../风险/超卖.md#原因"]),
        ("[text](a.md \"title\") [text](b.md 'title')", ["a.md", "b.md"]),
        ("[text](<a b.md>)", ["a b.md"]),
        ("[text](my file.md)", ["my file.md"]),
        ("[text](a(1).md) (see [x](b.md))", ["a(1).md", "b.md"]),
        ("[text]( a.md )", ["a.md"]),
        ("[text](a\\_b.md)", ["a_b.md"]),
        ("[text](a.md?x=1&amp;y=2)", ["a.md?x=1&y=2"]),
        ("[text](#anchor)", ["#anchor"]),
        ("[text]()", []),
        ("[[a\\_b]]", ["a_b"]),
        ("![picture](图.png){ width=3 }", ["图.png"]),
        ("[![picture](a.png)](a.md)", ["a.png", "a.md"]),
        ("[text][ref]\n\n[ref]: a.md", ["a.md"]),
        ("[text][ref]\n\n[ref]: <a b.md> 'title'", ["a b.md"]),
        ('[ref]:\n  a.md\n  "title"', ["a.md"]),
        ("[注意]: 这是 一句话，不是链接", []),
        ("[^1]: a footnote.md", []),
        ("*[KPI]: key figure", []),
        ('<a href="a.md">x</a>', ["a.md"]),
        ("<img alt=\"x\" src='图.png'>", ["图.png"]),
        ("<img src=a.png width=3>", ["a.png"]),
        ("[[a]](b.md)", ["a"]),
        ("[x] [y] (z)", []),
        ("![[embedded]]", []),
    ],
)
def test_every_way_to_write_a_link_is_known(body: str, expected: list[str]) -> None:
    assert targets(body) == expected


@pytest.mark.parametrize(
    "code",
    [
        "```\n[[x]]\n```",
        "~~~ python\n[[x]]\n~~~",
        '```yaml title="a b" linenums="1"\n[[x]]\n```',
        "``` {.python .extra}\n[[x]]\n```",
        "````\n```\n[[x]]\n```\n````",
        "> ```\n> [[x]]\n> ```",
        "- item\n\n    ```\n    [[x]]\n    ```",
        "```\n[[x]]\n\n\n[[y]]\n```",
        "```\n[[x]]\n````\n[[y]]\n``` no end\n[[z]]\n```",
        "words\n\n    [[x]]\n    [y](z)\n\n    [[z]]",
        "    [[x]]",
        "\t[[x]]",
        "`[[x]]`",
        "``a ` [[x]]``",
        "`one\n[[x]]`",
        "<!-- [[x]] -->",
        "words <!-- [[x]] --> words",
        "<!--\n[[x]]\n\n[[y]]\n-->",
        "<pre>\n[[x]]\n</pre>",
        '<script>\nlet a = "[[x]]";\n</script>',
        "\\[[x]]",
        "\\[text](a.md)",
        "[text\\](a.md)",
        "$$\na[i](b)\n$$",
        "\\(f[x](y)\\)",
    ],
)
def test_nothing_in_code_comments_formulas_or_escapes_is_a_link(code: str) -> None:
    assert targets(code) == rendered(code) == []
    assert targets(f"{code}\n\n[[after]]") == ["after"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("```\n[[x]]", ["x"]),
        ("~~~ not a fence\n[[x]]\n~~~", ["x"]),
        ("  ~~~\n[[x]]\n  ~~~", ["x"]),
        ("```\n[[x]]\n~~~", ["x"]),
        ("a ` b [[x]]", ["x"]),
        ("a ` b\n\n[[x]]\n\nc ` d", ["x"]),
        ("\\`[[x]]\\`", ["x"]),
        ("\\\\[[x]]", ["x"]),
        ("- item\n    - [[x]]\n    - [y](z.md)\n\n    [[w]]", ["x", "z.md", "w"]),
        ("1. item\n\n    [[x]]\n\n        [[code]]", ["x"]),
        ("- a\n    - b\n\n        [[x]]\n\n            [[code]]", ["x"]),
        ("- a\n\nwords\n\n    [[code]]\n\n- [[x]]", ["x"]),
        ("> a\n\n    [[code]]\n\n[[x]]", ["x"]),
        ("1. a\n\n\t[[x]]", ["x"]),
        ("!!! note\n    [[x]]", ["x"]),
        ("??? note\n\n    [[x]]\n\n    [[y]]", ["x", "y"]),
        ('=== "tab"\n\n    [[x]]', ["x"]),
        ("[^1]: note\n\n    [[x]]", ["x"]),
        ("words\n    [[x]]", ["x"]),
        ("`<!--` [[x]] `-->`", ["x"]),
        ("```\n<!--\n```\n[[x]]\n\n```\n-->\n```", ["x"]),
    ],
)
def test_what_only_looks_like_code_still_links(body: str, expected: list[str]) -> None:
    assert targets(body) == expected
    assert rendered(body) == sorted(expected)


def test_a_text_in_brackets_before_an_address_keeps_the_address_in_reserve() -> None:
    (link,) = body_links("[[1]](https://site.test)")
    assert (link.target, link.wiki, link.otherwise) == ("1", True, "https://site.test")


MARKS = [
    "[[",
    "]]",
    "](",
    ")",
    "[",
    "]:",
    "`",
    "```",
    "~~~",
    "\n",
    "\n\n",
    "    ",
    "- ",
    "> ",
    "<!--",
    "-->",
    "\\",
    "|",
    "a.md",
    "超卖",
    " ",
    '"',
    "<",
    ">",
]
SCRAPS = st.lists(st.sampled_from(MARKS), max_size=40).map("".join)


@given(SCRAPS | st.text(max_size=200))
def test_links_are_found_at_their_places_in_any_text(body: str) -> None:
    found = list(body_links(body))
    assert [link.offset for link in found] == sorted({link.offset for link in found})
    for link in found:
        assert 0 <= link.offset < len(body)
        if link.wiki:
            assert body.startswith("[[", link.offset)
            assert "\\" in body or body[link.offset + 2 :].lstrip().startswith(link.target)
        elif not set("&\\") & set(body):
            assert body[link.offset :].lstrip().startswith(link.target)


@given(SCRAPS | st.text(max_size=200))
def test_masking_keeps_every_line_and_every_place(body: str) -> None:
    masked = masked_code(body)
    assert len(masked) == len(body)
    assert [here for here, character in enumerate(masked) if character == "\n"] == [
        here for here, character in enumerate(body) if character == "\n"
    ]
    assert all(new in (" ", old) for new, old in zip(masked, body, strict=True))


WORDS = st.sampled_from(["words", "一句话。", "**bold**", "`code [[no]]`", "\\[[no]]", "``[no](no.md)``"])
LINKS = st.sampled_from(
    ["[[a]]", "[[b|text]]", "[t](c.md)", '[t](d.md "title")', "![p](e.png)", "[t](<f g.md>)", "[t](h(1).md)", "[[超卖]]"]
)
LINES = st.lists(WORDS | LINKS, min_size=1, max_size=4).map(" ".join)
FENCED = st.sampled_from(["```", "~~~", "````"]).flatmap(lambda mark: LINES.map(lambda line: f"{mark}\n{line}\n{mark}"))
BLOCKS = st.one_of(
    LINES,
    LINES.map("## {}".format),
    st.lists(LINES, min_size=1, max_size=3).map(lambda lines: "\n".join(f"- {line}" for line in lines)),
    st.tuples(LINES, LINES).map(lambda pair: f"- {pair[0]}\n    - {pair[1]}"),
    st.tuples(LINES, LINES).map(lambda pair: f"1. {pair[0]}\n\n    {pair[1]}"),
    st.tuples(LINES, FENCED).map(lambda pair: "- {}\n\n    {}".format(pair[0], pair[1].replace("\n", "\n    "))),
    LINES.map("> {}".format),
    LINES.map("!!! note\n    {}".format),
    FENCED,
    LINES.map("words\n\n    {}".format),
    LINES.map("<!-- {} -->".format),
    LINES.map("    {}".format),
    LINES.map("        {}".format),
    LINES.map("- words\n\n        {}".format),
    st.tuples(LINES, LINES).map(lambda pair: f"| h | i |\n| - | - |\n| {pair[0]} | {pair[1]} |".replace("b|", "b\\|")),
)


@settings(deadline=None)
@given(st.lists(BLOCKS, min_size=1, max_size=6).map("\n\n".join))
@example("- [[a]]\n\n## [[b|text]]")
def test_the_links_found_are_those_that_rendering_makes(body: str) -> None:
    assert sorted(targets(body)) == rendered(body)
