"""Writes the parts of the guide that are taken from the code: ``python -m tests.docs.reference``.

They stand between ``<!-- reference: kind argument -->`` and ``<!-- /reference -->``; the tests write them anew in
memory and compare. Prose around them is written by hand.
"""

from __future__ import annotations

import inspect
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import yaml

from omnikb import DocumentType, Fields, FieldsModel, PluginError, Problem, hookspecs, types
from omnikb.pipeline import compose, gather
from omnikb.plugin_discovery import ActivePlugin
from omnikb.plugin_manager import Plugins
from omnikb.problems import Severity
from omnikb.settings import settings_from
from omnikb.sources import Folder, Memory
from tests.docs.field_tables import installed, table
from tests.docs.guide import PAGES, page_path, page_text, with_regions
from tests.docs.problem_examples import EXAMPLES, Example

WORDS = {
    "zh": {
        Severity.ERROR: "**错误**：必须改正。",
        Severity.NOTICE: "**提醒**：不改，检查也能通过。",
        "encoding": "（文件保存成了 {how}）",
        "control": "（␇ 代表一个看不见的控制字符）",
        "empty": "`{path}` 是一个空文件。",
    },
    "en": {
        Severity.ERROR: "**Error**: it must be corrected.",
        Severity.NOTICE: "**Notice**: the check passes all the same.",
        "encoding": "(the file was saved as {how})",
        "control": "(␇ stands for an invisible control character)",
        "empty": "`{path}` is an empty file.",
    },
}
ENCODINGS = {"gb18030": "GBK (ANSI)", "utf-8-sig": "UTF-8 with BOM", "\r\n": "CRLF (Windows)"}


def problem(lang: str, code: str) -> str:
    """How serious a problem is, an example of it, and what ``omnikb check`` says about the example."""
    example, words = EXAMPLES[code], WORDS[lang]
    found = found_in(code)
    how = ENCODINGS.get(example.encoding) or ENCODINGS.get(example.newline)
    parts = [words[found[0].severity]]
    for path, text in example.files.items():
        parts.append(
            _fence("yaml" if path.endswith(".yml") else "markdown", text, path) if text else words["empty"].format(path=path)
        )
    if how:
        parts.append(words["encoding"].format(how=how))
    if any("␇" in text for text in example.files.values()):
        parts.append(words["control"])
    if example.settings:
        parts.append(_fence("yaml", yaml.safe_dump({"plugins": [{"omnikb": dict(example.settings)}]}), "mkdocs.yml"))
    if example.commands:
        parts.append(_fence("sh", example.commands + "\n"))
    parts += [quoted(said(one, lang)) for one in found]
    return "\n\n".join(part.rstrip() for part in parts)


@cache
def found_in(code: str) -> tuple[Problem, ...]:
    """The problems of an example, by a real check of a real folder."""
    example: Example = EXAMPLES[code]
    if example.problem:
        return (example.problem,)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        example.write(root / "content")
        (root / "mkdocs.yml").touch()
        subprocess.run(["sh", "-c", example.commands], cwd=root, check=True)
        settings = settings_from(
            {"today": "2026-07-01", **example.settings}, root=root, content=root / "content", site=root / "site"
        )
        return gather(Folder(root / "content"), Plugins.discover(settings)).problems


def said(found: Problem, lang: str) -> str:
    """A problem as ``omnikb check`` prints it."""
    path = found.path if found.path == "mkdocs.yml" else f"content/{found.path}"
    hint = "".join(f"    {line}\n" for line in found.hint(lang).splitlines())
    return f"{path}:{found.line}:{found.column} {found.code} {found.message(lang)}\n{hint}"


def quoted(text: str) -> str:
    """Lines as a quotation, a paragraph each: they wrap, as lines of code do not. Words in backticks stay code."""
    parts = [re.split(r"(`[^`]+`)", line.strip()) for line in text.splitlines()]
    lines = ["".join(re.sub(r"([\\*_\[\]<>#])", r"\\\1", one) if one[:1] != "`" else one for one in line) for line in parts]
    return "\n>\n".join(f"> {line}" for line in lines)


def hook(_lang: str, name: str) -> str:
    """The signature of a hook."""
    signature = inspect.signature(getattr(hookspecs, name))
    lines = "".join(f"    {one.name}: {one.annotation},\n" for one in signature.parameters.values())
    return _fence("python", f"def {name}({lines and chr(10)}{lines}) -> {signature.return_annotation}: ...\n")


def command(lang: str, name: str) -> str:
    """The help of a command, or of ``omnikb`` itself."""
    return _fence("text", help_of(lang, name))


@cache
def help_of(lang: str, name: str) -> str:
    """What ``omnikb name --help`` prints where there is no knowledge base, in a terminal of 90 columns."""
    environment = {**os.environ, "LC_ALL": {"zh": "zh_CN.UTF-8", "en": "en_US.UTF-8"}[lang], "COLUMNS": "90", "PYTHONUTF8": "1"}
    run = [sys.executable, "-c", "from omnikb.cli import main; main()", *name.split(), "--help"]
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(run, cwd=folder, env=environment, capture_output=True, check=True, encoding="utf-8")
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())


def plugin_errors(lang: str, _argument: str) -> str:
    """What is said of plugins that are broken in the usual ways."""
    return _fence("text", "".join(f"{_error_of(hooks).text(lang)}\n" for hooks in BROKEN))


def _unknown(document: object) -> object:
    raise KeyError("region")


class _Evidence(FieldsModel):
    evidence: str = ""


BROKEN: tuple[Mapping[str, object], ...] = (
    {"omnikb_section": lambda document: []},
    {"omnikb_sections": _unknown},
    {"omnikb_pages": lambda: ["regions.md"]},
    {"omnikb_fields": lambda: [Fields(_Evidence, types=types("lesson"))]},
    {"omnikb_document_types": lambda: [DocumentType("lesson", "advice", "Advice", "Advice")]},
)
"""A misspelt hook, one that raises, one that gives something else, a key and a type that another plugin has."""


def _error_of(hooks: Mapping[str, object]) -> PluginError:
    settings = settings_from({}, root=Path("/"), content=Path("/content"), site=Path("/site"))
    lesson = Memory({"index.md": "# 1\n", "lessons/freeze-bundles.md": "---\ntitle: 1\napplies_when: 1\ndo: 1\nbecause: 1\n---\n"})
    broken = ActivePlugin("region", "acme-region", module=SimpleNamespace(**hooks))
    owners = [one for one in installed().active if one.name in ("lessons", "risks")]
    try:
        plugins = Plugins(settings, [*owners, broken])
        compose(gather(lesson, plugins), plugins)
    except PluginError as error:
        return error
    raise AssertionError(hooks)


def _fence(language: str, text: str, title: str = "") -> str:
    ticks = "````" if "```" in text else "```"
    name = f' title="{title}"' if title else ""
    return f"{ticks}{language}{name}\n{text}{ticks}\n"


WRITERS: Mapping[str, Callable[[str, str], str]] = {
    "problem": problem,
    "hook": hook,
    "command": command,
    "plugin-errors": plugin_errors,
    "fields": table,
}


def renewed(lang: str, name: str) -> str:
    """A page with all its generated parts written anew."""
    return with_regions(page_text(lang, name), lambda kind, argument: f"\n{WRITERS[kind](lang, argument).rstrip()}\n\n")


if __name__ == "__main__":
    for one in PAGES:
        page_path(*one).write_text(renewed(*one), encoding="utf-8")
