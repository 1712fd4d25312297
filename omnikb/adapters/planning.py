"""The plan of a build: which pages may have changed since the site that stands, and which of its files may stay."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from omnikb.adapters.nothing_here import SEARCH
from omnikb.adapters.publication import Publication
from omnikb.adapters.site_state import PageRecord, Signature, SiteState, content_signatures
from omnikb.facts import Fact, Facts, digest_of
from omnikb.fingerprints import NotComparableError, fingerprint
from omnikb.outputs import output
from omnikb.pages import Deferred, Page
from omnikb.sources import Signature as ContentSignature

if TYPE_CHECKING:
    from omnikb.adapters.workshop import Workshop
    from omnikb.settings import Settings


@dataclass(frozen=True, slots=True)
class Plan:
    """``candidates``: the pages that may have changed, each built unless it turns out to be as it was; ``before``: the records of
    all pages whose file may stay; ``givens``: what each page was outlined from; ``outputs``: the files that stand whole;
    ``files``: the content files as they were when this was planned, and ``standing`` those that stand as they are; ``shared``:
    what the files are made of that are no pages, and ``others`` those of them that stand as they are: all, or none;
    ``listing``: what the list of all pages is made of, and ``relisted`` whether that is another one than the list that stands.
    """

    candidates: frozenset[str]
    before: Mapping[str, PageRecord] = field(default_factory=dict)
    givens: Mapping[str, bytes] = field(default_factory=dict)
    outputs: Mapping[str, Signature] = field(default_factory=dict)
    files: Mapping[str, ContentSignature] = field(default_factory=dict)
    standing: frozenset[str] = frozenset()
    shared: bytes = b""
    others: frozenset[str] = frozenset()
    listing: bytes = b""
    relisted: bool = True


def plan(publication: Publication, state: SiteState, workshop: Workshop, common: str) -> Plan:
    """What is to be built where the site of ``state`` stands."""
    pages, settings = publication.site.pages, publication.settings
    shared, listing = shared_digest(publication), listing_digest(publication)
    changed = _changed(publication, state, workshop.facts) if state.ground == workshop.ground else None
    givens = {page.path: given for page in pages if (given := _given(page, publication))}
    everything = frozenset(page.path for page in pages)
    files = content_signatures(settings.content, publication.files)
    if not common or state.common != common or state.whole:
        return Plan(everything, givens=givens, files=files, shared=shared, listing=listing)
    whole = workshop.publisher.whole(state)
    urls = settings.directory_urls
    before = {path: record for path, record in state.pages.items() if output(path, urls) in whole}
    candidates = frozenset(
        page.path
        for page in pages
        if (record := before.get(page.path)) is None
        or changed is None
        or record.given != givens.get(page.path, b"")
        or not record.reads.isdisjoint(changed)
    )
    standing = frozenset(
        path for path, one in files.items() if state.files.get(path) == one and path in whole and not _has_rival(path, settings)
    )
    others = frozenset[str]()
    same = shared == state.shared and not state.warnings and files == state.files and len(standing) == len(files)
    if same and not any(_has_rival(path, settings) for path in everything - state.pages.keys()):
        named = state.assets.keys() | files.keys() | {output(path, urls) for path in state.pages}
        others = frozenset(state.outputs.keys() - named)
    if not others <= whole.keys():
        others = frozenset()
    return Plan(candidates, before, givens, whole, files, standing, shared, others, listing, listing != state.listing)


def _has_rival(path: str, settings: Settings) -> bool:
    """Whether another file of the same folder wants the same place in the site. MkDocs has to see both: it leaves one out, and
    says so."""
    folder, _, name = path.rpartition("/")
    stem, _, extension = name.rpartition(".")
    if extension not in ("md", "html"):
        return False
    beside = f"{folder}/" if folder else ""
    names = {"index.md", "README.md", "index.html", f"{stem}.md", f"{stem}.html"} - {name}
    place = output(path, settings.directory_urls)
    same = (f"{beside}{one}" for one in names if output(f"{beside}{one}", settings.directory_urls) == place)
    return any((settings.content / one).exists() for one in same)


def shared_digest(publication: Publication) -> bytes:
    """What the files are made of that are no pages, the list of pages aside: redirects and assets, their date, and whether there is
    a page to search on, to which the one for what is not there leads."""
    site = publication.site
    assets = [(asset.path, asset.digest or asset.data()) for asset in publication.assets]
    redirects = {old: (new, publication.title_at(new)) for old, new in site.redirects.items()}
    said = (redirects, assets, publication.settings.today, SEARCH in publication.paths)
    return fingerprint(said, lambda document: document.digest)


def listing_digest(publication: Publication) -> bytes:
    """What the list of all pages is made of."""
    return digest_of(f"{page.path}\n".encode() for page in publication.site.pages)


def _changed(publication: Publication, state: SiteState, before: Facts | None) -> frozenset[Fact]:
    """The facts that are no longer what they were when the site was built; ``before``: those of that build, where it was ours."""
    facts = publication.facts
    if before is not None:
        return facts.since(before)
    return frozenset(fact for fact, digest in state.facts.items() if not digest or facts.digest(fact) != digest)


def _given(page: Page, publication: Publication) -> bytes:
    """What a page was outlined from; ``b""`` for a document, of which its file says all."""
    if page.document and not page.sections:
        return b""
    given = page.sections.given if isinstance(page.sections, Deferred) else page.sections
    said = (page.title, page.body if not page.document else "", given, page.lang, dict(page.engine))
    facts = publication.facts
    try:
        return fingerprint(said, lambda document: facts.digest(("document", document.id)))
    except NotComparableError:
        return secrets.token_bytes(16)  # never twice the same: the page is made again each time
