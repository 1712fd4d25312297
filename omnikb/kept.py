"""What one run of the pipeline keeps for the next in the same process: of what has not changed, nothing is worked out again."""

from __future__ import annotations

from omnikb.articles import KnownBodies
from omnikb.cache import Cache
from omnikb.changes import doubtful
from omnikb.composition import KnownPages
from omnikb.index import Index
from omnikb.linked import KnownLinks
from omnikb.plugin_manager import Plugins
from omnikb.readings import Readings


class Kept:
    """For one set of plugins and settings."""

    def __init__(self, plugins: Plugins, cache: Cache) -> None:
        """``cache``: keeps what files say beyond this process."""
        self.readings = Readings(plugins, cache)
        self.links = KnownLinks()
        self.bodies = KnownBodies()
        self.pages = KnownPages()
        self._index: Index | None = None

    def takes(self, index: Index) -> None:
        """Let a new index have what was derived from the last one and is still right."""
        if self._index is not None:
            index.take_over(self._index, doubtful(self._index, index))
        self._index = index
