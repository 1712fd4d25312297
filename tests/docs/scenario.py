"""Snippets made real: the files below one heading of the guide become a knowledge base with plugins of its own."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from omnikb.testing import Built, KnowledgeBase
from tests.docs.guide import Block
from tests.docs.problem_examples import BASE


@dataclass(frozen=True, slots=True)
class Scenario:
    """The blocks below one heading of a page."""

    heading: str
    blocks: tuple[Block, ...]

    def of(self, *languages: str) -> list[Block]:
        """The blocks in these languages."""
        return [block for block in self.blocks if block.language in languages]

    @property
    def plugins(self) -> dict[str, str]:
        """The plugins by name, with the module of each: every module named ``omnikb_…``."""
        modules = [block.title.removesuffix("/__init__.py").removesuffix(".py") for block in self.of("python")]
        return {module.removeprefix("omnikb_"): module for module in modules if module.startswith("omnikb_")}

    @property
    def section(self) -> dict[str, Any]:
        """What ``mkdocs.yml`` says below ``omnikb:``."""
        found: dict[str, Any] = {}
        for block in self.of("yaml"):
            for plugin in yaml.safe_load(block.text).get("plugins", ()) if block.title == "mkdocs.yml" else ():
                found |= plugin["omnikb"] if isinstance(plugin, dict) else {}
        return found

    def install(self, folder: Path) -> None:
        """Modules and templates into ``folder``, as an installed distribution that registers the plugins."""
        for block in self.of("python", "jinja"):
            file = folder / block.title
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(block.text, encoding="utf-8")
        points = "".join(f"{name} = {module}\n" for name, module in self.plugins.items())
        information = folder / "guide_snippets-1.0.dist-info"
        information.mkdir(parents=True)
        (information / "METADATA").write_text("Metadata-Version: 2.1\nName: guide-snippets\nVersion: 1.0\n", encoding="utf-8")
        (information / "entry_points.txt").write_text(f"[omnikb]\n{points}", encoding="utf-8")

    def build(self) -> Built:
        """The knowledge base of the snippets, beside the documents they may refer to."""
        documents = {block.title: block.text for block in self.of("markdown") if block.title}
        bodies = {f"notes/{block.line}.md": block.text for block in self.of("markdown") if not block.title}
        return KnowledgeBase({**BASE, **bodies, **documents}, settings={"today": "2026-07-01", **self.section}).build()


def scenarios(blocks: Iterable[Block]) -> list[Scenario]:
    """The blocks by heading."""
    by_heading: dict[str, list[Block]] = {}
    for block in blocks:
        by_heading.setdefault(block.heading, []).append(block)
    return [Scenario(heading, tuple(found)) for heading, found in by_heading.items()]


@contextmanager
def installed(scenario: Scenario, folder: Path) -> Iterator[None]:
    """The snippets' plugins are installed while the context lasts."""
    scenario.install(folder)
    before = set(sys.modules)
    sys.path.insert(0, str(folder))
    importlib.invalidate_caches()
    try:
        yield
    finally:
        sys.path.remove(str(folder))
        for name in set(sys.modules) - before:
            if name.partition(".")[0] in (
                *scenario.plugins.values(),
                *(block.title.removesuffix(".py") for block in scenario.blocks),
            ):
                del sys.modules[name]
