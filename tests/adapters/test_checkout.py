"""Whether two checkouts make the same pages is told by name, and nothing that matters is left out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from omnikb.adapters import checkout as checkouts
from omnikb.adapters.checkout import Checkout, checkout_of
from omnikb.configuration import read_settings
from omnikb.plugin_manager import Plugins
from tests.adapters.building import SETTINGS, written

FILES = {"index.md": "# 首页\n\n![](a.svg)\n", "a.svg": "<svg/>"}

CONFIGURED = SETTINGS.replace("      today: 2026-01-15", "      facets: {vocabulary: ../words.yml}") + "hooks: [hook.py]\n"


def found(root: Path) -> Checkout:
    found = checkout_of(Plugins.discover(read_settings(root / "mkdocs.yml")))
    assert found is not None
    return found


@pytest.fixture
def make(tmp_path: Path) -> Callable[[str], Path]:
    """Writes the same knowledge base into a folder of this name."""

    def made(name: str) -> Path:
        root = tmp_path / name / "base"
        root.mkdir(parents=True)
        written(root, FILES, CONFIGURED)
        (root / "hook.py").write_text("", encoding="utf-8")
        (root.parent / "words.yml").write_text("tags: []\n", encoding="utf-8")
        return root

    return made


def test_checkouts_in_two_places_are_the_same(make: Callable[[str], Path]) -> None:
    one, other = found(make("one")), found(make("other"))
    assert one.digest == other.digest
    assert one.differing(other) == []


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("content/index.md", "content/index.md"),
        ("content/a.svg", "content/a.svg"),
        ("content/new.md", "content/new.md"),
        ("hook.py", "hook.py"),
        ("../words.yml", "../words.yml"),
    ],
)
def test_a_file_that_is_not_the_same_is_named(make: Callable[[str], Path], path: str, name: str) -> None:
    one, other = make("one"), make("other")
    with (other / path).open("a", encoding="utf-8") as file:
        file.write("# 又一行\n")
    assert found(one).digest != found(other).digest
    assert found(one).differing(found(other)) == [name]
    assert found(other).differing(found(one)) == [name]


def test_other_settings_are_named(make: Callable[[str], Path]) -> None:
    one, other = make("one"), make("other")
    (other / "mkdocs.yml").write_text(CONFIGURED.replace("知识库", "另一个"), encoding="utf-8")
    assert found(one).differing(found(other)) == ["mkdocs.yml"]


def test_another_version_of_a_package_is_named_before_all_else(
    make: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    one = found(make("one"))
    monkeypatch.setattr(checkouts, "installed_versions", lambda: ["3.99.1 (main)", "mkdocs-9.9.dist-info"])
    other = found(make("other"))
    assert one.digest != other.digest
    assert other.differing(one)[:2] == ["Python 3.99.1", "mkdocs-9.9"]


def test_code_counts_as_it_was_when_it_was_loaded(make: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    root = make("one")
    before = found(root)
    monkeypatch.setattr(checkouts, "content_digest", lambda places: b"changed on the disk")
    assert before.differing(found(root)) == ["hook.py", "../words.yml"]
    checkouts._code.cache_clear()
    assert "omnikb" in before.differing(found(root))
    checkouts._code.cache_clear()
