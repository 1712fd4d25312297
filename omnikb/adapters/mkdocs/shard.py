"""One shard of a site: MkDocs' own build, over the pages that one process is assigned."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import mkdocs
from mkdocs.commands.build import build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

from omnikb.adapters.assignment import Assignment
from omnikb.adapters.mkdocs.plugin import plugin_of
from omnikb.adapters.site_state import PageRecord
from omnikb.pipeline import Progress, silent
from omnikb.profiling import Part, Profile, recording, stage
from omnikb.rendering import Rendered


@dataclass(frozen=True, slots=True)
class Built:
    """What came of a shard: the records of its pages, what was rendered of those that were written, the paths of those that
    turned out to be as they were, and what MkDocs and its other plugins had to say. ``aborted``: one of them gave up.
    ``seconds``: where the time went, if another process built it and that was asked.
    """

    records: dict[str, PageRecord]
    rendered: dict[str, Rendered]
    kept: frozenset[str]
    written: int
    said: tuple[tuple[int, str], ...]
    aborted: bool
    seconds: Mapping[Part, float] = field(default_factory=dict)

    def without_texts(self) -> Built:
        """Without what was rendered."""
        return replace(self, rendered={})

    @property
    def warnings(self) -> tuple[str, ...]:
        """What was said that fails a strict build."""
        return tuple(line for level, line in self.said if level >= logging.WARNING)


@stage("write")
def build_shard(config: MkDocsConfig, assignment: Assignment, folder: Path, progress: Progress = silent) -> Built:
    """Build the assigned pages into ``folder``. Raises what OmniKB's own parts raise."""
    plugin = plugin_of(config)
    plugin.assign(assignment, folder, progress)
    aborted = False
    with heard() as lines:
        try:
            build(config, dirty=True)  # every file answers for itself whether it is to be built
        except Abort:
            aborted = True
    return Built(
        assignment.records, assignment.rendered, frozenset(assignment.kept), assignment.written, tuple(lines.said), aborted
    )


def timed(build: Callable[[], Built], asked: bool) -> Built:
    """What ``build`` gives in this process, with where its time went if that is ``asked``."""
    profile = Profile() if asked else None
    with recording(profile):
        built = build()
    return replace(built, seconds=profile.seconds) if profile else built


class Lines(logging.Handler):
    """Keeps what MkDocs logs, each line once."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.setFormatter(logging.Formatter("%(levelname)s: %(message)s"))
        self._seen: dict[tuple[int, str], None] = {}

    @property
    def warnings(self) -> tuple[str, ...]:
        """What fails a strict build."""
        return tuple(line for level, line in self._seen if level >= logging.WARNING)

    @property
    def said(self) -> list[tuple[int, str]]:
        """Level and line of each, in order."""
        return list(self._seen)

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line."""
        self._seen.setdefault((record.levelno, self.format(record)))


@contextmanager
def heard() -> Iterator[Lines]:
    """Keep what is logged. That a build is dirty is no warning here: which pages it leaves alone is worked out exactly."""
    lines, logger, builder = Lines(), logging.getLogger(mkdocs.__name__), logging.getLogger(build.__module__)
    logger.addHandler(lines)
    builder.addFilter(_not_about_dirt)
    try:
        yield lines
    finally:
        builder.removeFilter(_not_about_dirt)
        logger.removeHandler(lines)


def _not_about_dirt(record: logging.LogRecord) -> bool:
    return "'dirty' build" not in record.getMessage()
