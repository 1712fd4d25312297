"""One built site for the browser tests, and a page that notes what it asks for."""

from __future__ import annotations

import functools
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest
from playwright.sync_api import expect

from tests.browser.browsed import ROOT, built

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PATIENCE = 120_000
"""Milliseconds after which what a page does not show has failed, however slow the machine."""

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def demo_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's own site, built aside."""
    folder = tmp_path_factory.mktemp("demo") / "site"
    command = [sys.executable, "-c", "from omnikb.cli import main; main()", "build", "--site-dir", str(folder)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return folder


GOLDEN_SETTINGS = """\
site_name: {name}
docs_dir: content
theme:
  name: material
  language: {language}
  font: false
  palette:
    - {{media: "(prefers-color-scheme: light)", scheme: default}}
    - {{media: "(prefers-color-scheme: dark)", scheme: slate}}
plugins:
  - omnikb:
      today: 2026-01-15
{section}"""


@pytest.fixture(scope="session")
def golden_site(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """``golden_site(case)``: the content of a golden case as a site, with all plugins; built once."""

    @functools.cache
    def site(case: str) -> Path:
        source = ROOT / "tests" / "golden" / case
        folder = tmp_path_factory.mktemp(case)
        section = ""
        if (source / "vocabulary.yml").exists():
            (folder / "vocabulary.yml").write_bytes((source / "vocabulary.yml").read_bytes())
            section = "      facets: {vocabulary: vocabulary.yml}\n"
        language = "en" if case == "english" else "zh"
        settings = GOLDEN_SETTINGS.format(name=case, language=language, section=section)
        content = source / "content"
        return built(folder, settings, {file.relative_to(content).as_posix(): file.read_bytes() for file in content.rglob("*.md")})

    return site


@dataclass
class Visit:
    """A page in the browser; ``outside`` are the addresses it asked for beyond its own origin, ``errors`` its console's."""

    page: Page
    origin: str
    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        """Go to a path of the site and wait until nothing is asked for any more."""
        self.page.goto(self.origin + path, wait_until="networkidle")
        return self.page

    def see(self, path: str) -> Page:
        """Go to a path of the site and wait only until it is drawn: enough for what does not wait for requests."""
        self.page.goto(self.origin + path, wait_until="load")
        return self.page


@pytest.fixture
def visit(browser: Browser, serve_folder: Callable[[Path], str]) -> Iterator[Callable[..., Visit]]:
    """``visit(site, width=…, scheme=…, scripts=…)`` serves a site and opens a browser on it."""
    contexts = []

    def start(site: Path, width: int = 1440, scheme: Literal["dark", "light"] = "light", scripts: bool = True) -> Visit:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            java_script_enabled=scripts,
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        visited = Visit(context.new_page(), serve_folder(site))
        visited.page.on(
            "request", lambda request: visited.outside.append(request.url) if _leaves(request.url, visited.origin) else None
        )
        visited.page.on("console", lambda message: visited.errors.append(message.text) if message.type == "error" else None)
        visited.page.on("pageerror", lambda error: visited.errors.append(str(error)))
        return visited

    yield start
    for context in contexts:
        context.close()


def _leaves(url: str, origin: str) -> bool:
    return not url.startswith((origin, "data:", "blob:", "about:"))
