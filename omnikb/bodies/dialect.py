"""The Markdown that documents are written in: that of Material for MkDocs, without anything that reads files or runs code."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from markdown.extensions.toc import slugify_unicode

_ABSENT = frozenset({"meta", "fenced_code"})
"""``meta`` would take a body that starts ``TODO: call …`` for metadata; ``fenced_code`` would replace superfences."""


def slugify(text: str, separator: str) -> str:
    """The anchor of a heading: ``中文标题`` keeps its name. Leading underscores go: ``__search`` is the theme's own."""
    return slugify_unicode(text, separator).lstrip("_")


# Chinese has no spaces between words, so the marks that wait for a word's edge (`smart_…`) would never open.
# A dollar stays money: `$100到$200` is no formula; `\(…\)` is one, and so is `$$` around lines of their own.
# A single tilde stays a tilde: `3~5天，10~20人` is two ranges, not a subscript.
EXTENSIONS: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "abbr": {},
        "admonition": {},
        "attr_list": {},
        "def_list": {},
        "footnotes": {},
        "md_in_html": {},
        "tables": {},
        "toc": {"slugify": slugify},
        "pymdownx.arithmatex": {"generic": True, "inline_syntax": ["round"]},
        "pymdownx.betterem": {},
        "pymdownx.caret": {"smart_insert": False},
        "pymdownx.details": {},
        "pymdownx.highlight": {"anchor_linenums": True, "line_spans": "__span", "pygments_lang_class": True},
        "pymdownx.inlinehilite": {},
        "pymdownx.keys": {},
        "pymdownx.mark": {"smart_mark": False},
        "pymdownx.superfences": {},
        "pymdownx.tabbed": {"alternate_style": True},
        "pymdownx.tasklist": {"custom_checkbox": True},
        "pymdownx.tilde": {"smart_delete": False, "subscript": False},
        "omnikb.bodies.marks_in_chinese": {},  # last: it changes what the others bring
    }
)
"""Markdown extensions and their options."""


def merged(user: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """The user's ``markdown_extensions`` laid over the defaults, option by option.

    The user's own extensions come first: bundles such as ``extra`` bring fences of their own, and superfences has to be
    the later one.
    """
    wanted = {name.removeprefix("markdown.extensions."): options for name, options in user.items()}
    own = {name: dict(options) for name, options in wanted.items() if name not in EXTENSIONS and name not in _ABSENT}
    return own | {name: {**options, **wanted.get(name, {})} for name, options in EXTENSIONS.items()}
