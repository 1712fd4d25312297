"""A site kept up to date for a server: built again after each change, with all that stays the same kept warm."""

from __future__ import annotations

import gc
import os
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from omnikb.adapters.building import Building, Order
from omnikb.adapters.in_place import InPlace
from omnikb.adapters.inputs import Inputs
from omnikb.adapters.reports import BuildReport
from omnikb.adapters.site_state import StateStore
from omnikb.adapters.workshop import Workshop
from omnikb.configuration import read_settings
from omnikb.i18n import messages_of, translated
from omnikb.pipeline import Progress, silent
from omnikb.plugin_manager import Plugins
from omnikb.settings import Settings, date_of_build
from omnikb.sources import Signature

_ = messages_of("omnikb")

SERVED = ".omnikb/serve"
"""Where the served site is, from the folder of ``mkdocs.yml``. It is kept: the next server starts with it."""

PAUSE = 0.5
"""Seconds after which nobody seems to write any more, and plugins may look at the site."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a build: its report, or the failure that kept it from one. ``notes``: lines of the server's own."""

    settings: Settings
    report: BuildReport | None = None
    failure: Exception | None = None
    notes: tuple[str, ...] = ()


class Serving:
    """The site of one ``mkdocs.yml``, in a folder of its own."""

    def __init__(self, config_file: Path, told: Callable[[Outcome], None]) -> None:
        """``told`` hears what comes of each build. Raises ``SettingsError`` and ``PluginError``."""
        self._config_file, self._told = config_file, told
        self.also: tuple[Path, ...] = ()
        """What the site engine's other plugins want to be watched besides."""
        self.news: Callable[[], None] = lambda: None
        """Called when the outcome changes without another build."""
        self._busy = threading.Lock()
        self._later: threading.Timer | None = None
        self._building: Building | None = None
        self._publisher: InPlace | None = None
        self._changed: frozenset[str] = frozenset()
        self._set_up()
        self.folder = self._workshop.settings.site
        self.outcome = Outcome(self._workshop.settings)
        self._order = Order(config_file, site_dir=self.folder)

    @property
    def content(self) -> Path:
        """The content folder."""
        return self._workshop.settings.content

    def build(self, progress: Progress = silent) -> None:
        """Bring the site up to date, as far as content, settings and plugins let it. Raises nothing but ``KeyboardInterrupt``.

        Plugins look at the site a while later, when it is shown and nobody writes any more.
        """
        self.close()
        with self._busy:
            before, self._building, notes = self._workshop, None, tuple[str, ...]()
            try:
                notes = self._renew()
                order = replace(self._order, clean=self.inputs.are_data(self._changed))
                building = Building(order, self._workshop, progress)
                report = building.run()
                self.outcome, self._building = Outcome(self._workshop.settings, report, notes=notes), building
            except Exception as error:  # whatever a hook of the user's raises: the server says it, and goes on
                self.outcome = Outcome(self._workshop.settings, failure=error, notes=notes)
            if self._workshop is not before or not self._order.live:
                gc.unfreeze()
                gc.collect()
                gc.freeze()  # what stays is not looked through for garbage again and again
            self._order = replace(self._order, jobs=1, live=True)  # a process with threads is not to be forked
            self._told(self.outcome)
        self._later = threading.Timer(PAUSE, self.look)
        self._later.daemon = True
        self._later.start()

    def look(self) -> None:
        """Let plugins look at the site that was built last, where they have not yet."""
        with self._busy:
            building, self._building, before = self._building, None, self.outcome
            try:
                problems = building.look() if building else None
            except Exception as error:
                self.outcome = replace(before, failure=error)
            else:
                if problems is None or before.report is None or problems == before.report.problems:
                    return
                self.outcome = replace(before, report=replace(before.report, problems=problems))
            self._told(self.outcome)
        self.news()

    def close(self) -> None:
        """Let plugins look no more."""
        if self._later is not None:
            self._later.cancel()

    def concerns(self, path: str) -> bool:
        """Whether a change at ``path`` may change the site: nothing hidden, no editor's copy, nothing made from code."""
        place, content = Path(path), self.content
        if place.name.endswith("~") or "__pycache__" in place.parts:
            return False
        if place.is_relative_to(content):
            return not any(part.startswith(".") for part in place.relative_to(content).parts)
        if self.outcome.failure is not None:  # a file that the settings name and that was not there
            return not place.is_relative_to(self.folder.parent) and not place.name.startswith(".")
        return any(place == one or one in place.parents for one in self.inputs.places)

    def _renew(self) -> tuple[str, ...]:
        """Set everything up anew where settings or the day have changed; the lines to be said where that takes another process."""
        now = self.inputs.now()
        self._changed = frozenset(path for path in now.keys() | self._seen.keys() if now.get(path) != self._seen.get(path))
        settings = self._workshop.settings
        code = self.inputs.code(self._changed)
        if code:
            line = translated(_("{file} has changed: end omnikb serve and start it again"), settings.language)
            return (line.format(file=Path(os.path.relpath(code[0])).as_posix()),)
        if self._changed or date_of_build(settings.core) != settings.today:
            self._set_up(now)
        return ()

    def _set_up(self, before: Mapping[str, Signature] = MappingProxyType({})) -> None:
        """Read everything. ``before``: what the files were like before; one that changes while it is read is not seen yet."""
        settings = read_settings(self._config_file)
        plugins = Plugins.discover(replace(settings, site=settings.root / SERVED))
        inputs = Inputs.of(plugins, self.also)
        seen = inputs.now()
        self._workshop = Workshop(plugins, self._in_place)
        self.inputs, self._seen = inputs, {path: before.get(path, one) for path, one in seen.items()}

    def _in_place(self, settings: Settings, store: StateStore) -> InPlace:
        self._publisher = InPlace(settings, store, self._publisher.known if self._publisher else None)
        return self._publisher
