"""The pages of each value and each year, the index of each facet, and the ways in on the home page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from omnikb import (
    Deferred,
    Document,
    Index,
    ListPage,
    Page,
    Section,
    Templates,
    Term,
    list_pages,
    newest_first,
    rows,
    translated,
)
from omnikb_facets.model import terms_of, values_of
from omnikb_facets.vocabulary import FACETS, _

_TEMPLATES = Templates("omnikb_facets")

HOME = "index.md"
"""The path of the home page, an ordinary document."""

PLURALS = {"departments": _("Departments"), "channels": _("Channels"), "phases": _("Phases"), "tags": _("Tags")}

WAYS_IN = ("departments", "channels", "phases")
"""The facets whose values the home page shows one by one."""

IN_SEQUENCE = frozenset({"phases"})
"""The facets whose values follow one another; they stand in the order of the vocabulary, where there is one."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A value or a year: the page about it, its name in each language, and its documents."""

    term: Term
    documents: Sequence[Document]


Subjects = tuple[tuple[str, tuple[Subject, ...]], ...]
"""The facets that have subjects, each with these: in their sequence, else the largest first."""


def subjects(index: Index) -> Subjects:
    """Everything that has documents, in one pass over all of them."""
    found: dict[str, dict[str, tuple[Term, list[Document]]]] = {facet: {} for facet in FACETS}
    for document in index.documents.values():
        for facet, terms in values_of(document).items():
            for page, term in {term.page: term for term in terms}.items():
                found[facet].setdefault(page, (term, []))[1].append(document)
    return tuple((facet, _in_order(facet, by_page.values())) for facet, by_page in found.items() if by_page)


def _in_order(facet: str, found: Iterable[tuple[Term, Sequence[Document]]]) -> tuple[Subject, ...]:
    """The subjects of a facet, the largest first; those that follow one another in the order of the vocabulary."""
    largest = [Subject(term, documents) for term, documents in sorted(found, key=lambda one: (-len(one[1]), one[0]))]
    if facet in IN_SEQUENCE:
        places = {term: place for place, term in enumerate(terms_of(largest[0].documents[0], facet))}
        largest.sort(key=lambda subject: places.get(subject.term, 0))
    return tuple(largest)


def years(index: Index) -> tuple[Subject, ...]:
    """The years that have documents of a type, the newest first."""
    found: dict[int, list[Document]] = {}
    for document in index.documents.values():
        if document.type and document.date:
            found.setdefault(document.date.year, []).append(document)
    return tuple(Subject(Term(str(year), {}, f"years/{year}.md"), found[year]) for year in sorted(found, reverse=True))


def pages_of(index: Index) -> Iterator[Page]:
    """All pages. One that someone wrote a document for is left to that document."""
    for facet, found in index.derive(subjects):
        yield from _unwritten(_facet_pages(facet, PLURALS[facet], found, index), index)
    yield from _unwritten(_facet_pages("years", _("Years"), index.derive(years), index), index)


def ways_in(home: Document, index: Index) -> Section | None:
    """Departments, channels and phases with the number of documents each, on the home page; ``None`` without any."""
    found = dict(index.derive(subjects))
    shown = [(facet, PLURALS[facet], found[facet]) for facet in WAYS_IN if facet in found]
    others = [(facet, PLURALS[facet]) for facet in found if facet not in WAYS_IN]
    others += [("years", _("Years"))] if index.derive(years) else []
    if not shown and not others:
        return None
    return Section(_("Ways in"), _TEMPLATES.render("ways_in.html", home, index, shown=shown, others=others), weight=80)


def _unwritten(pages: Iterable[Page], index: Index) -> Iterator[Page]:
    return (page for page in pages if index.at_path(page.path) is None)


def _facet_pages(facet: str, plural: str, found: Sequence[Subject], index: Index) -> Iterator[Page]:
    """The index of a facet, and the pages of its values."""
    if not found:
        return
    overview = Page(f"{facet}/index.md", translated(plural, index.language), lang=index.language)
    counts = tuple((subject.term, _number_of_each_type(subject.documents)) for subject in found)
    yield replace(overview, sections=Deferred(_counts, (plural, counts)))
    for subject in found:
        yield from _subject_pages(subject, overview, index)


def _number_of_each_type(documents: Iterable[Document]) -> dict[str, int]:
    """How many documents there are of each type that has any, in the order of the types' names."""
    return dict(sorted(Counter(document.type or "" for document in documents).items()))


def _counts(page: Page, index: Index, plural: str, counts: Sequence[tuple[Term, Mapping[str, int]]]) -> Iterator[Section]:
    """How many documents of each type there are to each value."""
    kinds = [name for name in _types_in_order(index) if any(name in count for __, count in counts)]
    lines = [(term, [sum(count.values()), *(count.get(kind) for kind in kinds)]) for term, count in counts]
    headings = [_("Documents"), *(index.types[kind].plural for kind in kinds)]
    yield Section("", _TEMPLATES.render("counts.html", page, index, plural=plural, headings=headings, lines=lines))


def _types_in_order(index: Index) -> list[str]:
    """Undertakings first, then what gathers, then the rest."""
    traits = {name: kind.traits for name, kind in index.types.items()}
    return sorted(traits, key=lambda name: ("undertaking" not in traits[name], "gathers" not in traits[name]))


def _subject_pages(subject: Subject, overview: Page, index: Index) -> Iterator[Page]:
    """The documents of a value by type, the newest first, as many pages as they need."""
    by_type: dict[str | None, list[Document]] = {}
    for document in newest_first(subject.documents):
        by_type.setdefault(document.type, []).append(document)
    ordered = [document for name in _types_in_order(index) for document in by_type.get(name, ())]
    pages = list_pages(ordered, subject.term.page, subject.term.label(index.language), index.language)
    first: dict[str | None, str] = {}
    for one in pages:
        for document in one.items:
            first.setdefault(document.type, one.page.path)
    counts = tuple((name or "", path, len(by_type[name])) for name, path in first.items())
    for one in pages:
        yield replace(one.page, sections=Deferred(_by_type, (one, overview, counts)))


def _by_type(
    page: Page, index: Index, one: ListPage[Document], overview: Page, counts: Sequence[tuple[str, str, int]]
) -> Iterator[Section]:
    """The documents that stand on one page, below the number of all of each type, with the page on which they begin."""
    told = [(index.types[name], path, count) for name, path, count in counts]
    yield Section("", _TEMPLATES.render("head.html", page, index, overview=overview, counts=told))
    by_type: dict[str, list[Document]] = {}
    for document in one.items:
        by_type.setdefault(document.type or "", []).append(document)
    for name, found in by_type.items():
        yield Section(index.types[name].plural, rows(found, page, index), anchor=name)
    yield from one.paging(index)
