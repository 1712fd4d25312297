"""The keys ``departments``, ``channels``, ``phases`` and ``tags``, bound to a vocabulary."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, create_model

from omnikb import Document, FieldsModel, Listed, ProblemKind, Role, Settings, Term, Terms, Text, keys_with, nearest
from omnikb_facets.vocabulary import FACETS, Vocabulary, _, read_vocabulary

VALUE_UNKNOWN = ProblemKind(
    "facets/value-unknown",
    _("{key}: the vocabulary has no {value}"),
    _("Did you mean {near}?"),
    otherwise=_("Choose one of these, or have the new value added to the vocabulary: {known}"),
)

_TITLES = {"departments": _("Department"), "channels": _("Channel"), "phases": _("Phase"), "tags": _("Tag")}

_DESCRIPTIONS = {
    "departments": _("Departments it concerns, as the vocabulary has them, by any of their names"),
    "channels": _("Sales and service channels it concerns, by any of their names"),
    "phases": _("Phases of a project in which it matters, by any of their names"),
    "tags": _("What it is about, in words of the vocabulary"),
}


class FacetSettings(BaseModel):
    """The section ``facets`` of the settings."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    vocabulary: str = ""
    """The file of the vocabulary, from the folder of ``mkdocs.yml`` or the content folder. None: any value is accepted."""


class FacetFields(FieldsModel):
    """What all models of facets have in common: by it the part of a document is found."""


def values_of(document: Document) -> Mapping[str, tuple[Term, ...]]:
    """The values of each facet of a document; facets without a value are left out."""
    part = next((one for one in document.parts.values() if isinstance(one, FacetFields)), None)
    return {facet: getattr(part, facet) for facet in FACETS if getattr(part, facet)} if part else {}


def terms_of(document: Document, facet: str) -> tuple[Term, ...]:
    """All terms of a facet in the order of the vocabulary that the document was read by; none where it lists none."""
    models = (model for model in document.parts if issubclass(model, FacetFields))
    return next((key.terms for model in models for key in keys_with(model, Role.FACET) if key.name == facet), ())


def configured_vocabulary(settings: Settings) -> Vocabulary:
    """The vocabulary that the settings name. Raises ``SettingsError`` where it cannot be used."""
    file = vocabulary_file(settings)
    return read_vocabulary(file) if file else Vocabulary()


def vocabulary_file(settings: Settings) -> Path | None:
    """The file that the settings name, from the folder of ``mkdocs.yml`` or the content folder; ``None`` where they name none."""
    section = settings.sections.get(FacetSettings)  # absent where the core only asks for the keys of a disabled plugin
    if not isinstance(section, FacetSettings) or not section.vocabulary:
        return None
    beside = settings.root / section.vocabulary
    return beside if beside.is_file() else settings.content / section.vocabulary


def model_for(vocabulary: Vocabulary) -> type[FacetFields]:
    """The model whose values are the vocabulary's: any name is accepted and becomes its ``Term``."""
    fields: dict[str, Any] = {facet: _field(facet, vocabulary) for facet in FACETS}
    return create_model("FacetFields", __base__=FacetFields, **fields)


def _field(facet: str, vocabulary: Vocabulary) -> Any:
    """The annotation and default of one key. A literal type lets references and skeletons list what is allowed."""

    def term_of(value: object) -> object:
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            return value
        term = vocabulary.term(facet, str(value))
        if term is None:
            raise _unknown(facet, str(value), vocabulary)
        return str(term)

    def named(value: str) -> Term:
        return vocabulary.term(facet, value) or Term(value, {})

    known = tuple(str(term) for term in vocabulary.terms.get(facet, ()))
    kind: Any = Literal[known] if known else Text
    item = Annotated[kind, BeforeValidator(term_of), AfterValidator(named)]
    terms = Terms(vocabulary.terms.get(facet, ()))
    listed: Any = Annotated[Listed[item], AfterValidator(_once_each), Role.FACET, terms]
    return listed, Field((), title=_TITLES[facet], description=_DESCRIPTIONS[facet])


def _unknown(facet: str, value: str, vocabulary: Vocabulary) -> Exception:
    near = nearest(value, vocabulary.spellings[facet])
    term = vocabulary.term(facet, near) if near else None
    words = "" if term is None else str(term) if term == near else f"{near} ({term})"
    known = ", ".join(vocabulary.terms[facet])
    return VALUE_UNKNOWN.error(key=facet, value=value, near=words, known=known)


def _once_each(values: tuple[Term, ...]) -> tuple[Term, ...]:
    return tuple(dict.fromkeys(values))
