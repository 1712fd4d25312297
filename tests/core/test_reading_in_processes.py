"""Many new files are read by several processes, and what they say is what one process reads in them."""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

import omnikb_lessons
from omnikb import readings
from omnikb.cache import FolderCache
from omnikb.configuration import read_settings
from omnikb.errors import PluginError
from omnikb.kept import Kept
from omnikb.pipeline import Knowledge, gather
from omnikb.plugin_manager import Plugins
from omnikb.processes import beside
from omnikb.profiling import Profile, recording
from omnikb.sources import Folder

LESSON = """\
---
title: 第{number}条经验
date: 2025-0{month}-11
applies_when: 大促之前
do: 先盘点
because: 账实不符
severity: {severity}
---
先盘点，见[[lesson-{other}]]和[[无此文]]。
"""
SIZE = 60


@dataclass
class Base:
    """A knowledge base in a folder; ``here`` are the files that this process reads from now on."""

    folder: Path
    here: list[str] = field(default_factory=list)

    @cached_property
    def plugins(self) -> Plugins:
        return Plugins.discover(read_settings(self.folder / "mkdocs.yml"))

    def gathered(self, jobs: int, cache: str = "cache") -> Knowledge:
        kept = Kept(self.plugins, FolderCache(self.folder / cache))
        return gather(Folder(self.folder / "content"), self.plugins, kept=kept, jobs=jobs)


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Base:
    lessons = tmp_path / "content" / "lessons"
    lessons.mkdir(parents=True)
    for number in range(SIZE):
        severity = "high" if number % 7 else "无此程度"
        text = LESSON.format(number=number, other=(number * 3) % SIZE, month=1 + number % 9, severity=severity)
        (lessons / f"lesson-{number}.md").write_text(text, encoding="utf-8")
    (tmp_path / "content" / "index.md").write_text("# 首页\n", encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text("site_name: 库\ndocs_dir: content\nplugins:\n  - omnikb: {}\n", encoding="utf-8")
    monkeypatch.setattr(readings, "FEW", 1)
    made, read = Base(tmp_path), readings.read
    monkeypatch.setattr(readings, "read", lambda path, data: (made.here.append(path), read(path, data))[1])
    return made


def said(knowledge: Knowledge) -> tuple[Any, ...]:
    """All that the content says, to compare."""
    links = [link for document in knowledge.index.documents for link in knowledge.index.outgoing(document)]
    return knowledge.index.documents, links, knowledge.problems, knowledge.left_out, knowledge.files


@pytest.mark.parametrize("jobs", [2, 3])
def test_several_processes_read_what_one_reads_and_share_the_work(base: Base, jobs: int) -> None:
    alone = base.gathered(1, "alone")
    assert len(base.here) == SIZE + 1
    base.here.clear()
    together = base.gathered(jobs)
    assert said(together) == said(alone)
    assert len(alone.problems) >= SIZE
    assert 0 < len(base.here) < SIZE


def test_what_they_read_need_not_be_read_again(base: Base) -> None:
    first = said(base.gathered(3))
    base.here.clear()
    assert said(base.gathered(3)) == first
    assert base.here == []


def test_what_was_known_of_other_files_stays_known(base: Base) -> None:
    base.gathered(1)
    for number in range(SIZE, SIZE + 9):
        (base.folder / "content" / "lessons" / f"new-{number}.md").write_text("---\ntitle: 新\n---\n", encoding="utf-8")
    first = said(base.gathered(2))
    base.here.clear()
    assert said(base.gathered(1)) == first
    assert base.here == []


def test_the_bytes_they_leave_are_those_that_one_leaves(base: Base) -> None:
    base.gathered(1, "alone")
    base.gathered(2, "together")
    alone, together = (
        {file.name: file.read_bytes() for file in (base.folder / name).rglob("*") if file.is_file()}
        for name in ("alone", "together")
    )
    assert alone == together


def test_a_process_that_dies_leaves_its_share_to_the_first(base: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    alone, first, read = base.gathered(1, "alone"), os.getpid(), readings.read
    monkeypatch.setattr(
        readings, "read", lambda path, data: read(path, data) if os.getpid() == first else os.kill(os.getpid(), signal.SIGKILL)
    )
    base.here.clear()
    assert said(base.gathered(2)) == said(alone)
    assert len(base.here) == SIZE + 1


def test_no_other_process_is_no_failure(base: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused() -> int:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    alone = base.gathered(1, "alone")
    monkeypatch.setattr(os, "fork", refused)
    assert said(base.gathered(2)) == said(alone)


@pytest.mark.parametrize("first", [True, False])
def test_a_plugin_that_fails_is_named_with_its_document_whoever_reads_it(
    base: Base, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], first: bool
) -> None:
    valid = [f"lessons/lesson-{number}.md" for number in range(SIZE) if number % 7]
    path = next(path for path in valid if (readings.bucket_of(path) % 2 == 0) is first)

    def failing(document: Any, settings: Any) -> list[Any]:
        if document.path == path:
            raise ZeroDivisionError("on purpose")
        return []

    monkeypatch.setattr(omnikb_lessons, "omnikb_check_document", failing)
    with pytest.raises(PluginError) as caught:
        base.gathered(2)
    assert (caught.value.plugin, caught.value.document) == ("lessons", path)
    assert capfd.readouterr().err == ""


def test_few_new_files_are_read_in_one_process(base: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readings, "FEW", SIZE)
    base.gathered(2)
    base.here.clear()
    for number in range(SIZE // 2):
        (base.folder / "content" / "lessons" / f"lesson-{number}.md").write_text("---\ntitle: 改了\ndate: 2025-01-01\n---\n")
    base.gathered(2)
    assert len(base.here) == SIZE // 2


def test_a_cache_that_cannot_be_written_only_costs_time(base: Base) -> None:
    alone = base.gathered(1, "alone")
    (base.folder / "taken").write_text("a file where a folder should be", encoding="utf-8")
    base.here.clear()
    assert said(base.gathered(2, "taken")) == said(alone)
    assert len(base.here) == SIZE + 1


def test_where_the_time_of_the_others_went_is_told(base: Base) -> None:
    profile = Profile()
    with recording(profile):
        base.gathered(3)
    assert profile.processes == 2


def test_an_error_meanwhile_ends_the_others_at_once(tmp_path: Path) -> None:
    def endless() -> None:
        (tmp_path / "begun").touch()
        while True:
            pass

    def failing() -> None:
        while not (tmp_path / "begun").exists():
            pass
        raise RuntimeError("meanwhile")

    with pytest.raises(RuntimeError, match="meanwhile"), beside([endless]):
        failing()
