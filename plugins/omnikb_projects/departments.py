"""Departments: those that a vocabulary knows, whichever plugin keeps it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from omnikb import Document, Role, Term, keys_with

KEY = "departments"
"""The facet whose terms they are."""


def departments_of(document: Document) -> Mapping[str, Term]:
    """The departments that a document may name, by all they are called; none where no vocabulary lists them."""
    keys = (key for model in document.parts for key in keys_with(model, Role.FACET))
    return by_name(term for key in keys if key.name == KEY for term in key.terms)


def by_name(terms: Iterable[Term]) -> dict[str, Term]:
    """The terms by id, names and aliases."""
    return {name: term for term in terms for name in (str(term), *term.names.values(), *term.aliases)}
