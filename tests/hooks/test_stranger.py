"""A plugin of ten lines, from a distribution of its own, installed as a stranger's would be."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

SOURCE = Path(__file__).with_name("region_plugin")

LESSON = """---
title: Warm the cache
applies_when: before a peak
do: warm it
because: it is cold
region: {region}
---
"""

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the distribution installed in it, built by its own build backend, without a network."""
    source = tmp_path_factory.mktemp("source") / "region_plugin"
    shutil.copytree(SOURCE, source, ignore=shutil.ignore_patterns("__pycache__"))
    target = tmp_path_factory.mktemp("target")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "install"]
    offline = ["--no-index", "--no-deps", "--no-build-isolation"]
    subprocess.run([*pip, *offline, "--target", str(target), str(source)], check=True)
    return target


@pytest.fixture
def run(installed: Path, tmp_path: Path) -> Run:
    """Runs ``omnikb`` on two lessons, with the plugin on Python's path."""
    (tmp_path / "content" / "lessons").mkdir(parents=True)
    for region in ("north", "south"):
        (tmp_path / "content" / "lessons" / f"{region}.md").write_text(LESSON.format(region=region), encoding="utf-8")
    (tmp_path / "content" / "index.md").write_text("# Home\n\n[Regions](regions.md)\n", encoding="utf-8")

    def omnikb(*arguments: str, section: str = "{}") -> subprocess.CompletedProcess[str]:
        settings = f"site_name: Test\ndocs_dir: content\ntheme: {{name: material, language: en}}\nplugins: [omnikb: {section}]\n"
        (tmp_path / "mkdocs.yml").write_text(settings, encoding="utf-8")
        environment = {**os.environ, "PYTHONPATH": str(installed), "LC_ALL": "C.UTF-8"}
        command = [sys.executable, "-c", "from omnikb.cli import main; main()", *arguments]
        return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)

    return omnikb


def test_the_plugin_has_ten_lines() -> None:
    lines = (SOURCE / "acme_region.py").read_text(encoding="utf-8").splitlines()
    assert len([line for line in lines if line.strip()]) <= 10


def test_its_field_is_checked_and_its_page_can_be_linked_to(run: Run) -> None:
    done = run("check")
    assert (done.returncode, done.stderr) == (0, ""), done.stdout


def test_it_is_listed_with_its_distribution_and_hooks(run: Run) -> None:
    listed = json.loads(run("plugins", "--format", "json").stdout)
    (region,) = [plugin for plugin in listed["active"] if plugin["name"] == "region"]
    assert (region["distribution"], region["version"]) == ("acme-region", "1.0")
    assert region["hooks"] == ["omnikb_fields", "omnikb_pages"]


def test_its_page_is_in_the_site(run: Run, tmp_path: Path) -> None:
    done = run("--quiet", "build")
    assert done.returncode == 0, done.stdout + done.stderr
    page = (tmp_path / "site" / "regions" / "index.html").read_text(encoding="utf-8")
    assert "<li>north: 1</li>" in page


def test_switched_off_its_keys_give_one_notice_and_links_to_its_page_are_said(run: Run) -> None:
    done = run("check", "--format", "json", section="{disable: [region]}")
    problems = json.loads(done.stdout)["problems"]
    assert done.returncode == 1
    assert sorted(problem["code"] for problem in problems) == ["keys-of-disabled", "link-dangling"]


def test_importing_omnikb_loads_neither_numpy_nor_mkdocs() -> None:
    program = (
        "import sys, omnikb; print(sorted({'numpy', 'mkdocs', 'material'} & {name.partition('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
