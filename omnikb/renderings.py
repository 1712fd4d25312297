"""What is known of every page's article: headings, anchors and text, each read when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from omnikb.buckets import TEXTS, bucket_of
from omnikb.rendering import Rendered


class Renderings(Mapping[str, Rendered]):
    """The rendered body of each page, by the page's path. Its HTML is left out: it stands in the site.

    Who needs many reads them in the order given here: it is the one in which they are kept.
    """

    def __init__(self, digests: Mapping[str, str], load: Callable[[str], Rendered]) -> None:
        """``digests``: what identifies the content of each; ``load`` gets one by its path."""
        self._digests = dict(sorted(digests.items(), key=lambda one: (bucket_of(one[0], TEXTS), one[0])))
        self._load = load

    def __getitem__(self, path: str) -> Rendered:
        if path not in self._digests:
            raise KeyError(path)
        return self._load(path)

    def __iter__(self) -> Iterator[str]:
        return iter(self._digests)

    def __len__(self) -> int:
        return len(self._digests)

    def digest(self, path: str) -> str:
        """What identifies the content at ``path``: the same for the same headings, anchors and text, in every build."""
        return self._digests[path]

    @classmethod
    def of(cls, rendered: Mapping[str, Rendered]) -> Renderings:
        """Those at hand."""
        return cls({path: one.digest for path, one in rendered.items()}, rendered.__getitem__)
