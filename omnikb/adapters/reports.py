"""What a build has to say: one line for a problem, and the sum of it all."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from omnikb.problems import Problem, Severity
from omnikb.settings import Settings


@dataclass(frozen=True, slots=True)
class BuildReport:
    """The outcome of a build. ``pages`` of the site, of which ``written`` were built now; ``seconds`` of wall time.

    ``site`` is ``None`` where the old site was kept. ``said`` is what the site engine and its other plugins had to say; ``notes``
    are lines of our own that a reader of the terminal should know. ``held`` is what the build worked with: who ends anyway may
    hold it until then, for to free it takes a second.
    """

    problems: tuple[Problem, ...]
    pages: int
    written: int
    seconds: float
    site: Path | None
    said: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    held: object = field(default=None, repr=False, compare=False)


def shown_path(problem: Problem, settings: Settings) -> str:
    """Where the problem's file is, as one would name it from the current folder."""
    file = settings.content / problem.path
    if problem.path == settings.config_file and not file.exists():
        file = settings.root / problem.path
    return Path(os.path.relpath(file)).as_posix()


def problem_line(problem: Problem, settings: Settings) -> str:
    """``content/risks/a.md:3:1 code message hint``, in the language of the site; the path is relative to the current folder."""
    file = settings.content / problem.path
    path = Path(os.path.relpath(file)).as_posix() if file.exists() else problem.path
    said = f"{problem.message(settings.language)} {problem.hint(settings.language)}"
    return f"{path}:{problem.line}:{problem.column} {problem.code} {' '.join(said.split())}"


def has_errors(problems: tuple[Problem, ...]) -> bool:
    """Whether a check fails."""
    return any(problem.severity is Severity.ERROR for problem in problems)
