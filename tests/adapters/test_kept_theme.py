"""The theme's templates are compiled once, and found compiled by the next process; what is not what it was is compiled anew."""

from __future__ import annotations

from pathlib import Path

import jinja2
import pytest

from omnikb.adapters.building import build_site
from omnikb.adapters.mkdocs.theme import CompiledTemplates
from omnikb.cache import FolderCache, MemoryCache
from tests.adapters.building import tree, written


def environment(folder: Path, cache: MemoryCache) -> jinja2.Environment:
    made = jinja2.Environment(loader=jinja2.FileSystemLoader(folder), autoescape=True)
    made.bytecode_cache = CompiledTemplates(cache, made)
    return made


def forbid_compiling(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise AssertionError("compiled once more")

    monkeypatch.setattr(jinja2.Environment, "compile", refused)


def test_a_template_is_found_compiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "page.html").write_text("{{ title }}!", encoding="utf-8")
    cache = MemoryCache()
    assert environment(tmp_path, cache).get_template("page.html").render(title="一") == "一!"
    forbid_compiling(monkeypatch)
    assert environment(tmp_path, cache).get_template("page.html").render(title="二") == "二!"


def test_a_template_that_has_changed_is_compiled_anew(tmp_path: Path) -> None:
    cache = MemoryCache()
    for text in ("一", "二"):
        (tmp_path / "page.html").write_text(text, encoding="utf-8")
        assert environment(tmp_path, cache).get_template("page.html").render() == text


def test_what_another_version_made_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "page.html").write_text("一", encoding="utf-8")
    cache = MemoryCache()
    environment(tmp_path, cache).get_template("page.html")
    monkeypatch.setattr(jinja2, "__version__", "0.1")
    forbid_compiling(monkeypatch)
    with pytest.raises(AssertionError):
        environment(tmp_path, cache).get_template("page.html")


@pytest.mark.parametrize("damage", [b"", b"\x00" * 40, None])
def test_a_build_after_damage_to_what_was_kept_is_as_before(tmp_path: Path, damage: bytes | None) -> None:
    build_site(written(tmp_path, {"a.md": "# A\n"}), jobs=1)
    before = tree(tmp_path / "site")
    kept = sorted((tmp_path / ".omnikb/cache/theme").iterdir())
    assert kept
    for file in kept:
        if damage is None:  # a whole entry, of something else
            FolderCache(file.parent).put(file.name, b"else\n")
        else:
            file.write_bytes(damage)
    build_site(tmp_path / "mkdocs.yml", jobs=1, clean=True)
    assert tree(tmp_path / "site") == before
