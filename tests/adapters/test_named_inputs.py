"""What a site is made of besides content: where any of it changes, the next build says so in its pages, as a clean one does."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from building import tree, written

PROGRAM = "from omnikb.cli import main; main()"


@dataclass(frozen=True)
class Base:
    """A knowledge base, and beside it a folder ``code`` from which Python imports. Each build is a process, as users have it."""

    root: Path

    def write(self, path: str, text: str) -> None:
        """Write a file; ``path`` is relative to the settings."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def omnikb(self, *arguments: str) -> str:
        """What a command prints that has to end well."""
        command = [sys.executable, "-B", "-c", PROGRAM, *arguments]
        environment = {**os.environ, "PYTHONPATH": str(self.root / "code")}
        done = subprocess.run(command, cwd=self.root, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def home(self) -> str:
        """The home page after another build, which is that of a clean one."""
        self.omnikb("build", "--jobs", "1")
        self.omnikb("build", "--jobs", "1", "--clean", "--site-dir", "clean")
        assert tree(self.root / "site") == tree(self.root / "clean")
        return (self.root / "site" / "index.html").read_text("utf-8")


@pytest.fixture
def base(tmp_path: Path) -> Base:
    """A base with a home page."""
    written(tmp_path, {"index.md": "# 首页\n\n:words: 你好\n"})
    return Base(tmp_path)


PLUGIN = """from omnikb import Section, Templates
from acme.kb.helper import WORD

templates = Templates("acme.kb")

def omnikb_sections(document, index):
    yield Section("节", templates.render("t.html", document, index, word=WORD))
"""


@pytest.mark.parametrize("namespace", [False, True])
def test_all_of_the_package_that_a_plugin_is_in_is_followed(base: Base, namespace: bool) -> None:
    if not namespace:
        base.write("code/acme/__init__.py", "")
    base.write("code/acme/kb/__init__.py", "")
    base.write("code/acme/kb/hooks/plugin.py", PLUGIN)
    base.write("code/acme/kb/helper.py", "WORD = '甲'\n")
    base.write("code/acme/kb/templates/t.html", "<p>{{ word }}一</p>")
    base.write("code/acme-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: acme\nVersion: 1.0\n")
    base.write("code/acme-1.0.dist-info/entry_points.txt", "[omnikb]\nacme = acme.kb.hooks.plugin\n")
    assert "甲一" in base.home()
    base.write("code/acme/kb/templates/t.html", "<p>{{ word }}二</p>")
    assert "甲二" in base.home()
    base.write("code/acme/kb/helper.py", "WORD = '乙'\n")
    assert "乙二" in base.home()
