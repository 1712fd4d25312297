"""MkDocs' live server over a site that OmniKB builds: pages reload when it has changed, and say what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path

from mkdocs.livereload import LiveReloadServer

from omnikb.adapters.glance import content_lines
from omnikb.adapters.mkdocs.watching import Watch
from omnikb.adapters.overlay import overlay, with_overlay
from omnikb.adapters.serving import Serving

QUIET = 0.05
"""Seconds without another change before a build begins: editors write a file in several steps."""


class LiveServer(LiveReloadServer):
    """Serves the folder of a ``Serving``, and has it built again at each change."""

    def __init__(self, serving: Serving, host: str, port: int, mount_path: str) -> None:
        """Raises ``OSError`` where the address is taken."""
        super().__init__(self._rebuild, host, port, str(serving.folder), mount_path)
        self.serving = serving
        self.build_delay = QUIET
        self.observer = Watch(serving.concerns, self._look)  # type: ignore[assignment]  # all that the server asks of an observer
        self.error_handler = self._error_page
        serving.news = self._tell
        self._bound = False
        self.server_bind()

    def server_bind(self) -> None:
        """Take the address at once: a server that cannot have it should not build for a minute first."""
        if not self._bound:
            super().server_bind()
            self._bound = True

    def watch_inputs(self) -> None:
        """Watch content and inputs. An editor may put another file in the place of one, so folders are watched, not files."""
        self._watch(self.serving.content)
        for place in self.serving.inputs.places:
            self._watch(place if place.is_dir() else place.parent, recursive=place.is_dir())

    def named_by(self, plugins: Callable[[], object]) -> tuple[Path, ...]:
        """The places that MkDocs' other plugins let this server watch."""
        before = set(self._watched_paths)
        plugins()
        return tuple(Path(path) for path in self._watched_paths if path not in before)

    def _watch(self, folder: Path, *, recursive: bool = True) -> None:
        if folder.is_dir() and str(folder) not in self._watched_paths:
            self.watch(str(folder), recursive=recursive)

    def _rebuild(self) -> None:
        self.serving.build()
        self.watch_inputs()  # new settings may name new ones

    def _tell(self) -> None:
        """Let the pages that are open load anew, unless a build is about to let them."""
        with self._epoch_cond:
            if self._visible_epoch == self._wanted_epoch:
                self._wanted_epoch += 1
                self._visible_epoch = self._wanted_epoch
                self._epoch_cond.notify_all()

    def _error_page(self, code: int) -> bytes | None:
        """The site's own page for what is not there; it reloads too, for the page may come."""
        page = Path(self.root) / f"{code}.html"
        found = page.read_bytes() if page.is_file() else f"<!doctype html><body>{code} {HTTPStatus(code).phrase}</body>".encode()
        return self._inject_js_into_html(found, self._visible_epoch)

    def _inject_js_into_html(self, content: bytes, epoch: int) -> bytes:
        page: bytes = super()._inject_js_into_html(content, epoch)  # type: ignore[no-untyped-call]  # MkDocs has no types for it
        return with_overlay(page, overlay(self.serving.outcome))

    def _look(self) -> object:
        try:
            return sorted(content_lines(self.serving.content)), self.serving.inputs.now()
        except OSError:  # a folder has gone meanwhile
            return None
