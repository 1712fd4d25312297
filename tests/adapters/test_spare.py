"""The site before the last is kept, and made the next one by what differs: the result is that of a clean build."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from omnikb.adapters import building
from omnikb.adapters.building import build_site
from omnikb.adapters.finish import look_at_site
from omnikb.adapters.site_state import signatures
from omnikb.adapters.spare import SPARE, StandingSite, gathered
from omnikb.adapters.staging import Target, stage
from tests.adapters.building import tree, written

PAGES = {f"pages/{number}.md": f"# 第 {number} 页\n\n内容 {number}\n" for number in range(12)}


def build(root: Path, files: Mapping[str, str]) -> None:
    """Write the files, and build."""
    written(root, files)
    assert build_site(root / "mkdocs.yml", jobs=1).site


@pytest.fixture
def edited(tmp_path: Path) -> Path:
    """A knowledge base that was built, and again with one page edited: a spare is there."""
    build(tmp_path, {"index.md": "# 首页\n", **PAGES})
    build(tmp_path, {"pages/1.md": "# 第 1 页\n\n改过\n"})
    return tmp_path


def clean(root: Path) -> dict[str, bytes]:
    """The site of a build from nothing."""
    aside = root / "aside"
    build_site(root / "mkdocs.yml", jobs=1, clean=True, site_dir=aside)
    found = tree(aside)
    shutil.rmtree(aside)
    return found


def folder_of(site: Path) -> int:
    """What tells a folder of the site from another at its place."""
    return (site / "pages").stat().st_ino


def spares(root: Path) -> list[Path]:
    """The sites kept."""
    return list((root / SPARE).iterdir()) if (root / SPARE).exists() else []


def test_a_site_takes_the_place_of_the_one_before_the_last_in_the_folders_of_that(tmp_path: Path) -> None:
    folders = []
    for number in range(4):
        build(tmp_path, {"index.md": f"# 首页 {number}\n", **PAGES})
        folders.append(folder_of(tmp_path / "site"))
    assert folders[2:] == folders[:2]
    assert folders[0] != folders[1]
    assert tree(tmp_path / "site") == clean(tmp_path)


def test_what_came_went_and_changed_its_kind_meanwhile_is_right(edited: Path) -> None:
    content = edited / "content"
    (content / "pages" / "2.md").unlink()
    build(
        edited,
        {
            "pages/2/below.md": "# 下一层\n",
            "extra/one.md": "# 多一页\n",
            "index.md": "# 首页\n\n[一](files/a.txt)\n",
            "files/a.txt": "a",
        },
    )
    assert tree(edited / "site") == clean(edited)
    shutil.rmtree(content / "pages" / "2")
    shutil.rmtree(content / "extra")
    build(edited, {"pages/2.md": "# 第 2 页\n", "files/a.txt": "ab"})
    assert tree(edited / "site") == clean(edited)
    assert not (edited / "site" / "extra").exists()


@pytest.mark.parametrize(
    "harm", ["gone", "a folder in the place of a file", "a file in the place of a folder", "other content", "a stranger's file"]
)
def test_a_spare_that_is_not_what_it_was_harms_nothing(edited: Path, harm: str) -> None:
    (spare,) = spares(edited)
    page = spare / "pages" / "3" / "index.html"
    if harm == "gone":
        shutil.rmtree(edited / SPARE)
    elif harm == "a folder in the place of a file":
        page.unlink()
        page.mkdir()
    elif harm == "a file in the place of a folder":
        shutil.rmtree(page.parent)
        page.parent.write_text("no folder")
    elif harm == "other content":
        page.unlink()
        page.write_text("another")
    else:
        (page.parent / "stranger.html").write_text("stranger")
    build(edited, {"pages/4.md": "# 第 4 页\n\n也改过\n"})
    assert tree(edited / "site") == clean(edited)


def test_folders_are_as_readable_as_new_ones_whatever_they_were(edited: Path) -> None:
    (edited / "site" / "pages").chmod(0o700)
    for spare in spares(edited):
        (spare / "pages").chmod(0o700)
    for number in range(3):
        build(edited, {"pages/4.md": f"# 第 4 页\n\n{number}\n"})
        assert (edited / "site" / "pages").stat().st_mode == (edited / "content").stat().st_mode


def test_an_empty_folder_that_somebody_made_in_the_site_goes_and_stays_away(edited: Path) -> None:
    (edited / "site" / "pages" / "old" / "older").mkdir(parents=True)
    for number in range(3):
        build(edited, {"pages/4.md": f"# 第 4 页\n\n{number}\n"})
        assert not (edited / "site" / "pages" / "old").exists()


def test_a_link_in_the_place_of_a_spare_is_never_published(edited: Path) -> None:
    (spare,) = spares(edited)
    spare.rename(edited / "elsewhere")
    spare.symlink_to(edited / "elsewhere")
    for number in range(2):
        build(edited, {"pages/4.md": f"# 第 4 页\n\n{number}\n"})
        assert not (edited / "site").is_symlink()
    shutil.rmtree(edited / "elsewhere")
    assert tree(edited / "site") == clean(edited)


def test_what_somebody_hid_in_a_spare_is_never_published(edited: Path) -> None:
    (spare,) = spares(edited)
    (spare / ".private").mkdir()
    (spare / ".private" / "plans.txt").write_text("secret")
    build(edited, {"pages/4.md": "# 第 4 页\n\n也改过\n"})
    assert tree(edited / "site") == clean(edited)


def test_a_file_that_is_changed_while_a_build_takes_it_over_is_made_again_by_the_next(
    edited: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = edited / "site" / "pages" / "8" / "index.html"

    def looked(*arguments: Any, **options: Any) -> Any:
        with page.open("a") as opened:
            opened.write("<!-- by hand -->")
        return look_at_site(*arguments, **options)

    with monkeypatch.context() as patched:
        patched.setattr(building, "look_at_site", looked)
        build(edited, {"pages/4.md": "# 第 4 页\n\n也改过\n"})
    assert build_site(edited / "mkdocs.yml", jobs=1).site
    assert tree(edited / "site") == clean(edited)


def test_what_is_hidden_at_the_top_goes_from_site_to_site(edited: Path) -> None:
    (edited / "site" / ".well-known").mkdir()
    (edited / "site" / ".well-known" / "security.txt").write_text("ask")
    for number in range(3):
        build(edited, {"pages/5.md": f"# 第 5 页\n\n{number}\n"})
        assert (edited / "site" / ".well-known" / "security.txt").read_text() == "ask"
        assert len(spares(edited)) == 1


def test_what_is_new_and_hidden_at_the_top_goes_along(tmp_path: Path) -> None:
    site, spare = tmp_path / "site", tmp_path / "spare"
    site.mkdir()
    (site / "page.html").write_text("page")
    shutil.copytree(site, spare, copy_function=os.link)
    new = stage(Target(site, tmp_path / "root", tmp_path / "content"))
    (new.folder / ".stamp").write_text("new")
    whole, outputs = gathered(new, {"page.html"}, StandingSite(site, spare, signatures(site)))
    assert whole is not new
    assert outputs == signatures(site)
    assert (whole.folder / ".stamp").read_text() == "new"


def test_no_second_copy_is_kept_where_files_have_no_second_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refused)
    for number in range(3):
        build(tmp_path, {"index.md": f"# 首页 {number}\n", **PAGES})
        assert spares(tmp_path) == []
    assert tree(tmp_path / "site") == clean(tmp_path)


def test_a_site_with_nothing_in_common_with_the_last_leaves_no_spare(edited: Path) -> None:
    build_site(edited / "mkdocs.yml", jobs=1, clean=True)
    assert spares(edited) == []


def test_a_place_that_cannot_keep_it_is_done_without(edited: Path) -> None:
    shutil.rmtree(edited / SPARE)
    (edited / SPARE).write_text("no folder")
    build(edited, {"pages/6.md": "# 第 6 页\n\n改过\n"})
    assert tree(edited / "site") == clean(edited)
    assert {entry.name for entry in edited.iterdir()} == {"content", "mkdocs.yml", "site", ".omnikb"}
