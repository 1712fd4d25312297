"""The command ``omnikb``: its global options, its commands, and what its exit codes mean.

0: clean. 1: the content has errors. 2: the settings, a plugin or the command itself cannot be used. 130: Ctrl-C.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

import click

from omnikb import __version__
from omnikb.cli.console import show_failure, write_what_the_console_cannot
from omnikb.cli.invocation import COMMANDS, Invocation
from omnikb.errors import OmniKBError
from omnikb.i18n import messages_of
from omnikb.suggestions import nearest

_ = messages_of("omnikb")


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Runs the command line and leaves with its exit code. ``arguments`` default to the program's own."""
    write_what_the_console_cannot()
    invocation = Invocation()
    try:
        code = _group(invocation).main(list(sys.argv[1:] if arguments is None else arguments), "omnikb", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = 2
    except click.Abort:
        code = 130
    except OmniKBError as error:
        show_failure(error, invocation)
        code = 2
    sys.exit(code or 0)


class _Commands(click.Group):
    """OmniKB's commands, each imported when it is used, and the commands that plugins bring."""

    def __init__(self, invocation: Invocation, **options: object) -> None:
        super().__init__(**options)  # type: ignore[arg-type]  # passed on as click.Group takes them
        self._invocation = invocation

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Tell the invocation its options before any command is looked for: they say which plugins there are."""
        rest = super().parse_args(ctx, args)
        self._invocation.configure(ctx.params["config_file"], ctx.params["quiet"])
        return rest

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """OmniKB's own commands in the order one meets them, then those of plugins. Help is given under a broken plugin too."""
        try:
            return [*COMMANDS, *sorted(self._invocation.plugin_commands)]
        except OmniKBError as error:
            show_failure(error, self._invocation)
            return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """The command of this name, its help in the user's language."""
        if cmd_name in COMMANDS:
            command: click.Command = import_module(f"omnikb.cli.{cmd_name}").command(self._invocation)
            return command
        return self._invocation.plugin_commands.get(cmd_name)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that is asked for. What leaves one of a plugin names the plugin."""
        try:
            return super().invoke(ctx)
        except (OmniKBError, click.ClickException, click.Abort, click.exceptions.Exit, EOFError, BrokenPipeError):
            raise  # said by those who raise it, or by click
        except Exception as error:
            plugin = self._invocation.plugin_of(ctx.invoked_subcommand or "")
            if plugin is None:
                raise
            raise plugin.failed(error, "omnikb_commands") from error

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that ``args`` name, or the nearest there is."""
        name = args[0]
        if not name.startswith("-") and self.get_command(ctx, name) is None:
            near = nearest(name, self.list_commands(ctx))
            reason = _("There is no command {name}; did you mean {near}?") if near else _("There is no command {name}.")
            raise click.UsageError(self._invocation.say(reason, name=name, near=near), ctx)
        return super().resolve_command(ctx, args)


def _group(invocation: Invocation) -> click.Group:
    say = invocation.say
    return _Commands(
        invocation,
        name="omnikb",
        help=say(_("A project knowledge base that stays alive: Markdown in, a linked site out.")),
        no_args_is_help=True,
        context_settings={"help_option_names": ["-h", "--help"]},
        params=[
            click.Option(
                ["-f", "--config-file"],
                type=click.Path(path_type=Path, dir_okay=False),
                help=say(_("The settings file. Default: mkdocs.yml here or in a folder above.")),
            ),
            click.Option(["-q", "--quiet"], is_flag=True, help=say(_("Print nothing but problems."))),
            click.Option(
                ["--version"],
                is_flag=True,
                is_eager=True,
                expose_value=False,
                callback=_show_version,
                help=say(_("Print the version.")),
            ),
        ],
    )


def _show_version(context: click.Context, _option: click.Parameter, asked: bool) -> None:
    if asked and not context.resilient_parsing:
        click.echo(f"omnikb {__version__}")
        context.exit()
