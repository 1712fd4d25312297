"""A workshop: what the builds of one site work with. A server keeps it, warm, from one build to the next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from omnikb.adapters.common import settings_digest
from omnikb.adapters.publishing import Exchange, NewSite, Publisher
from omnikb.adapters.site_state import PageRecord, SiteState, StateStore
from omnikb.adapters.texts import RECORDS, Texts
from omnikb.cache import CACHE, FolderCache
from omnikb.ground import ground_of
from omnikb.kept import Kept
from omnikb.plugin_manager import Plugins
from omnikb.preserving import Preserver
from omnikb.profiling import stage

if TYPE_CHECKING:
    from omnikb.adapters.mkdocs.theme import KeptTheme
    from omnikb.facts import Facts
    from omnikb.problems import Problem
    from omnikb.settings import Settings


class Workshop:
    """For one set of settings and plugins, as they were when it was set up.

    ``kept`` is what came of the content last; ``facts`` are those that the site which stands was made of, where this process
    made it; ``found`` is what plugins found wrong with that site.
    """

    def __init__(self, plugins: Plugins, publisher: Callable[[Settings, StateStore], Publisher] = Exchange) -> None:
        """``publisher``: makes who brings the site to its place; by default folders are exchanged."""
        self.plugins, self.settings = plugins, plugins.settings
        self.cache = FolderCache(self.settings.root / CACHE)
        store = StateStore(self.cache, self.settings.site, plugins)
        self.publisher = publisher(self.settings, store)
        self.texts = Texts(self.cache, f"texts/{store.key}", Preserver.of(plugins, RECORDS))
        self.facts: Facts | None = None
        self.found: tuple[Problem, ...] = ()
        self._records: Mapping[str, PageRecord] = {}

    @cached_property
    def kept(self) -> Kept:
        """What came of the content."""
        return Kept(self.plugins, self.cache)

    @cached_property
    def ground(self) -> str | None:
        """What identifies all that the documents stand on; ``None`` where nothing may be kept."""
        return ground_of(self.plugins)

    @cached_property
    def written(self) -> bytes:
        """What identifies the settings as written, with all that belongs to them; ``b""`` where they cannot be compared."""
        return settings_digest(self.settings)

    @cached_property
    def theme(self) -> KeptTheme:
        """The theme's templates."""
        from omnikb.adapters.mkdocs.theme import KeptTheme  # noqa: PLC0415 - MkDocs is loaded where something is to be built

        return KeptTheme(self.cache)

    @stage("publish")
    def publish(self, site: NewSite, state: SiteState, facts: Facts) -> None:
        """Make a new site the site, and remember what it was made of. Raises ``SettingsError``."""
        site.publish(state, facts)
        if not self.publisher.glances:  # a server is asked later what has changed since
            fresh = (record for path, record in state.pages.items() if record is not self._records.get(path))
            facts.ask(fact for record in fresh for fact in record.reads)
        self.facts, self._records = facts, state.pages
