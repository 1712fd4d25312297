"""A Dask cluster on this computer, for tests: a scheduler and workers, each in a folder of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

PATIENCE = 120.0
"""Seconds within which everything here has to happen."""


@dataclass
class LocalCluster:
    """Its processes; all of them are ended with it."""

    port: int
    scheduler: subprocess.Popen[bytes]
    workers: dict[Path, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def executor(self) -> str:
        """Its address, as ``--executor`` takes it."""
        return f"dask://127.0.0.1:{self.port}"

    def start(self, folder: Path, **environment: str) -> None:
        """Start a worker in a folder, without Dask's own guard, so that what is killed stays dead."""
        arguments = (
            "worker",
            f"tcp://127.0.0.1:{self.port}",
            "--host",
            "127.0.0.1",
            "--nthreads",
            "1",
            "--no-nanny",
            "--no-dashboard",
        )
        scratch = folder.parent / f"scratch-{folder.name}"
        self.workers[folder] = _dask(folder, *arguments, "--local-directory", str(scratch), **environment)

    def wait_for(self, count: int) -> None:
        """Wait until there are so many workers, no more and no fewer."""
        from distributed import Client

        with Client(f"tcp://127.0.0.1:{self.port}", timeout=PATIENCE, set_as_default=False) as client:
            until(lambda: len(client.scheduler_info()["workers"]) == count)


@contextmanager
def local_cluster(*folders: Path, **environment: str) -> Iterator[LocalCluster]:
    """A cluster with a worker in each folder, all there. ``environment``: what is added to that of the workers."""
    port = _free_port()
    scheduler = _dask(folders[0].parent, "scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard")
    cluster = LocalCluster(port, scheduler)
    try:
        until(lambda: _listens(port))
        for folder in folders:
            cluster.start(folder, **environment)
        cluster.wait_for(len(folders))
        yield cluster
    finally:
        for process in (*cluster.workers.values(), scheduler):
            process.kill()
            process.wait()


def until(happened: Callable[[], bool]) -> None:
    """Wait for something; fail where it takes too long."""
    end = time.monotonic() + PATIENCE
    while not happened():
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.05)


def _dask(folder: Path, *arguments: str, **environment: str) -> subprocess.Popen[bytes]:
    with (folder.parent / f"{folder.name}-{arguments[0]}.log").open("wb") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "dask", *arguments],
            cwd=folder,
            env={**os.environ, **environment},
            stdout=log,
            stderr=subprocess.STDOUT,
        )


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _listens(port: int) -> bool:
    with socket.socket() as asking:
        return asking.connect_ex(("127.0.0.1", port)) == 0
