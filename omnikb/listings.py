"""Lists of documents: the index page of each type, by year; and what gathers below a document that many point at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from markupsafe import Markup

from omnikb.addresses import address
from omnikb.documents import Document, DocumentType
from omnikb.i18n import messages_of, translated
from omnikb.index import Index, Link
from omnikb.pages import Deferred, Page, Section
from omnikb.paging import ListPage, list_pages, portions
from omnikb.templating import Placed, Templates

_ = messages_of("omnikb")
_TEMPLATES = Templates("omnikb")

PAGE_LENGTH = 300
"""Documents on one list page, at most: with titles and summaries of the usual length, about 100 kB."""

NOTES = 5
"""What is said of one document in a gathering, at most, however often it links."""

GATHERED = 100
"""Documents that a gathering shows with what they say; the rest stand on pages of their own."""


@dataclass(frozen=True, slots=True)
class Group:
    """Documents under one heading, newest first."""

    heading: str
    documents: tuple[Document, ...]


def newest_first(documents: Iterable[Document]) -> list[Document]:
    """By date, the newest first and those without a date last; then by id."""
    ordered = sorted(documents, key=attrgetter("id"))
    return sorted(ordered, key=lambda document: -document.date.toordinal() if document.date else 0)


def by_year(documents: Iterable[Document]) -> list[Group]:
    """One group a year, the newest year first; documents without a date come last."""
    years: dict[str, list[Document]] = {}
    for document in newest_first(documents):
        years.setdefault(str(document.date.year) if document.date else "", []).append(document)
    return [Group(year or _("Without a date"), tuple(group)) for year, group in years.items()]


def rows(documents: Iterable[Document], on: Placed, index: Index) -> Markup:
    """A list of documents on the page of ``on``: date, title, state, summary."""
    return _TEMPLATES.render("rows.html", on, index, documents=tuple(documents))


def type_pages(index: Index) -> list[Page]:
    """The index page of every document type; where its list is long, a page a year and more besides."""
    pages: list[Page] = []
    for kind in index.types.values():
        path, title = list_path(kind, index), translated(kind.plural, index.language)
        written = index.at_path(path)
        overview = Page(path, title, lang=written.lang if written else index.language)
        parts = index.derive_each(_parts_of_type)[kind.name]
        if not parts:
            pages.append(replace(overview, sections=Deferred(_years_of_type, (kind.name,))))
            continue
        pages += [replace(one.page, sections=Deferred(_listed, (one,))) for one in parts]
        told = tuple((one.page.path, one.page.title, len(one.items)) for one in parts)
        pages.append(replace(overview, sections=Deferred(_year_links, (told,))))
    return pages


def list_path(kind: DocumentType, index: Index) -> str:
    """The path of a type's list: that of the document someone wrote for its address, where there is one."""
    path = f"{kind.folder}/index.md"
    where = address(path, index.directory_urls)
    written = (path, f"{kind.folder}/README.md", f"{kind.folder}.md")
    return next((one for one in written if index.at_path(one) and address(one, index.directory_urls) == where), path)


def _size(document: Document) -> int:
    """The HTML of a document's line, about, in bytes."""
    return 150 + len(f"{document.title}{document.summary[:120]}".encode()) + 3 * len(document.path.encode())


def _years_of_type(page: Page, index: Index, name: str) -> Iterator[Section]:
    """All documents of a type by year; where there are none, how to write the first."""
    if not index.of_type(name):
        yield Section("", _TEMPLATES.render("none_yet.html", page, index, kind=index.types[name]), weight=0)
    for number, group in enumerate(by_year(index.of_type(name))):
        yield Section(group.heading, rows(group.documents, page, index), weight=number)


def _year_links(page: Page, index: Index, pages: Sequence[tuple[str, str, int]]) -> Iterator[Section]:
    """The pages of all years; ``pages`` has of each its path, its title and the number of its documents."""
    yield Section(_("By year"), _TEMPLATES.render("years.html", page, index, pages=pages), weight=0)


def _parts_of_type(index: Index, name: str) -> list[ListPage[Document]]:
    """The list of a type in parts, at least one a year; none where the whole list is short."""
    documents = index.of_type(name)
    if len(documents) <= PAGE_LENGTH and len(portions(documents, PAGE_LENGTH, _size)) == 1:
        return []
    kind = index.types[name]
    title = translated(kind.plural, index.language)
    return [one for group in by_year(documents) for one in _year_pages(kind, title, group, index)]


def _year_pages(kind: DocumentType, title: str, group: Group, index: Index) -> list[ListPage[Document]]:
    """The pages of one year."""
    year = group.heading if group.heading.isdigit() else "undated"
    name = f"{title} · {translated(group.heading, index.language)}"
    return list_pages(group.documents, f"{kind.folder}/by-year/{year}.md", name, index.language, PAGE_LENGTH, _size)


def _listed(page: Page, index: Index, one: ListPage[Document], subject: str = "") -> Iterator[Section]:
    """Part of a list, below the way back to the document of the id ``subject`` where there is one."""
    back = _TEMPLATES.render("back.html", page, index, document=index.documents[subject]) if subject else Markup("")
    yield Section("", back + rows(one.items, page, index))
    yield from one.paging(index)


def gathering(links: Iterable[Link], on: Document, index: Index, note: Callable[[Link], str] | None = None) -> Markup:
    """The documents ``links`` come from, on the page of the document ``on`` they lead to: by type, newest first.

    ``note`` gives what is to be said of one link (text, or ``Markup``). What is beyond ``GATHERED`` stands on pages of
    its own, which a line below the list leads to.
    """
    groups = _by_type(links, index)
    total = sum(len(entries) for __, entries in groups)
    shown, room = [], GATHERED
    for kind, entries in groups:
        notes = [(document, [note(link) for link in found[:NOTES]] if note else []) for document, found in entries[:room]]
        if notes:
            shown.append((kind.plural if kind else _("Pages"), notes))
        room -= len(notes)
    rest = _all_links_path(on) if total > GATHERED else ""
    return _TEMPLATES.render("gathering.html", on, index, groups=shown, total=total, rest=rest)


def all_links_pages(index: Index) -> list[Page]:
    """For every document that more than ``GATHERED`` others point at: pages with all of them."""
    pages = []
    for document in index.documents.values():
        links = index.incoming(document.id)
        sources = {link.source for link in links} if len(links) > GATHERED else set()
        if len(sources) <= GATHERED:
            continue
        ordered = newest_first(index.documents[source] for source in sources)
        title = f"{document.title} · {translated(_('Everything that links here'), document.lang)}"
        parts = list_pages(ordered, _all_links_path(document), title, document.lang, PAGE_LENGTH, _size)
        pages += [replace(one.page, sections=Deferred(_listed, (one, document.id))) for one in parts]
    return pages


def _all_links_path(document: Document) -> str:
    return f"{document.path.removesuffix('.md').removesuffix('/index').removesuffix('/README')}/links/index.md"


def _by_type(links: Iterable[Link], index: Index) -> list[tuple[DocumentType | None, list[tuple[Document, list[Link]]]]]:
    """The sources of ``links`` by type, each once with its links, newest first; types in the order of their names."""
    by_source: dict[str, list[Link]] = {}
    for link in links:
        by_source.setdefault(link.source, []).append(link)
    by_type: dict[str | None, list[tuple[Document, list[Link]]]] = {}
    for document in newest_first(index.documents[source] for source in by_source):
        by_type.setdefault(document.type, []).append((document, by_source[document.id]))
    return [(index.types.get(name or ""), by_type[name]) for name in [*index.types, None] if name in by_type]
