"""The document types and traits that plugins name without importing them: a misspelt one would be none, in silence."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from omnikb.declarations import refs_in
from omnikb.documents import DocumentType, Fields, Trait
from omnikb.i18n import messages_of
from omnikb.plugin_discovery import ActivePlugin
from omnikb.suggestions import nearest

_ = messages_of("omnikb")

_NEARLY = 0.8
"""How much a name must be like one there is to be that one misspelt. Any other may be of a plugin that is not installed."""


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
    return None if name in known else nearest(name, known, _NEARLY)
