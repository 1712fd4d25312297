"""The pages of a site, distributed to workers that have checkouts of their own: sent there, waited for, and put together here."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass
from math import ceil
from pathlib import Path

from omnikb.adapters.checkout import Checkout, checkout_of
from omnikb.adapters.mkdocs.cluster import Cluster
from omnikb.adapters.mkdocs.collecting import Keep, collected, kept, submitted
from omnikb.adapters.mkdocs.remote import Delivery, OtherCheckoutError, Task, build_task
from omnikb.adapters.mkdocs.shard import Built
from omnikb.adapters.output import write
from omnikb.adapters.planning import Plan
from omnikb.adapters.publication import Publication
from omnikb.buckets import TEXTS, bucket_of
from omnikb.errors import SettingsError
from omnikb.i18n import messages_of
from omnikb.pipeline import Progress
from omnikb.profiling import recorded, stage

_ = messages_of("omnikb")

MANY = 400
"""Pages of a shard at most: what comes back of it stays small, and a worker that dies costs little."""

FEW = 50
"""Pages of a shard at least, for each costs its worker a little by itself."""

NAMED = 3
"""Differences that an error names."""


def shares(candidates: frozenset[str], workers: int) -> list[frozenset[str]]:
    """The pages cut into more shards than there are workers. Those whose texts are kept together mostly stay together."""
    ordered = sorted(candidates, key=lambda path: (bucket_of(path, TEXTS), path))
    size = min(MANY, max(FEW, ceil(len(ordered) / (2 * max(1, workers)))))
    return [frozenset(ordered[start : start + size]) for start in range(0, len(ordered), size)]


@dataclass(frozen=True, slots=True)
class Distribution:
    """The shards of one build, on their way. ``checkout`` is what every worker must have."""

    cluster: Cluster
    checkout: Checkout
    language: str
    futures: dict[Future[Delivery], int]
    pages: int

    @classmethod
    def of(cls, cluster: Cluster, publication: Publication, planned: Plan, *, strict: bool) -> Distribution:
        """Send out what is planned."""
        settings, checkout = publication.settings, checkout_of(publication.plugins)
        if checkout is None:
            raise cluster.error(_("the settings or a plugin hold what cannot be compared between computers"))
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
            for share in shares(planned.candidates, cluster.workers)
        ]
        futures = submitted(cluster.pool, build_task, tasks)
        return cls(cluster, checkout, settings.language, futures, len(planned.candidates))

    def collect(self, folder: Path, keep: Keep, progress: Progress) -> list[Built]:
        """What came of each shard; its pages are written into ``folder``. Raises ``SettingsError`` where the cluster fails or a
        worker has another checkout, and what a broken hook raises there."""
        done = 0

        def take(future: Future[Delivery]) -> Built:
            nonlocal done
            delivery = self._delivered(future)
            _write(delivery, folder)
            done += len(delivery.built.records)
            return kept(delivery.built, keep)

        def tick() -> None:
            progress("write", done, self.pages)
            self.cluster.watch()

        return collected(self.futures, take, tick)

    def _delivered(self, future: Future[Delivery]) -> Delivery:
        try:
            return self.cluster.result(future)
        except OtherCheckoutError as error:
            raise self._unlike(error) from error

    def _unlike(self, error: OtherCheckoutError) -> SettingsError:
        if error.refusal:
            reason = _("a worker's {folder} cannot be used: {reason}")
            return self.cluster.error(reason, folder=error.folder, reason=error.refusal.text(self.language))
        names = self.checkout.differing(error.checkout) if error.checkout else []
        if not names:
            return self.cluster.error(_("a worker's {folder} changed while it was read"), folder=error.folder)
        reason = _("a worker's {folder} is not what is here; these differ: {names}")
        return self.cluster.error(reason, folder=error.folder, names=", ".join(names[:NAMED]))


@stage("write")
def _write(delivery: Delivery, folder: Path) -> None:
    for path, content in delivery.files.items():
        write(folder / path, content)
