"""Measure the search of a built site in Chromium: what it fetches, and how long an answer takes. The server compresses nothing."""

from __future__ import annotations

import http.server
import os
import random
import shutil
import statistics
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from importlib import resources
from pathlib import Path
from typing import IO, Any

from benchmarks.knowledge import WORDS

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
OF_SEARCH = "/assets/omnikb/search/"
QUERIES = 120
"""Asked by four readers, each in a browser of its own."""
WARM = 5
"""Queries after which a browser has what every query needs."""

ASK = """async ([module, query]) => {
    const { ask } = await import(module);
    const started = performance.now();
    await ask({ query, size: 8 });
    return performance.now() - started;
}"""


class Counting(http.server.SimpleHTTPRequestHandler):
    """Serves a site, and adds up what it sends of the search."""

    sent = 0

    def copyfile(self, source: IO[bytes], outputfile: IO[bytes]) -> None:  # type: ignore[override]  # a narrower kind of file
        """Send a file."""
        if OF_SEARCH in self.path:
            Counting.sent += os.fstat(source.fileno()).st_size
        super().copyfile(source, outputfile)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(site: Path) -> Iterator[str]:
    """The address of a site while it is served."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Counting, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def queries(count: int) -> Iterator[str]:
    """Words of the generated documents, one to three at a time, and pieces across their borders."""
    chance = random.Random(11)
    for number in range(count):
        words = chance.sample(WORDS, 1 + number % 3)
        joined = "".join(words)
        start = chance.randrange(max(1, len(joined) - 4))
        yield joined[start : start + 4] if number % 4 == 3 else " ".join(words)


def report_browsing(site: Path) -> Iterator[str]:
    """Bytes of a page load, of a first and of a later query; times of new queries in a warm browser.

    What the search has of the site's one style sheet counts as its own.
    """
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        yield "No Chromium: the search is not measured in a browser."
        return
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where there is a browser

    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
    with served(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=arguments)
        loads, firsts, laters, times = [], [], [], list[float]()
        for number, query in enumerate(queries(QUERIES)):
            if number % (QUERIES // 4) == 0:  # a reader who comes anew
                page = browser.new_context().new_page()
                loads.append(_fetched(partial(page.goto, address, wait_until="networkidle")))
                firsts.append(_fetched(partial(_asked, page, address, query, [])))
                asked = 0
            else:
                asked += 1
                laters.append(_fetched(partial(_asked, page, address, query, times if asked > WARM else [])))
        browser.close()
    styles = len((resources.files("omnikb_search") / "search.css").read_bytes())
    loads = [load + styles for load in loads]
    yield "| search in Chromium, 10,000 documents | |"
    yield "| --- | ---: |"
    for name, figures in (("page load", loads), ("first query, with the engine", firsts), ("next query", laters)):
        yield f"| {name}, median, kB | {statistics.median(figures) / 1000:.0f} |"
    yield f"| new query, warm, median and 95th percentile, ms | {statistics.median(times):.0f}, {_percentile(times):.0f} |"


def _asked(page: Any, address: str, query: str, times: list[float]) -> None:
    times.append(page.evaluate(ASK, [f"{address}{OF_SEARCH[1:]}asking.js", query]))


def _fetched(act: Any) -> int:
    before = Counting.sent
    act()
    time.sleep(0.05)
    return Counting.sent - before


def _percentile(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]
