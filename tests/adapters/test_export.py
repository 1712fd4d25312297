"""An export is a Markdown tree that needs nothing of OmniKB, and that no body can break."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as texts
from markdown import Markdown

from omnikb.adapters.export import MARKER, export
from omnikb.adapters.exported_page import exported_page
from omnikb.adapters.pieces import TopHeading, pieces
from omnikb.articles import Article
from omnikb.configuration import read_settings
from omnikb.errors import SettingsError
from omnikb.pages import Page
from omnikb.pipeline import gather, outline
from omnikb.plugin_manager import Plugins
from omnikb.rendering import Rendered
from omnikb.sources import Folder
from tests.adapters.building import SETTINGS, tree, written

HOME: dict[str, str | bytes] = {"index.md": "# 首页\n\n看[[复盘]]。\n\n![图](img/a.png)\n", "img/a.png": b"png", "secret.txt": "s"}
NOTE = {"notes/复盘.md": "---\ntitle: 双十一\nsecret_key: x\n---\n\n## 目标 `a_b` *c*\n\ntext\n"}


def exported(root: Path, files: Mapping[str, str | bytes], mkdocs: str = SETTINGS, target: Path | None = None) -> Path:
    plugins = Plugins.discover(read_settings(written(root, files, mkdocs)))
    knowledge = gather(Folder(plugins.settings.content), plugins)
    assert export(knowledge, plugins, target or root / "out")[0] == len(outline(knowledge, plugins).pages)
    return target or root / "out"


def test_an_export_holds_pages_assets_referred_files_and_settings(tmp_path: Path) -> None:
    files = tree(exported(tmp_path, {**HOME, **NOTE, "new.md": "---\nredirect_from: old.md\n---\n"}))
    assert {"mkdocs.yml", "docs/index.md", "docs/notes/复盘.md", "docs/img/a.png", "docs/assets/omnikb/omnikb.css"} <= files.keys()
    assert "docs/secret.txt" not in files
    assert b'content="0; url=../new/"' in files["docs/old/index.html"]


def test_exported_settings_are_the_users_own_without_plugins(tmp_path: Path) -> None:
    mkdocs = SETTINGS + "repo_url: https://github.com/example/kb\nnav: [{开始: index.md}]\nextra_css: [own.css]\n"
    config = yaml.safe_load((exported(tmp_path, {**HOME, "own.css": "a{}"}, mkdocs) / "mkdocs.yml").read_text())
    assert config["site_name"] == "知识库"
    assert config["nav"] == [{"开始": "index.md"}]
    assert config["theme"] == {"name": "material", "font": False, "language": "zh"}
    assert config["plugins"] == []
    assert config["extra_css"][0] == "assets/omnikb/styles.css"
    assert config["extra_css"][-1] == "own.css"
    assert "repo_url" not in config


def test_an_exported_page_has_safe_front_matter_markdown_headings_and_final_links(tmp_path: Path) -> None:
    out = exported(tmp_path, {**HOME, **NOTE})
    note = (out / "docs/notes/复盘.md").read_text()
    assert yaml.safe_load(note.split("---")[1]) == {"title": "双十一"}
    assert "\n# 双十一\n" in note
    assert re.search(r"^## 目标 <code>a&#95;b</code> <em>c</em> \{: #\S+ \}$", note, re.MULTILINE)
    assert '<a href="notes/%E5%A4%8D%E7%9B%98/">双十一</a>' in (out / "docs/index.md").read_text()


def test_an_exported_body_is_sanitised(tmp_path: Path) -> None:
    body = "# A\n\n<script>alert(1)</script>\n\n[x](javascript:alert(2))\n\n<b onclick='a'>b</b>\n"
    page = (exported(tmp_path, {**HOME, "a.md": body}) / "docs/a.md").read_text()
    assert "<script" not in page
    assert "javascript:" not in page
    assert "onclick" not in page


def test_a_heading_of_another_language_than_the_site_says_so(tmp_path: Path) -> None:
    page = (exported(tmp_path, {**HOME, "a.md": "---\nlang: en\n---\n## Aim\n\nText\n"}) / "docs/a.md").read_text()
    assert '## Aim {: #aim lang="en" }' in page
    assert '<div class="omnikb-article" lang="en">' in page


def test_an_earlier_export_is_replaced_whole(tmp_path: Path) -> None:
    out = exported(tmp_path, {**HOME, "gone.md": "# Gone\n"})
    (tmp_path / "content/gone.md").unlink()
    exported(tmp_path, HOME)
    assert not (out / "docs/gone.md").exists()
    assert (out / MARKER).exists()
    assert [entry.name for entry in tmp_path.iterdir() if entry.name.startswith(".out")] == []


@pytest.mark.parametrize("place", ["mine", "content/out", "."])
def test_a_folder_that_is_no_export_is_left_alone(tmp_path: Path, place: str) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/letter.txt").write_text("kept")
    with pytest.raises(SettingsError) as caught:
        exported(tmp_path, HOME, target=tmp_path / place)
    assert "\n" not in str(caught.value)
    assert (tmp_path / "mine/letter.txt").read_text() == "kept"
    assert not (tmp_path / "content/out").exists()


def test_an_empty_folder_may_be_exported_into(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    assert (exported(tmp_path, HOME) / "mkdocs.yml").exists()


def test_the_same_content_exports_the_same_bytes(tmp_path: Path) -> None:
    one = tree(exported(tmp_path / "one", {**HOME, **NOTE}))
    assert tree(exported(tmp_path / "two", {**HOME, **NOTE})) == one


def parsed(html: str) -> str:
    """What the parser of the other engines makes of an article: MkDocs' own extensions and the one that an export asks for."""
    article = Article(
        f'<div class="omnikb-article" lang="zh">\n{html}\n</div>', (), frozenset(), Rendered(html, (), frozenset(), (), ())
    )
    markdown = exported_page(Page("a.md", "A", lang="zh"), article, [], "zh").split("---\n\n", 1)[1]
    return Markdown(extensions=["toc", "tables", "fenced_code", "attr_list"]).convert(markdown)


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


HARD = [
    "<p>a\n```\nno fence\n```\n~~~\nnor this\n~~~</p>",
    "<pre><code>~~~ x\n\n\n# no heading\n\n[[x]] [a](b)\n~~~\n</code></pre>",
    "<p>a</p>\n\n\n<p>    not code</p>\n\n<ul><li>\n\n* x\n\n</li></ul>",
    '<blockquote><h2 id="q">in a quotation</h2></blockquote><p>after</p>',
    '<h2 id="a">*a* _b_ `c` [d](e) {: #x } | &amp; &lt;b&gt; &#35; \\ # </h2><p>t</p>',
    '<h3 id="a b&quot;c">odd anchor</h3><p>t</p>',
    '<h2 id="c" class="x">kept as HTML</h2><p>t</p>',
    '<h2 id="e"></h2><p>t</p><h2 id="f">F</h2>',
    '<section class="omnikb-section"><h2 id="s">S</h2>\n<table><tr><td>1</td></tr></table></section><p>after</p>',
    '<h2 id="l"><a href="x_(y)*z*">link</a> <img alt="a*b" src="i_j_.png"></h2>',
    "<p>{{ x }} {% y %} --8&lt;-- &quot;f&quot; *[A]: b [^1]: c [1]: d</p>",
]


@pytest.mark.parametrize("html", HARD)
def test_no_text_of_an_article_means_anything_to_the_other_parser(html: str) -> None:
    assert words(parsed(html)) == words(html)
    assert set(re.findall(r'id="([^"]*)"', html)) <= set(re.findall(r'id="([^"]*)"', parsed(html)))


def test_headings_of_the_article_itself_become_headings_and_others_do_not() -> None:
    section = '<section class="omnikb-section"><h2 id="d">D</h2><p>e</p></section>'
    html = f'<h1>T</h1>\n<p>a</p><h2 id="b">B</h2><div><h3 id="c">C</h3></div>{section}'
    assert [piece.html if isinstance(piece, TopHeading) else "…" for piece in pieces(html)] == ["T", "…", "B", "…", "D", "…"]
    assert list(pieces(html))[-1] == '<section class="omnikb-section"><p>e</p></section>'


PARTS = texts.sampled_from(
    [
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<h2 id='x'>",
        '<h2 id="y">',
        "</h2>",
        "<br>",
        "text",
        "```",
        "\n",
        "\n\n",
        "# a",
        "<pre>",
        "</pre>",
        "&amp;",
        "*",
    ]
)


@settings(deadline=None)
@given(texts.lists(PARTS, max_size=30).map("".join))
def test_pieces_lose_nothing_whatever_the_html(html: str) -> None:
    whole = "".join(f"<h{one.level}>{one.html}</h{one.level}>" if isinstance(one, TopHeading) else one for one in pieces(html))
    assert words(whole) == words(html)
