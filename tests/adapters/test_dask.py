"""Builds beyond one machine: a real scheduler, and two workers in folders of their own, which share no file."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from concurrent.futures import CancelledError, Future
from pathlib import Path

import pytest

from omnikb import __version__
from omnikb.adapters.building import build_site
from omnikb.adapters.executors import scheduler_of
from omnikb.adapters.reports import BuildReport
from omnikb.errors import PluginError, SettingsError
from tests.adapters.building import tree, written
from tests.adapters.cluster import LocalCluster, local_cluster, until
from tests.adapters.test_incremental import FILES, SETTINGS, VOCABULARY

pytest.importorskip("distributed")

from distributed import KilledWorker

from omnikb.adapters.mkdocs import cluster as clusters
from omnikb.adapters.mkdocs import distributing

SLOW = """
import os, time
from pathlib import Path

def on_page_markdown(markdown, page, config, files):
    marks = os.environ.get("MARKS")
    if marks:
        Path(marks, f"{os.getpid()}-{page.file.src_uri.replace('/', '-')}").touch()
        time.sleep(0.1)
    return markdown
"""
"""A hook of one page: it tells who renders which page, and takes its time."""


def checkout(folder: Path) -> Path:
    """Write the knowledge base into a folder of its own; return the folder."""
    folder.mkdir()
    pages = {f"notes/n{number:02}.md": f"# 记录 {number}\n\n[[autumn]]\n" for number in range(30)}
    written(folder, {**FILES, **pages}, f"{SETTINGS}      today: 2026-01-15\nhooks: [slow.py]\n")
    (folder / "vocabulary.yml").write_text(VOCABULARY, encoding="utf-8")
    (folder / "slow.py").write_text(SLOW, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalCluster]:
    """A scheduler with two workers, in the checkouts ``a`` and ``b``."""
    root = tmp_path_factory.mktemp("cluster")
    with local_cluster(checkout(root / "a"), checkout(root / "b")) as running:
        yield running


@pytest.fixture(autouse=True)
def small_shards(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a small knowledge base makes many shards."""
    monkeypatch.setattr(distributing, "FEW", 5)


def build(folder: Path, executor: str = "", clean: bool = False) -> BuildReport:
    return build_site(folder / "mkdocs.yml", jobs=1, clean=clean, executor=executor)


def locally(folder: Path) -> dict[str, bytes]:
    """The site that this computer makes of a checkout by itself."""
    alone = folder.with_name(f"{folder.name}-alone")
    shutil.copytree(folder, alone, ignore=shutil.ignore_patterns("site", ".omnikb"))
    assert build(alone).site
    return tree(alone / "site")


def at_work(marks: Path) -> set[int]:
    """The processes that have rendered a page."""
    return {int(mark.name.partition("-")[0]) for mark in marks.glob("*-*.md")}


def test_workers_make_the_same_site_as_this_computer_byte_for_byte(cluster: LocalCluster, tmp_path: Path) -> None:
    here = checkout(tmp_path / "here")
    report = build(here, cluster.executor)
    assert report.site
    assert report.written == report.pages
    alone = locally(here)
    assert tree(here / "site") == alone
    assert build(here, cluster.executor, clean=True).site
    assert tree(here / "site") == alone


def test_both_workers_take_part_and_this_computer_renders_no_page(tmp_path: Path) -> None:
    here, first, second = (checkout(tmp_path / name) for name in ("here", "first", "second"))
    with local_cluster(first, second, MARKS=str(tmp_path)) as cluster:
        assert build(here, cluster.executor).site
        assert at_work(tmp_path) == {process.pid for process in cluster.workers.values()}


def test_what_has_not_changed_is_not_asked_of_the_workers(cluster: LocalCluster, tmp_path: Path) -> None:
    here = checkout(tmp_path / "here")
    assert build(here, cluster.executor).site
    folders = [here, *cluster.workers]
    try:
        for folder in folders:
            (folder / "content/notes/n07.md").write_text("# 改过的记录\n", encoding="utf-8")
        report = build(here, cluster.executor)
        assert 0 < report.written < report.pages
        assert tree(here / "site") == locally(here)
    finally:
        for folder in folders:
            (folder / "content/notes/n07.md").write_text("# 记录 7\n\n[[autumn]]\n", encoding="utf-8")


def test_a_worker_that_is_killed_has_its_shard_done_by_another(tmp_path: Path) -> None:
    here, first, second = (checkout(tmp_path / name) for name in ("here", "first", "second"))
    with local_cluster(first, second, MARKS=str(tmp_path)) as cluster:
        doomed = cluster.workers[second]

        def kill_at_work() -> None:
            until(lambda: doomed.pid in at_work(tmp_path))
            doomed.kill()

        killer = threading.Thread(target=kill_at_work)
        killer.start()
        report = build(here, cluster.executor)
        killer.join()
        assert doomed.wait() < 0
        assert report.site
        assert tree(here / "site") == locally(here)


@pytest.mark.parametrize(
    ("file", "text"),
    [("content/notes/n03.md", "# 别的\n"), ("content/notes/more.md", "# 多出的\n"), ("slow.py", "on_nothing = 1\n")],
)
def test_another_file_at_a_worker_is_named_in_one_line_and_the_old_site_stays(
    cluster: LocalCluster, tmp_path: Path, file: str, text: str
) -> None:
    here = checkout(tmp_path / "here")
    assert build(here).site
    before = tree(here / "site")
    (here / file).write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as failed:
        build(here, cluster.executor, clean=True)
    line = str(failed.value)
    assert line.startswith(f"--executor {cluster.executor}: a worker's ")
    assert line.endswith(f"these differ: {file}")
    assert "\n" not in line
    assert tree(here / "site") == before


def test_other_settings_at_a_worker_are_named(cluster: LocalCluster, tmp_path: Path) -> None:
    here = checkout(tmp_path / "here")
    settings = here / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("知识库", "另一个"), encoding="utf-8")
    with pytest.raises(SettingsError, match=r"these differ: mkdocs\.yml$"):
        build(here, cluster.executor)
    assert not (here / "site").exists()


def test_a_plugin_that_fails_at_a_worker_is_named_and_the_old_site_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plugin = tmp_path / "plugin"
    about = plugin / "acme_sick-1.0.dist-info"
    about.mkdir(parents=True)
    (plugin / "acme_sick.py").write_text(
        "import os\n\ndef omnikb_sections(document):\n    1 / len(os.environ['MARKS'])\n", encoding="utf-8"
    )
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: acme-sick\nVersion: 1.0\n", encoding="utf-8")
    (about / "entry_points.txt").write_text("[omnikb]\nsick = acme_sick\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(plugin))
    monkeypatch.setenv("MARKS", str(tmp_path))
    here, first = checkout(tmp_path / "here"), checkout(tmp_path / "first")
    assert build(here).site
    before = tree(here / "site")
    with local_cluster(first, MARKS="", PYTHONPATH=str(plugin)) as cluster, pytest.raises(PluginError) as failed:
        build(here, cluster.executor, clean=True)
    assert (failed.value.plugin, failed.value.hook) == ("sick", "omnikb_sections")
    assert "ZeroDivisionError" in str(failed.value)
    assert tree(here / "site") == before


def test_the_times_of_the_workers_are_added_up(cluster: LocalCluster, tmp_path: Path) -> None:
    from omnikb.profiling import Part, Profile, recording

    here = checkout(tmp_path / "here")
    profile = Profile()
    with recording(profile):
        assert build(here, cluster.executor).site
    assert profile.processes > 2
    assert profile.seconds[Part("render")] > 0
    assert profile.seconds[Part("compose", "backlinks", "omnikb_sections")] > 0


def test_a_cluster_without_a_worker_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here, first = checkout(tmp_path / "here"), checkout(tmp_path / "first")
    monkeypatch.setattr(clusters, "PATIENCE", 2.0)
    with local_cluster(first) as cluster:
        cluster.workers[first].kill()
        cluster.wait_for(0)
        with pytest.raises(SettingsError, match="there has been no worker for 2 seconds"):
            build(here, cluster.executor)


class Answering:
    """A client whose scheduler and worker have these versions of OmniKB."""

    def __init__(self, scheduler: str | None, worker: str | None) -> None:
        self._said = [{"packages": {"omnikb": version}} for version in (scheduler, worker)]

    def get_executor(self, pure: bool) -> None:
        return None

    def get_versions(self, packages: list[str]) -> dict[str, object]:
        assert packages == ["omnikb"]
        return {"scheduler": self._said[0], "workers": {"tcp://b:1": self._said[1]}}


@pytest.mark.parametrize(
    ("scheduler", "worker", "line"),
    [
        (None, __version__, f"scheduler has no OmniKB; install {__version__} there"),
        (__version__, "0.0.9", f"tcp://b:1 has OmniKB 0.0.9, not {__version__}"),
    ],
)
def test_another_omnikb_in_the_cluster_is_named(scheduler: str | None, worker: str | None, line: str) -> None:
    clusters.Cluster("dask://a:1", Answering(__version__, __version__)).refuse_other_versions()
    with pytest.raises(SettingsError) as failed:
        clusters.Cluster("dask://a:1", Answering(scheduler, worker)).refuse_other_versions()
    assert str(failed.value) == f"--executor dask://a:1: {line}"


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (KilledWorker("build_task-1", None, 3), "4 workers have died over the same pages"),
        (CancelledError(), "the scheduler has gone"),
        (OSError(28, "No space left on device"), "[Errno 28] No space left on device"),
    ],
)
def test_what_the_cluster_is_to_blame_for_is_one_line(error: BaseException, line: str) -> None:
    future: Future[None] = Future()
    future.set_exception(error)
    with pytest.raises(SettingsError) as failed:
        clusters.Cluster("dask://a:1", Answering(None, None)).result(future)
    assert str(failed.value) == f"--executor dask://a:1: {line}"


def test_a_worker_outside_a_knowledge_base_is_one_line(tmp_path: Path) -> None:
    here, elsewhere = checkout(tmp_path / "here"), tmp_path / "elsewhere"
    elsewhere.mkdir()
    with local_cluster(elsewhere) as cluster, pytest.raises(SettingsError) as failed:
        build(here, cluster.executor)
    line = str(failed.value)
    assert line.startswith(f"--executor {cluster.executor}: a worker's {elsewhere} cannot be used: ")
    assert "mkdocs.yml" in line
    assert not (here / "site").exists()


def test_a_scheduler_that_is_killed_ends_the_build_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clusters, "ANSWER", 2.0)
    here, first = checkout(tmp_path / "here"), checkout(tmp_path / "first")
    with local_cluster(first, MARKS=str(tmp_path)) as cluster:

        def kill_at_work() -> None:
            until(lambda: bool(at_work(tmp_path)))
            cluster.scheduler.kill()

        killer = threading.Thread(target=kill_at_work)
        killer.start()
        with pytest.raises(SettingsError, match=r": the scheduler has gone$"):
            build(here, cluster.executor)
        killer.join()
    assert not (here / "site").exists()


def test_where_one_process_has_to_see_all_pages_no_cluster_is_asked(tmp_path: Path) -> None:
    here = checkout(tmp_path / "here")
    (here / "slow.py").write_text("def on_env(env, config, files):\n    return env\n", encoding="utf-8")
    report = build(here, "dask://127.0.0.1:1")
    assert report.site
    assert report.notes
    assert report.notes[0].startswith("slow.py ")


def test_an_address_where_nobody_listens_is_one_line_of_our_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clusters, "ANSWER", 0.5)
    with pytest.raises(SettingsError) as failed:
        build(checkout(tmp_path / "here"), "dask://127.0.0.1:1")
    line = "no scheduler answers at tcp://127.0.0.1:1 within 0.5 seconds; start one there, or leave --executor out"
    assert str(failed.value) == f"--executor dask://127.0.0.1:1: {line}"
    assert not (tmp_path / "here/site").exists()


@pytest.mark.parametrize("executor", ["dask://", "dask://host", "tcp://host:8786", "dask://host:8786/path"])
def test_what_is_no_address_is_refused(executor: str) -> None:
    with pytest.raises(SettingsError, match="write dask://HOST:PORT"):
        scheduler_of(executor)


def test_without_dask_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("omnikb.adapters.executors.find_spec", lambda name: None)
    with pytest.raises(SettingsError, match=r"pip install 'omnikb\[dask\]'"):
        scheduler_of("dask://host:8786")


@pytest.mark.parametrize(("pages", "workers"), [(1, 8), (40, 2), (3000, 2), (10_000, 4)])
def test_pages_are_cut_into_more_shards_than_workers_each_within_bounds(
    pages: int, workers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(distributing, "FEW", 50)
    paths = frozenset(f"notes/n{number}.md" for number in range(pages))
    cut = distributing.shares(paths, workers)
    assert sorted(path for share in cut for path in share) == sorted(paths)
    assert max(len(share) for share in cut) <= distributing.MANY
    assert len(cut) > workers or all(len(share) <= distributing.FEW for share in cut)
