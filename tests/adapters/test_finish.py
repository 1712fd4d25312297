"""What plugins give to a finished site stands in it, at a place of its own, or the plugin is named."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from omnikb.adapters.finish import Look, Standing, look_at_site
from omnikb.adapters.publication import Publication
from omnikb.adapters.publishing import Beside
from omnikb.adapters.site_state import SiteState
from omnikb.adapters.staging import Target, stage
from omnikb.cache import Cache
from omnikb.errors import PluginError
from omnikb.facts import Facts
from omnikb.pages import Asset, Page
from omnikb.renderings import Renderings
from omnikb.testing import KnowledgeBase
from tests.adapters.building import tree


class Growing(Beside):
    """A new site that is never published."""

    def publish(self, state: SiteState, facts: Facts) -> None:
        raise AssertionError


def publication(*given: Iterable[Asset]) -> Publication:
    """A site with a home page and a plugin's page, and a plugin for each of ``given``, which adds these assets to it."""
    pages = SimpleNamespace(omnikb_pages=lambda: [Page("made.md", "Made")])
    plugins = {f"p{number}": SimpleNamespace(omnikb_site_built=lambda assets=assets: assets) for number, assets in enumerate(given)}
    built = KnowledgeBase({"index.md": "# Home"}, plugins={**plugins, "pages": pages}).build()
    return Publication(built.knowledge, built.site, built.plugins)


def looked(site: Path, *given: Iterable[Asset], standing: Standing | None = None) -> Look:
    """What came of a look at the site in the folder ``site``."""
    return look_at_site(publication(*given), Renderings.of({}), site, None, standing)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A finished site in a folder of its own."""
    folder = tmp_path / "site"
    (folder / "assets").mkdir(parents=True)
    (folder / "assets" / "theme.js").write_bytes(b"theme")
    (folder / "404.html").write_bytes(b"404")
    return folder


def test_assets_are_written_into_the_site(site: Path) -> None:
    looked(site, [Asset("assets/a.txt", b"a")], [Asset("assets/deep/b.txt", lambda: b"b", digest="b")])
    assert {path: data for path, data in tree(site).items() if path.endswith(".txt")} == {
        "assets/a.txt": b"a",
        "assets/deep/b.txt": b"b",
    }


@pytest.mark.parametrize(
    "path", ["../zz.html", "a/../../zz.html", "{root}/zz.html", ".git/config", ".htaccess", "a//b", "x.md", ""]
)
def test_an_asset_that_leaves_the_site_or_hides_in_it_is_refused(path: str, site: Path) -> None:
    before = tree(site.parent)
    path = path.format(root=site.parent)
    with pytest.raises(PluginError, match=r"^plugin p0 \(from \(given\)\), hook omnikb_site_built: .* is no path of a file within"):
        looked(site, [Asset("fine.txt", b""), Asset(path, b"")])
    assert tree(site.parent) == before


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("index.html", "there is already a file at index.html; it is from index.md"),
        ("made/index.html", "there is already a file at made/index.html; it is from made.md"),
        ("404.html", "there is already a file at 404.html; give yours another name"),
        ("assets/theme.js", "there is already a file at assets/theme.js; give yours another name"),
    ],
)
def test_an_asset_in_the_place_of_a_file_of_the_site_is_refused(path: str, reason: str, site: Path) -> None:
    before = tree(site)
    with pytest.raises(PluginError) as raised:
        looked(site, [Asset(path, b"mine")])
    assert str(raised.value) == f"plugin p0 (from (given)), hook omnikb_site_built: {reason}"
    assert tree(site) == before


def test_where_nothing_tells_the_ground_plugins_keep_nothing(tmp_path: Path, site: Path) -> None:
    def keeping(cache: Cache) -> None:
        assert cache.get("kept") is None
        cache.put("kept", b"text")
        assert cache.get("kept") == b"text"

    built = KnowledgeBase({"index.md": "# Home"}, plugins={"p": SimpleNamespace(omnikb_site_built=keeping)}).build()
    built.plugins.settings = replace(built.plugins.settings, root=tmp_path)
    found = Publication(built.knowledge, built.site, built.plugins)
    before = tree(tmp_path)
    look_at_site(found, Renderings.of({}), site, None)
    look_at_site(found, Renderings.of({}), site, None)
    assert tree(tmp_path) == before


def test_a_file_that_is_taken_over_from_the_last_site_keeps_its_place(site: Path) -> None:
    beside = Growing(stage(Target(site, site.parent, site.parent / "content")))
    beside.keep(["assets/kept.js"])
    with pytest.raises(PluginError, match="already a file at assets/kept"):
        looked(beside.folder, [Asset("assets/kept.js", b"mine")], standing=Standing(beside, {}))
    beside.discard()


def test_what_stands_with_the_same_digest_is_taken_over_without_being_made(site: Path) -> None:
    beside = Growing(stage(Target(site, site.parent, site.parent / "content")))
    given = [Asset("a.bin", lambda: bytes(1 // 0), digest="same"), Asset("b.bin", lambda: b"new", digest="new")]
    look = looked(beside.folder, given, standing=Standing(beside, {"a.bin": "same", "b.bin": "old"}))
    assert (beside.kept, tree(beside.folder)) == ({"a.bin"}, {"b.bin": b"new"})
    assert look.assets == {"a.bin": "same", "b.bin": "new"}
    beside.discard()


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        ("q", "q/r/s", "there is already a file at q; it is from p0 ((given))"),
        ("q/r/s", "q", "there is already a folder at q, for a file from p0 ((given))"),
        ("q", "index.html/x.json", "there is already a file at index.html; it is from index.md"),
        ("q", "made", "there is already a folder at made, for a file from made.md"),
        ("q", "404.html/x.json", "there is already a file at 404.html; give yours another name"),
    ],
)
def test_a_file_in_the_place_of_a_folder_or_below_a_file_is_refused(first: str, second: str, reason: str, site: Path) -> None:
    with pytest.raises(PluginError) as raised:
        looked(site, [Asset(first, b"0")], [Asset(second, b"1")])
    assert str(raised.value) == f"plugin p1 (from (given)), hook omnikb_site_built: {reason}"


def test_of_two_assets_at_one_path_the_second_is_refused_naming_whose_the_first_is(site: Path) -> None:
    with pytest.raises(PluginError, match=r"^plugin p1 .* hook omnikb_site_built: .* file at a.txt; it is from p0 \(\(given\)\)"):
        looked(site, [Asset("a.txt", b"0")], [Asset("a.txt", b"1")])


@pytest.mark.parametrize(
    ("make", "reason"),
    [(lambda: 1 // 0, "it failed: ZeroDivisionError"), (lambda: "text", "it gave str where bytes is expected")],
)
def test_content_that_cannot_be_made_names_the_plugin(make: Callable[[], bytes], reason: str, site: Path) -> None:
    with pytest.raises(PluginError, match=rf"^plugin p0 \(from \(given\)\), hook omnikb_site_built: {reason}"):
        looked(site, [Asset("a.txt", make)])
