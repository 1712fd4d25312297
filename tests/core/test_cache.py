"""The cache: what was put is found whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from omnikb.cache import FolderCache


@pytest.fixture
def cache(tmp_path: Path) -> FolderCache:
    return FolderCache(tmp_path / "cache")


def test_an_entry_is_found_again_by_another_process_and_forgotten_when_asked(cache: FolderCache, tmp_path: Path) -> None:
    cache.put("pages/07", b"content")
    assert FolderCache(tmp_path / "cache").get("pages/07") == b"content"
    cache.remove("pages/07")
    assert cache.get("pages/07") is None


@pytest.mark.parametrize(
    "damage", [lambda data: data[:-1], lambda data: data[:-1] + b"X", lambda data: b"", lambda data: data[:10]]
)
def test_a_damaged_entry_counts_as_absent(cache: FolderCache, tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    cache.put("index", b"content")
    file = tmp_path / "cache" / "index"
    file.write_bytes(damage(file.read_bytes()))
    assert cache.get("index") is None


def test_a_cache_that_cannot_be_written_says_why_and_raises_nothing(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    cache = FolderCache(tmp_path / "cache")
    cache.put("index", b"content")
    assert cache.failure is not None
    assert cache.get("index") is None


def test_nothing_is_left_beside_the_entries(cache: FolderCache, tmp_path: Path) -> None:
    for number in range(3):
        cache.put("index", bytes(number))
    assert [file.name for file in (tmp_path / "cache").iterdir()] == ["index"]


def test_an_interruption_leaves_nothing_half_written_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    cache = FolderCache(tmp_path / "cache")
    cache.put("pages/07", b"old")
    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        cache.put("pages/07", b"new")
    assert [file.name for file in (tmp_path / "cache" / "pages").iterdir()] == ["07"]
    assert cache.get("pages/07") == b"old"
