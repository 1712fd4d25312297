"""The two languages say the same, and the README says first what one needs first."""

from __future__ import annotations

import re
from importlib.metadata import version

import pytest

from omnikb.testing import KnowledgeBase
from tests.docs import guide

README = (guide.ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", guide.NAMES)
def test_both_languages_have_the_same_headings_and_the_same_kinds_of_snippets(name: str) -> None:
    chinese, english = guide.page_text("zh", name), guide.page_text("en", name)
    assert [level for level, _words in guide.headings(chinese)] == [level for level, _words in guide.headings(english)]
    assert [(one.language, one.title) for one in guide.blocks(chinese)] == [
        (one.language, one.title) for one in guide.blocks(english)
    ]
    assert guide.regions(chinese) == guide.regions(english)


@pytest.mark.parametrize("name", guide.NAMES)
def test_programs_are_the_same_in_both_languages(name: str) -> None:
    def programs(lang: str) -> list[str]:
        found = guide.blocks(guide.by_hand(guide.page_text(lang, name)))
        return [one.text for one in found if one.language in ("python", "jinja", "toml")]

    assert programs("zh") == programs("en")


@pytest.mark.parametrize("name", guide.NAMES)
def test_tables_have_the_same_rows_in_both_languages(name: str) -> None:
    assert list(guide.table_rows(guide.page_text("zh", name))) == list(guide.table_rows(guide.page_text("en", name)))


def test_the_guide_is_a_knowledge_base_without_a_problem_whose_pages_all_stand_alone() -> None:
    pages = {f"guide/{path.relative_to(guide.FOLDERS['zh'])}": path.read_bytes() for path in guide.FOLDERS["zh"].rglob("*.md")}
    built = KnowledgeBase({"index.md": "# 首页\n", **pages}).build()
    assert [(one.path, one.line, one.code, one.message("en")) for one in built.problems] == []
    assert len(pages) == len(guide.PAGES)


@pytest.mark.parametrize(("lang", "name"), guide.PAGES)
def test_no_page_has_a_fence_that_the_tests_would_overlook(lang: str, name: str) -> None:
    lines = guide.page_text(lang, name).splitlines()
    fenced = sum(2 + one.text.count("\n") for one in guide.blocks("\n".join(lines)))
    outside = len([line for line in lines if re.match(r"\s*(```|~~~)", line)])
    inside = len(
        [line for one in guide.blocks("\n".join(lines)) for line in one.text.splitlines() if re.match(r"\s*(```|~~~)", line)]
    )
    assert outside == inside + 2 * len(guide.blocks("\n".join(lines)))
    assert fenced < len(lines)


def test_the_readme_shows_the_two_commands_on_its_first_screen() -> None:
    first = "\n".join(README.splitlines()[:25])
    assert len(first) < 4000
    for command in ("make site", "make test"):
        assert re.search(rf"^{command}\b", first, re.MULTILINE)


def test_every_file_that_the_readme_links_to_exists() -> None:
    targets = [target for target in re.findall(r"\]\(([^)#]+)\)", README) if "://" not in target]
    assert targets
    assert [target for target in targets if not (guide.ROOT / target).exists()] == []


def test_the_changelog_begins_with_the_installed_version() -> None:
    changelog = (guide.ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = re.search(r"^## (\S+)", changelog, re.MULTILINE)
    assert newest is not None
    assert newest[1] == version("omnikb")
