"""The last step before a site is published: plugins look at it, and may add files to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from omnikb.adapters.output import write
from omnikb.adapters.publication import Publication
from omnikb.adapters.reuse import link_all
from omnikb.cache import CACHE, FolderCache
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
    """The files that plugins gave the site that stands: its folder, and the digest of each that is whole, by path."""

    folder: Path
    assets: Mapping[str, str]


@stage("look")
def look_at_site(publication: Publication, rendered: Renderings, folder: Path, standing: Standing | None = None) -> Look:
    """Let every plugin look at the site in ``folder``, and write what they give.

    What stands with the same digest is taken over as it is. Raises ``PluginError`` and ``OSError``.
    """
    settings = publication.settings
    cache = FolderCache(settings.root / CACHE)
    records: list[Problem | Asset] = publication.plugins.collect(
        "omnikb_site_built",
        Problem | Asset,
        site=publication.site,
        rendered=rendered,
        index=publication.knowledge.index,
        settings=settings,
        cache=Own(lambda name: cache.below(f"plugins/{name}")),
    )
    assets = [record for record in records if isinstance(record, Asset)]
    known = standing.assets if standing else {}
    same = [asset.path for asset in assets if asset.digest and known.get(asset.path) == asset.digest]
    if standing:
        link_all(same, standing.folder, folder)
    for asset in assets:
        if not (folder / asset.path).exists():
            write(folder / asset.path, asset.data())
    found = tuple(record for record in records if isinstance(record, Problem))
    return Look(found, {asset.path: asset.digest for asset in assets})
