"""Fixtures that several areas of the tests share."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from omnikb import processes

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# machines are noisy, and no test is about time; the same examples everywhere, so that a change is judged by what it changes
settings.register_profile("omnikb", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("omnikb")


def pytest_runtest_call() -> None:
    """Threads that other tests have left are nobody's who runs in this one."""
    processes.BEFORE = frozenset(threading.enumerate())


BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
QUIET_BROWSER = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium from the machine, headless, with a fresh profile. Missing, it fails the test, unless the tests may skip it."""
    if os.environ.get("OMNIKB_SKIP_BROWSER") == "1":
        pytest.skip("OMNIKB_SKIP_BROWSER=1: browser tests are skipped")
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        pytest.fail("no Chromium on the PATH: install chromium and fonts-noto-cjk, or set OMNIKB_SKIP_BROWSER=1", pytrace=False)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=program,
            headless=True,
            args=list(QUIET_BROWSER),
            timeout=120_000,  # on the slowest of machines too
        )
        yield started
        started.close()


class _SilentHandler(http.server.SimpleHTTPRequestHandler):
    """A file server without a log."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the tests' output is for failures."""


class _Server(http.server.ThreadingHTTPServer):
    """Keeps a page's many requests waiting, where it is slow, instead of having the browser ask again a second later."""

    request_queue_size = 128


@pytest.fixture
def serve_folder() -> Iterator[Callable[[Path], str]]:
    """Serves folders on free loopback ports for the length of a test: ``serve_folder(site)`` is the address, ending in ``/``."""
    servers: list[_Server] = []

    def serve(folder: Path) -> str:
        handler = functools.partial(_SilentHandler, directory=str(folder))
        server = _Server(("127.0.0.1", 0), handler)
        servers.append(server)
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()  # and as soon ended
        return f"http://127.0.0.1:{server.server_port}/"

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real documents beside the repository, where there is one."""
    folder = Path(__file__).resolve().parents[2] / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("no ../shared/data beside the repository")
    return folder
