"""``omnikb serve``: the site live, brought up to date at each change."""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING

import click

from omnikb.cli.console import progress, show_failure, show_problems
from omnikb.cli.invocation import Invocation
from omnikb.errors import OmniKBError
from omnikb.i18n import messages_of
from omnikb.problems import Severity

if TYPE_CHECKING:
    from omnikb.adapters.reports import BuildReport
    from omnikb.adapters.serving import Outcome

_ = messages_of("omnikb")


def command(invocation: Invocation) -> click.Command:
    """The command."""
    say = invocation.say

    @click.command("serve", help=say(_("Show the site in the browser and bring it up to date at each change. Ctrl-C ends it.")))
    @click.option("--address", default="127.0.0.1:8000", show_default=True, help=say(_("Where to serve: host and port.")))
    def serve(address: str) -> None:
        config_file = invocation.config_file
        invocation.plugins  # noqa: B018 - a wrong setting or a broken plugin is said at once, before MkDocs is loaded
        from omnikb.adapters.mkdocs import serve_site  # noqa: PLC0415 - as above

        with progress(invocation) as shown:
            teller = Teller(invocation)

            def told(outcome: Outcome) -> None:
                shown.close()
                teller.tell(outcome)

            def ready(url: str) -> None:
                click.echo(say(_("The site is at {url} and follows every change. Ctrl-C ends it."), url=url), err=True)

            serve_site(config_file, address, told, ready, shown)

    return serve


class Teller:
    """Tells of each build what the one before has not told."""

    def __init__(self, invocation: Invocation) -> None:
        self._invocation = invocation
        self._said: frozenset[object] = frozenset()

    def tell(self, outcome: Outcome) -> None:
        """The problems, lines and failures that are new, then the sum of it all."""
        report = outcome.report
        lines = (*outcome.notes, *((*report.said, *report.notes) if report else ()))
        problems = report.problems if report else ()
        failures = [outcome.failure] if outcome.failure is not None else []
        show_problems((one for one in problems if one.order not in self._said), outcome.settings)
        for line in lines:
            if line not in self._said:
                click.echo(line, err=True)
        for failure in failures:
            if repr(failure) not in self._said:
                self._show(failure)
        self._said = frozenset((*(one.order for one in problems), *lines, *map(repr, failures)))
        if report and not self._invocation.quiet:
            click.echo(self._sum(report), err=True)

    def _show(self, failure: Exception) -> None:
        if isinstance(failure, OmniKBError):
            show_failure(failure, self._invocation)
        else:
            traceback.print_exception(failure)

    def _sum(self, report: BuildReport) -> str:
        errors = sum(one.severity is Severity.ERROR for one in report.problems)
        words = {"pages": report.pages, "written": report.written, "errors": errors, "seconds": f"{report.seconds:.1f}"}
        if report.site is None:
            line = _("The last good site stays: {errors} errors")
        elif errors:
            line = _("{pages} pages, {written} of them built now, in {seconds} seconds; {errors} errors")
        else:
            line = _("{pages} pages, {written} of them built now, in {seconds} seconds")
        return self._invocation.say(line, **words)
