"""``omnikb search``: the search of the built site, in the terminal, with the same hits in the same order."""

from __future__ import annotations

from typing import Literal

import click

from omnikb import Settings, translated
from omnikb_search.terminal import as_data, in_console, lines_of
from omnikb_search.words import _

HELP = _("Search the built site for WORDS, with the hits of its search page in the same order.")
FILTERS = _(
    "--NAME VALUE keeps what has this value, such as --type lesson; given twice, what has either of them. "
    "The names are those of the filters on the search page."
)
_AS_TYPED = {"ignore_unknown_options": True, "help_option_names": ["--help"]}
"""``-hotfix`` leaves a word out; it asks for no help."""


def command(settings: Settings) -> click.Command:
    """The command, in the site's language."""

    def say(message: str) -> str:
        return translated(message, settings.language)

    @click.command("search", help=say(HELP), epilog=say(FILTERS), context_settings=_AS_TYPED)
    @click.argument("words", nargs=-1, type=click.UNPROCESSED, metavar=say(_("[WORDS] [--NAME VALUE]...")))
    @click.option("--limit", type=click.IntRange(1, 1000), default=10, show_default=True, help=say(_("Hits shown, at most.")))
    @click.option(
        "--sort",
        type=click.Choice(["relevance", "date"]),
        default="relevance",
        show_default=True,
        help=say(_("What comes first: what fits best, or what is newest.")),
    )
    @click.option("--json", "for_programs", is_flag=True, help=say(_("JSON for programs.")))
    def search(words: tuple[str, ...], limit: int, sort: Literal["relevance", "date"], for_programs: bool) -> None:
        from omnikb_search.asking import asked  # noqa: PLC0415 - NumPy takes a tenth of a second; only a search needs it

        query, results = asked(settings, words, limit, sort)
        if for_programs:
            click.echo(in_console(as_data(results)))
            return
        for line in lines_of(results, query, settings.language):
            click.echo(line)

    return search
