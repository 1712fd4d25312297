"""Serve by OmniKB's own command. Imported only by the command that needs MkDocs, which takes a fifth of a second to load."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.config.base import ValidationError
from mkdocs.config.config_options import IpAddress
from mkdocs.livereload import LiveReloadServer

from omnikb.adapters.leftovers import alone
from omnikb.adapters.mkdocs.live_server import LiveServer
from omnikb.adapters.mkdocs.loading import loaded
from omnikb.adapters.serving import Outcome, Serving
from omnikb.errors import SettingsError
from omnikb.i18n import messages_of
from omnikb.pipeline import Progress

_ = messages_of("omnikb")


def serve_site(
    config_file: Path, address: str, told: Callable[[Outcome], None], ready: Callable[[str], None], progress: Progress
) -> None:
    """Show the site live at ``address`` (``127.0.0.1:8000``) and bring it up to date at each change, until Ctrl-C.

    ``told`` hears what comes of each build, ``ready`` the site's address once it is there, ``progress`` how far the first build
    has come. Raises ``OmniKBError`` where it cannot start, and ``KeyboardInterrupt`` before it has.
    """
    host, port = _host_and_port(address)
    config = loaded(config_file, dev_addr=address)
    serving = Serving(config_file, told)
    with alone(serving.folder), _quiet():
        try:
            server = LiveServer(serving, host, port, urlsplit(config.site_url or "/").path)
        except (OSError, OverflowError) as error:  # the latter: a port above 65535
            reason = {"address": address, "reason": getattr(error, "strerror", None) or str(error)}
            raise SettingsError("", "", _("cannot serve at {address}: {reason}"), arguments=reason) from error
        try:
            serving.build(progress)
            server.watch_inputs()
            serving.also = server.named_by(lambda: config.plugins.on_serve(server, config=config, builder=serving.build))
            ready(server.url)
            with suppress(KeyboardInterrupt):  # how a server ends
                server.serve()  # type: ignore[no-untyped-call]  # MkDocs has no types for it
        finally:
            serving.close()
            server.shutdown()


def _host_and_port(address: str) -> tuple[str, int]:
    """As MkDocs reads them; what is wrong with them is said of the option, not of a setting that nobody wrote."""
    try:
        return IpAddress().run_validation(address)
    except ValidationError:
        reason = _("{address} is no host with a port; write an address such as 127.0.0.1:8000")
        raise SettingsError("--address", "", reason, arguments={"address": address}) from None


@contextmanager
def _quiet() -> Iterator[None]:
    """Let MkDocs' server say nothing but its own errors: what a page asks for in vain is no matter of the build."""
    logger, handler = logging.getLogger(LiveReloadServer.__module__), logging.StreamHandler()
    handler.setLevel(logging.ERROR)
    logger.addHandler(handler)
    before, logger.propagate = logger.propagate, False
    try:
        yield
    finally:
        logger.propagate = before
        logger.removeHandler(handler)
