from __future__ import annotations

from pathlib import Path

import pytest

from omnikb.errors import SettingsError
from omnikb.pipeline import compose, gather
from omnikb.plugin_manager import Plugins
from omnikb.settings import settings_from
from omnikb.sources import Folder
from omnikb.testing import Built, KnowledgeBase


class Secretive:
    def omnikb_inputs(self, settings):
        yield settings.content / "notes" / ".." / "data" / "names.yml"


def build(body: str) -> Built:
    files = {"notes/a.md": f"# 甲\n\n{body}\n", "data/names.yml": "a: b\n", "data/other.yml": "a: b\n"}
    return KnowledgeBase(files, {"secretive": Secretive()}).build()


@pytest.mark.parametrize("link", ["[名单](../data/names.yml)", "![名单](../data/names.yml)", "[名单](../data/%6eames.yml#a)"])
def test_a_link_to_a_file_that_a_plugin_reads_for_the_build_is_a_problem_at_its_place(link: str) -> None:
    built = build(f"见 {link}")
    (problem,) = built.problems
    assert (problem.code, problem.line, problem.column) == ("link-private", 3, 4 + link.index("("))
    assert "只供构建使用" in problem.message("zh")
    assert problem.hint("zh")
    assert built.site.files == frozenset()
    assert "names.yml" not in built.page("notes/a.md").html


def test_another_file_beside_it_is_published() -> None:
    built = build("[别的](../data/other.yml)")
    assert built.codes == []
    assert built.site.files == {"data/other.yml"}


def test_a_second_name_of_the_file_does_not_bring_it_into_the_site(tmp_path: Path) -> None:
    content = tmp_path / "content"
    (content / "data").mkdir(parents=True)
    (content / "data" / "names.yml").write_text("a: b\n", encoding="utf-8")
    (content / "data" / "alias.yml").symlink_to("names.yml")
    (content / "index.md").write_text("# 甲\n\n[名单](data/alias.yml)\n", encoding="utf-8")
    settings = settings_from({"today": "2026-01-15"}, root=tmp_path, content=content, site=tmp_path / "site")
    plugins = Plugins.of(settings, {"secretive": Secretive()})
    knowledge = gather(Folder(content), plugins)
    assert [problem.code for problem in knowledge.problems] == ["link-private"]
    assert compose(knowledge, plugins).files == frozenset()


@pytest.mark.parametrize("path", ["data/names.yml", "data/alias.yml"])
@pytest.mark.parametrize("shown", ["in the navigation", "as a script"])
def test_settings_that_show_it_are_refused_in_one_line(tmp_path: Path, path: str, shown: str) -> None:
    content = tmp_path / "content"
    (content / "data").mkdir(parents=True)
    (content / "data" / "names.yml").write_text("a: b\n", encoding="utf-8")
    (content / "data" / "alias.yml").symlink_to("names.yml")
    (content / "index.md").write_text("# 甲\n", encoding="utf-8")
    section = {"mermaid": path} if shown == "as a script" else {}
    published = frozenset({path}) if shown == "in the navigation" else frozenset()
    settings = settings_from(section, root=tmp_path, content=content, site=tmp_path / "site", published=published)
    with pytest.raises(SettingsError, match=f"^mkdocs.yml: the file {path} serves the build alone"):
        gather(Folder(content), Plugins.of(settings, {"secretive": Secretive()}))
