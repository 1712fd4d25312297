"""What the cleaner takes away from a body's HTML: found by reading its tags as a browser would."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape, unescape

from omnikb.bodies.allowed_html import (
    CLEANER,
    DROPPED_IN_SILENCE,
    INPUT_TYPES,
    RAW_TEXT,
    REMOVED_TAGS,
    STYLES,
    TAGS,
    URL_ATTRIBUTES,
    allows,
)
from omnikb.problems import EXTERNAL_MEDIA, UNKNOWN_ATTRIBUTE, UNSAFE_ATTRIBUTE, UNSAFE_TAG, UNSAFE_URL, ProblemKind

_OPENING = re.compile(r"<!--(?:-?>|.*?(?:--!?>|\Z))|<([a-zA-Z][^\t\n\f\r />]*)", re.DOTALL)
_ATTRIBUTE = re.compile(
    r"""[\t\n\f\r /]*([^\t\n\f\r />][^\t\n\f\r />=]*)
        (?:[\t\n\f\r ]*=[\t\n\f\r ]*(?:"([^"]*)"|'([^']*)'|([^\t\n\f\r >]*)))?""",
    re.VERBOSE,
)
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_UNSAFE_NAME = re.compile(r"on|data-md-|(?:action|background|formaction|ping|poster|srcdoc|srcset|xlink:href)$")
_RESERVED = re.compile(r"__(?!tabbed_|codelineno-|span-)")
_LONGEST_DETAIL = 120


@dataclass(frozen=True, slots=True)
class Removed:
    """One thing taken away. ``detail`` is the tag, the attribute or the address."""

    kind: ProblemKind
    detail: str


def is_external(address: str) -> bool:
    """Would a browser ask another server for this address? It overlooks tabs and line breaks, and reads ``\\`` as ``/``."""
    seen = re.sub(r"[\t\n\r]", "", address).strip("".join(map(chr, range(0x21)))).replace("\\", "/")
    return seen.startswith("//") or _SCHEME.match(seen) is not None


def is_reserved(name: str) -> bool:
    """Names that begin with ``__`` are the theme's, save those that the dialect itself gives."""
    return _RESERVED.match(name) is not None


def is_diagram(classes: str) -> bool:
    """Does a class attribute say that this is a Mermaid diagram?"""
    return "mermaid" in classes.split()


def removals(html: str, mermaid: bool) -> tuple[Removed, ...]:
    """All that cleaning ``html`` takes away, in the order of the page. ``mermaid``: diagrams may stay."""
    return tuple(removed for tag, attributes in _start_tags(html) for removed in _of_tag(tag, attributes, mermaid))


def _start_tags(html: str) -> Iterator[tuple[str, dict[str, str]]]:
    position = 0
    while opening := _OPENING.search(html, position):
        position = opening.end()
        if not opening[1]:
            continue
        tag, attributes = opening[1].lower(), dict[str, str]()
        while found := _ATTRIBUTE.match(html, position):
            # Of two attributes of one name, the first counts
            attributes.setdefault(found[1].lower(), unescape(found[2] or found[3] or found[4] or ""))
            position = found.end()
        yield tag, attributes
        if tag in RAW_TEXT:
            end = re.compile(f"</{tag}", re.IGNORECASE).search(html, position)
            position = end.start() if end else len(html)


def _of_tag(tag: str, attributes: dict[str, str], mermaid: bool) -> Iterator[Removed]:
    if tag in REMOVED_TAGS:
        yield Removed(UNSAFE_TAG, tag)
    elif tag in TAGS:
        for name, value in attributes.items():
            if name not in DROPPED_IN_SILENCE and (kind := _fault(tag, name, value, mermaid)):
                detail = _detail(kind, name, value)
                yield Removed(kind, detail if len(detail) <= _LONGEST_DETAIL else detail[:_LONGEST_DETAIL] + "…")


def _detail(kind: ProblemKind, name: str, value: str) -> str:
    if kind in (UNSAFE_URL, EXTERNAL_MEDIA):
        return value.strip()
    if name in ("id", "name"):
        return f'{name}="{value}"'
    return 'class="mermaid"' if name == "class" else name


def _fault(tag: str, name: str, value: str, mermaid: bool) -> ProblemKind | None:
    if not allows(tag, name):
        return UNSAFE_ATTRIBUTE if _UNSAFE_NAME.match(name) else UNKNOWN_ATTRIBUTE
    if name in URL_ATTRIBUTES and not _is_kept(value):
        return UNSAFE_URL
    if name == "src" and is_external(value):
        return EXTERNAL_MEDIA
    if (name in ("id", "name") and is_reserved(value)) or (name == "class" and not mermaid and is_diagram(value)):
        return UNSAFE_ATTRIBUTE
    if name == "style" and not STYLES.issuperset(part.split(":")[0].strip().lower() for part in value.split(";") if part.strip()):
        return UNKNOWN_ATTRIBUTE
    return UNKNOWN_ATTRIBUTE if tag == "input" and name == "type" and value not in INPUT_TYPES else None


def _is_kept(address: str) -> bool:
    """Asks the cleaner itself, which knows more of addresses than a pattern could."""
    return "href" in CLEANER.clean(f'<a href="{escape(address)}"></a>')
