"""Shards on the workers of a Dask cluster: sent there, waited for, and put into the new site here."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import CancelledError, Future
from contextlib import contextmanager
from math import ceil
from pathlib import Path

from distributed import Client, KilledWorker

from omnikb.adapters.checkout import Checkout, checkout_of
from omnikb.adapters.executors import OPTION, scheduler_of
from omnikb.adapters.mkdocs.collecting import Keep, collected, kept, submitted
from omnikb.adapters.mkdocs.remote import Delivery, OtherCheckoutError, Task, build_task
from omnikb.adapters.mkdocs.shard import Built
from omnikb.adapters.output import write
from omnikb.adapters.planning import Plan
from omnikb.adapters.publication import Publication
from omnikb.errors import SettingsError
from omnikb.i18n import messages_of
from omnikb.pipeline import Progress
from omnikb.profiling import recorded, stage
from omnikb.readings import bucket_of

_ = messages_of("omnikb")

PAGES = 400
"""Pages of a shard at most: what comes back of it stays small, and a worker that dies costs little."""

FEW = 50
"""Pages of a shard at least: each shard costs a worker a little by itself."""

PATIENCE = 30.0
"""Seconds that a cluster may be without any worker."""

NAMED = 3
"""Differences that an error names."""


def shares(candidates: frozenset[str], workers: int) -> list[frozenset[str]]:
    """The pages cut into more shards than there are workers. Those whose texts are kept together stay together."""
    ordered = sorted(candidates, key=lambda path: (bucket_of(path), path))
    size = min(PAGES, max(FEW, ceil(len(ordered) / (2 * max(1, workers)))))
    return [frozenset(ordered[start : start + size]) for start in range(0, len(ordered), size)]


class Cluster:
    """A cluster that builds one site. It cuts nothing short: Dask gives the shards out, and out again where a worker dies."""

    def __init__(self, executor: str, client: Client) -> None:
        self._executor, self._client = executor, client
        self._pool = client.get_executor(pure=False)
        self._futures: dict[Future[Delivery], int] = {}
        self._checkout = Checkout({})
        self._pages = self._built = 0
        self._seen = self._looked = time.monotonic()

    @classmethod
    @contextmanager
    def at(cls, executor: str) -> Iterator[Cluster]:
        """The cluster at ``dask://HOST:PORT``; what it has not done at the end, it need not do. Raises ``SettingsError``."""
        address = scheduler_of(executor)
        try:
            client = Client(address, timeout=10, set_as_default=False)
        except OSError as error:
            raise _failed(executor, error) from error
        cluster = cls(executor, client)
        try:
            yield cluster
        finally:
            cluster._pool.shutdown(wait=False)
            client.close()

    def submit(self, publication: Publication, planned: Plan, *, strict: bool) -> None:
        """Send the shards of what is planned on their way."""
        checkout = checkout_of(publication.plugins)
        if checkout is None:
            raise SettingsError("", OPTION, _("the settings or a plugin hold what cannot be compared between computers"))
        self._checkout, self._pages = checkout, len(planned.candidates)
        settings = publication.settings
        tasks = [
            Task(
                settings.config_file,
                strict,
                settings.today,
                checkout.digest,
                share,
                {path: planned.before[path] for path in share if path in planned.before},
                {path: planned.givens[path] for path in share if path in planned.givens},
                recorded() is not None,
            )
            for share in shares(planned.candidates, self._workers())
        ]
        self._futures = submitted(self._pool, build_task, tasks)

    def collect(self, folder: Path, keep: Keep, progress: Progress) -> list[Built]:
        """What came of each shard; its pages are written into ``folder``. Raises ``SettingsError`` where the cluster fails, or
        a worker has another checkout, and what a broken hook raises there."""

        def take(future: Future[Delivery]) -> Built:
            delivery = self._delivered(future)
            _write(delivery, folder)
            self._built += len(delivery.built.records)
            return kept(delivery.built, keep)

        def tick(_done: int) -> None:
            progress("write", self._built, self._pages)
            self._look_for_workers()

        return collected(self._futures, take, tick)

    def _delivered(self, future: Future[Delivery]) -> Delivery:
        try:
            return future.result()
        except OtherCheckoutError as error:
            names = self._checkout.differing(error.checkout) if error.checkout else []
            words = {"folder": error.folder, "names": ", ".join(names[:NAMED])}
            reason = _("a worker's {folder} is not what is here; these differ: {names}")
            if not names:
                reason = _("a worker's {folder} changed while it was read, or cannot be compared")
            raise SettingsError("", OPTION, reason, arguments=words) from error
        except CancelledError:
            raise SettingsError("", OPTION, _("{executor} has gone"), arguments={"executor": self._executor}) from None
        except (KilledWorker, OSError, ImportError) as error:
            raise _failed(self._executor, error) from error

    def _look_for_workers(self) -> None:
        now = time.monotonic()
        if now - self._looked < 1:
            return
        self._looked = now
        if self._workers():
            self._seen = now
        elif now - self._seen > PATIENCE:
            words = {"executor": self._executor, "seconds": f"{PATIENCE:.0f}"}
            raise SettingsError("", OPTION, _("{executor} has had no worker for {seconds} seconds"), arguments=words)

    def _workers(self) -> int:
        try:
            return len(self._client.scheduler_info()["workers"])
        except OSError as error:
            raise _failed(self._executor, error) from error


def _failed(executor: str, error: Exception) -> SettingsError:
    reason = " ".join(str(error).split()) or type(error).__name__
    return SettingsError("", OPTION, _("{executor}: {reason}"), arguments={"executor": executor, "reason": reason})


@stage("write")
def _write(delivery: Delivery, folder: Path) -> None:
    for path, content in delivery.files.items():
        write(folder / path, content)
