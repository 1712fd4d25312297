"""What a risk's page shows besides its text, and the risks of other documents."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from omnikb import Document, Index, Link, Place, Section, Templates, gathering
from omnikb_risks.matrix import picture
from omnikb_risks.model import RiskFields, _
from omnikb_risks.records import RELATION, Record, record_of, told
from omnikb_risks.words import ORIGIN_WORDS, RESPONSE_WORDS, STRATEGY_WORDS

_TEMPLATES = Templates("omnikb_risks")

EPISODES = 100
"""Projects in the table of a risk's track record, at most; the others are among those that link to it."""

VOICES = 5
"""Documents that are heard on one risk in one project, at most."""

NAMED = 100
"""Risks that a document lists, at most, in the order it names them; how many more there are is said."""


def sections_of(document: Document, index: Index) -> Iterator[Section]:
    """The sections of any document: as a risk, and as one that names risks or is looked back on."""
    risk = document.get(RiskFields)
    if risk:
        yield from _risk_sections(document, risk, index)
    named = _named(document, index)
    if named:
        html = _TEMPLATES.render("named.html", document, index, rows=named[:NAMED], more=max(0, len(named) - NAMED))
        yield Section(_("Risks"), html, weight=40)


def _risk_sections(document: Document, risk: RiskFields, index: Index) -> Iterator[Section]:
    record = record_of(document.id, index)
    origin = ORIGIN_WORDS[risk.origin] if risk.origin else ""
    facts = _TEMPLATES.render("facts.html", document, index, risk=risk, record=record, origin=origin)
    yield Section("", facts + picture(document, risk, index), place=Place.HEADER)
    if risk.early_signs:
        html = _TEMPLATES.render("signs.html", document, index, signs=risk.early_signs)
        yield Section(_("Early signs"), html, place=Place.BEFORE, weight=60)
    if risk.strategy:
        html = _TEMPLATES.render("response.html", document, index, risk=risk, strategy=STRATEGY_WORDS[risk.strategy])
        yield Section(_("Response"), html, place=Place.BEFORE, weight=65)
    yield from _track_record(document, record, index)


def _track_record(document: Document, record: Record, index: Index) -> Iterator[Section]:
    """What came of the risk in each project; then every other document that points at it, with what it says."""
    shown = record.episodes[:EPISODES]
    if shown:
        sums = [(word, record.responses[response]) for response, word in RESPONSE_WORDS.items() if response in record.responses]
        words = {"episodes": shown, "sums": sums, "responses": RESPONSE_WORDS, "most": VOICES}
        yield Section(_("What came of it"), _TEMPLATES.render("record.html", document, index, **words), weight=60)
    whole = len(record.episodes) > EPISODES
    others = [link for link in index.incoming(document.id) if link.source != document.id] if whole else record.others
    if others:

        def said(link: Link) -> Markup:
            return _said(link, document, index)

        heading = _("Everything that names it") if whole else _("Also named by")
        yield Section(heading, gathering(others, document, index, said), weight=62)


def _named(document: Document, index: Index) -> list[tuple[Document, int, list[Markup], list[tuple[Document, Markup]]]]:
    """Each risk that the document names, or that those who look back on it report on: with its score and what is said."""
    notes: dict[str, list[Markup]] = {}
    reports: dict[str, list[tuple[Document, Markup]]] = {}
    for link in index.outgoing(document.id, RELATION):
        notes.setdefault(link.target, []).append(_said(link, document, index))
    for source in dict.fromkeys(link.source for link in index.incoming(document.id, "project")):
        for link in filter(told, index.outgoing(source, RELATION)):
            words, heard = _said(link, document, index), reports.setdefault(link.target, [])
            heard += [(index.documents[source], words)] if words else []
    return [
        (
            index.documents[risk],
            index.documents[risk][RiskFields].score,
            [note for note in notes.get(risk, []) if note],
            reports.get(risk, []),
        )
        for risk in dict.fromkeys([*notes, *reports])
    ]


def _said(link: Link, on: Document, index: Index) -> Markup:
    """What a document says of a risk it names: whether it came true, its cost, the response, a note. May be empty."""
    said = {name: link.attributes.get(name) for name in ("materialised", "cost", "response", "note")}
    if all(value in (None, "") for value in said.values()):
        return Markup("")
    return _TEMPLATES.render("said.html", on, index, **said, responses=RESPONSE_WORDS).strip()
