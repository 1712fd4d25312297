"""A small knowledge base in a folder, for tests that build it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

SETTINGS = """\
site_name: 知识库
docs_dir: content
theme:
  name: material
  language: zh
plugins:
  - omnikb:
      today: 2026-01-15
"""


def written(root: Path, files: Mapping[str, str | bytes], settings: str = SETTINGS) -> Path:
    """Write the files below ``content/`` and the settings; return the settings file."""
    for path, content in files.items():
        file = root / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    (root / "mkdocs.yml").write_text(settings, encoding="utf-8")
    return root / "mkdocs.yml"


def command(engine: str, root: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run ``mkdocs`` (or its like) as a user does, in ``root``."""
    return subprocess.run(
        [sys.executable, "-m", engine, *arguments],
        cwd=root,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "true", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by path."""
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


def own_files(site: Path) -> set[str]:
    """The files of a site, without those of the theme and of OmniKB's plugins."""
    return {path for path in tree(site) if not path.startswith("assets/")} - {"404.html", "sitemap.xml", "sitemap.xml.gz"}
