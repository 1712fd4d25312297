"""The headings, anchors and text of every page, kept between builds: an unchanged page is not rendered to know them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from omnikb.bodies.page_text import Heading
from omnikb.buckets import TEXTS, bucket_of
from omnikb.cache import Cache
from omnikb.preserving import Preserver
from omnikb.rendering import Rendered


class Texts:
    """What was rendered of the pages of one site, in buckets by path. What is not here has to be rendered again."""

    def __init__(self, cache: Cache, key: str, preserver: Preserver) -> None:
        self._cache, self._key, self._preserver = cache, key, preserver
        self._last: tuple[int, Mapping[str, Rendered]] = (-1, {})

    def get(self, path: str, digest: str) -> Rendered | None:
        """What was rendered of a page, where it is still what ``digest`` identifies."""
        number = bucket_of(path, TEXTS)
        if self._last[0] != number:
            self._last = (number, self._load(number))
        found = self._last[1].get(path)
        return found if found and found.digest == digest else None

    def put(self, rendered: Mapping[str, Rendered], pages: Iterable[str]) -> None:
        """Keep what was rendered; forget in the same buckets what is not of ``pages``."""
        by_bucket: dict[int, dict[str, Rendered]] = {}
        for path, one in rendered.items():
            by_bucket.setdefault(bucket_of(path, TEXTS), {})[path] = one
        there: dict[int, set[str]] = {number: set() for number in by_bucket}
        for path in pages:
            if bucket_of(path, TEXTS) in there:
                there[bucket_of(path, TEXTS)].add(path)
        for number, new in by_bucket.items():
            kept = {path: one for path, one in self._load(number).items() if path in there[number]}
            self._save(number, {**kept, **new})
        self._last = (-1, {})

    def _load(self, number: int) -> Mapping[str, Rendered]:
        data = self._cache.get(f"{self._key}/{number:02}")
        kept = self._preserver.read(data) if data else None
        return kept if isinstance(kept, dict) else {}

    def _save(self, number: int, rendered: Mapping[str, Rendered]) -> None:
        self._cache.put(f"{self._key}/{number:02}", self._preserver.write(dict(sorted(rendered.items()))))


RECORDS = (Rendered, Heading)
"""The records that a bucket holds many of."""
