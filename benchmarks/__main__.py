"""Measure whole commands on generated knowledge bases and print the table of ``RESULTS.md``.

Each command runs three times (those that build everything, once) in a process of its own, and once more for its memory; the table
gives the median.
Absolute times follow the machine, so the figures that count are ratios between commands of one run.
"""

from __future__ import annotations

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.browsing import report_browsing
from benchmarks.knowledge import write_knowledge
from benchmarks.live import report_live

SIZES = (1_000, 10_000)
PLAIN_SIZE = 2_000
"""Documents at which plain MkDocs is measured: at ten thousand it takes ten minutes and more."""

RUNS = 3

USUAL = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""The environment of the commands: the code is compiled once, as wherever it is installed."""

FLOOR = "floor: read + CSafeLoader"
BARE = "bare MkDocs + Material, nothing in the navigation, one process"
PLAIN = "plain MkDocs + Material, all in the navigation, its search"
CLEAN = "omnikb build, clean"
UNSEARCHED = "omnikb build, clean, without search"
EDITED = "omnikb build, one review edited"
ADDED = "omnikb build, one review added"
EDITED_UNSEARCHED = f"{EDITED}, without search"
ADDED_UNSEARCHED = f"{ADDED}, without search"

RATIOS = (
    ("omnikb check, first time", FLOOR, 5.0),
    (UNSEARCHED, BARE, 1.0),
    (EDITED_UNSEARCHED, UNSEARCHED, 0.1),
    (ADDED_UNSEARCHED, UNSEARCHED, 0.1),
    (CLEAN, BARE, 1.2),
    (EDITED, CLEAN, 0.1),
    (ADDED, CLEAN, 0.1),
)
"""What the project holds itself to: the first command takes at most so many times as long as the second."""


@dataclass(frozen=True)
class Figure:
    """Median wall time in seconds, and the largest memory in MiB of all processes of one command together."""

    seconds: float
    mebibytes: float


@dataclass(frozen=True)
class Step:
    """One measured command. ``before`` is done each time before it, and not measured."""

    command: Sequence[str]
    before: Callable[[], object] = bool
    runs: int = RUNS


def measured(step: Step, folder: Path) -> Figure:
    """Run a command several times, then once more to see its memory: who looks takes time from who is looked at, and more of it
    from several processes than from one. Raises ``RuntimeError`` where it fails."""
    times = [_run(step, folder, bool) for __ in range(step.runs)]
    memory = [0.0]
    _run(step, folder, lambda process: memory.append(memory_of(process)))
    return Figure(statistics.median(times), max(memory))


def _run(step: Step, folder: Path, look: Callable[[int], object]) -> float:
    """The wall time of one run in seconds; ``look`` is called again and again with the number of its process."""
    step.before()
    started = time.perf_counter()
    process = subprocess.Popen(step.command, cwd=folder, env=USUAL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while process.poll() is None:
        look(process.pid)
        time.sleep(0.01)
    if process.returncode:
        raise RuntimeError(f"{' '.join(step.command)} failed in {folder}")
    return time.perf_counter() - started


def memory_of(process: int) -> float:
    """Memory in MiB that a process and all below it hold, what they share counted once; 0 where the system does not tell."""
    try:
        rollup = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
        below = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    except OSError:
        return 0.0
    own = next((int(line.split()[1]) / 1024 for line in rollup.splitlines() if line.startswith("Pss:")), 0.0)
    return own + sum(memory_of(int(child)) for child in below)


def steps(folder: Path) -> dict[str, Step]:
    """What is measured, by name, in this order."""
    scripts = Path(sys.executable).parent
    omnikb, mkdocs = str(scripts / "omnikb"), str(scripts / "mkdocs")
    build = (omnikb, "--quiet", "build")
    unsearched = (omnikb, "--quiet", "--config-file", "unsearched.yml", "build")
    forget = partial(shutil.rmtree, folder / ".omnikb", ignore_errors=True)
    return {
        FLOOR: Step((sys.executable, str(Path(__file__).parent / "floor.py"), str(folder / "content"))),
        "omnikb check, first time": Step((omnikb, "--quiet", "check"), forget),
        "omnikb check, again": Step((omnikb, "--quiet", "check")),
        BARE: Step((mkdocs, "build", "--quiet", "--config-file", "bare.yml"), runs=1),
        UNSEARCHED: Step((*unsearched, "--clean"), forget, runs=1),
        EDITED_UNSEARCHED: Step(unsearched, lambda: edit_review(folder)),
        ADDED_UNSEARCHED: Step(unsearched, lambda: add_review(folder)),
        CLEAN: Step((*build, "--clean"), forget, runs=1),
        EDITED: Step(build, lambda: edit_review(folder)),
        ADDED: Step(build, lambda: add_review(folder)),
        "omnikb build, nothing changed": Step(build),
    }


def edit_review(folder: Path) -> None:
    """Change a figure and the text of a review."""
    file = sorted((folder / "content" / "reviews").glob("*.md"))[7]
    text = file.read_text(encoding="utf-8")
    figure = re.search(r"actual: (\d+)", text)
    if figure is None:
        raise RuntimeError(f"{file} has no figure")
    text = text.replace(figure[0], f"actual: {(int(figure[1]) + 1) % 90 + 10}", 1)
    file.write_text(text + "\n又改了一句。\n", encoding="utf-8")


def add_review(folder: Path) -> None:
    """A new review, as another one was written."""
    files = sorted((folder / "content" / "reviews").glob("*.md"))
    shutil.copyfile(files[11], files[0].with_name(f"review-{len(files):05d}.md"))


def table(figures: dict[tuple[str, int], Figure], names: Sequence[str]) -> str:
    """The figures as a Markdown table, and the ratios the project holds itself to."""
    small, large = SIZES
    lines = [
        f"| command | {small:,} documents, s | {large:,} documents, s | growth | peak memory, MiB |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    for name in names:
        few, many = figures[name, small], figures[name, large]
        growth = many.seconds / few.seconds
        lines.append(f"| {name} | {few.seconds:.2f} | {many.seconds:.2f} | {growth:.1f} | {many.mebibytes:.0f} |")
    lines += ["", f"| ratio | {small:,} | {large:,} | to reach |", "| --- | ---: | ---: | ---: |"]
    for over, under, limit in RATIOS:
        ratios = [figures[over, size].seconds / figures[under, size].seconds for size in SIZES]
        lines.append(f"| {over} ÷ {under} | {ratios[0]:.2f} | {ratios[1]:.2f} | ≤ {limit} |")
    return "\n".join(lines)


def against_plain(scratch: Path) -> str:
    """What the theme's own navigation and search take of the same documents, and what OmniKB does."""
    folder = write_knowledge(scratch, PLAIN_SIZE)
    mkdocs = str(Path(sys.executable).parent / "mkdocs")
    print(f"{PLAIN_SIZE:>6,} documents: {PLAIN} …", file=sys.stderr, flush=True)
    plain = measured(Step((mkdocs, "build", "--quiet", "--config-file", "plain.yml"), runs=1), folder).seconds
    ours = measured(steps(folder)[CLEAN], folder).seconds
    return f"{PLAIN_SIZE:,} documents: {PLAIN} {plain:.1f} s, {CLEAN} {ours:.1f} s: {plain / ours:.1f} times; to reach: 7."


def largest_page(site: Path) -> tuple[int, Path]:
    """Size in bytes and path of the largest HTML page."""
    return max((path.stat().st_size, path.relative_to(site)) for path in site.rglob("*.html"))


def main() -> None:
    """Generate, measure, print."""
    with tempfile.TemporaryDirectory() as scratch:
        figures: dict[tuple[str, int], Figure] = {}
        largest = (0, Path())
        browsing: list[str] = []
        for size in SIZES:
            folder = write_knowledge(Path(scratch) / str(size), size)
            for name, step in steps(folder).items():
                print(f"{size:>6,} documents: {name} …", file=sys.stderr, flush=True)
                figures[name, size] = measured(step, folder)
            largest = max(largest, largest_page(folder / "site"))
            browsing = [*report_browsing(folder / "site"), "", *report_live(folder)] if size == max(SIZES) else []
            shutil.rmtree(folder)
        print(table(figures, list(steps(Path()))))
        print(f"\n{against_plain(Path(scratch) / 'plain')}")
        print(f"\nLargest page: {largest[0] / 1000:.0f} kB ({largest[1]}); to stay below 300 kB.\n")
        print("\n".join(browsing))


if __name__ == "__main__":
    main()
