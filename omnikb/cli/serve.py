"""``omnikb serve``: the site live, rebuilt at each change."""

from __future__ import annotations

import click

from omnikb.cli.invocation import Invocation
from omnikb.i18n import messages_of

_ = messages_of("omnikb")


def command(invocation: Invocation) -> click.Command:
    """The command."""
    say = invocation.say

    @click.command("serve", help=say(_("Show the site in the browser and rebuild it at each change. Ctrl-C ends it.")))
    @click.option("--address", default="127.0.0.1:8000", show_default=True, help=say(_("Where to serve: host and port.")))
    def serve(address: str) -> None:
        config_file = invocation.config_file
        invocation.plugins  # noqa: B018 - a wrong setting or a broken plugin is said at once, before MkDocs is loaded
        from omnikb.adapters.mkdocs import serve_site  # noqa: PLC0415 - as above

        serve_site(config_file, address)

    return serve
