"""``omnikb build``, from the settings to the published site: gather, plan, build in shards, take over, look, publish."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from omnikb.adapters.common import common_of
from omnikb.adapters.executors import scheduler_of
from omnikb.adapters.finish import KEPT_BY_PLUGINS, Look, Standing, look_at_site
from omnikb.adapters.glance import everything_of
from omnikb.adapters.planning import Plan, plan
from omnikb.adapters.publication import Publication
from omnikb.adapters.publishing import NewSite
from omnikb.adapters.reports import BuildReport, has_errors
from omnikb.adapters.site_state import Glance, PageRecord, SiteState
from omnikb.adapters.workshop import Workshop
from omnikb.cache import CACHE
from omnikb.configuration import read_settings
from omnikb.garbage import new_garbage_only, no_garbage
from omnikb.i18n import messages_of, translated
from omnikb.outputs import output
from omnikb.pipeline import Progress, gather, outline, silent
from omnikb.plugin_manager import Plugins
from omnikb.problems import Problem
from omnikb.processes import cores
from omnikb.profiling import stage
from omnikb.rendering import Rendered
from omnikb.renderings import Renderings
from omnikb.sources import Folder

if TYPE_CHECKING:
    from omnikb.adapters.mkdocs.shard import Built

_ = messages_of("omnikb")


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked of a build. ``jobs``: processes at most; ``clean``: take nothing over from the site that stands; ``live``: a
    server shows the site, which stays as it is while a document that it shows is broken; plugins look at it afterwards;
    ``executor``: ``dask://HOST:PORT`` of the cluster that builds the pages, or ``""``.
    """

    config_file: Path
    strict: bool = False
    site_dir: Path | None = None
    jobs: int = field(default_factory=cores)
    clean: bool = False
    live: bool = False
    executor: str = ""


def build_site(
    config_file: Path,
    *,
    strict: bool = False,
    site_dir: Path | None = None,
    jobs: int = 0,
    clean: bool = False,
    executor: str = "",
    progress: Progress = silent,
) -> BuildReport:
    """Build the site of a ``mkdocs.yml``, ``site_dir`` in place of the one it names, in ``jobs`` processes (0: one a core),
    or on the workers of a cluster at ``executor`` (``dask://HOST:PORT``).

    Only what may have changed since the site that stands is built, unless ``clean``; the result is the same. Problems, and what
    the site engine said, are in the report. Under ``strict``, an error or a warning keeps the old site. Raises ``SettingsError``
    and ``PluginError``.
    """
    if executor:
        scheduler_of(executor)  # a wrong address is said before all else
    settings = read_settings(config_file)
    plugins = Plugins.discover(settings if site_dir is None else replace(settings, site=site_dir.absolute()))
    order = Order(config_file, strict, site_dir, jobs or cores(), clean, executor=executor)
    building = Building(order, Workshop(plugins), progress)
    return replace(building.run(), held=building)


class Building:
    """One build."""

    def __init__(self, order: Order, workshop: Workshop, progress: Progress) -> None:
        self._order, self._workshop, self._progress = order, workshop, progress
        self._started = time.monotonic()
        self._plugins, self._settings = workshop.plugins, workshop.settings
        self._unseen: tuple[Publication, Mapping[str, PageRecord]] | None = None
        self._held: list[object] = []

    @no_garbage()
    def run(self) -> BuildReport:
        """From the content to the site, unless a glance tells that it is the one that stands."""
        ground, publisher = self._workshop.ground, self._workshop.publisher
        everything = everything_of(self._settings, ground, self._workshop.written) if ground and publisher.glances else b""
        seen = self._seen(everything)
        if seen:
            return self._report(seen.pages, seen.problems, said=seen.warnings, published=True)
        if self._order.clean:
            self._workshop.kept.readings.distrust()
            self._workshop.cache.remove(KEPT_BY_PLUGINS)
        knowledge = gather(Folder(self._settings.content), self._plugins, self._progress, self._workshop.kept, self._order.jobs)
        publication = Publication(knowledge, outline(knowledge, self._plugins, self._workshop.kept), self._plugins)
        self._held.append(publication)
        if self._order.strict and has_errors(publication.site.problems):
            return self._report(len(publication.site.pages), publication.site.problems)
        common = common_of(publication, ground, self._workshop.written) if ground else ""
        with publisher.standing() as state:
            if self._order.clean or (self._order.strict and state.warnings):
                state = SiteState()  # noqa: PLW2901 - what was said of these pages must be said again
            if self._order.live and not knowledge.left_out.isdisjoint(state.pages):
                return self._report(len(publication.site.pages), publication.site.problems)
            planned = plan(publication, state, self._workshop, common)
            self._held += [state, planned]
            return self._build(publication, state, planned, SiteState(everything, ground, common))

    def _seen(self, everything: bytes) -> Glance | None:
        """The site that stands, where a glance tells that it is the one that would be built."""
        seen = self._workshop.publisher.seen(everything) if everything and not self._order.clean else None
        return None if seen and self._order.strict and (seen.warnings or has_errors(seen.problems)) else seen

    def _build(self, publication: Publication, state: SiteState, planned: Plan, new: SiteState) -> BuildReport:
        """Build what is planned, aside, and publish it."""
        from omnikb.adapters.mkdocs.shards import Shards  # noqa: PLC0415 - MkDocs is loaded where something is to be built

        shards = Shards.of(self._order, publication, self._workshop.theme)
        planned = shards.possible(planned)
        notes = (shards.whole,) if shards.whole else ()
        pages, texts = len(publication.site.pages), self._workshop.texts
        site = self._workshop.publisher.begin()
        try:
            with new_garbage_only():
                built = shards.build(planned, site.folder, lambda rendered: texts.put(rendered, publication.paths), self._progress)
            said = tuple(dict.fromkeys((*shards.warnings, *(line for one in built for line in one.warnings))))
            if any(one.aborted for one in built) or (self._order.strict and said):
                return self._report(pages, publication.site.problems, said=said, notes=notes)
            records = {path: planned.before[path] for path in publication.paths - planned.candidates}
            records |= {path: record for one in built for path, record in one.records.items()}
            self._take_over(publication, planned, built, site)
            assets = {path: digest for path, digest in state.assets.items() if path in planned.outputs}
            if self._order.live and state.pages:
                look, self._unseen = Look(self._workshop.found, assets), (publication, records)
                site.keep(assets)
            else:
                look = self._look(publication, records, site, assets)
            problems = (*publication.site.problems, *look.problems)
            if has_errors(look.problems):
                return self._report(pages, problems, said=said, notes=notes)
            self._held += [built, records]
            new = replace(new, pages=records, files=planned.files, warnings=said, whole=shards.whole)
            new = replace(new, shared=planned.shared, listing=planned.listing, assets=look.assets, problems=problems)
            self._workshop.publish(site, new, publication.facts)
            written = sum(one.written for one in built)
            return self._report(pages, problems, written, said, notes, published=True)
        except OSError as error:
            raise site.unwritable(error) from error
        finally:
            site.discard()

    @stage("publish")
    def _take_over(self, publication: Publication, planned: Plan, built: Sequence[Built], site: NewSite) -> None:
        """The pages that are as they were, and the content files that still are, from the site that stands."""
        urls = self._settings.directory_urls
        kept = (publication.paths - planned.candidates).union(*(one.kept for one in built))
        site.keep(output(path, urls) for path in sorted(kept))
        site.keep(sorted(planned.standing | planned.others))

    def look(self) -> tuple[Problem, ...] | None:
        """Let plugins look at the site that was published without; what is wrong with it then. ``None`` where they have."""
        if self._unseen is None:
            return None
        (publication, records), self._unseen = self._unseen, None
        site = self._workshop.publisher.begin()
        try:
            with self._workshop.publisher.standing() as state:
                site.keep(state.outputs.keys() - state.assets.keys())
                look = self._look(publication, records, site, state.assets)
                problems = (*publication.site.problems, *look.problems)
                if not has_errors(look.problems):
                    site.publish(replace(state, assets=look.assets, problems=problems), publication.facts)
        except OSError as error:
            raise site.unwritable(error) from error
        finally:
            site.discard()
        return problems

    def _look(self, publication: Publication, records: Mapping[str, PageRecord], site: NewSite, assets: Mapping[str, str]) -> Look:
        rendered, standing = self._renderings(publication, records), Standing(site, assets)
        look = look_at_site(publication, rendered, site.folder, self._workshop.ground, standing)
        self._workshop.found = look.problems
        return look

    def _renderings(self, publication: Publication, records: Mapping[str, PageRecord]) -> Renderings:
        """What is known of every page; where the cache has lost it, it is rendered again."""
        pages = {page.path: page for page in publication.site.pages}

        def load(path: str) -> Rendered:
            found = self._workshop.texts.get(path, records[path].rendering)
            return found or replace(publication.write(publication.complete(pages[path])[0]).rendered, html="")

        return Renderings({path: record.rendering for path, record in records.items()}, load)

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
        if self._workshop.cache.failure is not None:
            reason = self._workshop.cache.failure.strerror or type(self._workshop.cache.failure).__name__
            line = _("the cache {folder} cannot be written ({reason}): nothing is lost, but the next build does all of it again")
            notes = (*notes, translated(line, self._settings.language).format(folder=CACHE, reason=reason))
        site = self._settings.site if published else None
        return BuildReport(problems, pages, written, time.monotonic() - self._started, site, said, notes)
