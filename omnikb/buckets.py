"""Buckets: entries of the cache that many small things are spread over, by the paths they belong to."""

from __future__ import annotations

import zlib
from functools import lru_cache

READINGS = 64
"""Buckets of readings: every build reads all of them, and writes anew the one of a changed file."""

TEXTS = 512
"""Buckets of the texts of pages: a build needs few of them."""


@lru_cache(maxsize=65536)
def bucket_of(path: str, count: int) -> int:
    """The bucket of a path among ``count``, from 0."""
    return zlib.crc32(path.encode(errors="surrogatepass")) % count
