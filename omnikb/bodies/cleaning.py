"""A body's HTML made safe: nothing acts, nothing asks another server, and no word of the author's is lost."""

from __future__ import annotations

import re
from html import unescape

from omnikb.bodies.allowed_html import CLEANER, RAW_TEXT, REMOVED_TAGS, TAGS
from omnikb.bodies.removals import is_diagram, is_external, is_reserved

_TAG_NAME = re.compile(r"<(/?[a-zA-Z][^\t\n\f\r />]*|[!?])")
_HTML = frozenset(prefix + tag for tag in TAGS | REMOVED_TAGS for prefix in ("", "/"))
_NAMES = "|".join(sorted(TAGS | REMOVED_TAGS))
_NO_HTML = re.compile(rf"<(?=[!?/a-zA-Z])(?!!--)(?!/?(?:{_NAMES})[\t\n\f\r />])", re.IGNORECASE | re.ASCII)

# The patterns below read what the cleaner wrote: no `<` or `>` within a tag, every value in double quotes
_NEEDS_CARE = re.compile(
    r'<[a-z][^>]*\s(?:(?:id|name)="__(?!tabbed_|codelineno-|span-)|src="(?!(?!//)[^"\\\s:]*")|class="[^"]*mermaid)'
)
_TAG = re.compile(r"<[a-z][^>]*>")
_NAMED = re.compile(r'\s(?:id|name)="([^"]*)"')
_CLASS = re.compile(r'\sclass="([^"]*)"')
_SOURCE = re.compile(r'<(?:img|audio|video|source|track)\s(?:[^>]*\s)?src="([^"]*)"[^>]*>')
_MEDIA = re.compile(r"</?a(?:\s[^>]*)?>|<img\s[^>]*>|<(audio|video)[\s>].*?</\1>", re.DOTALL)
_ALTERNATIVE = re.compile(r'\salt="([^"]*)"')


def cleaned(html: str, mermaid: bool) -> str:
    """``html`` with what is allowed; balanced. ``mermaid``: diagrams may stay."""
    clean = CLEANER.clean(html)
    return _cleaned_with_care(clean, mermaid) if _NEEDS_CARE.search(clean) else clean


def with_foreign_tags_shown(html: str) -> str:
    """``html`` with ``<`` as text before all that is no HTML: ``List<String>``, ``<placeholder>``, ``<?php``."""
    names = {name.lower() for name in _TAG_NAME.findall(html)}
    if not names <= _HTML:
        html = _NO_HTML.sub("&lt;", html)
    for tag in RAW_TEXT & names:
        html = _with_unclosed_shown(html, tag)
    return html


def _with_unclosed_shown(html: str, tag: str) -> str:
    """A ``<script>`` that nobody closes would take the rest of the page with it."""
    last = max((end.start() for end in re.finditer(f"</{tag}", html, re.IGNORECASE)), default=0)
    return html[:last] + re.sub(f"<(?={tag}[\\s/>])", "&lt;", html[last:], flags=re.IGNORECASE)


def _cleaned_with_care(clean: str, mermaid: bool) -> str:
    def without_reserved(tag: re.Match[str]) -> str:
        kept = _NAMED.sub(lambda name: "" if is_reserved(unescape(name[1])) else name[0], tag[0])
        return kept if mermaid else _CLASS.sub(_without_diagram, kept)

    linked = _with_external_media_linked(_TAG.sub(without_reserved, clean))
    # Of media within media only the first become links; the others lose their address, and what is left open is closed
    return CLEANER.clean(_SOURCE.sub(_without_external_source, linked))


def _without_external_source(tag: re.Match[str]) -> str:
    return tag[0].replace(f' src="{tag[1]}"', "") if is_external(unescape(tag[1])) else tag[0]


def _without_diagram(attribute: re.Match[str]) -> str:
    if not is_diagram(attribute[1]):
        return attribute[0]
    return f' class="{" ".join(name for name in attribute[1].split() if name != "mermaid")}"'


def _with_external_media_linked(clean: str) -> str:
    within_link = False

    def linked(found: re.Match[str]) -> str:
        nonlocal within_link
        if found[0].startswith(("<a ", "<a>", "</a")):
            within_link = not found[0].startswith("</")
            return found[0]
        outside = [source for source in _SOURCE.finditer(found[0]) if is_external(unescape(source[1]))]
        if not outside:
            return found[0]
        names = [(alternative[1] if (alternative := _ALTERNATIVE.search(source[0])) else "") or source[1] for source in outside]
        if within_link:
            return " ".join(names)
        return " ".join(f'<a href="{source[1]}">{name}</a>' for source, name in zip(outside, names, strict=True))

    return _MEDIA.sub(linked, clean)
