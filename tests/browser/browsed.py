"""How a site is built for a browser, and how a test waits in one."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parents[2]


def built(folder: Path, settings: str, files: Mapping[str, str | bytes]) -> Path:
    """A knowledge base written to ``folder`` and built; the site's folder."""
    for path, content in files.items():
        target = folder / "content" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)
    (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
    command = [sys.executable, "-c", "from omnikb.cli import main; main()", "build"]
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert ran.returncode in (0, 1), ran.stderr
    return folder / "site"


def time_passes(page: Page, milliseconds: int) -> None:
    """Wait until that much time has passed for the page itself, which has then done all that it had put off for less."""
    page.evaluate("milliseconds => new Promise(done => setTimeout(done, milliseconds))", milliseconds)
