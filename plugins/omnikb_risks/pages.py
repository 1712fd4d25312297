"""What a risk's page shows besides its text, and the risks of other documents."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from omnikb import Document, Index, Link, Place, Section, Templates, gathering
from omnikb_risks.model import RiskFields, _

_TEMPLATES = Templates("omnikb_risks")

NAMED = 100
"""Risks that a document lists, at most, in the order it names them; how many more there are is said."""

RELATION = "risks"
"""The relation of the links by which documents name risks."""


def sections_of(document: Document, index: Index) -> Iterator[Section]:
    """The sections of any document: as a risk, and as one that names risks."""
    risk = document.get(RiskFields)
    if risk:
        yield Section("", _TEMPLATES.render("facts.html", document, index, risk=risk), place=Place.HEADER)
        if index.incoming(document.id):
            yield _track_record(document, index)
    named = index.outgoing(document.id, RELATION)
    if named:
        shown = [(index.documents[link.target], _said(link, document, index)) for link in named[:NAMED]]
        rows = [(risk, risk[RiskFields].score, said) for risk, said in shown]
        html = _TEMPLATES.render("named.html", document, index, rows=rows, more=len(named) - len(rows))
        yield Section(_("Risks"), html, weight=40)


def _track_record(document: Document, index: Index) -> Section:
    """How often the risk came true, and every document that points at it with what it says of it."""
    links = [link for link in index.incoming(document.id) if link.source != document.id]
    verdicts = [link.attributes["materialised"] for link in links if "materialised" in link.attributes]

    def said(link: Link) -> Markup:
        return _said(link, document, index)

    tally = (
        _TEMPLATES.render("tally.html", document, index, came_true=sum(verdicts), told=len(verdicts)) if verdicts else Markup("")
    )
    return Section(_("What came of it"), tally + gathering(links, document, index, said), weight=60)


def _said(link: Link, on: Document, index: Index) -> Markup:
    """What a document says of a risk it names: whether it came true, what it cost, a note. May be empty."""
    said = {name: link.attributes.get(name) for name in ("materialised", "cost", "note")}
    if all(value in (None, "") for value in said.values()):
        return Markup("")
    return _TEMPLATES.render("said.html", on, index, **said).strip()
