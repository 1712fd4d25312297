"""The pages of each value and each year, the index of each facet, and the ways in on the home page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from omnikb import Document, Index, Page, Section, Templates, Term, list_pages, newest_first, rows, table, translated
from omnikb_facets.model import values_of
from omnikb_facets.vocabulary import FACETS, _

_TEMPLATES = Templates("omnikb_facets")

HOME = "index.md"
"""The path of the home page, an ordinary document."""

PLURALS = {"departments": _("Departments"), "channels": _("Channels"), "phases": _("Phases"), "tags": _("Tags")}

WAYS_IN = ("departments", "channels", "phases")
"""The facets whose values the home page shows one by one."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A value or a year: the page about it, its name in each language, and its documents."""

    term: Term
    documents: Sequence[Document]


Subjects = Mapping[str, tuple[Subject, ...]]
"""The subjects of each facet, the largest first."""


def subjects(index: Index) -> Subjects:
    """Everything that has documents, in one pass over all of them."""
    found: dict[str, dict[str, tuple[Term, list[Document]]]] = {facet: {} for facet in FACETS}
    for document in index.documents.values():
        for facet, terms in values_of(document).items():
            for page, term in {term.page: term for term in terms}.items():
                found[facet].setdefault(page, (term, []))[1].append(document)
    return {
        facet: tuple(
            Subject(term, documents) for term, documents in sorted(by_page.values(), key=lambda one: (-len(one[1]), one[0]))
        )
        for facet, by_page in found.items()
        if by_page
    }


def years(index: Index) -> tuple[Subject, ...]:
    """The years that have documents of a type, the newest first."""
    found: dict[int, list[Document]] = {}
    for document in index.documents.values():
        if document.type and document.date:
            found.setdefault(document.date.year, []).append(document)
    return tuple(Subject(Term(str(year), {}, f"years/{year}.md"), found[year]) for year in sorted(found, reverse=True))


def pages_of(index: Index) -> Iterator[Page]:
    """All pages. One that someone wrote a document for is left to that document."""
    for facet, found in index.derive(subjects).items():
        yield from _unwritten(_facet_pages(facet, PLURALS[facet], found, index), index)
    yield from _unwritten(_facet_pages("years", _("Years"), index.derive(years), index), index)


def ways_in(home: Document, index: Index) -> Section | None:
    """Departments, channels and phases with the number of documents each, on the home page; ``None`` without any."""
    found = index.derive(subjects)
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
    yield replace(overview, sections=(Section("", _counts(plural, found, overview, index)),))
    for subject in found:
        yield from _subject_pages(subject, overview, index)


def _counts(plural: str, found: Sequence[Subject], on: Page, index: Index) -> Markup:
    """How many documents of each type there are to each value."""
    kinds = [name for name in _types_in_order(index) if any(one.type == name for subject in found for one in subject.documents)]
    lines = []
    for subject in found:
        count = dict.fromkeys(kinds, 0)
        for document in subject.documents:
            count[document.type or ""] += 1
        name = _TEMPLATES.render("term.html", on, index, term=subject.term)
        lines.append([name, len(subject.documents), *(count[kind] or "" for kind in kinds)])
    headings = [plural, _("Documents"), *(index.types[kind].plural for kind in kinds)]
    counts = table([translated(heading, on.lang) for heading in headings], lines, range(1, len(headings)), sortable=True)
    return Markup('<div class="omnikb-counts">{}</div>').format(counts)


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
    counts = [(index.types[name or ""], path, len(by_type[name])) for name, path in first.items()]
    for one in pages:
        head = _TEMPLATES.render("head.html", one.page, index, overview=overview, counts=counts)
        sections = (Section("", head), *_by_type(one.items, one.page, index), *one.paging(index))
        yield replace(one.page, sections=sections)


def _by_type(documents: Iterable[Document], page: Page, index: Index) -> Iterator[Section]:
    by_type: dict[str, list[Document]] = {}
    for document in documents:
        by_type.setdefault(document.type or "", []).append(document)
    for name, found in by_type.items():
        yield Section(index.types[name].plural, rows(found, page, index), anchor=name)
