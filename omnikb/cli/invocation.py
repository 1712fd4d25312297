"""One run of the command line: which settings, which plugins, which language."""

from __future__ import annotations

import gettext
import os
from collections.abc import Callable, Mapping
from functools import cached_property
from gettext import ngettext
from importlib import resources
from pathlib import Path
from typing import Any

import click

from omnikb.cache import CACHE, FolderCache
from omnikb.configuration import language_in, read_settings
from omnikb.documents import DocumentType
from omnikb.errors import OmniKBError, PluginError
from omnikb.i18n import messages_of, translated
from omnikb.plugin_discovery import ActivePlugin
from omnikb.plugin_manager import Plugins
from omnikb.settings import Settings

_ = messages_of("omnikb")

COMMANDS = ("check", "build", "serve", "new", "init", "plugins", "export")
"""OmniKB's own commands; each is the module of its name beside this one."""

CLICK_SAYS = (
    _("Usage:"),
    _("Options"),
    _("Commands"),
    _("Positional arguments"),
    _("Show this message and exit."),
    _("Error: {message}"),
    _("Try '{command} {option}' for help."),
    _("Missing argument"),
    _("Missing option"),
    _("No such option {name!r}."),
    _("Invalid value: {message}"),
    _("Invalid value for {param_hint}: {message}"),
    _("default: {default}"),
    _("required"),
    ngettext("{value!r} is not {choice}.", "{value!r} is not one of {choices}.", 2),
    ngettext("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments.", 2),
    ngettext("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})", 2),
)
"""What click itself says in our commands. It looks its words up in the program's catalogue, so they must stand there."""


class Invocation:
    """What the global options say, and what follows from it. Settings and plugins are read when they are asked for."""

    def __init__(self) -> None:
        self.quiet = False
        self.held: list[object] = []
        """What a command worked with, and need not free: the process ends."""
        self._given: Path | None = None
        self._speak()

    def configure(self, config_file: Path | None, quiet: bool) -> None:
        """Take the global options: ``config_file`` in place of the one that is found."""
        self.quiet, self._given = quiet, config_file
        for name in ("settings", "plugins", "_plugin_commands", "language"):
            self.__dict__.pop(name, None)
        self._speak()

    @property
    def config_file(self) -> Path:
        """The settings file: the one given, else ``mkdocs.yml`` here or in a folder above."""
        found = self._given or _found()
        if found is None:
            raise OmniKBError(
                _("there is no mkdocs.yml here or in a folder above; go to your knowledge base, or make one with: omnikb init DIR")
            )
        return found

    @property
    def root(self) -> Path | None:
        """The folder of the settings file; ``None`` outside a knowledge base."""
        found = self._given or _found()
        return found.parent if found else None

    @cached_property
    def settings(self) -> Settings:
        """The settings, without the plugins' sections. Raises ``OmniKBError``."""
        return read_settings(self.config_file)

    @cached_property
    def plugins(self) -> Plugins:
        """The active plugins, their commands and fields known to fit together. Raises ``OmniKBError``."""
        plugins = Plugins.discover(self.settings)
        _commands_of(plugins)
        return plugins

    @property
    def cache(self) -> FolderCache:
        """What earlier runs left for this one, beside the settings file."""
        return FolderCache(self.settings.root / CACHE)

    @property
    def plugin_commands(self) -> Mapping[str, click.Command]:
        """The commands that plugins bring, by name; none outside a knowledge base."""
        return {name: command for name, (__, command) in self._plugin_commands.items()}

    def plugin_of(self, command: str) -> ActivePlugin | None:
        """The plugin that brings a command; ``None`` for one of OmniKB's own."""
        return None if command in COMMANDS or command not in self._plugin_commands else self._plugin_commands[command][0]

    @cached_property
    def _plugin_commands(self) -> Mapping[str, tuple[ActivePlugin, click.Command]]:
        return _commands_of(self.plugins) if self._given or _found() else {}

    @cached_property
    def language(self) -> str:
        """The site's language, of wrong settings too; where there are none that can be read, that of the environment."""
        try:
            return self.settings.language
        except OmniKBError:
            found = self._given or _found()
            return (found and language_in(found)) or _language_of_environment()

    def say(self, message: str, **words: object) -> str:
        """A message in the user's language, its ``{names}`` filled in."""
        return translated(message, self.language).format_map(words)

    def label(self, kind: DocumentType) -> str:
        """A document type as the user calls it."""
        return translated(kind.label, self.language)

    def _speak(self) -> None:
        """Let click speak the language too."""
        gettext.bindtextdomain("omnikb", str(resources.files("omnikb") / "locales"))
        gettext.textdomain("omnikb")
        os.environ["LANGUAGE"] = self.language.replace("-", "_")


def _found() -> Path | None:
    here = Path.cwd()
    return next((folder / "mkdocs.yml" for folder in (here, *here.parents) if (folder / "mkdocs.yml").is_file()), None)


def _language_of_environment() -> str:
    said = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return "zh" if said.lower().startswith("zh") else "en"


def _commands_of(plugins: Plugins) -> dict[str, tuple[ActivePlugin, click.Command]]:
    owners = dict.fromkeys(COMMANDS, "omnikb")
    commands: dict[str, tuple[ActivePlugin, click.Command]] = {}
    for plugin, command in plugins.attributed("omnikb_commands", click.Command, settings=plugins.settings):
        name = command.name or ""
        if not name or name in owners:
            reason = _("the command {name} already belongs to {other}") if name else _("a command needs a name")
            raise PluginError(
                plugin.name, plugin.distribution, reason, {"name": name, "other": owners.get(name, "")}, "omnikb_commands"
            )
        commands[name], owners[name] = (plugin, command), plugin.name
    return commands


def format_option(invocation: Invocation) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The option ``--format`` of commands whose output programs read too; the command gets it as ``form``."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(["text", "json"]),
        default="text",
        show_default=True,
        help=invocation.say(_("Text for people, or JSON for programs.")),
    )
