"""``omnikb export``: the site as a Markdown tree for another engine."""

from __future__ import annotations

import os
from pathlib import Path

import click

from omnikb.adapters.reports import has_errors
from omnikb.cli.console import progress, show_problems
from omnikb.cli.invocation import Invocation
from omnikb.i18n import messages_of
from omnikb.kept import Kept
from omnikb.pipeline import gather
from omnikb.processes import cores
from omnikb.sources import Folder

_ = messages_of("omnikb")


def command(invocation: Invocation) -> click.Command:
    """The command."""
    say = invocation.say

    @click.command("export", help=say(_("Write the site into DIR as plain Markdown that MkDocs, ProperDocs or Zensical builds.")))
    @click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
    def export(folder: Path) -> int:
        plugins = invocation.plugins
        from omnikb.adapters.export import export as write_tree  # noqa: PLC0415 - what renders pages is loaded where pages are rendered

        with progress(invocation) as shown:
            knowledge = gather(Folder(plugins.settings.content), plugins, shown, Kept(plugins, invocation.cache), cores())
            pages, problems = write_tree(knowledge, plugins, folder, shown)
        show_problems(problems, plugins.settings)
        if not invocation.quiet:
            click.echo(say(_("Exported {pages} pages: {folder}"), pages=pages, folder=os.path.relpath(folder)))
        return 1 if has_errors(problems) else 0

    return export
