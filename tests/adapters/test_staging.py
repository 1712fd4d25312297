"""A build replaces the site as a whole, or not at all."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from omnikb.adapters import exchange, leftovers
from omnikb.adapters.staging import Staging, revived, stage_site
from omnikb.errors import SettingsError
from omnikb.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "content").mkdir()
    return Settings(root=tmp_path, content=tmp_path / "content", site=tmp_path / "site")


def old_site(settings: Settings) -> Path:
    settings.site.mkdir()
    (settings.site / "404.html").write_text("old")
    (settings.site / "gone").mkdir()
    return settings.site


def built(settings: Settings, text: str = "new") -> Staging:
    staging = stage_site(settings)
    (staging.folder / "404.html").write_text(text)
    return staging


def beside(settings: Settings) -> set[str]:
    return {entry.name for entry in settings.root.iterdir()} - {"content", "site"}


@pytest.fixture(params=["at once", "by two renames"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "by two renames":
        monkeypatch.setattr(exchange, "exchanged_at_once", lambda new, live: False)
    return str(request.param)


def test_the_first_site_appears_when_it_is_published(settings: Settings) -> None:
    staging = built(settings)
    assert not settings.site.exists()
    staging.publish()
    assert (settings.site / "404.html").read_text() == "new"
    assert beside(settings) == set()


def test_a_published_site_replaces_the_old_one_whole(settings: Settings, way: str) -> None:
    old_site(settings)
    staging = built(settings)
    assert (settings.site / "404.html").read_text() == "old"
    staging.publish()
    assert [entry.name for entry in settings.site.iterdir()] == ["404.html"]
    assert (settings.site / "404.html").read_text() == "new"
    assert beside(settings) == set()


def test_discarding_leaves_the_old_site_and_nothing_beside_it(settings: Settings) -> None:
    old_site(settings)
    staging = built(settings)
    staging.discard()
    assert (settings.site / "404.html").read_text() == "old"
    assert beside(settings) == set()


def test_discarding_after_publishing_does_nothing(settings: Settings, way: str) -> None:
    old_site(settings)
    staging = built(settings)
    staging.publish()
    staging.discard()
    assert (settings.site / "404.html").read_text() == "new"


def test_other_people_may_read_a_published_site_as_they_could_the_old(settings: Settings, way: str) -> None:
    old_site(settings).chmod(0o751)
    built(settings).publish()
    assert stat.S_IMODE(settings.site.stat().st_mode) == 0o751


def test_a_first_site_is_as_readable_as_any_new_folder(settings: Settings) -> None:
    built(settings).publish()
    assert stat.S_IMODE(settings.site.stat().st_mode) == stat.S_IMODE(settings.content.stat().st_mode)


def test_what_is_hidden_is_kept_beside_the_site_where_the_new_one_has_another_of_its_name(settings: Settings, way: str) -> None:
    (old_site(settings) / ".git").mkdir()
    (settings.site / ".git" / "HEAD").write_text("ref")
    staging = built(settings)
    (staging.folder / ".git").mkdir()
    staging.publish()
    (kept,) = settings.root.glob(".site.*")
    assert [file.relative_to(kept).as_posix() for file in sorted(kept.rglob("*"))] == [".git", ".git/HEAD"]
    built(settings, "newer").publish()
    assert (kept / ".git" / "HEAD").read_text() == "ref"


def test_a_hidden_file_that_every_build_writes_alike_leaves_nothing_beside_the_site(settings: Settings, way: str) -> None:
    for __ in range(2):
        staging = built(settings)
        (staging.folder / ".nojekyll").write_text("")
        staging.publish()
    assert beside(settings) == set()


def test_a_site_that_is_kept_for_later_has_nothing_hidden_left(settings: Settings, way: str) -> None:
    spare = settings.root / "kept" / "site"
    for __ in range(2):
        staging = built(settings)
        (staging.folder / ".nojekyll").write_text("")
        staging.publish(spare=spare)
    assert [entry.name for entry in spare.iterdir()] == ["404.html"]
    assert beside(settings) == {"kept"}
    again = revived(staging.target, spare)
    assert again is not None
    again.publish(spare=spare)
    assert beside(settings) == {"kept"}


def test_what_is_hidden_in_a_leftover_is_kept_where_there_is_no_site_to_take_it(settings: Settings) -> None:
    (settings.root / ".site.new-12345678" / ".git").mkdir(parents=True)
    leftovers.remove_leftovers(settings.site)
    assert beside(settings) == {".site.new-12345678"}


def test_what_is_hidden_at_the_top_of_a_site_outlives_the_exchange(settings: Settings, way: str) -> None:
    (old_site(settings) / ".git").mkdir()
    (settings.site / ".git" / "HEAD").write_text("ref")
    built(settings).publish()
    assert (settings.site / ".git" / "HEAD").read_text() == "ref"
    assert not (settings.site / "gone").exists()


def test_a_kernel_that_refuses_to_exchange_is_answered_with_two_renames(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Library:
        def __init__(self, *_: object, **__: object) -> None:
            self.renameat2 = Refusal()

    class Refusal:
        argtypes: object = ()

        def __call__(self, *_: object) -> int:
            return -1

    monkeypatch.setattr("ctypes.CDLL", Library)
    monkeypatch.setattr("ctypes.get_errno", lambda: 22)
    old_site(settings)
    built(settings).publish()
    assert (settings.site / "404.html").read_text() == "new"
    assert beside(settings) == set()


def test_a_library_without_the_exchange_is_answered_with_two_renames(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ctypes.CDLL", lambda *_, **__: object())
    old_site(settings)
    built(settings).publish()
    assert (settings.site / "404.html").read_text() == "new"


def test_when_the_second_rename_fails_the_old_site_comes_back(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange, "exchanged_at_once", lambda new, live: False)
    old_site(settings)
    staging = built(settings)
    rename = Path.rename

    def failing(path: Path, target: Path) -> Path:
        if path == staging.folder:
            raise PermissionError(13, "Permission denied")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(SettingsError, match="Permission denied"):
        staging.publish()
    assert (settings.site / "404.html").read_text() == "old"
    assert beside(settings) == set()


KILLED = """
import os, signal, sys
from pathlib import Path
from omnikb.adapters import exchange, leftovers, staging
from omnikb.settings import Settings

root, stage = Path(sys.argv[1]), sys.argv[2]
die = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)
if stage == "between two renames":
    exchange.exchanged_at_once = lambda new, live: False
    rename = Path.rename
    Path.rename = lambda path, target: die() if ".new-" in path.name else rename(path, target)
if stage == "after the exchange":
    staging.retire = die
new = staging.stage_site(Settings(root=root, content=root / "content", site=root / "site"))
(new.folder / "404.html").write_text("new")
if stage == "while building":
    die()
new.publish()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL on Windows")
@pytest.mark.parametrize(
    ("moment", "next_build_finds"), [("while building", "old"), ("between two renames", "old"), ("after the exchange", "new")]
)
def test_a_killed_build_leaves_a_whole_site_and_the_next_one_cleans_up(
    settings: Settings, moment: str, next_build_finds: str
) -> None:
    old_site(settings)
    died = subprocess.run([sys.executable, "-c", textwrap.dedent(KILLED), str(settings.root), moment], check=False)
    assert died.returncode == -signal.SIGKILL
    assert beside(settings)
    staging = built(settings, "newest")
    assert (settings.site / "404.html").read_text() == next_build_finds
    assert (settings.site / "gone").exists() == (next_build_finds == "old")
    staging.publish()
    assert (settings.site / "404.html").read_text() == "newest"
    assert beside(settings) == set()


def test_a_living_build_is_left_alone_by_another(settings: Settings, way: str) -> None:
    old_site(settings)
    first, second = built(settings, "first"), built(settings, "second")
    assert (first.folder / "404.html").read_text() == "first"
    second.publish()
    first.publish()
    assert (settings.site / "404.html").read_text() == "first"
    assert beside(settings) == set()


@pytest.mark.parametrize(("age", "stays"), [(3600, True), (3 * 24 * 3600, False)])
def test_where_folders_cannot_be_locked_only_old_leftovers_go(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, age: int, stays: bool
) -> None:
    monkeypatch.setattr(leftovers, "fcntl", None)
    left = stage_site(settings).folder
    now = left.stat().st_mtime
    os.utime(left, (now - age, now - age))
    stage_site(settings).discard()
    assert left.exists() == stays


def test_where_folders_cannot_be_locked_an_old_site_in_new_use_is_no_leftover(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leftovers, "fcntl", None)
    spare = settings.root / "spare"
    spare.mkdir()
    os.utime(spare, (0, 0))
    staging = revived(stage_site(settings).target, spare)
    stage_site(settings)
    assert staging
    assert staging.folder.exists()


def test_a_neighbour_with_a_similar_name_is_no_leftover(settings: Settings) -> None:
    neighbours = [settings.root / name for name in (".site2.new-0001", "site.new-0001", ".site.newer")]
    for neighbour in neighbours:
        neighbour.mkdir()
    stage_site(settings).discard()
    assert all(neighbour.exists() for neighbour in neighbours)


@pytest.mark.parametrize(
    ("place", "reason"), [(".", "overwritten"), ("..", "overwritten"), ("content", "outside"), ("content/x", "outside")]
)
def test_a_site_that_would_overwrite_the_content_or_become_content_is_refused(settings: Settings, place: str, reason: str) -> None:
    (settings.content / "a.md").write_text("kept")
    unsafe = Settings(root=settings.root, content=settings.content, site=settings.root / place)
    with pytest.raises(SettingsError, match=reason):
        stage_site(unsafe)
    assert (settings.content / "a.md").read_text() == "kept"


def test_a_site_that_is_a_symbolic_link_is_refused(settings: Settings) -> None:
    (settings.root / "elsewhere").mkdir()
    settings.site.symlink_to(settings.root / "elsewhere")
    with pytest.raises(SettingsError, match="symbolic link"):
        stage_site(settings)


def test_a_site_that_is_a_file_is_refused(settings: Settings) -> None:
    settings.site.write_text("mine")
    with pytest.raises(SettingsError, match="is a file"):
        stage_site(settings)
    assert settings.site.read_text() == "mine"


def test_a_folder_with_files_that_is_no_site_is_refused_and_keeps_them(settings: Settings) -> None:
    letter = settings.site / "sub" / "letter.docx"
    letter.parent.mkdir(parents=True)
    letter.write_text("dear")
    (settings.site / "index.html").write_text("made by hand")
    with pytest.raises(SettingsError, match="no site"):
        stage_site(settings)
    assert letter.read_text() == "dear"


@pytest.mark.parametrize("name", [".git", "404.html", "sitemap.xml"])
def test_a_folder_that_is_a_site_or_has_only_hidden_files_may_be_replaced(settings: Settings, name: str) -> None:
    settings.site.mkdir()
    (settings.site / name).write_text("")
    staging = stage_site(settings)
    assert staging.folder.is_dir()
    staging.discard()


def test_a_place_that_cannot_be_written_is_one_line(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(SettingsError) as caught:
        stage_site(settings)
    assert str(caught.value) == f"mkdocs.yml: site_dir: cannot write {settings.site}: Read-only file system"
