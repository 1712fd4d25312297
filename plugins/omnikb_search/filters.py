"""What readers filter by: for each document its values, for the index what facets and values are called."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from omnikb import Document, Index, Role, Term, primary_language, translated
from omnikb_search.words import _

LANGUAGES = ("zh", "en")

Labels = Mapping[str, str]
"""What something is called, by language; none: it goes by its id."""

_NAMES_OF_LANGUAGES = {"zh": _("Chinese"), "en": _("English")}


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a facet."""

    id: str
    labels: Labels = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Filter:
    """What readers may filter by."""

    id: str
    labels: Labels


TYPE = Filter("type", {lang: translated(_("Type"), lang) for lang in LANGUAGES})
YEAR = Filter("year", {lang: translated(_("Year"), lang) for lang in LANGUAGES})
STATUS = Filter("status", {lang: translated(_("Status"), lang) for lang in LANGUAGES})
LANGUAGE = Filter("language", {lang: translated(_("Language"), lang) for lang in LANGUAGES})


def filters_in(index: Index) -> dict[str, tuple[Filter, dict[str, Value]]]:
    """Every filter with the values that documents have, by id, in the order in which readers see them."""
    met: dict[str, tuple[Filter, dict[str, Value]]] = {}
    gathering = [kind.name for kind in index.types.values() if "gathers" in kind.traits]
    for document in index.documents.values():
        gathered = [_gathering_value(document, index)] if document.type in gathering else []
        for one, value in (*gathered, *_own_values(document, index)):
            met.setdefault(one.id, (one, {}))[1].setdefault(value.id, value)
    first, last = [TYPE.id, *gathering], [YEAR.id, STATUS.id, LANGUAGE.id]
    order = [*first, *(id_ for id_ in met if id_ not in first and id_ not in last), *last]
    return {id_: met[id_] for id_ in order if id_ in met}


def values_of(document: Document, index: Index) -> Iterator[tuple[Filter, Value]]:
    """The values of one document, each with the filter it belongs to; a value may come twice."""
    yield from (_gathering_value(target, index) for target in gatherers(document, index))
    yield from _own_values(document, index)


def _gathering_value(document: Document, index: Index) -> tuple[Filter, Value]:
    """The value of all that a document gathers."""
    name = document.type or ""
    return Filter(name, in_languages(index.types[name].label)), Value(document.id, {_language(document): document.title})


def _own_values(document: Document, index: Index) -> Iterator[tuple[Filter, Value]]:
    """What a document says of itself."""
    if document.type:
        yield TYPE, Value(document.type, in_languages(index.types[document.type].label))
    for key, values in document.keys_with(Role.FACET):
        for value in values if isinstance(values, Sequence) and not isinstance(values, str) else [values]:
            names = _names_of(value) if isinstance(value, Term) else {}
            yield Filter(key.name, in_languages(key.label)), Value(str(value), names)
    if document.date:
        yield YEAR, Value(str(document.date.year))
    for state in document.with_role(Role.STATE):
        label = getattr(state, "label", str(state))
        yield STATUS, Value(str(state), {lang: in_words(text) for lang, text in in_languages(label).items()})
    yield LANGUAGE, Value(_language(document), in_languages(_NAMES_OF_LANGUAGES.get(_language(document), _language(document))))


def _names_of(term: Term) -> Labels:
    """Names by language, and behind them the aliases, which are typed and not shown."""
    aliases = {f"alias {number}": alias for number, alias in enumerate(term.aliases)}
    return {**(term.names or {"": str(term)}), **aliases} if aliases else term.names


def gatherers(document: Document, index: Index) -> Iterator[Document]:
    """The documents that gather this one, such as its project: those of such a type that its front matter names, and itself."""
    targets = [document.id, *(link.target for link in index.outgoing(document.id) if link.offset is None)]
    for id_ in dict.fromkeys(targets):
        target = index.documents[id_]
        if target.type and "gathers" in index.types[target.type].traits:
            yield target


def in_languages(label: str) -> Labels:
    """A label in each language."""
    return _in_languages(getattr(label, "domain", ""), label)


def in_words(text: str) -> str:
    """A label without the mark before it, which nobody types: ``✓ Closed`` is ``Closed``."""
    return re.sub(r"^\W+", "", text) or text


@cache
def _in_languages(_domain: str, label: str) -> Labels:
    """Messages of two plugins may be equal as texts: the domain tells them apart."""
    return {lang: translated(label, lang) for lang in LANGUAGES}


def _language(document: Document) -> str:
    return primary_language(document.lang)
