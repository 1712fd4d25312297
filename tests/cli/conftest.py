"""The command line in the tests' own process, as a user would call it in a folder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from omnikb.cli import main


@dataclass(frozen=True)
class Outcome:
    """What a command left: its exit code and what it printed."""

    code: int
    out: str
    err: str


Run = Callable[..., Outcome]


@pytest.fixture
def omnikb(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs ``omnikb`` with these arguments in the current folder."""

    def run(*arguments: str) -> Outcome:
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main(arguments)
        printed = capsys.readouterr()
        return Outcome(int(left.value.code or 0), printed.out, printed.err)

    return run


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh folder to work in, in an English environment."""
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(params=["zh", "en"])
def language(request: pytest.FixtureRequest) -> str:
    """Each of the languages OmniKB speaks."""
    return str(request.param)


@pytest.fixture
def base(folder: Path) -> Path:
    """A small English knowledge base in the current folder, without any document but its home page."""
    (folder / "content").mkdir()
    (folder / "content" / "index.md").write_text("---\ntitle: Home\n---\nHello.\n", encoding="utf-8")
    (folder / "mkdocs.yml").write_text(
        "site_name: Test\ndocs_dir: content\ntheme:\n  name: material\n  language: en\nplugins:\n  - omnikb\n", encoding="utf-8"
    )
    return folder
