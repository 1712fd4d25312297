"""The HTML that may stand in a page: the allow-list, and the cleaner made of it.

Everything here follows one rule: HTML in a body may shape the page, and may neither act nor make the page ask another
server for anything.
"""

from __future__ import annotations

import nh3

EVERYWHERE = frozenset(
    ["align", "aria-describedby", "aria-hidden", "aria-label", "class", "dir", "id", "lang", "role", "style", "title"]
)
"""What every tag may carry; lower case."""

_TABLE = frozenset({"valign", "width", "height"})

ATTRIBUTES: dict[str, frozenset[str]] = {
    # `data-omnikb` marks a link whose address is final; the renderer takes it away again
    "a": frozenset({"data-omnikb", "download", "href", "name", "target"}),
    "audio": frozenset({"controls", "loop", "muted", "preload", "src"}),
    "col": frozenset({"span", "width"}),
    "colgroup": frozenset({"span", "width"}),
    "del": frozenset({"datetime"}),
    "details": frozenset({"open"}),
    "div": frozenset({"data-tabs"}),
    "font": frozenset({"color", "face", "size"}),
    "img": frozenset({"alt", "decoding", "height", "loading", "src", "width"}),
    "input": frozenset({"checked", "disabled", "name", "type"}),
    "ins": frozenset({"datetime"}),
    "label": frozenset({"for"}),
    "li": frozenset({"value"}),
    "ol": frozenset({"reversed", "start", "type"}),
    "path": frozenset({"d"}),
    "pre": frozenset({"data-lang"}),
    "source": frozenset({"src", "type"}),
    "span": frozenset({"data-lang", "data-linenos"}),
    "svg": frozenset({"height", "viewbox", "width", "xmlns"}),
    "table": frozenset({"border", "cellpadding", "cellspacing", "width"}),
    "td": _TABLE | {"colspan", "headers", "rowspan", "data-linenos"},
    "th": _TABLE | {"colspan", "headers", "rowspan", "scope"},
    "time": frozenset({"datetime"}),
    "tr": _TABLE,
    "track": frozenset({"default", "kind", "label", "src", "srclang"}),
    "video": frozenset({"controls", "height", "loop", "muted", "playsinline", "preload", "src", "width"}),
}
"""What a tag may carry besides the attributes that every tag may; lower case."""

_PLAIN = """
    abbr article aside b bdi bdo big blockquote br caption center cite code dd dfn div dl dt em figcaption figure footer h1 h2 h3
    h4 h5 h6 header hr i kbd main mark nav p q rp rt ruby s samp section small strike strong sub summary sup tbody tfoot thead tt u
    ul var wbr
"""
TAGS = frozenset(ATTRIBUTES) | frozenset(_PLAIN.split())
"""Tags that stay."""

REMOVED_TAGS = frozenset(
    ["applet", "base", "embed", "form", "frame", "frameset", "iframe", "link", "meta", "object", "script", "style"]
)
"""Tags that are taken away, and reported. Any other is no HTML the author can have meant: it is shown as text."""

RAW_TEXT = frozenset({"iframe", "script", "style"})
"""Removed tags whose content is no text of the page."""

DROPPED_IN_SILENCE = frozenset({"data-toc-label", "height", "loading", "markdown", "rel", "target", "width"})
"""Attributes that make no difference to a reader where they are not allowed."""

SCHEMES = frozenset({"ftp", "http", "https", "mailto", "tel"})
URL_ATTRIBUTES = frozenset({"href", "src"})
STYLES = frozenset({"text-align"})
INPUT_TYPES = frozenset({"checkbox", "radio"})
TARGETS = frozenset({"_blank"})


def allows(tag: str, attribute: str) -> bool:
    """May ``tag`` carry ``attribute`` (both in lower case)?"""
    return attribute in EVERYWHERE or attribute in ATTRIBUTES.get(tag, ())


def _cleaner() -> nh3.Cleaner:
    chosen = {"a": {"target": set(TARGETS)}, "input": {"type": set(INPUT_TYPES)}}
    attributes = {tag: set(names) - chosen.get(tag, {}).keys() for tag, names in ATTRIBUTES.items()}
    # The HTML parser restores the case of this one in SVG
    attributes["svg"] |= {"viewBox"}
    return nh3.Cleaner(
        tags=set(TAGS),
        clean_content_tags=set(RAW_TEXT),
        attributes=attributes | {"*": set(EVERYWHERE)},
        tag_attribute_values=chosen,
        url_schemes=set(SCHEMES),
        filter_style_properties=set(STYLES),
        link_rel=None,
    )


CLEANER = _cleaner()
"""Takes away what is not allowed, closes what is open, and writes attributes as ``name="value"``, ``<`` and ``>`` escaped."""
