"""The layers of the house: who may import whom, how long a module may grow, what no file may name."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.catalogues import ROOT, packages

CORE = ROOT / "omnikb"
PLUGINS = [package for package in packages() if package != CORE]
MKDOCS = CORE / "adapters" / "mkdocs"
DOORS = {"omnikb", "omnikb.textindex", "omnikb.testing"}
DOMAIN_WORDS = {"project", "risk", "lesson", "review"}
MACHINE_PATH = re.compile(r"(?<![\w./~:-])/(?:home|root|Users|work|tmp)/\w")
REGISTRY = re.compile(
    r"\b(?:pypi\.org|pythonhosted\.org|registry\.npmjs\.org|proxy\.golang\.org|--(?:extra-)?index-url)\b", re.IGNORECASE
)

MODULES = sorted(module for package in packages() for module in package.rglob("*.py"))


def imported_names(module: Path) -> Iterator[str]:
    """The modules that a module imports, wherever in it."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


def offenders(modules: list[Path], refused: re.Pattern[str]) -> list[str]:
    """``module: import`` for every import that is refused."""
    return [f"{module.relative_to(ROOT)}: {name}" for module in modules for name in imported_names(module) if refused.match(name)]


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_the_core_imports_no_plugin() -> None:
    assert offenders(sorted(CORE.rglob("*.py")), re.compile(r"omnikb_")) == []


def test_only_the_mkdocs_adapter_imports_mkdocs() -> None:
    others = [module for module in MODULES if not module.is_relative_to(MKDOCS)]
    assert offenders(others, re.compile(r"(mkdocs|material|properdocs|zensical)(\.|$)")) == []


@pytest.mark.parametrize("package", PLUGINS, ids=shown)
def test_a_plugin_imports_of_omnikb_only_its_doors_and_no_other_plugin(package: Path) -> None:
    ours = [
        (module, name) for module in package.rglob("*.py") for name in imported_names(module) if name.startswith(("omnikb", "."))
    ]
    own = package.name
    wrong = [
        f"{module.name}: {name}" for module, name in ours if name not in DOORS and name != own and not name.startswith(f"{own}.")
    ]
    assert wrong == []


@pytest.mark.parametrize("heavy", ["numpy", "mkdocs", "material", "rich", "click"])
def test_importing_omnikb_loads_nothing_heavy(heavy: str) -> None:
    code = f"import sys, omnikb; sys.exit({heavy!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_omnikb_check_loads_neither_mkdocs_nor_rich(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "index.md").write_text("# Home\n", encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text("docs_dir: content\nplugins: [omnikb]\n", encoding="utf-8")
    code = (
        "import sys\nfrom omnikb.cli import main\n"
        "try: main(['check'])\n"
        "except SystemExit as left: assert left.code == 0, left.code\n"
        "sys.exit(str({'mkdocs', 'material', 'rich', 'numpy'} & set(sys.modules) or ''))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.stderr.strip() == ""


@pytest.mark.parametrize("module", MODULES, ids=shown)
def test_modules_and_functions_stay_short(module: Path) -> None:
    text = module.read_text(encoding="utf-8")
    functions = [node for node in ast.walk(ast.parse(text)) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]
    long = [node.name for node in functions if (node.end_lineno or 0) - node.lineno >= 60]
    assert len(text.splitlines()) <= 300
    assert long == []


def identifiers(module: Path) -> Iterator[str]:
    """Every name, attribute, argument, keyword and simple text of a module; texts that are sentences are not names."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        for word in ("id", "name", "attr", "arg"):
            value = getattr(node, word, None)
            if isinstance(value, str):
                yield value
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.isidentifier():
            yield node.value


def test_the_core_knows_no_domain() -> None:
    found = [
        f"{shown(module)}: {name}"
        for module in sorted(CORE.rglob("*.py"))
        for name in identifiers(module)
        for word in re.split(r"[_.]|(?<=[a-z])(?=[A-Z])", name)
        if word.lower().removesuffix("s") in DOMAIN_WORDS
    ]
    assert found == []


def tracked_texts() -> list[Path]:
    """The text files under version control; where there is none, as in an unpacked archive, the packages' own."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    names = listed.stdout.decode().split("\0")[:-1] if listed.returncode == 0 else [shown(module) for module in MODULES]
    here = Path(__file__).resolve()
    return [
        ROOT / name for name in names if (ROOT / name).is_file() and (ROOT / name) != here and not name.endswith((".mo", ".png"))
    ]


def test_no_tracked_file_names_a_place_on_one_machine_or_a_package_registry() -> None:
    found = []
    for file in tracked_texts():
        for number, line in enumerate(file.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            if MACHINE_PATH.search(line) or REGISTRY.search(line):
                found.append(f"{shown(file)}:{number}: {line.strip()}")
    assert found == []
