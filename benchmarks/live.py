"""Measure ``omnikb serve``: from the moment a document is saved to the moment the browser shows it."""

from __future__ import annotations

import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.browsing import BROWSERS

if TYPE_CHECKING:
    from playwright.sync_api import Page

EDITS = 9
PATIENCE = 600
"""Seconds within which the first build is done."""

SHOWN = """() => {
    const [{ domContentLoadedEventEnd: read }] = performance.getEntriesByType('navigation');
    const [painted] = performance.getEntriesByName('first-contentful-paint');
    return read && painted && performance.timeOrigin + Math.max(read, painted.startTime);
}"""
"""When the page that is open had been read to its end and was painted, in milliseconds; playwright itself looks only now and
then."""


def report_live(folder: Path) -> Iterator[str]:
    """Median and longest time from a saved document to the reloaded page, in seconds."""
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        yield "No Chromium: the live server is not measured."
        return
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where there is a browser

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    omnikb = str(Path(sys.executable).parent / "omnikb")
    command = (omnikb, "--quiet", "serve", "--address", address)
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            _wait_for(f"http://{address}/")
            with sync_playwright() as playwright:
                page = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"]).new_page()
                times = list(_edits(folder, f"http://{address}/", page))
        finally:
            server.terminate()
    yield f"Saved to shown, live server: median {statistics.median(times):.2f} s, longest {max(times):.2f} s; to reach: 0.8."


def _edits(folder: Path, address: str, page: Page) -> Iterator[float]:
    file = sorted((folder / "content" / "reviews").glob("*.md"))[3]
    page.goto(f"{address}reviews/{file.stem}/")
    for number in range(EDITS + 1):
        time.sleep(3)  # a writer pauses, and plugins look at the site meanwhile
        text, mark = file.read_text(encoding="utf-8"), f"第 {number} 次改动，{time.time_ns()}"
        started = time.time()
        file.write_text(f"{text}\n{mark}\n", encoding="utf-8")
        page.get_by_text(mark).wait_for(timeout=60_000)
        if number:  # the first lets the server load what it needs for all others
            yield page.wait_for_function(SHOWN).json_value() / 1000 - started


def _wait_for(address: str) -> None:
    for __ in range(PATIENCE):
        try:
            with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310 - our own server
                answer.read()
        except OSError:
            time.sleep(1)
        else:
            return
    raise RuntimeError(f"no answer from {address}")
