"""Unsafe HTML in a body: may there be any, and where does it stand?"""

from __future__ import annotations

import re
from functools import cache

from omnikb.bodies.allowed_html import ATTRIBUTES, DROPPED_IN_SILENCE, EVERYWHERE, REMOVED_TAGS, TAGS
from omnikb.bodies.removals import Removed
from omnikb.bodies.unsafe_places import NESTED_DEEPLY, problems_in

__all__ = ["FIRST_WORD", "Removed", "is_suspicious", "problems_in"]

# What is certainly harmless is spelled out, and all else is suspicious: a new trick can only cost a rendering.

# The last part of a host begins with a letter and no part is in Punycode: of others only the cleaner knows if they are valid
_HOST = r"(?:(?!xn--)[a-z0-9-]+\.)*+(?!xn--)[a-z][a-z0-9-]*+(?:[.][a-z][a-z0-9-]*+)*+(?::[0-9]{1,4})?(?=[/?#) \n\"'>]|\Z)"
_AWAY = rf"(?:(?:https?|ftp)://{_HOST}|mailto:|tel:)"
# No colon, and nothing that Markdown turns into one: entities, escapes, code, keys, links by id
_HERE = r"(?:(?!//)[^\s:&\\`+\[<>()\"'\x00-\x20])++"
_PLAIN_HREF = rf"(?:{_AWAY}[^\"'<>]*|{_HERE}|\#[\w-]*)"
_PLAIN_STYLE = "text-align: ?[a-z]+;?"
_NAMES = EVERYWHERE | DROPPED_IN_SILENCE
_SPECIAL = frozenset({"href", "src", "style", "type"})
_VALUE = r"(?:\"(?!__)[^\"<>&\\\n]*\"|'(?!__)[^'<>&\\\n]*'|(?!__)[\w%.-]+)"


def _quoted(value: str) -> str:
    return rf"(?:\"{value}\"|'{value}')"


def _plain_tag(tag: str) -> str:
    """A tag that certainly stays as it is."""
    names = (_NAMES | ATTRIBUTES.get(tag, frozenset())) - _SPECIAL
    alternatives = [
        rf"(?:{'|'.join(sorted(names))})(?:\s*=\s*{_VALUE})?(?=[\s/>])",
        f"href={_quoted(_PLAIN_HREF)}",
        f"src={_quoted(_HERE)}",
        f"style={_quoted(_PLAIN_STYLE)}",
    ]
    kept = alternatives if tag in ("a", "img") else [alternatives[0], alternatives[3]]
    return rf"{tag}(?:\s++(?:{'|'.join(kept)}))*+\s*+/?>"


@cache
def _odd_tag() -> re.Pattern[str]:
    """A tag that is not certainly plain. Compiled for the first body that has a tag at all: it takes as long as a small check."""
    known = "|".join(sorted(TAGS | REMOVED_TAGS))
    plain = "|".join(map(_plain_tag, sorted(TAGS)))
    foreign = rf"(?!(?:{known})(?![\w.:@-]))[a-z][\w.:@+-]*+(?!//)"
    # ASCII: to a browser no other blank ends a name, and no other letter is one of its own in disguise
    return re.compile(rf"<(?=[a-z])(?!{_AWAY}|{plain}|{foreign})", re.IGNORECASE | re.ASCII)


_LINK_END = r"(?=[ )\"'>])"
_LINK = re.compile(rf"\]\([ ]*+<?+[ ]*+(?!{_AWAY}|{_HERE}{_LINK_END}|[)>])", re.IGNORECASE)
_DEFINITION = re.compile(rf"\[(?!\^)[^\[\]]*\]:[ ]*+\n?[ ]*+<?+(?!{_AWAY}|{_HERE}(?=[\s>]|\Z)|\s|\Z)", re.IGNORECASE)
# Text between brackets in which no bracket can be hidden, so that what follows is the image's address
_SIMPLE = r"[^\[\]\\`$]*+\]"
_IMAGE = re.compile(rf"!\[(?!{_SIMPLE}(?:\([ ]*+<?+[ ]*+(?:{_HERE}{_LINK_END}|[)>])|[^(]|\Z))")
_IMAGE_BY_REFERENCE = re.compile(rf"!\[{_SIMPLE}(?!\()")
_DEFINED_AWAY = re.compile(r"\]:\s*<?(?:[a-z]+:|[/\\]{2})", re.IGNORECASE)

FIRST_WORD = r"(?=[.#][^\s}.#]|[\w-]+=[^\s}=]|data-[a-z-]+[ }])"
"""How an attribute list begins: ``.class``, ``#id``, ``name=value``, or ``data-name``. Other words in braces are text."""

_WORD = rf"(?:\.[\w.:-]+|\#(?!__)[\w.:-]+|(?:{'|'.join(sorted(_NAMES - _SPECIAL))})={_VALUE})"
_LIST_REST = rf"(?:[ ]*+{_WORD}(?=[ }}]))*+[ ]*+\}}"
_FENCE_REST = rf"(?:[ ]*+(?:{_WORD}|(?:hl_lines|linenums|title)={_VALUE})(?=[ }}]))*+[ ]*+\}}"
_LIST = re.compile(rf"\{{:?[ ]*+{FIRST_WORD}(?!{_LIST_REST})")
_FENCE = re.compile(rf"(?:```|~~~)[^\n`{{]*+\{{(?!{_FENCE_REST})")

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_MERMAID_FENCE = re.compile(r"^[ \t>]*(?:`{3,}|~{3,})[ ]*mermaid[ ]*$", re.MULTILINE)


def is_suspicious(body: str) -> bool:
    """May the rendered body hold anything that cleaning takes away? ``False`` is certain; ``True`` is worth a rendering."""
    return bool(
        ("<" in body and _odd_tag().search(body))
        or ("](" in body and _LINK.search(body))
        or ("]:" in body and _DEFINITION.search(body))
        or ("![" in body and _may_show_external_image(body))
        or ("{" in body and (_LIST.search(body) or _FENCE.search(body)))
        or ("mermaid" in body and "mermaid" in _MERMAID_FENCE.sub("", body))
        or _CONTROL.search(body)
        or NESTED_DEEPLY.search(body)
    )


def _may_show_external_image(body: str) -> bool:
    return bool(_IMAGE.search(body) or (_IMAGE_BY_REFERENCE.search(body) and _DEFINED_AWAY.search(body)))
