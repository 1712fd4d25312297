"""``omnikb build``: check the content and build the static site."""

from __future__ import annotations

import os
from pathlib import Path

import click

from omnikb.cli.console import progress, show_problems
from omnikb.cli.invocation import Invocation
from omnikb.cli.times import show_times
from omnikb.i18n import messages_of
from omnikb.problems import Severity
from omnikb.profiling import Profile, recording

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
    @click.option("--jobs", type=click.IntRange(min=1), help=say(_("Processes at most. Default: one for each core.")))
    @click.option("--clean", is_flag=True, help=say(_("Build every page anew, and take nothing over from the site that stands.")))
    @click.option(
        "--executor",
        default="",
        metavar="dask://HOST:PORT",
        help=say(_("Let the workers of this Dask cluster build the pages, each from its own checkout.")),
    )
    @click.option("--profile", is_flag=True, help=say(_("Say at the end where the time went.")))
    def build(strict: bool, site_dir: Path | None, jobs: int | None, clean: bool, executor: str, profile: bool) -> int:
        settings = invocation.plugins.settings
        times = Profile() if profile else None
        with recording(times), progress(invocation) as shown:
            from omnikb.adapters.building import build_site  # noqa: PLC0415 - what renders pages is loaded where pages are rendered

            report = build_site(
                invocation.config_file,
                strict=strict,
                site_dir=site_dir,
                jobs=jobs or 0,
                clean=clean,
                executor=executor,
                progress=shown,
            )
        invocation.held.append(report.held)
        show_problems(report.problems, settings)
        for line in (*report.said, *report.notes):
            click.echo(line, err=True)
        if times:
            show_times(times, invocation.language)
        if report.site is None:
            click.echo(say(_("The site was not built; the old one stays as it was.")), err=True)
            return 1
        if not invocation.quiet:
            line = _("{site}: {pages} pages, {written} of them built now, in {seconds} seconds")
            words = {"pages": report.pages, "written": report.written, "site": os.path.relpath(report.site)}
            click.echo(say(line, seconds=f"{report.seconds:.1f}", **words))
        return 1 if any(problem.severity is Severity.ERROR for problem in report.problems) else 0

    return build
