"""The last step before a site is published: plugins look at it, and may add files to it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from omnikb.adapters.output import write
from omnikb.adapters.publication import Publication
from omnikb.adapters.publishing import NewSite
from omnikb.cache import CACHE, FolderCache
from omnikb.ground import ground_of
from omnikb.pages import Asset
from omnikb.plugin_manager import Own
from omnikb.problems import Problem
from omnikb.profiling import stage
from omnikb.renderings import Renderings


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
def look_at_site(publication: Publication, rendered: Renderings, folder: Path, standing: Standing | None = None) -> Look:
    """Let every plugin look at the site in ``folder``, and write what they give.

    What stands with the same digest is taken over as it is. Raises ``PluginError`` and ``OSError``.
    """
    settings = publication.settings
    records: list[Problem | Asset] = publication.plugins.collect(
        "omnikb_site_built",
        Problem | Asset,
        site=publication.site,
        rendered=rendered,
        index=publication.knowledge.index,
        settings=settings,
        cache=kept_by_plugins(FolderCache(settings.root / CACHE), ground_of(publication.plugins)),
    )
    assets = [record for record in records if isinstance(record, Asset)]
    digests = {asset.path: _digest(asset) for asset in assets}
    if standing:
        standing.site.keep(path for path, digest in digests.items() if digest and standing.assets.get(path) == digest)
    for asset in assets:
        there = standing.site.holds(asset.path) if standing else (folder / asset.path).exists()
        if not there:
            write(folder / asset.path, asset.data())
    found = tuple(record for record in records if isinstance(record, Problem))
    return Look(found, digests)


def kept_by_plugins(cache: FolderCache, ground: str | None) -> Own:
    """For each plugin what it kept when all stood on the same ground; nothing of another, as of a plugin that is off by now."""

    def own(name: str) -> FolderCache:
        place = f"plugins/{name}/{ground}"
        if ground is None:
            cache.remove(place)
        cache.remove_others(place)
        return cache.below(place)

    return Own(own)


def _digest(asset: Asset) -> str:
    """What identifies the content of a file."""
    return asset.digest or (hashlib.blake2b(asset.content, digest_size=16).hexdigest() if isinstance(asset.content, bytes) else "")
