"""A file that looks as it did when it was read is not read again, in this process or in a later one; any other is."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from omnikb.cache import FolderCache
from omnikb.configuration import read_settings
from omnikb.kept import Kept
from omnikb.pipeline import gather
from omnikb.plugin_manager import Plugins
from omnikb.sources import Folder, Signature


class Watched(Folder):
    """A folder that notes which of its files are read."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.read_files: list[str] = []

    def read(self, path: str) -> bytes:
        self.read_files.append(path)
        return super().read(path)

    def signature(self, path: str) -> Signature | None:
        """What the system says, however young the file is."""
        found = (self.root / path).stat()
        return found.st_size, found.st_ino, found.st_mtime_ns, found.st_ctime_ns


class Base:
    """A knowledge base of three pages in a folder, read each time as by a new process."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.content = folder, folder / "content"
        self.content.mkdir()
        (folder / "mkdocs.yml").write_text("site_name: 库\ndocs_dir: content\nplugins:\n- omnikb\n", encoding="utf-8")
        for name in ("one", "two", "three"):
            (self.content / f"{name}.md").write_text(f"# {name}\n", encoding="utf-8")

    def titles(self, expected: list[str], cache: str = "cache") -> dict[str, str]:
        """The titles by id; the files ``expected`` are read for them, and no others."""
        plugins = Plugins.discover(read_settings(self.folder / "mkdocs.yml"))
        source = Watched(self.content)
        knowledge = gather(source, plugins, kept=Kept(plugins, FolderCache(self.folder / cache)))
        assert sorted(source.read_files) == expected
        return {name: document.title for name, document in knowledge.index.documents.items()}


@pytest.fixture
def base(tmp_path: Path) -> Base:
    made = Base(tmp_path)
    made.titles(["one.md", "three.md", "two.md"])
    return made


def test_files_that_look_as_before_are_not_read(base: Base) -> None:
    assert base.titles([]) == {"one": "one", "two": "two", "three": "three"}


def test_a_file_of_the_same_size_and_date_with_another_content_is_read(base: Base) -> None:
    file = base.content / "two.md"
    before = file.stat()
    while file.stat().st_ctime_ns == before.st_ctime_ns:  # the clock of the file system goes on in steps
        file.write_text("# TWO\n", encoding="utf-8")
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert base.titles(["two.md"])["two"] == "TWO"
    assert base.titles([])["two"] == "TWO"


def test_a_file_that_took_the_place_of_another_is_read(base: Base) -> None:
    (base.content / "one.md").rename(base.content / "two.md")
    assert base.titles(["two.md"]) == {"two": "one", "three": "three"}


def test_what_was_seen_counts_for_the_content_that_was_read_alone(base: Base) -> None:
    """As where another build has just put what an older file said into the cache."""
    (base.content / "two.md").write_text("# newer\n", encoding="utf-8")
    base.titles(["one.md", "three.md", "two.md"], cache="other")
    for file in (base.folder / "other" / "sightings").iterdir():
        (base.folder / "cache" / "sightings" / file.name).write_bytes(file.read_bytes())
    assert base.titles(["two.md"])["two"] == "newer"


def test_a_file_that_could_not_be_read_is_tried_again(base: Base) -> None:
    plugins = Plugins.discover(read_settings(base.folder / "mkdocs.yml"))

    class Failing(Watched):
        def read(self, path: str) -> bytes:
            raise OSError(5, "Input/output error", path)

    (base.content / "four.md").write_text("# four\n", encoding="utf-8")
    gather(Failing(base.content), plugins, kept=Kept(plugins, FolderCache(base.folder / "cache")))
    assert "four" in base.titles(["four.md"])


def test_all_files_are_read_where_nothing_is_to_be_trusted(base: Base) -> None:
    plugins = Plugins.discover(read_settings(base.folder / "mkdocs.yml"))
    kept, source = Kept(plugins, FolderCache(base.folder / "cache")), Watched(base.content)
    kept.readings.distrust()
    gather(source, plugins, kept=kept)
    assert sorted(source.read_files) == ["one.md", "three.md", "two.md"]
    gather(source, plugins, kept=kept)
    assert len(source.read_files) == 3
    base.titles([])


def test_a_file_that_looks_as_before_and_can_no_longer_be_read_is_a_problem_beside_what_is_wrong_in_it(base: Base) -> None:
    plugins = Plugins.discover(read_settings(base.folder / "mkdocs.yml"))
    lesson = "---\ntype: lesson\ntitle: 经验\nproject: 无此项目\n---\n"
    (base.content / "two.md").write_text(lesson, encoding="utf-8")
    before = gather(Watched(base.content), plugins, kept=Kept(plugins, FolderCache(base.folder / "cache")))
    assert "file-unreadable" not in {problem.code for problem in before.problems}

    class Closed(Watched):
        def read(self, path: str) -> bytes:
            raise PermissionError(13, "Permission denied", path)

    after = gather(Closed(base.content), plugins, kept=Kept(plugins, FolderCache(base.folder / "cache")))
    assert {problem.code for problem in after.problems} == {problem.code for problem in before.problems} | {"file-unreadable"}


def test_a_young_file_and_one_that_is_not_there_have_no_signature_and_any_other_has_that_of_what_it_leads_to(
    base: Base, monkeypatch: pytest.MonkeyPatch
) -> None:
    (base.content / "link.md").symlink_to("one.md")
    folder, watched = Folder(base.content), Watched(base.content)
    assert folder.signature("nowhere.md") is None
    assert folder.signature("one.md") is None
    monkeypatch.setattr("omnikb.sources._TICK", 0)
    assert folder.signature("link.md") == folder.signature("one.md") == watched.signature("one.md")


def test_without_what_was_seen_all_are_read_and_seen_again(base: Base) -> None:
    for file in (base.folder / "cache" / "sightings").iterdir():
        file.write_bytes(file.read_bytes()[:-1])
    assert base.titles(["one.md", "three.md", "two.md"]) == base.titles([]) == {"one": "one", "two": "two", "three": "three"}
