"""Many new files are read by several processes, and what they say is what one process reads in them."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

import omnikb_lessons
from omnikb import file_reader, reader, readings
from omnikb.cache import FolderCache
from omnikb.configuration import read_settings
from omnikb.errors import PluginError
from omnikb.kept import Kept
from omnikb.pipeline import Knowledge, gather
from omnikb.plugin_manager import Plugins
from omnikb.problems import Problem
from omnikb.processes import beside, may_fork
from omnikb.profiling import Part, Profile, recording
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

    def read(self, path: str, data: bytes) -> tuple[reader.Text | None, list[Problem]]:
        self.here.append(path)
        return reader.read(path, data)

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
    made = Base(tmp_path)
    monkeypatch.setattr(file_reader, "read", made.read)
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
        {file.relative_to(base.folder / name): file.read_bytes() for file in (base.folder / name).rglob("*") if file.is_file()}
        for name in ("alone", "together")
    )
    assert alone == together


def test_a_process_that_dies_leaves_its_share_to_the_first(base: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    alone, first = base.gathered(1, "alone"), os.getpid()
    monkeypatch.setattr(
        file_reader,
        "read",
        lambda path, data: base.read(path, data) if os.getpid() == first else os.kill(os.getpid(), signal.SIGKILL),
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


@pytest.mark.parametrize("jobs", [1, 2, 3])
@pytest.mark.parametrize("numbers", [(4,), (9,), (3, 4, 5, 6, 8), (8, 9, 10, 11)])
def test_of_documents_that_a_plugin_fails_at_the_first_is_named_whoever_reads_them(
    base: Base, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], numbers: tuple[int, ...], jobs: int
) -> None:
    paths = sorted(f"lessons/lesson-{number}.md" for number in numbers)

    def failing(document: Any, settings: Any) -> list[Any]:
        if document.path in paths:
            raise ZeroDivisionError("on purpose")
        return []

    monkeypatch.setattr(omnikb_lessons, "omnikb_check_document", failing)
    with pytest.raises(PluginError) as caught:
        base.gathered(jobs)
    assert (caught.value.plugin, caught.value.document) == ("lessons", paths[0])
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
    alone, together = Profile(), Profile()
    with recording(alone):
        base.gathered(1, "alone")
    with recording(together):
        base.gathered(3)
    assert (alone.processes, together.processes) == (0, 2)
    assert {part.stage for part in together.seconds} == {part.stage for part in alone.seconds}
    assert together.seconds[Part("prepare")] < together.seconds[Part("read")]


def test_a_plugin_whose_threads_other_processes_would_wait_for_is_read_in_one(base: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    with ThreadPoolExecutor(1) as pool:
        pool.submit(int).result()
        monkeypatch.setattr(omnikb_lessons, "omnikb_check_document", lambda document, settings: pool.submit(list[Problem]).result())
        assert not may_fork()
        base.gathered(2)
    assert len(base.here) == SIZE + 1
    assert may_fork()


def working(work: Callable[[], object]) -> None:
    with beside([work]):
        pass


def test_a_work_whose_threads_do_not_end_is_done_all_the_same(tmp_path: Path) -> None:
    def work() -> None:
        threading.Thread(target=threading.Event().wait).start()
        (tmp_path / "done").touch()

    working(work)
    assert (tmp_path / "done").exists()


def test_a_process_that_a_work_has_left_behind_is_not_waited_for(tmp_path: Path) -> None:
    def work() -> None:
        if not (process := os.fork()):
            signal.pause()
        (tmp_path / "left").write_text(str(process))
        os.kill(os.getpid(), signal.SIGKILL)

    working(work)
    left = int((tmp_path / "left").read_text())
    assert os.getpgid(left) == os.getpgid(0), "it is still there"
    os.kill(left, signal.SIGKILL)


@pytest.mark.parametrize("error", [SystemExit(3), KeyboardInterrupt(), ValueError("on purpose")])
def test_a_work_that_fails_fails_in_silence(error: BaseException, capfd: pytest.CaptureFixture[str]) -> None:
    def work() -> None:
        raise error

    working(work)
    assert capfd.readouterr() == ("", "")


def test_what_a_work_says_is_said_once(capfd: pytest.CaptureFixture[str]) -> None:
    working(lambda: sys.stdout.write("said\n"))
    assert capfd.readouterr() == ("said\n", "")


def test_what_works_say_is_not_lost_where_it_is_kept_back(tmp_path: Path) -> None:
    code = """
import sys, time
from omnikb.processes import beside

class Slow:
    def __init__(self, kept): self.kept = kept
    def write(self, text): return self.kept.write(text)
    def flush(self):
        time.sleep(0.3)
        self.kept.flush()

sys.stdout = Slow(sys.stdout)
with beside([lambda: sys.stdout.write("said\\n")] * 2):
    pass
"""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    assert done.stdout == "said\nsaid\n"


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_failure_that_does_not_repeat_is_told_all_the_same(base: Base, monkeypatch: pytest.MonkeyPatch, jobs: int) -> None:
    called: list[str] = []

    def failing(document: Any, settings: Any) -> list[Any]:
        called.append(document.path)
        if len(called) == 5:
            raise ZeroDivisionError("on purpose")
        return []

    monkeypatch.setattr(omnikb_lessons, "omnikb_check_document", failing)
    with pytest.raises(PluginError):
        base.gathered(jobs)
    assert jobs > 1 or len(called) == 5


def test_a_daemonic_process_reads_alone(base: Base) -> None:
    def work() -> None:
        (base.folder / "done").write_text(str(len(base.gathered(2).index.documents)))

    process = multiprocessing.get_context("fork").Process(target=work, daemon=True)
    process.start()
    process.join()
    assert (base.folder / "done").read_text() == str(len(base.gathered(1, "alone").index.documents))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a process with its parent")
def test_a_work_ends_when_the_process_that_waits_for_it_is_killed(tmp_path: Path) -> None:
    code = f"""
import os, signal, time
from pathlib import Path
from omnikb.processes import beside

def work():
    Path({str(tmp_path / "work")!r}).write_text(str(os.getpid()))
    signal.pause()

with beside([work]):
    while not Path({str(tmp_path / "work")!r}).exists() or not Path({str(tmp_path / "work")!r}).read_text():
        time.sleep(0.01)
    os.kill(os.getpid(), signal.SIGKILL)
"""
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == -signal.SIGKILL
    work = Path("/proc", (tmp_path / "work").read_text())
    while work.exists() and "State:\tZ" not in (work / "status").read_text():
        time.sleep(0.01)


def test_an_error_meanwhile_ends_the_others_at_once(tmp_path: Path) -> None:
    def endless() -> None:
        (tmp_path / "begun").touch()
        signal.pause()

    def failing() -> None:
        while not (tmp_path / "begun").exists():
            pass
        raise RuntimeError("meanwhile")

    with pytest.raises(RuntimeError, match="meanwhile"), beside([endless]):
        failing()
