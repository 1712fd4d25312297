from __future__ import annotations

import re
from pathlib import Path

import pytest

from omnikb import SettingsError, page_name
from omnikb.pipeline import gather
from omnikb.plugin_manager import Plugins
from omnikb.settings import settings_from
from omnikb.sources import Folder
from omnikb.testing import Built, KnowledgeBase
from omnikb_facets.model import values_of

VOCABULARY = """
departments:
  - {id: ecommerce, zh: 电商运营部, en: E-commerce operations, aliases: [电商部]}
  - {id: it, zh: 信息技术部, en: Information technology}
tags:
  - {id: double-11, zh: 双十一, en: Double 11, aliases: [双11]}
  - {id: "618", zh: "618", en: "618"}
"""


def risk(keys: str, title: str = "超卖") -> str:
    return f"---\ntitle: {title}\nlikelihood: 4\nimpact: 4\n{keys}---\n正文\n"


@pytest.fixture
def vocabulary(tmp_path: Path) -> Path:
    file = tmp_path / "vocabulary.yml"
    file.write_text(VOCABULARY, encoding="utf-8")
    return file


def build(files: dict[str, str], vocabulary: Path | None = None, language: str = "zh") -> Built:
    settings = {"facets": {"vocabulary": str(vocabulary)}} if vocabulary else {}
    return KnowledgeBase(files, settings=settings, language=language).build()


def listed(built: Built, prefix: str) -> list[str]:
    return [page.path for page in built.site.pages if page.path.startswith(prefix)]


@pytest.mark.parametrize("name", ["double-11", "双十一", "双11", "Double 11", "double11", "ＤＯＵＢＬＥ 11"])
def test_every_name_of_a_value_leads_to_its_one_page(name: str, vocabulary: Path) -> None:
    built = build({"risks/oversell.md": risk(f"tags: ['{name}']\n")}, vocabulary)
    assert built.codes == []
    assert listed(built, "tags/") == ["tags/double-11.md", "tags/index.md"]
    assert "超卖" in built.page("tags/double-11.md").html


def test_a_value_written_twice_under_two_names_counts_once(vocabulary: Path) -> None:
    built = build({"risks/oversell.md": risk("tags: [双11, 双十一, 618]\n")}, vocabulary)
    assert values_of(built.index.documents["oversell"])["tags"] == ("double-11", "618")
    assert built.page("tags/double-11.md").html.count("risks/oversell") == 1


def test_a_single_value_needs_no_list(vocabulary: Path) -> None:
    assert "departments/it.md" in listed(build({"risks/oversell.md": risk("departments: IT\n")}, vocabulary), "departments/")


def test_an_unknown_value_is_a_problem_where_it_stands_with_the_nearest_name_and_its_id(vocabulary: Path) -> None:
    built = build({"risks/oversell.md": risk("departments:\n  - it\n  - 电商部门\n")}, vocabulary)
    (problem,) = built.problems
    assert (problem.code, problem.line) == ("facets/value-unknown", 7)
    assert "电商部门" in problem.message("zh")
    assert "电商部 (ecommerce)" in problem.hint("zh")


def test_where_no_name_is_near_the_hint_lists_the_values(vocabulary: Path) -> None:
    (problem,) = build({"risks/oversell.md": risk("tags: zzz\n")}, vocabulary).problems
    assert "double-11, 618" in problem.hint("zh")


def test_a_facet_that_the_vocabulary_does_not_list_takes_any_value(vocabulary: Path) -> None:
    built = build({"risks/oversell.md": risk("channels: 天猫\n")}, vocabulary)
    assert built.codes == []
    assert "天猫" in built.page("channels/天猫.md").html


def test_without_a_vocabulary_any_value_is_accepted() -> None:
    built = build({"risks/oversell.md": risk("tags: [直播/短视频]\n")})
    assert built.codes == []
    assert listed(built, "tags/") == ["tags/index.md", f"tags/{page_name('直播/短视频')}.md"]


def test_values_without_documents_have_no_pages(vocabulary: Path) -> None:
    assert listed(build({"risks/oversell.md": risk("")}, vocabulary), "departments/") == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("departments: [", "YAML"),
        ("regions: []", "departments"),
        ("departments: it", "departments"),
        ("departments: [it]", "departments.0"),
        ("departments: [{id: a b}]", "a b"),
        ("departments: [{id: it, label: IT}]", "departments.0"),
        ("departments: [{id: it, aliases: IT}]", "aliases"),
        ("departments:\n  - {id: it, aliases: [On]}", "vocabulary.yml:2:14: departments.0.aliases"),
        ("departments:\n  - id: it\n    zh: no", "vocabulary.yml:3:5: departments.0.zh"),
        ("departments:\n  - id: it\n  - id: a b", "vocabulary.yml:3:5: departments.1"),
        ("departments: [{id: it}, {id: tech, aliases: [IT]}]", "departments.1"),
        ("departments: [{id: it, zh: 信息}, {id: it, zh: 技术}]", "departments.1"),
    ],
)
def test_a_vocabulary_that_is_wrong_stops_the_run_and_names_file_and_place(text: str, said: str, vocabulary: Path) -> None:
    vocabulary.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as raised:
        build({}, vocabulary)
    assert "vocabulary.yml" in raised.value.text("zh")
    assert said in raised.value.text("zh")


@pytest.mark.parametrize("text", ["{}", "", "departments: []", "tags: [{id: sale, aliases: [618, 1e3, 010]}]"])
def test_a_vocabulary_may_be_empty_and_its_names_may_look_like_numbers(text: str, vocabulary: Path) -> None:
    vocabulary.write_text(text, encoding="utf-8")
    assert build({"risks/oversell.md": risk("tags: 1e3\n" if "1e3" in text else "")}, vocabulary).problems == ()


def test_a_vocabulary_that_is_not_there_stops_the_run(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"missing\.yml"):
        build({}, tmp_path / "missing.yml")


def test_the_page_of_a_value_groups_its_documents_by_type_undertakings_first(vocabulary: Path) -> None:
    files = {
        "risks/oversell.md": risk("departments: it\n"),
        "projects/one.md": "---\ntitle: 大促\nstatus: active\ndepartments: it\n---\n",
    }
    html = build(files, vocabulary).page("departments/it.md").html
    assert "<h1>信息技术部</h1>" in html
    assert html.index('id="project"') < html.index("大促") < html.index('id="risk"') < html.index("超卖")


def test_a_year_has_a_page_with_everything_of_it() -> None:
    files = {"risks/a.md": risk("date: 2025-03-01\n", "甲"), "risks/b.md": risk("date: 2024-03-01\n", "乙")}
    html = build(files).page("years/2025.md").html
    assert "甲" in html
    assert "乙" not in html


def test_a_value_with_many_documents_is_spread_over_pages_that_each_hold_some_of_them() -> None:
    built = build({f"risks/r{number}.md": risk("tags: big\n", f"风险{number:04}") for number in range(450)})
    paths = ["tags/big.md", "tags/big/page-2.md", "tags/big/page-3.md"]
    assert listed(built, "tags/big") == paths
    pages = [built.page(path).html for path in paths]
    assert sum(page.count('<li><a href="../../') + page.count('<li><a href="../../../') for page in pages) >= 450
    assert all(len(page.encode()) < 300_000 for page in pages)
    assert all(sum(f"风险{number:04}" in page for page in pages) == 1 for number in range(450))


def test_names_are_in_the_language_of_the_site(vocabulary: Path) -> None:
    built = build({"risks/oversell.md": risk("departments: 电商部\n")}, vocabulary, "en")
    assert "<h1>E-commerce operations</h1>" in built.page("departments/ecommerce.md").html


def test_the_home_page_leads_to_departments_channels_and_phases_with_counts(vocabulary: Path) -> None:
    files = {"index.md": "# 首页\n", "risks/oversell.md": risk("departments: 电商部\nphases: 执行\n")}
    html = build(files, vocabulary).page("index.md").html
    assert 'href="departments/ecommerce/"' in html
    assert "电商运营部" in html
    assert 'href="phases/"' in html


def test_phases_stand_in_the_order_of_the_vocabulary_and_without_one_by_their_number(vocabulary: Path) -> None:
    names = ("preparation", "execution", "wrap-up")
    with vocabulary.open("a", encoding="utf-8") as file:
        file.write("phases:\n" + "".join(f"  - {{id: {name}}}\n" for name in names))
    files = {f"risks/r{number}.md": risk(f"phases: [{name}, execution]\n") for number, name in enumerate(names)}
    home = {"index.md": "# 首页\n"}

    def order(built: Built, path: str) -> list[str]:
        return list(dict.fromkeys(re.findall(r"(preparation|execution|wrap-up)/\"", built.page(path).html)))

    for path in ("index.md", "phases/index.md"):
        assert order(build(files | home, vocabulary), path) == list(names)
        assert order(build(files | home), path) == ["execution", "preparation", "wrap-up"]


def test_an_index_page_that_someone_wrote_is_kept(vocabulary: Path) -> None:
    files = {"departments/index.md": "# 我们的部门\n", "risks/oversell.md": risk("departments: it\n")}
    assert "我们的部门" in build(files, vocabulary).page("departments/index.md").html


def test_markup_in_a_value_comes_out_as_text() -> None:
    html = build({"risks/oversell.md": risk("tags: '<b onclick=x>'\n")}).page("tags/index.md").html
    assert "<b onclick" not in html


def test_the_vocabulary_is_never_published_and_a_link_to_it_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "vocabulary.yml").write_text(VOCABULARY, encoding="utf-8")
    (tmp_path / "index.md").write_text("# 甲\n\n见[词表](vocabulary.yml)\n", encoding="utf-8")
    section = {"facets": {"vocabulary": "vocabulary.yml"}}
    settings = settings_from(section, root=tmp_path / "elsewhere", content=tmp_path, site=tmp_path / "site")
    knowledge = gather(Folder(tmp_path), Plugins.discover(settings))
    assert [(problem.code, problem.line) for problem in knowledge.problems] == [("link-private", 3)]
    assert knowledge.files == frozenset()


@pytest.mark.parametrize("value", ["''", "['']", "[双11, ' ']"])
def test_an_empty_value_is_a_problem_where_there_is_no_vocabulary_either(value: str) -> None:
    built = build({"risks/oversell.md": risk(f"tags: {value}\n")})
    assert built.codes == ["text-empty"]


def test_a_long_value_without_a_vocabulary_has_a_page_and_like_values_have_one_each() -> None:
    tags = f"['{'长' * 120}', 'C++', 'C#']"
    lesson = f"---\ntitle: A\napplies_when: x\ndo: x\nbecause: x\ntags: {tags}\n---\n"
    built = KnowledgeBase({"lessons/a.md": lesson}).build()
    assert built.codes == []
    assert len([page for page in built.site.pages if page.path.startswith("tags/") and page.path != "tags/index.md"]) == 3
