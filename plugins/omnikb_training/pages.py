"""What a training's page shows besides its text, and the learning path of each role."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from omnikb import (
    Deferred,
    Document,
    DocumentType,
    Index,
    ListPage,
    Page,
    Place,
    Section,
    Templates,
    list_pages,
    page_name,
    primary_language,
    translated,
)
from omnikb_training.checks import RELATION, before_it
from omnikb_training.model import TrainingFields, _

_TEMPLATES = Templates("omnikb_training")

OVERVIEW = "training/paths.md"


@dataclass(frozen=True, slots=True)
class Path:
    """The trainings of a role, each after those it builds on. ``minutes`` is the sum of those that say theirs."""

    role: str
    path: str
    trainings: Sequence[Document]
    minutes: int


def sections_of(training: TrainingFields, document: Document, index: Index) -> Iterator[Section]:
    """For whom and how long; what one can do afterwards; what comes before and after; what it covers."""
    roles = [(role, _path_of(role)) for role in training.roles]
    yield Section("", _TEMPLATES.render("facts.html", document, index, training=training, roles=roles), place=Place.HEADER)
    yield Section(
        _("What you can do afterwards"), _TEMPLATES.render("teaches.html", document, index, training=training), Place.BEFORE
    )
    before = _distinct(before_it(document.id, index), document, index)
    after = _distinct([link.source for link in index.incoming(document.id, RELATION)], document, index)
    if before or after:
        html = _TEMPLATES.render("steps.html", document, index, before=before, after=after)
        yield Section(_("Before and after this training"), html, weight=30)
    covered = _covered(document, index)
    if covered:
        yield Section(_("What it covers"), _TEMPLATES.render("covers.html", document, index, groups=covered), weight=35)


def paths(index: Index) -> tuple[Path, ...]:
    """The path of each role by its name; those that have a training in the site's language come first."""
    found: dict[str, tuple[str, list[Document]]] = {}
    for training in _in_order(index):
        for role in training[TrainingFields].roles:
            known = found.setdefault(_path_of(role), (role, []))[1]
            if not known or known[-1] is not training:
                known.append(training)
    ways = [
        Path(role, path, trainings, sum(one[TrainingFields].minutes or 0 for one in trainings))
        for path, (role, trainings) in found.items()
    ]
    return tuple(sorted(ways, key=lambda way: (not any(_is_in(index.language, one) for one in way.trainings), way.role)))


def _is_in(language: str, document: Document) -> bool:
    """Whether a document is in a language, wherever that is spoken: ``en-GB`` is English."""
    return primary_language(document.lang) == primary_language(language)


def pages_of(index: Index) -> Iterator[Page]:
    """The overview of all roles, and the pages of each path."""
    found = index.derive(paths)
    if not found:
        return
    overview = Page(OVERVIEW, translated(_("Learning paths"), index.language), lang=index.language)
    if index.at_path(OVERVIEW) is None:
        told = tuple((path.role, path.path, len(path.trainings), path.minutes) for path in found)
        yield replace(overview, sections=Deferred(_overview, (told,)))
    for path in found:
        yield from _path_pages(path, overview, index)


def _overview(page: Page, index: Index, told: Sequence[tuple[str, str, int, int]]) -> Iterator[Section]:
    """All roles, each with the path of its page, the number of its trainings and their minutes."""
    yield Section("", _TEMPLATES.render("paths.html", page, index, paths=told))


def _path_pages(path: Path, overview: Page, index: Index) -> Iterator[Page]:
    for one in list_pages(path.trainings, path.path, path.role, index.language):
        yield replace(one.page, sections=Deferred(_steps, (one, overview, len(path.trainings), path.minutes)))


def _steps(page: Page, index: Index, one: ListPage[Document], overview: Page, total: int, minutes: int) -> Iterator[Section]:
    """The steps of a path that stand on one page; ``total`` and ``minutes`` are those of the whole path."""
    steps = [(training, training[TrainingFields]) for training in one.items]
    words = {"steps": steps, "start": one.first, "overview": overview, "total": total, "minutes": minutes}
    yield Section("", _TEMPLATES.render("path.html", page, index, **words))
    yield from one.paging(index)


def _path_of(role: str) -> str:
    return f"training/paths/{page_name(role, 'index')}.md"


def _in_order(index: Index) -> list[Document]:
    """All trainings, each after its prerequisites; of a circle, which is a problem, the first met comes last."""
    ordered: dict[str, None] = {}
    entered: set[str] = set()
    for training in index.of_type("training"):
        waiting = [training.id]
        while waiting:
            here = waiting[-1]
            missing = [] if here in entered else [id_ for id_ in before_it(here, index) if id_ not in entered]
            entered.add(here)
            if missing:
                waiting += reversed(missing)
            else:
                ordered[waiting.pop()] = None
    return [index.documents[id_] for id_ in ordered]


def _distinct(ids: Sequence[str], document: Document, index: Index) -> list[Document]:
    return [index.documents[id_] for id_ in dict.fromkeys(ids) if id_ != document.id]


def _covered(document: Document, index: Index) -> list[tuple[DocumentType, list[Document]]]:
    """What the training covers, by type."""
    by_type: dict[str, list[Document]] = {}
    for target in _distinct([link.target for link in index.outgoing(document.id, "covers")], document, index):
        if target.type:
            by_type.setdefault(target.type, []).append(target)
    return [(kind, by_type[name]) for name, kind in index.types.items() if name in by_type]
