"""Sightings: what files looked like when they were read. One that still looks so says what it said, and is not read again.

They lie beside the readings, not in them: a file that was touched is seen anew, and what it says is not written again.
"""

from __future__ import annotations

from collections.abc import Mapping

from omnikb.buckets import READINGS, bucket_of
from omnikb.cache import Cache
from omnikb.preserving import Preserver
from omnikb.sources import Signature

Sighting = tuple[Signature, bytes]
"""The signature of a file before it was read, and the digest of its content."""


class Sightings:
    """The last sighting of each file, by path, kept in the cache beside the readings."""

    def __init__(self, cache: Cache | None, preserver: Preserver) -> None:
        """``cache``: ``None`` where nothing is to be kept beyond this process."""
        self._cache, self._preserver = cache, preserver
        self._known: dict[str, Sighting] = {}

    def load(self, number: int) -> None:
        """Know what the cache has of a bucket, besides what is known."""
        data = self._cache.get(_key(number)) if self._cache else None
        kept = self._preserver.read(data) if data else None
        self._known.update(kept if isinstance(kept, dict) else {})

    def confirm(self, path: str, signature: Signature | None, digest: bytes) -> bool:
        """Whether a file that has this signature now was seen to have the content of this digest."""
        return signature is not None and self._known.get(path) == (signature, digest)

    def keep(self, seen: Mapping[str, Sighting]) -> None:
        """Know these, and no others, from now on. Buckets that are not as they were are written."""
        known, self._known = self._known, dict(seen)
        if self._cache is None:
            return
        others = {path for path in seen.keys() | known.keys() if seen.get(path) != known.get(path)}
        changed: dict[int, dict[str, Sighting]] = {bucket_of(path, READINGS): {} for path in others}
        if not changed:
            return
        for path, sighting in seen.items():
            if (number := bucket_of(path, READINGS)) in changed:
                changed[number][path] = sighting
        for number, sightings in changed.items():
            self._cache.put(_key(number), self._preserver.write(sightings))


def _key(number: int) -> str:
    return f"sightings/{number:02}"
