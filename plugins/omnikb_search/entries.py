"""Entries: what the search knows of each document."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Protocol

from omnikb import Document, Index, Role, Standing, StateValue, Term, keys_with, translated, written_texts
from omnikb.textindex import Entry, Passage, Source
from omnikb_search.filters import gatherers, in_words, values_of
from omnikb_search.page import HOME

VERSION = 7
"""Raised whenever another entry is made of the same document: those kept from earlier builds are then made anew."""

PRIORS = {Standing.PROVEN: 1.2, Standing.CURRENT: 1.0, Standing.RETIRED: 0.5}
"""What a document's score is multiplied by: of two that fit alike, the one that is known to help comes first."""

ORDINARY = 0.4
"""The same for pages of no type: what is about the knowledge base comes after what is in it."""


class Stretch(Protocol):
    """Text of a page from one heading to the next."""

    @property
    def anchor(self) -> str: ...  # noqa: D102 - as omnikb.rendering.Passage says

    @property
    def heading(self) -> str: ...  # noqa: D102

    @property
    def text(self) -> str: ...  # noqa: D102


class PageText(Protocol):
    """The text of one page."""

    @property
    def passages(self) -> Sequence[Stretch]: ...  # noqa: D102


class PageTexts(Protocol):
    """The text of every page, by its path."""

    def __getitem__(self, path: str, /) -> PageText: ...

    def __iter__(self) -> Iterator[str]: ...

    def digest(self, path: str, /) -> str:
        """Equal where two pages' texts are equal."""


def documents_of(index: Index, texts: PageTexts) -> Iterator[Document]:
    """The documents, in the order in which their texts are read fastest."""
    found = (index.at_path(path) for path in texts)
    return (document for document in found if document is not None)


def sources(index: Index, texts: PageTexts) -> Iterator[Source]:
    """One source a document. Its text is read, and its entry made, only when that is asked for."""
    shared = repr(_shared(index))
    for document in documents_of(index, texts):
        names = [(one.id, one.type, one.title) for one in gatherers(document, index)]
        own = (document.digest, document.id, document.path, names, texts.digest(document.path))
        key = hashlib.blake2b(f"{shared}{own!r}".encode("utf-8", "backslashreplace"), digest_size=16).hexdigest()
        yield Source(document.id, key, partial(entry_of, document, index, texts))


def entry_of(document: Document, index: Index, texts: PageTexts) -> Entry:
    """What the search knows of a document."""
    facets: dict[str, dict[str, None]] = {}
    for one, value in values_of(document, index):
        facets.setdefault(one.id, {})[value.id] = None
    return Entry(
        document.id,
        index.href(HOME, document.path),
        document.title,
        document.lang,
        labels=tuple(dict.fromkeys(_labels(document, index))),
        summary=document.summary,
        passages=tuple(_passages(document, texts[document.path].passages)),
        facets={name: tuple(values) for name, values in facets.items()},
        date=document.date,
        prior=_prior(document),
        told=tuple(_told(document, index)),
    )


def _shared(index: Index) -> tuple[object, ...]:
    """What every entry depends on besides its document: how addresses are made, the types, the words of the vocabulary."""
    models = dict.fromkeys(model for document in index.documents.values() for model in document.parts)
    keys = [
        (model.__module__, role, key.name, [names_of(term) for term in key.terms])
        for model in models
        for role in Role
        for key in keys_with(model, role)
    ]
    kinds = [(kind.name, sorted(kind.traits)) for kind in index.types.values()]
    return VERSION, index.directory_urls, index.language, kinds, keys


def said_in_front_matter(document: Document) -> str:
    """What people wrote into the fields of a document, told apart by dots. The summary and other names stand elsewhere; a single
    sign is but the unit of some figure.

    The id of a term that the document has, such as a department's beside what it does, stands there by the term's name.
    """
    terms = (value for values in document.with_role(Role.FACET) for value in _listed(values) if isinstance(value, Term))
    names = {str(term): term.label(document.lang) for term in terms}
    texts = (names.get(text, text) for text in (" ".join(text.split()) for text in written_texts(document)))
    elsewhere = {document.summary, *(" ".join(name.split()) for name in _other_names(document))}
    return " · ".join(text for text in texts if len(text) > 1 and text not in elsewhere)


def _labels(document: Document, index: Index) -> Iterator[str]:
    """What the document is also called, all names of its facets' values, and the names of what it belongs to.

    Its id as well, by which others link to it; an ordinary page's says no more than its address.
    """
    yield from _other_names(document)
    for values in document.with_role(Role.FACET):
        for value in _listed(values):
            yield from names_of(value) if isinstance(value, Term) else (str(value),)
    yield from (target.title for target in gatherers(document, index) if target.id != document.id)
    if document.type is not None:
        yield document.id


def _other_names(document: Document) -> Iterator[str]:
    return (str(name) for names in document.with_role(Role.ALIAS) for name in _listed(names))


def names_of(term: Term) -> tuple[str, ...]:
    """All that people call a term; its id only where nothing else is known."""
    return tuple(dict.fromkeys((*term.names.values(), *term.aliases))) or (str(term),)


def _listed(values: object) -> Sequence[object]:
    return values if isinstance(values, Sequence) and not isinstance(values, str) else (values,)


def _told(document: Document, index: Index) -> Iterator[str]:
    """Type and state, in the language of the site, whose readers see them."""
    if document.type is not None:
        yield translated(index.types[document.type].label, index.language)
    for state in document.with_role(Role.STATE):
        yield in_words(translated(getattr(state, "label", str(state)), index.language))


def _prior(document: Document) -> float:
    if document.type is None:
        return ORDINARY
    standings = [state.standing for state in document.with_role(Role.STATE) if isinstance(state, StateValue)]
    return min((PRIORS[standing] for standing in standings), default=PRIORS[Standing.CURRENT])


def _passages(document: Document, stretches: Sequence[Stretch]) -> Iterator[Passage]:
    if said := said_in_front_matter(document):
        yield Passage("", "", said)
    for number, one in enumerate(stretches):
        if number == 0 and one.heading == document.title:  # the page's own title, which is sought in by itself
            yield Passage("", "", one.text)
        else:
            yield Passage(one.anchor, one.heading, one.text)
