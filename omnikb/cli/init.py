"""``omnikb init``: a new knowledge base that builds at once."""

from __future__ import annotations

import shlex
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

import click

from omnikb.cli.invocation import Invocation
from omnikb.errors import OmniKBError
from omnikb.i18n import LANGUAGES, messages_of, primary_language

_ = messages_of("omnikb")

RENAMED = {"gitignore": ".gitignore"}
"""Files that would mean something to Git if they stood in the package under their own names."""


def command(invocation: Invocation) -> click.Command:
    """The command."""
    say = invocation.say

    @click.command("init", help=say(_("Make a new knowledge base in DIR, with a few linked examples, ready to build.")))
    @click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
    @click.option("--language", type=click.Choice(LANGUAGES), help=say(_("The language of the site. Default: yours.")))
    def init(folder: Path, language: str | None) -> None:
        if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
            raise OmniKBError(_("{folder} is not empty; name a new folder"), {"folder": str(folder)})
        starter = resources.files("omnikb") / "starter" / (language or _spoken(invocation.language))
        try:
            _copy(starter, folder)
        except OSError as error:
            raise OmniKBError(
                _("cannot write {folder}: {reason}"), {"folder": str(folder), "reason": error.strerror or str(error)}
            ) from error
        if not invocation.quiet:
            click.echo(say(_("The knowledge base stands in {folder}. Look at it:"), folder=folder))
            click.echo(f"    cd {shlex.quote(str(folder))}\n    omnikb serve")

    return init


def _spoken(language: str) -> str:
    """The language of the starter for a user of this language."""
    first = primary_language(language)
    return first if first in LANGUAGES else "en"


def _copy(source: Traversable, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    for entry in source.iterdir():
        there = target / RENAMED.get(entry.name, entry.name)
        if entry.is_dir():
            _copy(entry, there)
        else:
            there.write_bytes(entry.read_bytes())
