"""The list of all pages for those who crawl the site: it changes with every new page, and no other file that is no page does."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from omnikb.adapters.building import build_site
from tests.adapters.building import SETTINGS, command, tree, written

FILES = {
    "index.md": "# 首页\n",
    "notes/index.md": "# 笔记\n",
    "notes/促销 a&b.md": "# 促销\n",
    "lessons/reserve.md": "---\ntitle: 留库存\ndate: 2025-07-10\n---\n",
}
ADDRESSED = SETTINGS + "site_url: https://kb.example.org/ops\n"
HOOK = "def on_page_content(html, **_):\n    return html\n"


def listed(site: Path) -> list[str]:
    return re.findall("<loc>(.*)</loc>", (site / "sitemap.xml").read_text(encoding="utf-8"))


def numbers(site: Path) -> dict[str, int]:
    return {path: (site / path).stat().st_ino for path in tree(site)}


@pytest.mark.parametrize("urls", ["true", "false"])
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_new_page_is_listed_and_of_what_is_no_page_nothing_else_is_made(tmp_path: Path, urls: str, jobs: int) -> None:
    settings = ADDRESSED + f"use_directory_urls: {urls}\n"
    build_site(written(tmp_path, FILES, settings), jobs=jobs)
    before = numbers(tmp_path / "site")
    build_site(written(tmp_path, {"notes/new.md": "# 新\n"}, settings), jobs=jobs)
    after = numbers(tmp_path / "site")
    made = {path for path, number in after.items() if before.get(path) != number}
    new = "notes/new/index.html" if urls == "true" else "notes/new.html"
    assert made == {new, "sitemap.xml", "sitemap.xml.gz"} | {path for path in made if "search" in path}
    assert "https://kb.example.org/ops/" + new.removesuffix("index.html") in listed(tmp_path / "site")
    build_site(tmp_path / "mkdocs.yml", site_dir=tmp_path / "clean", clean=True)
    assert tree(tmp_path / "site") == tree(tmp_path / "clean")


def test_a_page_that_is_gone_is_listed_no_more(tmp_path: Path) -> None:
    build_site(written(tmp_path, FILES, ADDRESSED))
    (tmp_path / "content/notes/index.md").unlink()
    build_site(tmp_path / "mkdocs.yml")
    assert "https://kb.example.org/ops/notes/" not in listed(tmp_path / "site")
    assert "https://kb.example.org/ops/notes/%E4%BF%83%E9%94%80%20a%26b/" in listed(tmp_path / "site")


@pytest.mark.parametrize("urls", ["true", "false"])
@pytest.mark.parametrize("site_url", ["https://kb.example.org/ops", "https://kb.example.org/ops//", "https://kb.example.org/?a=b"])
def test_the_list_is_what_mkdocs_itself_would_list(tmp_path: Path, urls: str, site_url: str) -> None:
    written(tmp_path, FILES, SETTINGS + f"site_url: {site_url}\nuse_directory_urls: {urls}\n")
    assert command("mkdocs", tmp_path, "build").returncode == 0
    expected = listed(tmp_path / "site")
    build_site(tmp_path / "mkdocs.yml", clean=True)
    assert listed(tmp_path / "site") == expected
    assert len(expected) == len(set(expected)) > len(FILES)


def test_without_an_address_of_the_site_nothing_is_listed(tmp_path: Path) -> None:
    build_site(written(tmp_path, FILES))
    assert listed(tmp_path / "site") == []


def test_the_archive_of_the_list_does_not_follow_the_clock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build_site(written(tmp_path, {"a.md": "# A\n", "b.md": "# B\n"}, ADDRESSED), jobs=1)
    (tmp_path / "content/b.md").unlink()
    monkeypatch.setattr("mkdocs.utils.get_build_datetime", lambda: datetime(2031, 2, 3, tzinfo=UTC))
    build_site(tmp_path / "mkdocs.yml", jobs=1)
    build_site(tmp_path / "mkdocs.yml", jobs=1, site_dir=tmp_path / "clean", clean=True)
    assert tree(tmp_path / "site")["sitemap.xml.gz"] == tree(tmp_path / "clean")["sitemap.xml.gz"]


@pytest.mark.parametrize("addition", ["hook", "template"])
@pytest.mark.parametrize("change", ["notes/new.md", "notes/促销 a&b.md"])
def test_where_another_may_show_more_of_the_pages_all_that_is_no_page_is_made_again(
    tmp_path: Path, addition: str, change: str
) -> None:
    settings = ADDRESSED
    if addition == "hook":
        (tmp_path / "hook.py").write_text(HOOK)
        settings += "hooks: [hook.py]\n"
    else:
        (tmp_path / "theme").mkdir()
        (tmp_path / "theme/pages.txt").write_text("{% for file in pages %}{{ file.page.title }}\n{% endfor %}")
        settings = settings.replace(
            "  name: material\n", "  name: material\n  custom_dir: theme\n  static_templates: [pages.txt]\n"
        )
    build_site(written(tmp_path, FILES, settings))
    build_site(written(tmp_path, {change: "# 新来的\n"}, settings))
    if addition == "template":
        assert "新来的" in (tmp_path / "site/pages.txt").read_text(encoding="utf-8")
    build_site(tmp_path / "mkdocs.yml", site_dir=tmp_path / "clean", clean=True)
    assert tree(tmp_path / "site") == tree(tmp_path / "clean")


RIVALS = {
    "beside a page of HTML": ({"notes/new.html": "<p>1</p>"}, "notes/new.md"),
    "beside one that is referred to": ({"notes/new.html": "<p>1</p>", "a.md": "[1](notes/new.html)\n"}, "notes/new.md"),
    "beside a start page": ({"notes/more/index.md": "# 更多\n"}, "notes/more/README.md"),
}


@pytest.mark.parametrize("case", RIVALS)
def test_two_files_that_want_one_place_are_told_as_in_a_clean_build(tmp_path: Path, case: str) -> None:
    files, new = RIVALS[case]
    settings = ADDRESSED + "use_directory_urls: false\n"
    assert build_site(written(tmp_path, FILES | files, settings)).said == ()
    report = build_site(written(tmp_path, {new: "# 新\n"}, settings))
    clean = build_site(tmp_path / "mkdocs.yml", site_dir=tmp_path / "clean", clean=True)
    assert new.partition(".")[0] in report.said[0] or "README" in report.said[0]
    assert (report.said, report.problems) == (clean.said, clean.problems)
    assert tree(tmp_path / "site") == tree(tmp_path / "clean")
    (tmp_path / "content" / new).unlink()
    assert build_site(tmp_path / "mkdocs.yml").said == ()
    build_site(tmp_path / "mkdocs.yml", site_dir=tmp_path / "clean", clean=True)
    assert tree(tmp_path / "site") == tree(tmp_path / "clean")


def test_a_site_without_pages_has_no_list_that_the_clock_would_date(tmp_path: Path) -> None:
    disabled = "[actions, backlinks, cases, facets, faq, header, lessons, projects, reviews, risks, search, sorting, training]"
    build_site(written(tmp_path, {"a.txt": ""}, SETTINGS + f"      disable: {disabled}\n"))
    assert not list((tmp_path / "site").glob("sitemap*"))
    assert (tmp_path / "site/404.html").exists()
