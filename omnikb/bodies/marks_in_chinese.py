"""A Markdown extension: ``**重点：**内容`` is bold, and so with ``==``, ``~~`` and ``^^``.

By CommonMark's rule a mark does not close between a punctuation mark and a letter, nor open between a letter and a punctuation
mark, since Western text has a blank there. Chinese has none (https://github.com/commonmark/commonmark-spec/issues/650): where
one side of a double mark is Chinese, it may. A single ``*`` is left alone: in Chinese it is a sign of its own, as in （*必填）.
"""

from __future__ import annotations

import re

from markdown import Extension, Markdown
from pymdownx.delimiterprocessor import Delimiter, DelimiterProcessor

_HAN = "\u2e80-\u2fff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WIDE_OPENING = "（［｛〈《「『【〔〖“‘"
_WIDE_CLOSING = "）］｝〉》」』】〕〗”’，。、：；！？％～…—"
_OPENING = rf"\(\[\{{<«‹{_WIDE_OPENING}"

_PLACE = "(?P<ambiguous>"
"""Where the marks stand in a pattern that may open as well as close, and do what fits those before them."""


class MarksInChinese(Extension):
    """Comes after the extensions that bring the marks."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Replace each mark by the same that knows Chinese. Those that keep out of words keep out of Chinese."""
        processor = md.inlinePatterns["delimiter"]
        if not isinstance(processor, DelimiterProcessor):
            raise TypeError("another extension has taken the place of the marks")
        for mark in list(processor.delimiters.values()):
            if not mark.smart:
                tags = ",".join(dict.fromkeys(mark.tags))
                processor.add(_MarkInChinese(mark.token, tags, double=mark.double, no_space=mark.no_space))


class _MarkInChinese(Delimiter):  # type: ignore[misc]  # its package has types and does not say so
    boundary: re.Pattern[str]

    def _build_patterns(self, token: str) -> str:
        escaped: str = super()._build_patterns(token)
        run = rf"(?<!{escaped}){escaped}{{2,}}(?!{escaped})"
        ways = (
            rf"(?<=[^\w\s{_OPENING}]){run}(?=[{_HAN}])",
            rf"(?<=[{_WIDE_CLOSING}]){run}(?=\w)",
            rf"(?<=[{_HAN}]){run}(?=[{_OPENING}])",
            rf"(?<=\w){run}(?=[{_WIDE_OPENING}])",
        )
        pattern = self.boundary.pattern
        if _PLACE not in pattern:
            raise TypeError("the marks have patterns of another kind")
        self.boundary = re.compile(pattern.replace(_PLACE, f"{_PLACE}{'|'.join(ways)}|"))
        return escaped


def makeExtension(**options: object) -> MarksInChinese:  # noqa: N802 - Python-Markdown's name
    """What Python-Markdown calls."""
    return MarksInChinese(**options)
