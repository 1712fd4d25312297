"""``omnikb plugins``: what is active, where it comes from, what it brings."""

from __future__ import annotations

from typing import Any

import click

from omnikb.cli.console import show_data
from omnikb.cli.invocation import Invocation, format_option
from omnikb.documents import DocumentType
from omnikb.i18n import messages_of
from omnikb.plugin_discovery import ActivePlugin

_ = messages_of("omnikb")


def command(invocation: Invocation) -> click.Command:
    """The command."""
    say = invocation.say

    @click.command("plugins", help=say(_("List the plugins: where they come from, their document types and hooks.")))
    @format_option(invocation)
    def plugins(form: str) -> None:
        found = invocation.plugins
        types = found.attributed("omnikb_document_types", DocumentType, settings=found.settings)
        active = [_data(plugin, [kind for owner, kind in types if owner.name == plugin.name]) for plugin in found.active]
        disabled = [_data(plugin, []) for plugin in found.disabled]
        if form == "json":
            show_data({"active": active, "disabled": disabled})
            return
        for plugin in active:
            click.echo(f"{click.style(plugin['name'], bold=True)}  {_origin(plugin)}")
            if plugin["types"]:
                click.echo(f"    {say(_('document types:'))} {', '.join(_named(invocation, name) for name in plugin['types'])}")
            click.echo(f"    {say(_('hooks:'))} {', '.join(plugin['hooks'])}")
        for plugin in disabled:
            click.echo(f"{click.style(plugin['name'], bold=True)}  {_origin(plugin)}  {say(_('disabled by the settings'))}")

    return plugins


def _data(plugin: ActivePlugin, types: list[DocumentType]) -> dict[str, Any]:
    return {
        "name": plugin.name,
        "distribution": plugin.distribution,
        "version": plugin.version,
        "hooks": list(plugin.hooks),
        "types": [kind.name for kind in types],
    }


def _origin(plugin: dict[str, Any]) -> str:
    return f"{plugin['distribution']} {plugin['version']}".rstrip()


def _named(invocation: Invocation, name: str) -> str:
    return f"{name} ({invocation.label(invocation.plugins.types[name])})"
