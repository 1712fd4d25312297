"""The shards of a site: its pages shared out among processes, each of which runs MkDocs' own build over its share.

The processes are forks of this one, or the workers of a Dask cluster: an executor and what it runs, one way or the other.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config.defaults import MkDocsConfig

from omnikb.adapters.assignment import Assignment
from omnikb.adapters.common import reason_against_reuse
from omnikb.adapters.mkdocs.collecting import Keep, kept
from omnikb.adapters.mkdocs.events import line, only_pages, sees_all_pages
from omnikb.adapters.mkdocs.forks import Work, built_in_processes
from omnikb.adapters.mkdocs.loading import loaded
from omnikb.adapters.mkdocs.shard import Built, build_shard, heard
from omnikb.adapters.mkdocs.theme import KeptTheme
from omnikb.adapters.planning import Plan
from omnikb.adapters.publication import Publication
from omnikb.buckets import TEXTS, bucket_of
from omnikb.pipeline import Progress
from omnikb.processes import may_fork

if TYPE_CHECKING:
    from omnikb.adapters.building import Order

FEW = 200
"""Pages that one process builds faster than it starts another."""


@dataclass(frozen=True, slots=True)
class Shards:
    """How the pages of one build are shared out. ``whole``: why one process must build them all, or ``""``; ``alone``: whether
    each page can be built without the others."""

    order: Order
    config: MkDocsConfig
    publication: Publication
    jobs: int
    whole: str
    alone: bool
    theme: KeptTheme
    warnings: tuple[str, ...]

    @classmethod
    def of(cls, order: Order, publication: Publication, theme: KeptTheme) -> Shards:
        """As the settings ask for it. Raises ``SettingsError`` with all that MkDocs finds wrong with them."""
        settings = publication.settings
        site = str(settings.site) if order.site_dir else None
        with heard() as lines:
            config = loaded(order.config_file, strict=order.strict, site_dir=site)
        extension = reason_against_reuse(publication)
        whole = sees_all_pages(config, settings) or (line(extension, settings) if extension else "")
        alone = not whole and only_pages(config)
        return cls(order, config, publication, 1 if whole else order.jobs, whole, alone, theme, lines.warnings)

    def possible(self, planned: Plan) -> Plan:
        """The plan as MkDocs can carry it out. Where one process must build all pages, it does; where a template may show anything
        of them, no file made of one may stay."""
        if self.whole:
            all_pages = self.publication.paths
            return Plan(all_pages, givens=planned.givens, files=planned.files, shared=planned.shared, listing=planned.listing)
        return planned if self.alone else replace(planned, others=frozenset())

    def build(self, planned: Plan, folder: Path, keep: Keep, progress: Progress) -> list[Built]:
        """Build the candidates into ``folder``. Raises what OmniKB's own parts raise, and what a broken hook does."""
        if self.order.executor and planned.candidates and not self.whole:
            return self._build_in_cluster(planned, folder, keep, progress)
        jobs = min(self.jobs, 1 + len(planned.candidates) // FEW) if may_fork() else 1
        shares = [
            frozenset(path for path in planned.candidates if bucket_of(path, TEXTS) % jobs == number) for number in range(jobs)
        ]
        assignments = [self._assignment(planned, share, first=number == 0) for number, share in enumerate(shares)]
        if self.alone:
            self.theme.lend(self.config, files=not planned.others)
        if jobs == 1:
            return [kept(build_shard(self.config, assignments[0], folder, progress), keep)]
        return built_in_processes([Work(self.config, one, folder, keep) for one in assignments], progress)

    def _assignment(self, planned: Plan, share: frozenset[str], *, first: bool) -> Assignment:
        """A share of the pages; the first with what is no page, as far as it does not stand."""
        return Assignment(
            self.publication,
            share,
            planned.before,
            planned.givens,
            shared=first and not planned.others,
            relisted=first and planned.relisted,
            alone=self.alone,
            standing=planned.standing,
        )

    def _build_in_cluster(self, planned: Plan, folder: Path, keep: Keep, progress: Progress) -> list[Built]:
        """The pages there; what is no page, here meanwhile: it need not be sent."""
        from omnikb.adapters.mkdocs.cluster import cluster_at  # noqa: PLC0415 - Dask is loaded where it is asked for
        from omnikb.adapters.mkdocs.distributing import Distribution  # noqa: PLC0415 - as above

        assignment = self._assignment(planned, frozenset(), first=True)
        with cluster_at(self.order.executor) as cluster:
            distribution = Distribution.of(cluster, self.publication, planned, strict=self.order.strict)
            here = build_shard(self.config, assignment, folder)
            return [here, *distribution.collect(folder, keep, progress)]
