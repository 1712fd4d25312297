"""Every snippet of the guide and of the README works as it stands there."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import click
import pytest
import yaml
from mkdocs.config import load_config

from omnikb import Asset, Problem
from omnikb.adapters.publication import Publication
from omnikb.cache import MemoryCache
from omnikb.configuration import read_settings
from omnikb.plugin_manager import Plugins
from omnikb.renderings import Renderings
from tests.docs import guide
from tests.docs.scenario import Scenario, installed, scenarios

README = guide.ROOT / "README.md"
TEXTS = {
    f"{lang}-{name}": guide.by_hand(guide.page_text(lang, name))
    for lang, name in guide.PAGES
    if guide.page_path(lang, name).is_file()
}
TEXTS["readme"] = README.read_text(encoding="utf-8")
SCENARIOS = {f"{page}: {one.heading}": (page, one) for page, text in TEXTS.items() for one in scenarios(guide.blocks(text))}
FOREIGN = ("dask", "git", "pip", "pybabel", "rsync", "properdocs", "zensical")
"""Programs not ours to run. ``make`` only says whether it knows the target, ``omnikb`` with ``serve`` or
``--executor`` whether it knows its options."""
KNOWN = {"markdown", "yaml", "toml", "python", "jinja", "sh"}


def those_with(*languages: str) -> list[object]:
    return [pytest.param(page, one, id=name) for name, (page, one) in SCENARIOS.items() if one.of(*languages)]


def test_every_snippet_is_of_a_kind_that_is_run() -> None:
    assert {block.language for _page, one in SCENARIOS.values() for block in one.blocks} == KNOWN


@pytest.mark.parametrize(("page", "scenario"), those_with("markdown", "python"))
def test_documents_and_plugins_of_a_snippet_build_without_errors(page: str, scenario: Scenario, tmp_path: Path) -> None:
    with installed(scenario, tmp_path):
        built = scenario.build()
        assert set(scenario.plugins) <= {plugin.name for plugin in built.plugins.active}
        assert [problem for problem in built.problems if problem.code.partition("/")[0] not in scenario.plugins] == []
        for one in built.site.pages:
            built.page(one.path)
        settings = built.plugins.settings
        built.plugins.collect("omnikb_commands", click.Command, settings=settings)
        publication = Publication(built.knowledge, built.site, built.plugins)
        rendered = {one.path: publication.write(one).rendered for one in built.site.pages}
        looking = {"site": built.site, "rendered": Renderings.of(rendered), "index": built.index, "settings": settings}
        built.plugins.collect("omnikb_site_built", Problem | Asset, **looking, cache=MemoryCache())


@pytest.mark.parametrize(("page", "scenario"), those_with("python"))
def test_the_tests_in_a_snippet_pass(page: str, scenario: Scenario, tmp_path: Path) -> None:
    with installed(scenario, tmp_path):
        for block in scenario.of("python"):
            names: dict[str, object] = {}
            exec(compile(block.text, block.title or scenario.heading, "exec"), names)  # noqa: S102 - our own snippets
            tests = {name: test for name, test in names.items() if name.startswith("test_") and callable(test)}
            assert block.text.count("def test_") == len(tests), "all tests that a reader sees are run"
            for test in tests.values():
                test()


def test_the_plugin_of_ten_lines_has_no_more_and_is_the_same_everywhere() -> None:
    found = {
        block.text
        for _page, one in SCENARIOS.values()
        for block in one.blocks
        if block.title == "omnikb_region.py" and "Page(" in block.text
    }
    assert len(found) == 1
    assert len([line for line in found.pop().splitlines() if line.strip()]) <= 10


@pytest.mark.parametrize(("page", "scenario"), those_with("toml"))
def test_a_package_of_a_snippet_registers_the_plugin_that_the_page_shows(page: str, scenario: Scenario) -> None:
    shown = {name: module for _page, one in SCENARIOS.values() if _page == page for name, module in one.plugins.items()}
    for block in scenario.of("toml"):
        project = tomllib.loads(block.text)
        points = project["project"]["entry-points"]["omnikb"]
        assert points.items() <= shown.items()
        assert project["tool"]["hatch"]["build"]["targets"]["wheel"]["include"] == [f"{module}.py" for module in points.values()]


@pytest.mark.parametrize(("page", "scenario"), those_with("yaml"))
def test_settings_of_a_snippet_are_accepted_by_omnikb_and_by_mkdocs(page: str, scenario: Scenario, tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    for block in scenario.of("yaml"):
        if block.title.startswith("content/"):
            (tmp_path / block.title).write_text(block.text, encoding="utf-8")
    with installed(scenario, tmp_path / "installed"):
        for block in scenario.of("yaml"):
            written = yaml.safe_load(block.text)
            if block.title == "mkdocs.yml":
                complete = {"site_name": "1", "docs_dir": "content", "plugins": ["omnikb"], **written}
                (tmp_path / "mkdocs.yml").write_text(yaml.safe_dump(complete), encoding="utf-8")
                settings = Plugins.discover(read_settings(tmp_path / "mkdocs.yml")).settings
                config = load_config(str(tmp_path / "mkdocs.yml"), strict=True)
                assert str(settings.content) == config.docs_dir


@pytest.fixture(scope="session")
def knowledge_bases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A knowledge base just made by ``omnikb init``, one a language."""
    found = {}
    for lang in guide.FOLDERS:
        found[lang] = tmp_path_factory.mktemp("init") / lang
        run = [sys.executable, "-c", "from omnikb.cli import main; main()", "init", str(found[lang]), "--language", lang]
        subprocess.run(run, check=True, capture_output=True)
    return found


@pytest.fixture(scope="session")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of programs by the names that snippets call."""
    folder = tmp_path_factory.mktemp("programs")
    real = Path(sys.executable).parent
    scripts = dict.fromkeys(FOREIGN, "exit 0")
    scripts["make"] = f'exec {shutil.which("make")} --silent --dry-run -C "{guide.ROOT}" "$@" >/dev/null'
    scripts["omnikb"] = f'case "$*" in serve*|*--executor*) set -- "$@" --help;; esac\nexec "{real}/omnikb" "$@"'
    scripts["mkdocs"] = f'exec "{real}/mkdocs" "$@"'
    for name, script in scripts.items():
        (folder / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        (folder / name).chmod(0o755)
    return folder


@pytest.fixture
def run_in_new_knowledge_base(
    knowledge_bases: dict[str, Path], programs: Path, tmp_path: Path
) -> Callable[[str, str], subprocess.CompletedProcess[str]]:
    def run(lang: str, commands: str) -> subprocess.CompletedProcess[str]:
        shutil.copytree(knowledge_bases[lang], tmp_path / "kb")
        environment = {**os.environ, "PATH": f"{programs}{os.pathsep}/usr/bin{os.pathsep}/bin", "HOME": str(tmp_path)}
        return subprocess.run(
            ["sh", "-e", "-c", commands], cwd=tmp_path / "kb", env=environment, capture_output=True, encoding="utf-8", check=False
        )

    return run


@pytest.mark.parametrize(("page", "scenario"), those_with("sh", "yaml"))
def test_the_commands_of_a_snippet_succeed_in_a_new_knowledge_base(
    page: str, scenario: Scenario, run_in_new_knowledge_base: Callable[[str, str], subprocess.CompletedProcess[str]]
) -> None:
    commands = "".join(block.text for block in scenario.of("sh"))
    for block in scenario.of("yaml"):
        jobs = yaml.safe_load(block.text).get("jobs", {}).values()
        commands += "".join(f"{step['run']}\n" for job in jobs for step in job["steps"] if "run" in step)
    if commands:
        done = run_in_new_knowledge_base("en" if page.startswith("en") else "zh", commands)
        assert done.returncode == 0, done.stdout + done.stderr


def test_python_snippets_import_nothing_but_the_three_doors() -> None:
    for _page, one in SCENARIOS.values():
        for block in one.of("python"):
            for node in ast.walk(ast.parse(block.text)):
                if isinstance(node, ast.ImportFrom) and str(node.module).startswith("omnikb"):
                    assert node.module in ("omnikb", "omnikb.textindex", "omnikb.testing")
