"""``omnikb build``: check the content and build the static site."""

from __future__ import annotations

import os
from pathlib import Path

import click

from omnikb.cli.console import progress, show_problems
from omnikb.cli.invocation import Invocation
from omnikb.i18n import messages_of
from omnikb.problems import Severity

_ = messages_of("omnikb")


def command(invocation: Invocation) -> click.Command:
    """The command."""
    say = invocation.say

    @click.command("build", help=say(_("Check the content and build the site. Pages with errors are left out of it.")))
    @click.option("--strict", is_flag=True, help=say(_("Keep the old site as it is where anything is wrong.")))
    @click.option(
        "--site-dir",
        type=click.Path(path_type=Path, file_okay=False),
        help=say(_("Where the site goes. Default: as the settings say.")),
    )
    def build(strict: bool, site_dir: Path | None) -> int:
        settings = invocation.plugins.settings
        from omnikb.adapters.mkdocs import build_site  # noqa: PLC0415 - MkDocs is loaded once the settings are known to be right

        with progress(invocation) as shown:
            report = build_site(invocation.config_file, strict=strict, site_dir=site_dir, progress=shown)
        show_problems(report.problems, settings)
        if report.site is None:
            click.echo(say(_("The site was not built; the old one stays as it was.")), err=True)
            return 1
        if not invocation.quiet:
            words = {"pages": report.pages, "seconds": f"{report.seconds:.1f}", "site": os.path.relpath(report.site)}
            click.echo(say(_("Built {pages} pages in {seconds} seconds: {site}"), **words))
        return 1 if any(problem.severity is Severity.ERROR for problem in report.problems) else 0

    return build
