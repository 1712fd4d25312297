"""No body can act, ask another server for anything, or lose its author's words; what is taken away is reported at its line."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from omnikb.bodies.cleaning import with_foreign_tags_shown
from omnikb.bodies.dialect import merged
from omnikb.bodies.removals import removals
from omnikb.bodies.sanitising import is_suspicious, problems_in
from omnikb.problems import CATALOGUE, Problem
from omnikb.rendering import Rendered, Renderer

RENDERER = Renderer(merged({}))
VOID = {"br", "col", "hr", "img", "input", "source", "track", "wbr"}


class NoLinks:
    """Leaves every link as it is."""

    def id(self, target: str) -> tuple[str, str] | None:
        return ("../x/", "javascript:alert(1)") if target == "x" else None

    def href(self, target: str) -> str | None:
        return None


class Danger(HTMLParser):
    """What may not be in a page, as another parser than the cleaner's sees it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        self.found += [f"open {tag}" for tag in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self._open.append(tag)
        if tag in {"script", "style", "iframe", "object", "embed", "form", "link", "meta", "base", "image", "use", "math"}:
            self.found.append(tag)
        for name, value in attrs:
            address = re.sub(r"[\t\n\r]", "", value or "").lstrip("".join(map(chr, range(33)))).replace("\\", "/")
            if re.match(r"on|data-md-|(?:srcset|poster|background|formaction|ping|xlink:href|srcdoc)$", name):
                self.found.append(name)
            if name in {"href", "src", "cite"} and re.match(
                r"(?!https?:|mailto:|tel:|ftp:)[a-z][a-z0-9+.-]*:", address, re.IGNORECASE
            ):
                self.found.append(address)
            if name == "src" and re.match(r"[a-z]+:|//", address):
                self.found.append(address)
            if (name == "class" and "mermaid" in (value or "").split()) or (
                name == "id" and re.match("__(?!tab|code|span)", value or "")
            ):
                self.found.append(f"{name}={value}")
            if name == "style" and not re.fullmatch(r"(?:text-align:[a-z]+)?", value or ""):
                self.found.append(f"style={value}")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.found.append(f"unbalanced {tag}")


def render(body: str) -> Rendered:
    return RENDERER.render(body, NoLinks())


def problems(body: str) -> list[Problem]:
    return problems_in("a.md", body, 1, render(body).removed)


# A vector, and what is said of it at line 3, behind two lines of prose
TAG, ATTRIBUTE, URL, MEDIA, UNKNOWN = "unsafe-tag", "unsafe-attribute", "unsafe-url", "external-media", "unknown-attribute"
VECTORS = [
    ("<script>alert(1)</script>", TAG),
    ("x <ScRiPt>alert(1)</sCrIpT> y", TAG),
    ("<script/src=//e.example/x.js></script>", TAG),
    ("<scr\x02ipt>alert(1)</script>", TAG),
    ("<script\n>alert(1)</script\n>", TAG),
    ("<style>body{display:none}</style>", TAG),
    ("<iframe src='https://e.example'></iframe>", TAG),
    ("<object data=x.swf></object>", TAG),
    ("<embed src=x.swf>", TAG),
    ("<form action=https://e.example><input name=q></form>", TAG),
    ("<base href=https://e.example/>", TAG),
    ("<link rel=stylesheet href=https://e.example/x.css>", TAG),
    ("<meta http-equiv=refresh content=0>", TAG),
    ("<svg><script>alert(1)</script></svg>", TAG),
    ("<svg><style><img src=x onerror=alert(1)></style></svg>", TAG),
    ("<div markdown>\n<script>alert(1)</script>\n</div>", TAG),
    ("<img src=x onerror=alert(1)>", ATTRIBUTE),
    ("<img/src=x/onerror=alert(1)>", None),
    ("<img/src='x'/onerror=alert(1)>", None),
    ("<div/onclick=alert(1)>x</div>", ATTRIBUTE),
    ("<svg onload=alert(1)>", ATTRIBUTE),
    ("<svg/onload=alert(1)>", ATTRIBUTE),
    ("<details open ontoggle=alert(1)>x</details>", ATTRIBUTE),
    ("<b OnClick='alert(1)'>x</b>", ATTRIBUTE),
    ("<p\nonclick='alert(1)'>x</p>", ATTRIBUTE),
    ("x\n{: onclick='alert(1)' }", ATTRIBUTE),
    ("[x](a.md){ onclick=alert(1) }", ATTRIBUTE),
    ("## x { onmouseover=alert(1) }", ATTRIBUTE),
    ("```{.python onclick=alert(1)}\nx\n```", None),
    ("| a |\n|---|\n| b { onclick=alert(1) } |", ATTRIBUTE),
    ("<div markdown onclick=alert(1)>\n\nx\n\n</div>", ATTRIBUTE),
    ("<img srcset='https://e.example/x 2x' src=a.png>", ATTRIBUTE),
    ("<video poster=//e.example/x.png src=a.mp4></video>", ATTRIBUTE),
    ("<table background=//e.example/x.png><tr><td>x</td></tr></table>", ATTRIBUTE),
    ("<div data-md-component=search>x</div>", ATTRIBUTE),
    ("<div id=__search>x</div>", ATTRIBUTE),
    ("## x { #__drawer }", ATTRIBUTE),
    ("<pre class='a mermaid'>graph TD</pre>", ATTRIBUTE),
    ("!!! mermaid\n    x", ATTRIBUTE),
    ("[x](javascript:alert(1))", URL),
    ("[x](JaVaScRiPt:alert(1))", URL),
    ("[x](&#106;avascript:alert(1))", URL),
    ("[x](javascript&colon;alert(1))", URL),
    ("[x](java\nscript:alert(1))", URL),
    ("[x](<javascript:alert(1)>)", URL),
    ("[x]( javascript:alert(1) 'title')", URL),
    ("[x](javascript++colon++alert(1))", None),
    ("[x](java`script`:alert(1))", URL),
    ("[x]([[x]])", None),
    ("[x](vbscript:msgbox(1))", URL),
    ("[x](data:text/html;base64,PHNjcmlwdD4=)", URL),
    ("![x](data:image/svg+xml;base64,PHN2Zz4=)", URL),
    ("[x](file:///etc/passwd)", URL),
    ("[x][r]\n\n[r]: javascript:alert(1)", URL),
    ("- [r]: javascript:alert(1)\n- [x][r]", URL),
    ("[x](a.md){ href=javascript:alert(1) }", URL),
    ("<javascript://%0aalert(1)>", URL),
    ("<a href='java&#9;script:alert(1)'>x</a>", URL),
    ("<a href=' &#1;javascript:alert(1)'>x</a>", URL),
    ("<a href='java\nscript:alert(1)'>x</a>", URL),
    ("<blockquote cite='javascript:alert(1)'>x</blockquote>", UNKNOWN),
    ("<a href='http://example.org:99999'>x</a>", URL),
    ("![图](https://e.example/a.png)", MEDIA),
    ("![图](//e.example/a.png)", MEDIA),
    ("![图][r]\n\n[r]: https://e.example/a.png", MEDIA),
    ("![[图]](https://e.example/a.png)", MEDIA),
    ("[![图](https://e.example/a.png)](https://e.example)", MEDIA),
    ("<img src='/\\e.example/a.png'>", MEDIA),
    ("<img src='/\t/e.example/a.png'>", None),
    ("<img src='/&#9;/e.example/a.png'>", MEDIA),
    ("<img src=&#104;ttps://e.example/a.png>", MEDIA),
    ("<video src=https://e.example/a.mp4></video>", MEDIA),
    ("<video><source src=//e.example/a.mp4></video>", MEDIA),
    ("<video><video></video><source src=//e.example/a.mp4></video>", MEDIA),
    ("<audio src=//e.example/a.mp3></audio>", MEDIA),
    ("<p style='color:red;text-align:center'>x</p>", UNKNOWN),
    ("<p style='background:url(//e.example/x)'>x</p>", UNKNOWN),
    ("x\n{ style=position:fixed }", UNKNOWN),
    ("<span zoomable=1>x</span>", UNKNOWN),
    ("<svg><image href=//e.example/x.png></svg>", None),
    ("<svg><use href=//e.example/x.svg#a></use></svg>", None),
    ("<svg><path d=M0 fill='url(//e.example/x)'></path></svg>", UNKNOWN),
    ("<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></table></mtext></math>", TAG),
    ("<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>", None),
    ("<textarea></textarea><img src=x onerror=alert(1)>", ATTRIBUTE),
    ("<!--><img src=x onerror=alert(1)>-->", ATTRIBUTE),
    ("<<img src=x onerror=alert(1)//", None),
    ("<body onload=alert(1)>", None),
    ("<a <b onclick=alert(1)>x", ATTRIBUTE),
    ("<plaintext><img src=x onerror=alert(1)>", ATTRIBUTE),
    ("<script>没有结束", None),
]


@pytest.mark.parametrize(("vector", "code"), VECTORS)
def test_an_attack_is_gone_and_reported_at_its_line(vector: str, code: str | None) -> None:
    body = f"javascript: script onclick\n\n{vector}\n\n之后"
    rendered = render(body)
    assert Danger(rendered.html).found == []
    found = problems_in("a.md", body, 1, rendered.removed)
    if code:
        assert code in {problem.code for problem in found}
        first, last = 3, 3 + vector.count("\n")
        assert all(first <= problem.line <= last for problem in found), [(problem.line, problem.column) for problem in found]
        assert is_suspicious(body)


def test_a_problem_has_the_line_of_its_file_and_the_column() -> None:
    body = "一\n\n`<script>` 是例子\n\n```\n<script>\n```\n\n二 <script>1</script>，<SCRIPT>2</SCRIPT>\n\n<script>3</script>"
    found = problems_in("reviews/a.md", body, 7, render(body).removed)
    assert [(problem.path, problem.line, problem.column) for problem in found] == [
        ("reviews/a.md", 15, 3),
        ("reviews/a.md", 15, 22),
        ("reviews/a.md", 17, 1),
    ]
    assert found[0].message("en") == "the tag <script> is not allowed and was removed"


def test_a_reference_used_twice_is_one_problem() -> None:
    assert [(problem.line, problem.column) for problem in problems("[a][x] [b][x]\n\n[x]: javascript:alert(1)")] == [(3, 6)]


def test_what_a_script_holds_is_no_problem_of_its_own() -> None:
    found = problems("<script>document.write('<img src=x onerror=alert(1)>')</script>")
    assert [problem.code for problem in found] == [TAG]


def test_addresses_are_told_apart() -> None:
    found = problems("![a](https://e.example/a.png) ![b](//e.example/a.png)")
    assert [problem.column for problem in found] == [6, 36]


@pytest.mark.parametrize("unsafe", ["![x](https://e.example/{}.png)", "<p attribute-{}=x>y</p>", '<p id="__x{}">y</p>'])
def test_a_body_is_not_searched_anew_for_each_thing_removed(unsafe: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def searches(count: int) -> int:
        body = "\n\n".join(map(unsafe.format, range(1000, 1000 + count)))
        removed = render(body).removed
        compiled = []
        plain = re.compile

        def noted(*given: Any) -> Any:
            compiled.append(given)
            return plain(*given)

        with monkeypatch.context() as patched:
            patched.setattr(re, "compile", noted)
            found = problems_in("a.md", body, 1, removed)
        assert [problem.line for problem in found] == list(range(1, 2 * count, 2))
        return len(compiled)

    assert searches(60) == searches(2)


def test_every_message_can_be_written() -> None:
    for code in (TAG, ATTRIBUTE, URL, MEDIA, UNKNOWN, "too-deep"):
        problem = CATALOGUE[code].at("a.md", detail="x{y}%")
        assert problem.message("en")
        assert problem.hint("zh")


def test_an_external_image_becomes_a_link_with_its_words() -> None:
    assert render("![促销图](https://e.example/a.png)").html == '<p><a href="https://e.example/a.png">促销图</a></p>'
    assert render("[![图](//e.example/a.png)](b.md)").html == '<p><a href="b.md">图</a></p>'
    assert render("<video src=//e.example/a.mp4></video>").html == '<a href="//e.example/a.mp4">//e.example/a.mp4</a>'
    assert render("<a>字</a> ![图](//e.example/a.png)").html == '<p><a>字</a> <a href="//e.example/a.png">图</a></p>'


@pytest.mark.parametrize(
    "words",
    [
        "List<String> 与 Map<K, V>",
        "<placeholder> 请填写",
        "<?php echo 1 ?>",
        "<!DOCTYPE html>",
        "a < b 且 c > d",
        "请看 <script> 标签",
        "<xsl:template match>",
        "<title> 与 <textarea>",
    ],
)
def test_tags_that_are_no_html_are_words(words: str) -> None:
    rendered = render(f"{words}\n\n之后")
    assert rendered.text == f"{words}\n之后"
    assert rendered.removed == ()


def test_comments_go_in_silence() -> None:
    rendered = render("一 <!-- 秘密 --> 二\n\n<!--\n草稿\n-->\n\n三")
    assert "秘密" not in rendered.html
    assert "草稿" not in rendered.html
    assert rendered.removed == ()


def test_trusted_html_stays_as_it_is() -> None:
    rendered = Renderer(merged({}), trusted=True).render("<script>alert(1)</script>\n\n<b onclick=x>y</b>", NoLinks())
    assert "<script>alert(1)</script>" in rendered.html
    assert "onclick=x" in rendered.html
    assert "alert" not in rendered.text
    assert rendered.removed == ()


@pytest.mark.parametrize(
    "body",
    [
        '# 标题\n\n普通的一段，带[链接](../a.md "题")、![图](img/a-1.png){ width="300" } 与 <br> 换行。',
        "[外部](https://example.org:8080/a?b=c&d=e#f) <https://example.org> <a@example.org> <br/>",
        "| 甲 | 乙 |\n|---|:-:|\n| 12:30 | a:b |\n\n!!! note\n    注：好\n\n```mermaid\nA --> B\n```",
        "```java\nList<String> a = new ArrayList<>();\nif (a[0]) { b = 1; }\n```\n\n## 目标 { #goal .big }\n\n[^1]: 注: 释",
        '<div class="grid cards" markdown>\n\n- 甲\n\n</div>\n<img src="a.png" width="300" alt="图">\n<!-- 注释 -->',
        "| --- | --- |\n" + "-" * 200 + "\n" + "- 一\n    - 二\n        - 三",
    ],
)
def test_ordinary_bodies_are_not_suspicious(body: str) -> None:
    assert not is_suspicious(body)


@pytest.mark.parametrize(
    "body", ["<b \u2028>x</b>", "<b\u00a0>x</b>", "<br \u3000/>", '<img \u017frc="a.png">', "<a \u0085 href=x>y</a>"]
)
def test_only_what_a_browser_takes_for_a_blank_or_a_name_is_plain(body: str) -> None:
    assert is_suspicious(body)


PIECES = [
    *(vector for vector, _code in VECTORS),
    *(
        "[x](",
        ")",
        "[r]: ",
        "[r]",
        "![a][r]",
        "{: ",
        "}",
        "<",
        ">",
        "'",
        '"',
        "`",
        "```",
        "\n",
        "\n\n",
        "    ",
        "> ",
        "- ",
        "# ",
        "&",
        ";",
        ":",
        "\\",
        "*",
    ),
    *(
        "javascript:",
        "//e.example",
        "<div markdown>",
        "</div>",
        "<span ",
        "onclick=x ",
        "href=",
        "src=",
        "[[x]]",
        "++colon++",
        "<!--",
        "-->",
        "</script>",
        "\t",
        "\u2028",
        "\u017f",
        "中文",
    ),
]
BODIES = st.lists(st.sampled_from(PIECES), min_size=1, max_size=10).map("".join) | st.text(
    alphabet="<>/\"'=&#;:()[]{}!`\\ \n\tabijsx_*+", max_size=60
)


@settings(max_examples=400, deadline=None)
@given(BODIES)
def test_no_body_whatever_makes_a_page_act(body: str) -> None:
    assert Danger(render(body).html).found == []


@settings(max_examples=400, deadline=None)
@given(BODIES)
def test_a_body_that_loses_something_was_suspicious(body: str) -> None:
    html = RENDERER._markdown.reset().convert(body)
    if removals(with_foreign_tags_shown(html), mermaid=False):
        assert is_suspicious(body)


@settings(max_examples=200, deadline=None)
@given(BODIES)
def test_every_loss_has_a_place_in_the_body(body: str) -> None:
    lines = body.split("\n")
    for problem in problems(body):
        assert 1 <= problem.line <= len(lines)
        assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1
