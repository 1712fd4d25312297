"""``omnikb build``, from the settings to the published site: gather, plan, build in shards, take over, look, publish."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from omnikb.adapters.common import common_of
from omnikb.adapters.finish import Standing, look_at_site
from omnikb.adapters.glance import everything_of
from omnikb.adapters.leftovers import locked, release
from omnikb.adapters.planning import Plan, plan
from omnikb.adapters.publication import Publication
from omnikb.adapters.reports import BuildReport, has_errors
from omnikb.adapters.reuse import link_all
from omnikb.adapters.site_state import Glance, PageRecord, SiteState, StateStore, signatures, signatures_of
from omnikb.adapters.staging import Staging, stage_site
from omnikb.adapters.texts import RECORDS, Texts
from omnikb.cache import CACHE, FolderCache
from omnikb.configuration import read_settings
from omnikb.facts import Fact
from omnikb.ground import ground_of
from omnikb.i18n import messages_of, translated
from omnikb.outputs import output
from omnikb.pipeline import Progress, gather, outline, silent
from omnikb.plugin_manager import Plugins
from omnikb.preserving import Preserver
from omnikb.problems import Problem
from omnikb.profiling import stage
from omnikb.rendering import Rendered
from omnikb.renderings import Renderings
from omnikb.sources import Folder

if TYPE_CHECKING:
    from omnikb.adapters.mkdocs.shard import Built

_ = messages_of("omnikb")


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked of a build. ``jobs``: processes at most; ``clean``: take nothing over from the site that stands."""

    config_file: Path
    strict: bool = False
    site_dir: Path | None = None
    jobs: int = os.cpu_count() or 1
    clean: bool = False


def build_site(
    config_file: Path,
    *,
    strict: bool = False,
    site_dir: Path | None = None,
    jobs: int = 0,
    clean: bool = False,
    progress: Progress = silent,
) -> BuildReport:
    """Build the site of a ``mkdocs.yml``, ``site_dir`` in place of the one it names, in ``jobs`` processes (0: one a core).

    Only what may have changed since the site that stands is built, unless ``clean``; the result is the same. Problems, and what
    the site engine said, are in the report. Under ``strict``, an error or a warning keeps the old site. Raises ``SettingsError``
    and ``PluginError``.
    """
    settings = read_settings(config_file)
    plugins = Plugins.discover(settings if site_dir is None else replace(settings, site=site_dir.absolute()))
    order = Order(config_file, strict, site_dir, jobs or _cores(), clean)
    return Building(order, plugins, progress).run()


class Building:
    """One build."""

    def __init__(self, order: Order, plugins: Plugins, progress: Progress) -> None:
        self._order, self._plugins, self._progress = order, plugins, progress
        self._started = time.monotonic()
        self._settings = plugins.settings
        self._cache = FolderCache(self._settings.root / CACHE)
        self._store = StateStore(self._cache, self._settings.site, plugins)
        self._texts = Texts(self._cache, f"texts/{self._store.key}", Preserver.of(plugins, RECORDS))

    def run(self) -> BuildReport:
        """From the content to the site, unless a glance tells that it is the one that stands."""
        ground = ground_of(self._plugins)
        everything = everything_of(self._settings, ground) if ground else b""
        seen = self._seen(everything)
        if seen:
            return self._report(seen.pages, seen.problems, said=seen.warnings, published=True)
        knowledge = gather(Folder(self._settings.content), self._plugins, self._progress, self._cache)
        publication = Publication(knowledge, outline(knowledge, self._plugins), self._plugins)
        if self._order.strict and has_errors(publication.site.problems):
            return self._report(len(publication.site.pages), publication.site.problems)
        common = common_of(publication, ground) if ground else ""
        with held(self._settings.site) as lock:
            state = self._store.load(self._settings.site)
            if self._order.clean or (self._order.strict and state.warnings):
                state = SiteState()
            planned = plan(publication, state, self._settings.site, ground, common)
            return self._build(publication, state, planned, SiteState(everything, ground, common), lock)

    def _seen(self, everything: bytes) -> Glance | None:
        """The site that stands, where a glance tells that it is the one that would be built."""
        seen = self._store.glance(self._settings.site) if everything and not self._order.clean else None
        if seen is None or seen.everything != everything or seen.outputs != signatures(self._settings.site):
            return None
        return None if self._order.strict and (seen.warnings or has_errors(seen.problems)) else seen

    def _build(self, publication: Publication, state: SiteState, planned: Plan, new: SiteState, lock: int | None) -> BuildReport:
        """Build what is planned, aside, and publish it."""
        from omnikb.adapters.mkdocs.shards import Shards  # noqa: PLC0415 - MkDocs is loaded where something is to be built

        shards = Shards.of(self._order, publication)
        if shards.whole:
            planned = Plan(publication.paths, givens=planned.givens)
        notes = (shards.whole,) if shards.whole else ()
        pages = len(publication.site.pages)
        staging = stage_site(self._settings)
        try:
            built = shards.build(
                planned, staging.folder, lambda rendered: self._texts.put(rendered, publication.paths), self._progress
            )
            said = tuple(dict.fromkeys((*shards.warnings, *(line for one in built for line in one.warnings))))
            if any(one.aborted for one in built) or (self._order.strict and said):
                return self._report(pages, publication.site.problems, said=said, notes=notes)
            records = {path: planned.before[path] for path in publication.paths - planned.candidates}
            records |= {path: record for one in built for path, record in one.records.items()}
            self._take_over(publication, planned, built, staging.folder)
            standing = Standing(
                self._settings.site, {path: digest for path, digest in state.assets.items() if path in planned.outputs}
            )
            look = look_at_site(publication, self._renderings(publication, records), staging.folder, standing)
            problems = (*publication.site.problems, *look.problems)
            if has_errors(look.problems):
                return self._report(pages, problems, said=said, notes=notes)
            new = replace(new, warnings=said, whole=shards.whole, assets=look.assets)
            self._publish(staging, publication, replace(new, problems=problems), records, lock)
            written = sum(one.written for one in built)
            return self._report(pages, problems, written, said, notes, published=True)
        except OSError as error:
            raise staging.target.unwritable(error) from error
        finally:
            staging.discard()

    @stage("publish")
    def _take_over(self, publication: Publication, planned: Plan, built: Sequence[Built], folder: Path) -> None:
        """The pages that are as they were, and the content files that still are, from the site that stands."""
        urls = self._settings.directory_urls
        kept = (publication.paths - planned.candidates).union(*(one.kept for one in built))
        link_all((output(path, urls) for path in sorted(kept)), self._settings.site, folder)
        link_all(sorted(planned.standing), self._settings.site, folder)

    def _renderings(self, publication: Publication, records: Mapping[str, PageRecord]) -> Renderings:
        """What is known of every page; where the cache has lost it, it is rendered again."""
        pages = {page.path: page for page in publication.site.pages}

        def load(path: str) -> Rendered:
            found = self._texts.get(path, records[path].rendering)
            return found or replace(publication.write(publication.complete(pages[path])[0]).rendered, html="")

        return Renderings({path: record.rendering for path, record in sorted(records.items())}, load)

    @stage("publish")
    def _publish(
        self, staging: Staging, publication: Publication, new: SiteState, records: Mapping[str, PageRecord], lock: int | None
    ) -> None:
        """Make the new site the site. What is known of it is kept before, under the number of its folder."""
        facts = frozenset[Fact]().union(*(record.reads for record in records.values()))
        digests = {fact: publication.facts.digest(fact) for fact in facts}
        files = signatures_of(self._settings.content, publication.files)
        state = replace(new, facts=digests, pages=records, files=files, outputs=signatures(staging.folder))
        everything = b"" if state.whole else state.everything
        glance = Glance(everything, state.outputs, len(publication.site.pages), state.problems, state.warnings)
        self._store.save(staging.folder, state, glance)
        staging.publish(lock)
        self._store.forget_others(self._settings.site)

    def _report(
        self,
        pages: int,
        problems: tuple[Problem, ...],
        written: int = 0,
        said: tuple[str, ...] = (),
        notes: tuple[str, ...] = (),
        *,
        published: bool = False,
    ) -> BuildReport:
        if self._cache.failure is not None:
            reason = self._cache.failure.strerror or type(self._cache.failure).__name__
            line = _("the cache {folder} cannot be written ({reason}): nothing is lost, but the next build does all of it again")
            notes = (*notes, translated(line, self._settings.language).format(folder=CACHE, reason=reason))
        site = self._settings.site if published else None
        return BuildReport(problems, pages, written, time.monotonic() - self._started, site, said, notes)


@contextmanager
def held(site: Path) -> Iterator[int | None]:
    """Hold the site that stands: no other build exchanges it meanwhile. ``None`` where there is none, or it cannot be held."""
    lock = None
    while site.is_dir():
        lock = locked(site, wait=True)
        if lock is None or os.fstat(lock).st_ino == site.stat().st_ino:
            break
        release(lock)  # another build has exchanged it while we waited
        lock = None
    try:
        yield lock
    finally:
        release(lock)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
