"""The last step before a site is published: plugins look at it, and may add files to it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from omnikb.adapters.output import write
from omnikb.adapters.publication import Publication
from omnikb.adapters.publishing import NewSite
from omnikb.cache import CACHE, Cache, FolderCache, MemoryCache
from omnikb.given_assets import Places, answered_for, folders_of
from omnikb.i18n import messages_of
from omnikb.outputs import output
from omnikb.pages import Asset
from omnikb.plugin_discovery import ActivePlugin
from omnikb.plugin_manager import Own
from omnikb.problems import Problem
from omnikb.profiling import stage
from omnikb.renderings import Renderings

_ = messages_of("omnikb")

HOOK = "omnikb_site_built"

KEPT_BY_PLUGINS = "plugins"
"""Where the cache has what plugins keep from one build to the next."""


@dataclass(frozen=True, slots=True)
class Look:
    """What plugins found wrong with a finished site, and the digests of the files they gave it, by path."""

    problems: tuple[Problem, ...] = ()
    assets: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Standing:
    """The files that plugins gave the site that stands: the new site that may keep them, and the digest of each that is whole,
    by path."""

    site: NewSite
    assets: Mapping[str, str]


@stage("look")
def look_at_site(
    publication: Publication, rendered: Renderings, folder: Path, ground: str | None, standing: Standing | None = None
) -> Look:
    """Let every plugin look at the site in ``folder``, and write what they give.

    ``ground``: what identifies all that plugins and settings are; ``None`` where nothing tells it. What stands with the same
    digest is taken over as it is. Raises ``PluginError`` and ``OSError``.
    """
    settings = publication.settings
    records: list[tuple[ActivePlugin, Problem | Asset]] = publication.plugins.attributed(
        HOOK,
        Problem | Asset,
        site=publication.site,
        rendered=rendered,
        index=publication.knowledge.index,
        settings=settings,
        cache=_kept_by_plugins(FolderCache(settings.root / CACHE), ground),
    )
    assets = _placed(records, publication, folder, standing.site.kept if standing else frozenset())
    digests = {path: _digest(asset) for path, (__, asset) in assets.items()}
    kept = {path for path, digest in digests.items() if standing and digest and standing.assets.get(path) == digest}
    if standing:
        standing.site.keep(kept)
    for path, (plugin, asset) in assets.items():
        if path not in kept:
            write(folder / path, answered_for(plugin, HOOK, asset).data())
    return Look(tuple(record for __, record in records if isinstance(record, Problem)), digests)


def _placed(
    records: Iterable[tuple[ActivePlugin, Problem | Asset]], publication: Publication, folder: Path, kept: Set[str]
) -> dict[str, tuple[ActivePlugin, Asset]]:
    """The assets among what plugins give, by path. Raises ``PluginError`` for one that has no place in the site.

    ``kept``: what the site has besides the files in ``folder``.
    """
    urls = publication.settings.directory_urls
    places = Places(HOOK, {output(page.path, urls): page.path for page in publication.site.pages})
    names = cache(lambda below: _names_in(folder / below))
    files = cache(lambda below: [one for one in folders_of(f"{below}/") if one in kept or (folder / one).is_file()])
    assets = {}
    for plugin, record in records:
        if isinstance(record, Asset):
            path = record.path
            places.take(plugin, path)
            below, __, name = path.rpartition("/")
            if (taken := files(below)) or path in kept or name in names(below):  # folder by folder: there may be thousands in one
                reason = _("there is already a file at {path}; give yours another name")
                raise plugin.refused(reason, HOOK, path=taken[0] if taken else path)
            assets[path] = plugin, record
    return assets


def _names_in(folder: Path) -> frozenset[str]:
    return frozenset(entry.name for entry in folder.iterdir()) if folder.is_dir() else frozenset()


def _kept_by_plugins(cache: FolderCache, ground: str | None) -> Own:
    """For each plugin what it kept when all stood on the same ground; nothing of another, as of a plugin that is off by now.

    Where nothing tells the ground, plugins keep nothing.
    """

    def own(name: str) -> Cache:
        if ground is None:
            return MemoryCache()
        place = f"{KEPT_BY_PLUGINS}/{name}/{ground}"
        cache.remove_others(place)
        return cache.below(place)

    return Own(own)


def _digest(asset: Asset) -> str:
    """What identifies the content of a file."""
    return asset.digest or (hashlib.blake2b(asset.content, digest_size=16).hexdigest() if isinstance(asset.content, bytes) else "")
