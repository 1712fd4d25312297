"""A Dask cluster, as an executor: Dask gives out what it is sent, and gives it out again where a worker dies."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from concurrent.futures import CancelledError, Executor, Future
from contextlib import contextmanager
from typing import Any, TypeVar

from distributed import Client, KilledWorker

from omnikb import __version__
from omnikb.adapters.executors import OPTION, scheduler_of
from omnikb.errors import SettingsError
from omnikb.i18n import messages_of

_ = messages_of("omnikb")

Sent = TypeVar("Sent")

ANSWER = 5.0
"""Seconds within which the scheduler has to answer."""

PATIENCE = 30.0
"""Seconds that a cluster may be without any worker."""

LOOK = 1.0
"""Seconds between two looks for workers."""


class Cluster:
    """A cluster while it is used. All that keeps it from working is a ``SettingsError``, in one line."""

    def __init__(self, executor: str, client: Any) -> None:
        self._name, self._client = executor, client
        self.pool: Executor = client.get_executor(pure=False)
        self._seen = self._looked = time.monotonic()

    def refuse_other_versions(self) -> None:
        """Raise ``SettingsError`` where the scheduler or a worker does not have this OmniKB: it could not read what it is sent."""
        said = self._client.get_versions(packages=["omnikb"])
        for place, one in (("scheduler", said["scheduler"]), *sorted(said["workers"].items())):
            found = one["packages"].get("omnikb")
            if found != __version__:
                reason = (
                    _("{place} has OmniKB {found}, not {version}") if found else _("{place} has no OmniKB; install {version} there")
                )
                raise self.error(reason, place=place, found=found, version=__version__)

    @property
    def workers(self) -> int:
        """How many there are."""
        try:
            return len(self._client.scheduler_info()["workers"])
        except (OSError, CancelledError) as error:
            raise self.error(_("the scheduler has gone")) from error

    def watch(self) -> None:
        """Give up where there has been no worker for too long: Dask itself would wait for ever."""
        now = time.monotonic()
        if now - self._looked < LOOK:
            return
        self._looked = now
        if self.workers:
            self._seen = now
        elif now - self._seen > PATIENCE:
            raise self.error(_("there has been no worker for {seconds} seconds"), seconds=f"{PATIENCE:.0f}")

    def result(self, future: Future[Sent]) -> Sent:
        """What a worker gave. Raises what it raised, but for what the cluster is to blame for."""
        try:
            return future.result()
        except KilledWorker as error:
            raise self.error(_("{count} workers have died over the same pages"), count=error.allowed_failures + 1) from error
        except CancelledError:
            raise self.error(_("the scheduler has gone")) from None
        except (OSError, ImportError) as error:
            raise self.error("{reason}", reason=in_one_line(error)) from error

    def error(self, reason: str, /, **words: object) -> SettingsError:
        """One line about this cluster."""
        return SettingsError("", f"{OPTION} {self._name}", reason, arguments=words)


@contextmanager
def cluster_at(executor: str) -> Iterator[Cluster]:
    """The cluster at ``dask://HOST:PORT``; what it has not done at the end, it need not do. Raises ``SettingsError``."""
    address = scheduler_of(executor)
    try:
        client = Client(address, timeout=ANSWER, set_as_default=False)
    except OSError as error:
        reason = _("no scheduler answers at {address} within {seconds} seconds; start one there, or leave {option} out")
        words = {"address": address, "seconds": f"{ANSWER:g}", "option": OPTION}
        raise SettingsError("", f"{OPTION} {executor}", reason, arguments=words) from error
    cluster = Cluster(executor, client)
    said = logging.getLogger("distributed.client")
    level = said.level
    said.setLevel(logging.CRITICAL)  # the tracebacks of a connection that is lost; it is said in our own line
    try:
        cluster.refuse_other_versions()
        yield cluster
    finally:
        cluster.pool.shutdown(wait=False)
        client.close()
        said.setLevel(level)


def in_one_line(error: Exception) -> str:
    """What an error of another program says."""
    return " ".join(str(error).split()) or type(error).__name__
