"""Links that lead in a circle, and folders that nobody may open: a build says what a check says, and publishes the rest."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from omnikb.adapters.building import build_site
from omnikb.adapters.glance import content_lines
from omnikb.errors import SettingsError
from tests.adapters.building import tree, written

FAVICON = "assets/images/favicon.png"
"""A file that the theme has, too."""

FILES = {"index.md": f"# 首页\n\n![](a.png)![]({FAVICON})\n", "z/a.md": "# 甲\n", "y/b.md": "# 乙\n", "a.png": "a", FAVICON: "own"}

Close = Callable[[Path], None]


@pytest.fixture
def close(monkeypatch: pytest.MonkeyPatch) -> Close:
    """Closes a folder: for root, who runs tests in containers, its permissions would keep nothing closed."""
    scandir, closed = os.scandir, set[Path]()

    def scanned(place: Any = ".") -> Any:
        if Path(os.fsdecode(place)) in closed:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), place)
        return scandir(place)

    monkeypatch.setattr(os, "scandir", scanned)
    return closed.add


def link_to_itself(content: Path) -> None:
    (content / "loop").symlink_to("loop")


def link_to_its_own_folder(content: Path) -> None:
    (content / "z" / "z").symlink_to("../z")


def links_to_each_other(content: Path) -> None:
    (content / "z" / "y").symlink_to("../y")
    (content / "y" / "z").symlink_to("../z")


def links_upwards(content: Path) -> None:
    """Two make more ways than anybody could follow to their ends."""
    (content / "z" / "up").symlink_to("..")
    (content / "y" / "up").symlink_to("..")


@pytest.mark.parametrize("make", [link_to_itself, link_to_its_own_folder, links_to_each_other, links_upwards])
def test_links_in_a_circle_are_reported_and_the_rest_is_published(tmp_path: Path, make: Callable[[Path], None]) -> None:
    config = written(tmp_path, FILES)
    make(tmp_path / "content")
    for __ in range(2):  # the second time at a glance
        report = build_site(config, jobs=1)
        assert {problem.code for problem in report.problems} == {"path-loop"}
        assert (tmp_path / "site" / "z" / "a" / "index.html").is_file()
        assert (tmp_path / "site" / "a.png").read_bytes() == b"a"
        assert (tmp_path / "site" / FAVICON).read_bytes() == b"own"
    clean = tmp_path / "clean"
    assert build_site(config, jobs=1, clean=True, site_dir=clean).site
    assert tree(clean) == tree(tmp_path / "site")


def test_a_folder_that_cannot_be_opened_is_reported_and_the_rest_is_published(tmp_path: Path, close: Close) -> None:
    config = written(tmp_path, FILES)
    close(tmp_path / "content" / "y")
    report = build_site(config, jobs=1)
    assert [(problem.path, problem.code) for problem in report.problems] == [("y", "file-unreadable")]
    assert (tmp_path / "site" / "z" / "a" / "index.html").is_file()
    assert not (tmp_path / "site" / "y").exists()


def test_content_that_cannot_be_opened_is_one_line_and_the_old_site_stays(tmp_path: Path, close: Close) -> None:
    config = written(tmp_path, FILES)
    build_site(config, jobs=1)
    close(tmp_path / "content")
    with pytest.raises(SettingsError, match="docs_dir: the folder cannot be opened"):
        build_site(config, jobs=1)
    assert (tmp_path / "site" / "z" / "a" / "index.html").is_file()


def test_what_lies_behind_a_link_that_leads_outside_is_not_looked_at(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    written(tmp_path, FILES)
    (tmp_path / "content" / "out").symlink_to(outside)
    (tmp_path / "content" / "linked").symlink_to("z")
    (outside / "c.md").write_text("# 丙\n", encoding="utf-8")
    paths = {line.split()[0] for line in content_lines(tmp_path / "content")}
    assert paths == {*FILES, "out", "linked", "linked/a.md"}
