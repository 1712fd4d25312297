"""What the pages of a built site are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from omnikb.adapters.building import build_site
from tests.adapters.building import SETTINGS, own_files, written

HOME: dict[str, str | bytes] = {
    "index.md": "# 首页\n\n看[复盘](notes/复盘.md)和[[复盘]]。\n\n![图](img/a.png)\n",
    "img/a.png": b"png",
}
NOTE = {"notes/复盘.md": "---\ntitle: 双十一\n---\n\n## 目标\n\n### 细分\n\n## 结果\n"}


def built(root: Path, files: Mapping[str, str | bytes], settings: str = SETTINGS) -> Path:
    report = build_site(written(root, files, settings))
    assert report.site == root / "site"
    return report.site


def page(site: Path, path: str) -> str:
    return (site / path).read_text(encoding="utf-8")


def article(html: str) -> str:
    start = html.index('<div class="omnikb-article"')
    return html[start : html.index("</article>", start)]


def test_a_document_is_published_with_its_title_links_and_images(tmp_path: Path) -> None:
    site = built(tmp_path, {**HOME, **NOTE})
    home = article(page(site, "index.html"))
    assert '<h1 id="首页">首页' in home
    assert home.count('href="notes/%E5%A4%8D%E7%9B%98/"') == 2
    assert 'src="img/a.png"' in home
    assert (site / "img/a.png").read_bytes() == b"png"
    note = page(site, "notes/复盘/index.html")
    assert "<title>双十一 - 知识库</title>" in note
    assert "<h1>双十一</h1>" in note


def test_only_documents_and_files_they_refer_to_are_published(tmp_path: Path) -> None:
    stray: dict[str, str | bytes] = {
        "secret.txt": "s",
        "vocabulary.yml": "a: b",
        ".git/config": "c",
        "img/unused.png": b"u",
        "data.json": "{}",
        "a.html": "<p>",
    }
    plain = own_files(built(tmp_path / "plain", {**HOME, **NOTE}))
    assert own_files(built(tmp_path / "stray", {**HOME, **NOTE, **stray})) == plain
    assert {"index.html", "notes/复盘/index.html", "img/a.png"} <= plain


def test_what_the_settings_refer_to_is_published(tmp_path: Path) -> None:
    settings = SETTINGS.replace("  language: zh", "  language: zh\n  logo: brand/logo.svg") + "extra_css: [brand/own.css]\n"
    site = built(tmp_path, {**HOME, "brand/logo.svg": "<svg/>", "brand/own.css": "a{}", "brand/else.css": "b{}"}, settings)
    assert (site / "brand/logo.svg").exists()
    assert (site / "brand/own.css").exists()
    assert not (site / "brand/else.css").exists()


def test_a_file_in_place_of_one_of_the_theme_replaces_it_where_it_is_referred_to(tmp_path: Path) -> None:
    favicon = "assets/images/favicon.png"
    (tmp_path / "named").mkdir()
    settings = SETTINGS.replace("language: zh", f"language: zh\n  favicon: {favicon}")
    named = built(tmp_path / "named", {**HOME, favicon: b"mine"}, settings)
    assert (named / favicon).read_bytes() == b"mine"
    (tmp_path / "unnamed").mkdir()
    unnamed = built(tmp_path / "unnamed", {**HOME, favicon: b"mine"})
    assert (unnamed / favicon).read_bytes() not in (b"", b"mine"), "the theme's own"


def test_a_file_that_nobody_refers_to_is_not_published_whatever_the_theme_has(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "notes.txt").write_text("theme")
    secret = dict.fromkeys(("main.html", "partials/footer.html", "mkdocs_theme.yml", "notes.txt"), "secret")
    site = built(tmp_path, {**HOME, **secret}, SETTINGS.replace("language: zh", "language: zh\n  custom_dir: own"))
    assert [path for path in secret if (site / path).exists()] == ["notes.txt"]
    assert (site / "notes.txt").read_text() == "theme"


def test_a_document_that_is_left_out_is_not_published_even_if_navigation_names_it(tmp_path: Path) -> None:
    report = build_site(
        written(tmp_path, {**HOME, "risks/bad.md": "---\n: : :\n---\n<script>"}, SETTINGS + "nav: [risks/bad.md]\n")
    )
    assert report.problems
    assert not (tmp_path / "site/risks/bad").exists()


FOREIGN = """---
template: nope.html
icon: wrong
hide: 5
tags: 7
status: {a: 1}
search: no
description: {a: b}
---
TODO: call the supplier

## Next
"""


def test_foreign_front_matter_never_reaches_the_theme(tmp_path: Path) -> None:
    note = page(built(tmp_path, {**HOME, "old.md": FOREIGN}), "old/index.html")
    assert "TODO: call the supplier" in article(note)
    assert '<h2 id="next">' in note


def test_a_title_and_a_summary_are_text_whatever_they_hold(tmp_path: Path) -> None:
    document = "---\ntitle: '</title><script>alert(1)</script> \"x\"'\ndescription: '\"><script>alert(2)</script>'\n---\ntext\n"
    html = page(built(tmp_path, {**HOME, "a.md": document}, SETTINGS + "nav: [a.md, index.md]\n"), "a/index.html")
    assert "<script>alert" not in html
    assert html.count("&lt;script&gt;alert(1)") >= 3
    assert 'content="&#34;&gt;&lt;script&gt;alert(2)&lt;/script&gt;"' in html


def toc(html: str) -> list[tuple[int, str]]:
    """Depth and anchor of each entry of a page's table of contents."""
    listing = html[html.index('data-md-component="toc"') :]
    listing = listing[: listing.index('class="md-content"')]
    depth, entries = 0, []
    for opened, closed, anchor in re.findall(r'(<ul|<nav)|(</ul>|</nav>)|<a href="(#[^"]*)"', listing):
        depth += bool(opened) - bool(closed)
        if anchor:
            entries.append((depth, anchor))
    return entries


def test_the_table_of_contents_is_nested_and_holds_the_sections_of_plugins(tmp_path: Path) -> None:
    entries = toc(page(built(tmp_path, {**HOME, **NOTE}), "notes/复盘/index.html"))
    assert entries[:3] == [(0, "#目标"), (2, "#细分"), (0, "#结果")]
    assert len(entries) == 4, "the plugin that says what links here has a heading"


def test_without_navigation_of_the_users_own_there_is_none(tmp_path: Path) -> None:
    home = page(built(tmp_path, {**HOME, **NOTE}), "index.html")
    assert "md-nav--primary" not in home


def test_navigation_holds_what_the_user_lists_and_nothing_else(tmp_path: Path) -> None:
    site = built(
        tmp_path, {**HOME, **NOTE, "b.md": "# B"}, SETTINGS + "nav:\n- Start: index.md\n- Deep:\n  - Campaign: notes/复盘.md\n"
    )
    home = page(site, "index.html")
    primary = home[home.index("md-nav--primary") : home.index('class="md-content"')]
    assert re.findall(r'<a href="([^"]*)" class="md-nav__link', primary)[-1] == "notes/%E5%A4%8D%E7%9B%98/"
    assert "Campaign" in primary
    assert 'href="b/"' not in primary
    note = page(site, "notes/复盘/index.html")
    assert "<title>双十一 - 知识库</title>" in note
    assert "<h1>双十一</h1>" in note


def test_old_addresses_lead_to_the_new_one(tmp_path: Path) -> None:
    document = "---\ntitle: 新\nredirect_from: [old/place.md, /gone/, /was/here.html]\n---\n"
    site = built(tmp_path, {**HOME, "notes/new.md": document})
    for old, href in {"old/place": "../../notes/new/", "gone": "../notes/new/", "was/here": "../../notes/new/"}.items():
        redirect = page(site, f"{old}/index.html")
        assert f'content="0; url={href}"' in redirect
        assert f'<a href="{href}">' in redirect
        assert f'<link rel="canonical" href="{href}">' in redirect
        assert '<meta name="robots" content="noindex">' in redirect
    assert "old/place" not in page(site, "sitemap.xml")


def test_an_old_address_is_canonical_at_the_sites_own_url(tmp_path: Path) -> None:
    files = {**HOME, "新.md": "---\nredirect_from: old.md\n---\n"}
    site = built(tmp_path, files, SETTINGS + "site_url: https://kb.example.org/team\n")
    assert '<link rel="canonical" href="https://kb.example.org/team/%E6%96%B0/">' in page(site, "old/index.html")


def test_without_directory_addresses_all_links_name_files(tmp_path: Path) -> None:
    files = {**HOME, **NOTE, "n.md": "---\nredirect_from: old/n.md\n---\n"}
    site = built(tmp_path, files, SETTINGS + "use_directory_urls: false\n")
    assert 'href="notes/%E5%A4%8D%E7%9B%98.html"' in page(site, "index.html")
    assert 'url=../n.html"' in page(site, "old/n.html")


def test_no_page_asks_the_forge_or_loads_a_font(tmp_path: Path) -> None:
    site = built(tmp_path, {**HOME, **NOTE}, SETTINGS + "repo_url: https://github.com/example/kb\n")
    for name in ("index.html", "notes/复盘/index.html", "404.html"):
        html = page(site, name)
        assert 'href="https://github.com/example/kb"' in html
        assert 'data-md-component="source"' not in html
        assert "fonts.googleapis" not in html


@pytest.mark.parametrize(
    ("settings", "edit"),
    [
        ("repo_url: https://github.com/example/kb\n", "https://github.com/example/kb/edit/master/content/notes/"),
        (
            "repo_url: https://github.com/example/kb\nedit_uri: edit/main/content/\n",
            "https://github.com/example/kb/edit/main/content/notes/",
        ),
    ],
)
def test_a_document_is_edited_in_the_content_folder_and_a_made_page_nowhere(tmp_path: Path, settings: str, edit: str) -> None:
    features = SETTINGS.replace("  language: zh", "  language: zh\n  features: [content.action.edit]")
    site = built(tmp_path, {**HOME, **NOTE}, features + settings)
    assert f'href="{edit}' in page(site, "notes/复盘/index.html")
    assert 'rel="edit"' not in page(site, "risks/index.html")


def test_an_english_document_on_a_chinese_site_says_so(tmp_path: Path) -> None:
    html = page(built(tmp_path, {**HOME, "en.md": "---\nlang: en\n---\nText\n"}), "en/index.html")
    assert '<html lang="zh"' in html
    assert '<div class="omnikb-article" lang="en">' in html


def test_mermaid_is_loaded_from_the_site_and_only_where_there_is_a_diagram(tmp_path: Path) -> None:
    files = {**HOME, "flow.md": "```mermaid\ngraph TD; a-->b\n```\n", "js/mermaid.js": "var mermaid"}
    site = built(tmp_path, files, SETTINGS + "      mermaid: js/mermaid.js\n")
    html = page(site, "flow/index.html")
    assert html.index('<script src="../js/mermaid.js">') < html.index("assets/javascripts/bundle")
    assert "mermaid.js" not in page(site, "index.html")
    assert (site / "js/mermaid.js").exists()


def test_the_document_that_mkdocs_passes_over_for_another_is_a_document_all_the_same(tmp_path: Path) -> None:
    settings = SETTINGS.replace("  language: zh", "  language: zh\n  features: [content.action.edit]")
    settings += "repo_url: https://github.com/example/kb\n"
    report = build_site(written(tmp_path, {"index.md": "# Index\n", "README.md": "# Readme\n"}, settings))
    assert [problem.path for problem in report.problems] == ["index.md"]
    home = page(tmp_path / "site", "index.html")
    assert "Readme" in article(home)
    assert "edit/master/content/README.md" in home


@pytest.mark.parametrize(("language", "words"), [("zh", "没有这个页面"), ("en", "There is no such page")])
def test_the_page_for_what_is_not_there_speaks_the_language_of_the_site(tmp_path: Path, language: str, words: str) -> None:
    html = page(built(tmp_path, HOME, SETTINGS.replace("language: zh", f"language: {language}")), "404.html")
    assert f"<h1>{words}</h1>" in html
    assert "Not found" not in html


@pytest.mark.parametrize(
    ("settings", "home", "search"),
    [
        ("", "/", "/search/"),
        ("site_url: https://kb.example.org/team\n", "/team/", "/team/search/"),
        ("use_directory_urls: false\n", "/index.html", "/search/index.html"),
    ],
)
def test_the_page_for_what_is_not_there_leads_home_and_to_the_search_from_any_depth(
    tmp_path: Path, settings: str, home: str, search: str
) -> None:
    words = article(page(built(tmp_path, HOME, SETTINGS + settings), "404.html"))
    assert f'<a href="{home}">首页</a>' in words
    assert f'<a href="{search}">搜一搜</a>标题' in words


def test_the_page_for_what_is_not_there_speaks_of_no_search_where_there_is_none(tmp_path: Path) -> None:
    settings = SETTINGS.replace("today: 2026-01-15", "today: 2026-01-15\n      disable: [search]")
    words = article(page(built(tmp_path, HOME, settings), "404.html"))
    assert '<a href="/">首页</a>' in words
    assert "搜" not in words
