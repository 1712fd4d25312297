"""A Markdown extension: ``**重点：**内容`` is bold, and so with italics, ``==``, ``~~`` and ``^^``.

By CommonMark's rule a mark does not close between a punctuation mark and a letter, since Western text has a blank there.
Chinese has none (https://github.com/commonmark/commonmark-spec/issues/650), so the rule is taken from all marks.
"""

from __future__ import annotations

from markdown import Extension, Markdown
from pymdownx.delimiterprocessor import Delimiter, DelimiterProcessor


class MarksInChinese(Extension):
    """Comes after the extensions that bring the marks."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Replace each mark by the same without the rule."""
        processor = md.inlinePatterns["delimiter"]
        if not isinstance(processor, DelimiterProcessor):
            raise TypeError("another extension has taken the place of the marks")
        for mark in list(processor.delimiters.values()):
            tags = ",".join(dict.fromkeys(mark.tags))
            processor.add(Delimiter(mark.token, tags, mark.smart, mark.double, punct=False, no_space=mark.no_space))


def makeExtension(**options: object) -> MarksInChinese:  # noqa: N802 - Python-Markdown's name
    """What Python-Markdown calls."""
    return MarksInChinese(**options)
