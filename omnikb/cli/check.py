"""``omnikb check``: every problem of the content, without building anything."""

from __future__ import annotations

from typing import Any

import click

from omnikb.adapters.reports import shown_path
from omnikb.cli.console import progress, show_data, show_problems
from omnikb.cli.invocation import Invocation, format_option
from omnikb.i18n import messages_of
from omnikb.kept import Kept
from omnikb.pipeline import Knowledge, gather
from omnikb.problems import Problem
from omnikb.processes import cores
from omnikb.settings import Settings
from omnikb.sources import Folder

_ = messages_of("omnikb")


def command(invocation: Invocation) -> click.Command:
    """The command."""
    say = invocation.say

    @click.command("check", help=say(_("Check the content and print every problem with file, line and what would be right.")))
    @format_option(invocation)
    def check(form: str) -> int:
        settings, kept = invocation.plugins.settings, Kept(invocation.plugins, invocation.cache)
        with progress(invocation) as shown:
            knowledge = gather(Folder(settings.content), invocation.plugins, shown, kept, cores())
        invocation.held += [knowledge, kept]
        if form == "json":
            show_data(_as_data(knowledge, settings))
        else:
            show_problems(knowledge.problems, settings)
            if not invocation.quiet:
                click.echo(say(SUMMARY, **_counts(knowledge)))
        return 1 if knowledge.errors else 0

    return check


SUMMARY = _("Documents: {documents}. Errors: {errors}. Notices: {notices}.")


def _counts(knowledge: Knowledge) -> dict[str, int]:
    return {
        "documents": len(knowledge.index.documents) + len(knowledge.left_out),
        "errors": len(knowledge.errors),
        "notices": len(knowledge.problems) - len(knowledge.errors),
    }


def _as_data(knowledge: Knowledge, settings: Settings) -> dict[str, Any]:
    return {"problems": [_problem_data(problem, settings) for problem in knowledge.problems], **_counts(knowledge)}


def _problem_data(problem: Problem, settings: Settings) -> dict[str, str | int]:
    return {
        "path": shown_path(problem, settings),
        "line": problem.line,
        "column": problem.column,
        "code": problem.code,
        "severity": problem.severity.value,
        "message": problem.message(settings.language),
        "hint": problem.hint(settings.language),
    }
