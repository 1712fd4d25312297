"""A build that is killed, that finds no room, or that has a twin: the site is a whole one, and the next build is right."""

from __future__ import annotations

import os
import random
import resource
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from omnikb.adapters.building import build_site
from omnikb.errors import SettingsError
from tests.adapters.building import SETTINGS, tree, written

MOMENTS = 30

BUILD = "from omnikb.cli import main; main(['-q', 'build'])"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no signals and no limits of resources on Windows")


def files(version: str) -> dict[str, str]:
    pages = {f"pages/{number:02}.md": f"# Page {number}\n\n{version} [[{(number + 1) % 20:02}]]\n" for number in range(20)}
    return {"index.md": f"# 首页\n\n{version}\n", **pages}


def build_process(root: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", BUILD], cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )


def kill(process: subprocess.Popen[bytes]) -> None:
    """The whole group: a build's own processes too."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def test_whenever_a_build_is_killed_one_whole_site_stands_and_the_next_build_is_right(tmp_path: Path) -> None:
    sites: dict[str, dict[str, bytes]] = {}
    for version in ("old", "new"):
        written(tmp_path / version, files(version))
        assert build_site(tmp_path / version / "mkdocs.yml", jobs=1).site
        sites[version] = tree(tmp_path / version / "site")
    root = tmp_path / "base"
    written(root, files("old"))
    assert build_site(root / "mkdocs.yml", jobs=1).site
    started = time.monotonic()
    written(root, files("new"))
    assert build_process(root).wait() == 0
    whole = time.monotonic() - started
    chance = random.Random(30)
    seen = set()
    for moment in range(MOMENTS):
        before, after = ("new", "old") if tree(root / "site") == sites["new"] else ("old", "new")
        written(root, files(after))
        started = time.monotonic()
        process = build_process(root)
        try:
            process.wait(whole * chance.uniform(0.3, 1.05))
            whole = time.monotonic() - started  # the machine is less busy than it was
        except subprocess.TimeoutExpired:
            kill(process)
        found = tree(root / "site")
        assert found in (sites[before], sites[after]), f"moment {moment}"
        seen.add(found == sites[after])
        if moment % 5 == 0:
            assert build_site(root / "mkdocs.yml", jobs=1).site
            assert tree(root / "site") == sites[after], f"after moment {moment}"
    assert False in seen, "no build was killed before it was done"


def test_two_builds_at_once_leave_one_whole_site_and_the_next_build_is_right(tmp_path: Path) -> None:
    written(tmp_path, files("old"))
    assert build_site(tmp_path / "mkdocs.yml", jobs=1).site
    written(tmp_path, files("new"))
    twins = [build_process(tmp_path) for __ in range(2)]
    assert [twin.wait() for twin in twins] == [0, 0]
    found = tree(tmp_path / "site")
    report = build_site(tmp_path / "mkdocs.yml", jobs=1)
    assert report.written == 0
    assert tree(tmp_path / "site") == found
    build_site(tmp_path / "mkdocs.yml", jobs=1, clean=True)
    assert tree(tmp_path / "site") == found


def test_without_room_for_the_new_site_there_is_one_line_and_the_old_site_stays(tmp_path: Path) -> None:
    written(tmp_path, files("old"))
    assert build_site(tmp_path / "mkdocs.yml", jobs=1).site
    before = tree(tmp_path / "site")
    written(tmp_path, {**files("new"), "pages/00.md": "# Page\n\n" + "long " * 60_000})

    def no_room() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))

    ran = subprocess.run(
        [sys.executable, "-c", BUILD],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        preexec_fn=no_room,
        check=False,
    )
    assert ran.returncode == 2
    assert len(ran.stderr.strip().splitlines()) == 1, ran.stderr
    assert "site" in ran.stderr
    assert tree(tmp_path / "site") == before
    assert build_site(tmp_path / "mkdocs.yml", jobs=1).site
    assert {path.name for path in tmp_path.iterdir()} == {"content", "mkdocs.yml", "site", ".omnikb"}


def test_a_full_disk_is_one_line_and_the_old_site_stays(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", str(disk)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip("no right to mount a small disk here")
    try:
        written(disk, files("old"))
        assert build_site(disk / "mkdocs.yml", jobs=1).site
        before = tree(disk / "site")
        with suppress(OSError), (disk / "filler").open("wb", buffering=0) as filler:
            while True:
                filler.write(b"x" * 4096)
        os.truncate(disk / "filler", (disk / "filler").stat().st_size - 200_000)
        (disk / "content/pages/00.md").write_text("# Page\n\n" + "long " * 20_000)
        with pytest.raises(SettingsError) as raised:
            build_site(disk / "mkdocs.yml", jobs=1)
        assert "\n" not in str(raised.value)
        assert tree(disk / "site") == before
        (disk / "filler").unlink()
        report = build_site(disk / "mkdocs.yml", jobs=1)
        assert report.site
        assert b"long" in tree(disk / "site")["pages/00/index.html"]
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_cache_that_cannot_be_written_is_one_line_and_the_site_is_built(tmp_path: Path) -> None:
    written(tmp_path, files("old"), SETTINGS)
    (tmp_path / ".omnikb").write_text("a file where the folder should be: not even root can write below it")
    for version in ("old", "new"):
        written(tmp_path, files(version))
        report = build_site(tmp_path / "mkdocs.yml", jobs=1)
        assert report.site
        assert len(report.notes) == 1
        assert ".omnikb/cache" in report.notes[0]
        assert version.encode() in tree(tmp_path / "site")["index.html"]


@pytest.mark.parametrize(
    ("jobs", "environment"),
    [
        (2, {"TZ": "Pacific/Auckland", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"}),
        (3, {"TZ": "America/Lima", "LC_ALL": "de_DE.UTF-8", "PYTHONHASHSEED": "77"}),
    ],
)
def test_a_clean_build_gives_the_same_bytes_whatever_jobs_zone_locale_hash_seed_and_order_of_files(
    tmp_path: Path, jobs: int, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    many = {f"notes/{number:03}.md": f"# Note {number}\n\n[[{(number * 7) % 500:03}]]\n" for number in range(500)}
    written(tmp_path / "one", {**files("old"), **many})
    written(tmp_path / "two", dict(reversed([*files("old").items(), *many.items()])))
    assert build_site(tmp_path / "one" / "mkdocs.yml", jobs=1).written > 500
    code = f"from omnikb.cli import main; main(['-q', 'build', '--clean', '--jobs', '{jobs}'])"
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path / "two", env={**os.environ, **environment}, capture_output=True, check=False
    )
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert tree(tmp_path / "two/site") == tree(tmp_path / "one/site")
