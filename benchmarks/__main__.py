"""Measure whole commands on generated knowledge bases and print the table of ``RESULTS.md``.

Each command runs three times in a process of its own; the table gives the median. Absolute times follow the machine, so
the figures that count are ratios between commands of one run.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.knowledge import write_knowledge

SIZES = (1_000, 10_000)
RUNS = 3


@dataclass(frozen=True)
class Figure:
    """Median wall time in seconds, and the largest resident memory in MiB, of one command."""

    seconds: float
    mebibytes: float


def measured(command: Sequence[str], folder: Path) -> Figure:
    """Run a command ``RUNS`` times; raises ``RuntimeError`` where it fails."""
    times, memory = [], 0.0
    for __ in range(RUNS):
        started = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        __, status, usage = os.wait4(process.pid, 0)
        times.append(time.perf_counter() - started)
        memory = max(memory, usage.ru_maxrss / 1024)
        if status:
            raise RuntimeError(f"{' '.join(command)} failed in {folder}")
    return Figure(statistics.median(times), memory)


def commands(folder: Path) -> dict[str, Sequence[str]]:
    """What is measured, by name."""
    scripts = Path(sys.executable).parent
    return {
        "floor: read + CSafeLoader": (sys.executable, str(Path(__file__).parent / "floor.py"), str(folder / "content")),
        "omnikb check": (str(scripts / "omnikb"), "--quiet", "check"),
        "bare MkDocs + Material": (str(scripts / "mkdocs"), "build", "--quiet", "--config-file", "bare.yml"),
        "omnikb build": (str(scripts / "omnikb"), "--quiet", "build"),
    }


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
    for over, under, limit in (("omnikb check", "floor: read + CSafeLoader", 5.0), ("omnikb build", "bare MkDocs + Material", 1.6)):
        ratios = [figures[over, size].seconds / figures[under, size].seconds for size in SIZES]
        lines.append(f"| {over} ÷ {under} | {ratios[0]:.2f} | {ratios[1]:.2f} | ≤ {limit} |")
    return "\n".join(lines)


def largest_page(site: Path) -> tuple[int, Path]:
    """Size in bytes and path of the largest HTML page."""
    return max((path.stat().st_size, path.relative_to(site)) for path in site.rglob("*.html"))


def main() -> None:
    """Generate, measure, print."""
    with tempfile.TemporaryDirectory() as scratch:
        figures: dict[tuple[str, int], Figure] = {}
        largest = (0, Path())
        for size in SIZES:
            folder = write_knowledge(Path(scratch) / str(size), size)
            for name, command in commands(folder).items():
                print(f"{size:>6,} documents: {name} …", file=sys.stderr, flush=True)
                figures[name, size] = measured(command, folder)
            largest = max(largest, largest_page(folder / "site"))
            shutil.rmtree(folder / "bare")
        print(table(figures, list(commands(Path()))))
        print(f"\nLargest page: {largest[0] / 1000:.0f} kB ({largest[1]}); to stay below 300 kB.")


if __name__ == "__main__":
    main()
