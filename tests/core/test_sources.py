"""Content from a folder and from memory."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from omnikb.sources import ContentSource, Folder, Memory


def write(root: Path, *paths: str) -> None:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(path, encoding="utf-8")


def codes(source: ContentSource) -> list[tuple[str, str]]:
    return [(problem.path, problem.code) for problem in source.list()[1]]


def test_files_are_listed_by_sorted_relative_path(tmp_path: Path) -> None:
    write(tmp_path, "index.md", "复盘/双十一.md", "a/z.md", "a.md", "a/b/c.png")
    assert Folder(tmp_path).list() == (["a.md", "a/b/c.png", "a/z.md", "index.md", "复盘/双十一.md"], [])


def test_a_file_is_read_by_its_path(tmp_path: Path) -> None:
    write(tmp_path, "复盘/双十一.md")
    assert Folder(tmp_path).read("复盘/双十一.md") == "复盘/双十一.md".encode()


def test_a_missing_file_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Folder(tmp_path).read("nothing.md")
    with pytest.raises(FileNotFoundError):
        Memory({}).read("nothing.md")


def test_hidden_files_and_folders_are_left_out(tmp_path: Path) -> None:
    write(tmp_path, ".hidden.md", ".git/config", "a/.env", "a/b.md")
    assert Folder(tmp_path).list() == (["a/b.md"], [])
    assert Memory({".hidden.md": "", "a/.env": "", "a/b.md": ""}).list() == (["a/b.md"], [])


def test_skip_leaves_out_files_and_whole_folders(tmp_path: Path) -> None:
    write(tmp_path, "a.md", "drafts/b.md", "c/d.txt")
    assert Folder(tmp_path, lambda path: path == "drafts" or path.endswith(".txt")).list()[0] == ["a.md"]


def test_memory_gives_text_as_utf8_and_bytes_as_they_are() -> None:
    source = Memory({"b.md": "风险", "a.bin": b"\xff"})
    assert source.list() == (["a.bin", "b.md"], [])
    assert (source.read("b.md"), source.read("a.bin")) == ("风险".encode(), b"\xff")


def test_links_within_the_folder_are_followed(tmp_path: Path) -> None:
    write(tmp_path, "a/b.md")
    (tmp_path / "c.md").symlink_to("a/b.md")
    (tmp_path / "d").symlink_to("a")
    assert Folder(tmp_path).list() == (["a/b.md", "c.md", "d/b.md"], [])


def test_a_folder_reached_by_a_link_has_its_own_links_followed(tmp_path: Path) -> None:
    write(tmp_path / "real", "a.md")
    (tmp_path / "real" / "b.md").symlink_to("a.md")
    (tmp_path / "link").symlink_to("real")
    assert Folder(tmp_path / "link").list() == (["a.md", "b.md"], [])


@pytest.mark.parametrize("target", ["../outside", "../outside/secret.md", "/", ".hidden"])
def test_a_link_that_leads_out_is_a_problem(tmp_path: Path, target: str) -> None:
    content = tmp_path / "content"
    write(tmp_path, "outside/secret.md")
    write(content, ".hidden/secret.md")
    (content / "link").symlink_to(target)
    assert Folder(content).list()[0] == []
    assert codes(Folder(content)) == [("link", "path-outside")]


def test_a_folder_whose_name_begins_alike_is_outside(tmp_path: Path) -> None:
    write(tmp_path, "content/a.md", "content-old/secret.md")
    (tmp_path / "content" / "link").symlink_to("../content-old")
    assert codes(Folder(tmp_path / "content")) == [("link", "path-outside")]


def test_links_in_a_circle_are_problems_and_the_rest_is_listed(tmp_path: Path) -> None:
    write(tmp_path, "a/b.md")
    (tmp_path / "a" / "up").symlink_to("..")
    (tmp_path / "itself").symlink_to("itself")
    source = Folder(tmp_path)
    assert source.list()[0] == ["a/b.md"]
    assert codes(source) == [("a/up", "path-loop"), ("itself", "path-loop")]


def test_folders_that_link_to_each_other_end(tmp_path: Path) -> None:
    write(tmp_path, "a/a.md", "b/b.md")
    (tmp_path / "a" / "to-b").symlink_to("../b")
    (tmp_path / "b" / "to-a").symlink_to("../a")
    source = Folder(tmp_path)
    assert source.list()[0] == ["a/a.md", "a/to-b/b.md", "b/b.md", "b/to-a/a.md"]
    assert codes(source) == [("a/to-b/to-a", "path-loop"), ("b/to-a/to-b", "path-loop")]


def test_a_broken_link_is_listed_and_fails_when_it_is_read(tmp_path: Path) -> None:
    (tmp_path / "gone.md").symlink_to("nothing.md")
    source = Folder(tmp_path)
    assert source.list() == (["gone.md"], [])
    with pytest.raises(FileNotFoundError):
        source.read("gone.md")


def test_a_name_that_is_not_utf8_is_a_problem_that_can_be_printed(tmp_path: Path) -> None:
    write(tmp_path, "a.md")
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xb8\xb4.md")).write_text("", encoding="utf-8")
    source = Folder(tmp_path)
    assert source.list()[0] == ["a.md"]
    assert codes(source) == [("\\xb8\\xb4.md", "path-not-utf8")]


def test_a_pipe_is_a_problem_and_is_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    assert Folder(tmp_path).list()[0] == []
    assert codes(Folder(tmp_path)) == [("pipe.md", "file-unreadable")]


def test_a_folder_that_cannot_be_opened_is_a_problem(tmp_path: Path) -> None:
    assert codes(Folder(tmp_path / "nothing")) == [(".", "file-unreadable")]


def test_names_are_utf8_whatever_the_environment_takes_them_for(tmp_path: Path) -> None:
    write(tmp_path, "复盘/双十一.md")
    (tmp_path / "链接.md").symlink_to("复盘/双十一.md")
    (tmp_path / "外.md").symlink_to("/外面.md")
    code = """
import sys
from pathlib import Path
from omnikb.sources import Folder
folder = Folder(Path(sys.argv[1]))
paths, problems = folder.list()
print(ascii([(path, folder.read(path).decode()) for path in paths]))
print(ascii([(problem.path, problem.code, dict(problem.arguments)) for problem in problems]))
"""
    plain = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    run = subprocess.run([sys.executable, "-c", code, tmp_path], env=plain, capture_output=True, check=True, text=True)
    files, problems = run.stdout.splitlines()
    assert files == ascii([("复盘/双十一.md", "复盘/双十一.md"), ("链接.md", "复盘/双十一.md")])
    assert problems == ascii([("外.md", "path-outside", {"target": "/外面.md"})])
