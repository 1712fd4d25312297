"""Synonyms: the names that a vocabulary gives to one thing, such as 双十一, 双11 and Double 11."""

from __future__ import annotations

from omnikb import Index, Role, keys_with
from omnikb_search.entries import names_of


def synonyms_in(index: Index) -> list[tuple[str, ...]]:
    """The names of each term that fields take, whether or not a document has it; terms of one name have no synonyms."""
    models = dict.fromkeys(model for document in index.documents.values() for model in document.parts)
    terms = [term for model in models for key in keys_with(model, Role.FACET) for term in key.terms]
    groups = dict.fromkeys(names_of(term) for term in terms)
    return sorted(names for names in groups if len(names) > 1)
