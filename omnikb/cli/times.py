"""Where the time of a run went, as a table on standard error."""

from __future__ import annotations

import click

from omnikb.cli.console import STAGES
from omnikb.i18n import messages_of, translated
from omnikb.profiling import Part, Profile

_ = messages_of("omnikb")

SHOWN = 0.001
"""Seconds that a hook has to take for a line of its own."""


def show_times(profile: Profile, language: str) -> None:
    """Every stage, and what each hook of each plugin took in it, the longest first, with its share of the whole."""
    whole = sum(profile.seconds.values())
    _say(_("Where the time went. From start to end: {seconds} seconds."), language, seconds=f"{profile.clock:.2f}")
    if profile.processes:
        line = _("The times of other processes, {count} of them, are added; {seconds} seconds are shared out here.")
        _say(line, language, count=profile.processes, seconds=f"{whole:.2f}")
    stages: dict[str, dict[Part, float]] = {}
    for part, seconds in profile.seconds.items():
        stages.setdefault(part.stage, {})[part] = seconds
    for name, parts in sorted(stages.items(), key=lambda one: (-sum(one[1].values()), one[0])):
        _show(sum(parts.values()), whole, translated(STAGES[name], language))
        hooks = sorted((part for part in parts if part.plugin), key=lambda part: (-parts[part], part))
        for part in hooks:
            if parts[part] >= SHOWN:
                _show(parts[part], whole, f"  {_named(part)}")
        if short := ", ".join(_named(part) for part in hooks if parts[part] < SHOWN):
            few = translated(_("less than 1 ms each: {hooks}"), language)
            click.echo(f"{'':24}{few.format(hooks=short)}", err=True)


def _named(part: Part) -> str:
    return f"{part.plugin} {part.hook}"


def _say(line: str, language: str, **words: object) -> None:
    click.echo(translated(line, language).format(**words), err=True)


def _show(seconds: float, whole: float, name: str) -> None:
    click.echo(f"{seconds:9.3f} s {seconds / whole:7.1%}  {name}", err=True)
