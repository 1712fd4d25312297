"""Content files besides documents: what the site shows of them is what they are, however they came to be so."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from omnikb.adapters import building
from omnikb.adapters.building import build_site
from omnikb.adapters.planning import Plan, plan
from tests.adapters.building import SETTINGS, tree, written


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A base whose home page shows a picture, with the same picture elsewhere."""
    written(tmp_path, {"index.md": "# 首页\n\n![图](img/a.png)\n", "img/a.png": b"one", "shared/a.png": b"one"})
    return tmp_path


def picture(root: Path) -> bytes:
    """The picture as the site shows it after another build."""
    assert build_site(root / "mkdocs.yml", jobs=1).site
    return (root / "site/img/a.png").read_bytes()


@pytest.mark.parametrize("linked", ["img/a.png", "img"])
def test_a_picture_behind_a_link_is_brought_up_to_date(root: Path, linked: str) -> None:
    (root / "content/img/a.png").unlink()
    if linked == "img":
        (root / "content/img").rmdir()
        (root / "content/img").symlink_to("shared")
    else:
        (root / "content/img/a.png").symlink_to("../shared/a.png")
    assert picture(root) == b"one"
    (root / "content/shared/a.png").write_bytes(b"other")
    assert picture(root) == b"other"


def test_a_picture_that_comes_with_the_same_size_and_the_old_time_is_seen(root: Path) -> None:
    shown = root / "content/img/a.png"
    assert picture(root) == b"one"
    before = shown.stat()
    shown.write_bytes(b"two")
    os.utime(shown, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert picture(root) == b"two"


def test_a_picture_that_changes_while_it_is_published_is_as_it_is_after_the_next_build(root: Path) -> None:
    (root / "hook.py").write_text(
        """from pathlib import Path

def on_post_page(output, page, config):
    Path(config.config_file_path).parent.joinpath("content/img/a.png").write_bytes(b"two")
    return output
""",
        encoding="utf-8",
    )
    written(root, {}, f"{SETTINGS}hooks: [hook.py]\n")
    assert picture(root) == b"one"
    assert picture(root) == b"two"


def test_a_picture_that_changes_after_the_plan_is_as_it_is_after_the_next_build(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert picture(root) == b"one"
    (root / "content/index.md").write_text("# 首页\n\n改了。![图](img/a.png)\n", encoding="utf-8")

    def planned(*given: Any) -> Plan:
        made = plan(*given)
        (root / "content/img/a.png").write_bytes(b"two")
        return made

    with monkeypatch.context() as patched:
        patched.setattr(building, "plan", planned)
        assert picture(root) == b"one"
    assert picture(root) == b"two"


NAV = """nav:
  - index.md
  - 手册: files/handbook.pdf
  - b.md
"""


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_file_in_the_navigation_that_comes_or_goes_is_followed_by_the_pages_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    monkeypatch.setattr("omnikb.adapters.mkdocs.shards.FEW", 1)
    config = written(tmp_path, {"index.md": "# 首页\n", "b.md": "# 乙\n"}, SETTINGS + NAV)
    handbook = tmp_path / "content" / "files" / "handbook.pdf"
    handbook.parent.mkdir()
    for number in range(4):
        if number % 2:
            handbook.write_bytes(b"%PDF")
        else:
            handbook.unlink(missing_ok=True)
        assert build_site(config, jobs=jobs).site
        clean = tmp_path / f"clean-{number}"
        assert build_site(config, jobs=1, clean=True, site_dir=clean).site
        assert tree(tmp_path / "site") == tree(clean)
