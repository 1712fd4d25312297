"""What a worker on another computer does: it builds a shard from the checkout in its working directory."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

from omnikb.adapters.assignment import Assignment
from omnikb.adapters.checkout import Checkout, checkout_of
from omnikb.adapters.common import settings_digest
from omnikb.adapters.glance import everything_of
from omnikb.adapters.mkdocs.loading import loaded
from omnikb.adapters.mkdocs.shard import Built, build_shard, timed
from omnikb.adapters.publication import Publication
from omnikb.adapters.site_state import PageRecord
from omnikb.cache import CACHE, FolderCache
from omnikb.configuration import read_settings
from omnikb.errors import SettingsError
from omnikb.ground import ground_of
from omnikb.kept import Kept
from omnikb.pipeline import gather, outline
from omnikb.plugin_manager import Plugins
from omnikb.sources import Folder


@dataclass(frozen=True, slots=True)
class Task:
    """A shard to build. ``config_file`` is a name in the worker's working directory, ``checkout`` the digest of what the worker
    must have there; the rest is as in ``Assignment``. ``profiled``: whether the times are asked for.
    """

    config_file: str
    strict: bool
    today: datetime.date
    checkout: bytes
    candidates: frozenset[str]
    before: Mapping[str, PageRecord]
    givens: Mapping[str, bytes]
    profiled: bool


@dataclass(frozen=True, slots=True)
class Delivery:
    """What came of a task, with the files of the pages that were written, by their path in the site."""

    built: Built
    files: Mapping[str, bytes]


class OtherCheckoutError(Exception):
    """The worker's checkout, in ``folder``, is not the one that is being built; or there is none, as ``refusal`` says."""

    def __init__(self, folder: str, checkout: Checkout | None = None, refusal: SettingsError | None = None) -> None:
        super().__init__(folder, checkout, refusal)
        self.folder, self.checkout, self.refusal = folder, checkout, refusal

    def __str__(self) -> str:
        return self.folder  # Dask shortens exceptions that have much to say


class Worker:
    """One process of a worker. What it has gathered and outlined stays in memory for the next task."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._seen = b""
        self._checkout: Checkout | None = None
        self._publication: Publication | None = None

    def build(self, task: Task) -> Delivery:
        """Build a shard; one at a time, for MkDocs logs for the whole process. Raises ``OtherCheckoutError``."""
        with self._lock, TemporaryDirectory(prefix="omnikb-") as folder:
            built = timed(lambda: self._built(task, Path(folder)), task.profiled)
            files = (file for file in sorted(Path(folder).rglob("*")) if file.is_file())
            return Delivery(built, {file.relative_to(folder).as_posix(): file.read_bytes() for file in files})

    def _built(self, task: Task, folder: Path) -> Built:
        here = Path.cwd()
        try:
            plugins = Plugins.discover(replace(read_settings(here / task.config_file), today=task.today))
        except SettingsError as error:
            raise OtherCheckoutError(str(here), refusal=error) from error
        publication = self._published(plugins, task.checkout)
        config = loaded(here / task.config_file, strict=task.strict)
        share = Assignment(publication, task.candidates, task.before, task.givens, shared=False, relisted=False)
        return build_shard(config, share, folder)

    def _published(self, plugins: Plugins, wanted: bytes) -> Publication:
        settings, seen = plugins.settings, _seen(plugins)
        if not seen or seen != self._seen:
            self._publication = None
            self._seen, self._checkout = seen, checkout_of(plugins)
        if self._checkout is None or self._checkout.digest != wanted:
            raise OtherCheckoutError(str(settings.root), self._checkout)
        if self._publication is None:
            knowledge = gather(Folder(settings.content), plugins, kept=Kept(plugins, FolderCache(settings.root / CACHE)))
            publication = Publication(knowledge, outline(knowledge, plugins), plugins)
            if _seen(plugins) != seen:  # somebody changed what was being read
                self._seen = b""
                raise OtherCheckoutError(str(settings.root), checkout_of(plugins))
            self._publication = publication
        return self._publication


def _seen(plugins: Plugins) -> bytes:
    """What tells at a glance that nothing in the checkout was touched."""
    ground = ground_of(plugins)
    return everything_of(plugins.settings, ground, settings_digest(plugins.settings)) if ground else b""


_worker = Worker()


def build_task(task: Task) -> Delivery:
    """Build a shard in this process. Raises what ``Worker.build`` raises."""
    return _worker.build(task)
