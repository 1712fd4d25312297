"""What the user sees: problems, failures, and how far a long run has come."""

from __future__ import annotations

import io
import json
import sys
import time
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from omnikb.adapters.reports import shown_path
from omnikb.errors import OmniKBError, PluginError
from omnikb.i18n import messages_of, translated
from omnikb.problems import Problem, Severity
from omnikb.settings import Settings
from omnikb.settings_places import placed

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

    from omnikb.cli.invocation import Invocation

_ = messages_of("omnikb")

PATIENCE = 1.0
"""Seconds before a run shows how far it has come."""

STAGES = {
    "prepare": _("Preparing"),
    "read": _("Reading"),
    "validate": _("Validating"),
    "link": _("Linking"),
    "check": _("Checking"),
    "compose": _("Composing"),
    "render": _("Rendering"),
    "write": _("Writing"),
    "look": _("Looking at the finished site"),
    "publish": _("Publishing"),
}
"""The stages of a run, as the user reads them."""


def write_what_the_console_cannot() -> None:
    """Characters that the console's encoding lacks are written as ``\\U0001f600``, instead of ending the run."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def show_data(data: object) -> None:
    """JSON on standard output; all of it in ASCII where the console's encoding lacks a character of it."""
    text = json.dumps(data, ensure_ascii=False, indent=2)
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        text = json.dumps(data, indent=2)
    click.echo(text)


def show_problems(problems: Iterable[Problem], settings: Settings) -> None:
    """Every problem on standard output: ``path:line:column code message``, its hint below it, a blank line between files."""
    before = ""
    for problem in problems:
        path = shown_path(problem, settings)
        if before not in ("", path):
            click.echo()
        before = path
        colour = "red" if problem.severity is Severity.ERROR else "yellow"
        code = click.style(problem.code, fg=colour)
        click.echo(f"{path}:{problem.line}:{problem.column} {code} {problem.message(settings.language)}")
        for line in problem.hint(settings.language).splitlines():
            click.echo(f"    {line}")


def show_failure(error: OmniKBError, invocation: Invocation) -> None:
    """Why nothing could be done, in one line on standard error; before it the traceback of a plugin that raised."""
    if isinstance(error, PluginError) and error.__cause__ is not None:
        traceback.print_exception(error.__cause__)
    root = invocation.root
    click.echo((placed(error, root) if root else error).text(invocation.language), err=True)


@contextmanager
def progress(invocation: Invocation) -> Iterator[Progress]:
    """A ``progress`` for the pipeline; it shows itself only after a second, on a terminal, and not under ``--quiet``."""
    shown = Progress(invocation.language, wanted=sys.stderr.isatty() and not invocation.quiet)
    try:
        yield shown
    finally:
        shown.close()


class Progress:
    """How far each stage of a run has come, on standard error."""

    def __init__(self, language: str, *, wanted: bool) -> None:
        self._language, self._wanted = language, wanted
        self._next = time.monotonic() + PATIENCE
        self._bar: Bar | None = None
        self._tasks: dict[str, TaskID] = {}

    def __call__(self, stage: str, done: int, total: int) -> None:
        """``done`` of ``total`` in this stage."""
        if not self._wanted or time.monotonic() < self._next:
            return
        self._next = time.monotonic() + 0.1
        bar = self._bar or self._start()
        if stage not in self._tasks:
            for task in self._tasks.values():
                bar.update(task, visible=False)
            self._tasks[stage] = bar.add_task(translated(STAGES.get(stage, stage), self._language))
        bar.update(self._tasks[stage], completed=done, total=total)

    def close(self) -> None:
        """Leave no trace of it on the terminal."""
        if self._bar is not None:
            self._bar.stop()

    def _start(self) -> Bar:
        from rich.console import Console  # noqa: PLC0415 - rich takes a tenth of a second; most runs are done before it is needed
        from rich.progress import Progress as Bar  # noqa: PLC0415

        self._bar = Bar(console=Console(stderr=True), transient=True)
        self._bar.start()
        return self._bar
