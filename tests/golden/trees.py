"""Golden trees: a small knowledge base, and all that a build makes of it.

A case is a folder: ``content/`` and, beside it, ``expected/`` with the article of each page and the problems of the run.
``case.yml`` names the plugins the case is about, and may set ``language`` and what stands below ``omnikb:`` in ``mkdocs.yml``.
"""

from __future__ import annotations

import difflib
import shutil
from collections.abc import Iterator, Mapping
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import yaml

from omnikb.testing import Built, KnowledgeBase
from tests.golden.layout import laid_out

FOLDER = Path(__file__).parent
PROBLEMS = "problems.txt"
REWRITE = "make golden"


def cases() -> list[str]:
    """The names of all cases."""
    return sorted(file.parent.name for file in FOLDER.glob("*/case.yml"))


def settings_of(case: str) -> dict[str, Any]:
    """What ``case.yml`` says."""
    said: dict[str, Any] = yaml.safe_load((FOLDER / case / "case.yml").read_text("utf-8"))
    return said


def build(case: str) -> Built:
    """The knowledge base of a case, built with the plugins it is about."""
    said = settings_of(case)
    content = FOLDER / case / "content"
    files = {file.relative_to(content).as_posix(): file.read_bytes() for file in content.rglob("*.md")}
    modules = {point.name: point.load() for point in entry_points(group="omnikb") if point.name in said["plugins"]}
    section = {**said.get("omnikb", {})}
    if (vocabulary := FOLDER / case / "vocabulary.yml").exists():
        section["facets"] = {"vocabulary": str(vocabulary)}
    return KnowledgeBase(files, modules, section, said.get("language", "zh")).build()


def actual(case: str) -> dict[str, str]:
    """The files that ``expected/`` should hold, by path."""
    built = build(case)
    files = {page.path.replace(".md", ".html"): laid_out(built.page(page.path).html) for page in built.site.pages}
    return files | {PROBLEMS: "".join(_problems(built, settings_of(case).get("language", "zh")))}


def _problems(built: Built, language: str) -> Iterator[str]:
    for one in built.site.problems:
        yield f"{one.path}:{one.line}:{one.column} {one.severity.value} {one.code}\n"
        yield f"  {one.message(language)}\n"
        if hint := one.hint(language):
            yield f"  {hint}\n"


def expected(case: str) -> dict[str, str]:
    """The files in ``expected/``, by path."""
    folder = FOLDER / case / "expected"
    return {file.relative_to(folder).as_posix(): file.read_text("utf-8") for file in folder.rglob("*") if file.is_file()}


def rewrite(case: str) -> None:
    """Make ``expected/`` what the build gives now."""
    folder = FOLDER / case / "expected"
    shutil.rmtree(folder, ignore_errors=True)
    for path, text in actual(case).items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")


def difference(wanted: Mapping[str, str], got: Mapping[str, str]) -> str:
    """What differs between two trees, to be read by a person; empty where nothing does."""
    lines = [f"missing: {path}" for path in sorted(wanted.keys() - got.keys())]
    lines += [f"superfluous: {path}" for path in sorted(got.keys() - wanted.keys())]
    for path in sorted(wanted.keys() & got.keys()):
        before, after = wanted[path].splitlines(), got[path].splitlines()
        lines += difflib.unified_diff(before, after, f"expected/{path}", f"now/{path}", lineterm="")
    return "\n".join(lines)


if __name__ == "__main__":
    for name in cases():
        rewrite(name)
