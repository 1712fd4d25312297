"""The document types and traits that plugins name without importing them: a misspelt one would be none, in silence."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import takewhile

from omnikb.declarations import refs_in
from omnikb.documents import DocumentType, Fields, Trait
from omnikb.i18n import messages_of
from omnikb.plugin_discovery import ActivePlugin
from omnikb.suggestions import nearest

_ = messages_of("omnikb")

_NEARLY = 0.8
"""How much a name must be like one there is to be that one misspelt: of short ones a letter makes another word.

Any other may be of a plugin that is not installed.
"""


def refuse_misspelt(fields: Iterable[tuple[ActivePlugin, Fields]], kinds: Collection[DocumentType]) -> None:
    """Raises ``PluginError`` where fields are for a type or trait, or refer to a type, that is not there but nearly is."""
    types, traits = {kind.name for kind in kinds}, {trait for kind in kinds for trait in kind.traits}
    for plugin, one in fields:
        for name in _types_named(one):
            if near := _meant(name, types):
                reason = _("there is no document type {type}; did you mean {near}?")
                raise plugin.refused(reason, "omnikb_fields", type=name, near=near)
        if isinstance(one.types, Trait) and (near := _meant(one.types.name, traits)):
            reason = _("no document type has the trait {trait}; did you mean {near}?")
            raise plugin.refused(reason, "omnikb_fields", trait=one.types.name, near=near)


def _types_named(fields: Fields) -> Iterator[str]:
    if not isinstance(fields.types, Trait):
        yield from sorted(fields.types.names)
    yield from (ref.type for ref in refs_in(fields.model) if ref.type is not None)


def _meant(name: str, known: Collection[str]) -> str | None:
    if name in known:
        return None
    return nearest(name, [one for one in known if _is_slip(name.casefold(), one.casefold())], _NEARLY)


def _is_slip(name: str, known: str) -> bool:
    """Whether one letter too many, too few, wrong or in the place of the next makes the one of the other.

    What is longer at an end is another word, as ``preview`` and ``reviewer`` are beside ``review``, unless it is the plural.
    """
    if name.endswith(known) or known.endswith(name) or name.startswith(known):
        return name in (known, f"{known}s")
    same = sum(1 for __ in takewhile(lambda pair: pair[0] == pair[1], zip(name, known, strict=False)))
    one, other = name[same:], known[same:]
    swapped = one[:2] == other[1::-1] and one[2:] == other[2:]
    return swapped or one[1:] in (other, other[1:]) or one == other[1:]
