"""The section that tells who links to a document, and in which words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache

from markupsafe import Markup, escape

from omnikb import Document, Index, Link, Section, Templates, gathering, messages_of
from omnikb_backlinks.sentences import sentence_around

_ = messages_of("omnikb_backlinks")
_TEMPLATES = Templates("omnikb_backlinks")

PER_SOURCE = 3
"""At most this many sentences are quoted of one document."""


def linked_from(document: Document, index: Index) -> Iterator[Section]:
    """The section, or nothing where no other document links here: each with the sentences around its links, and for a link in
    front matter what the document is there."""
    kind = index.types.get(document.type or "")
    only_texts = kind is not None and "gathers" in kind.traits
    incoming = index.incoming(document.id)
    links = _few_of_each([link for link in incoming if link.source != document.id and (link.offset is not None or not only_texts)])
    if links:

        @cache
        def named(relation: str) -> Markup:
            return _TEMPLATES.render("relation.html", document, index, relation=relation)

        def quoted(link: Link) -> Markup:
            if link.offset is not None:
                return _quoted(index.documents[link.source], link.offset, document, index)
            relation = _relation_name(link, document, index)
            return named(relation) if relation else Markup("")

        yield Section(_("Linked from"), gathering(links, document, index, quoted), weight=90)


def _few_of_each(links: Iterable[Link]) -> list[Link]:
    """The first links of each source."""
    met: Counter[str] = Counter()
    kept = []
    for link in links:
        met[link.source] += 1
        if met[link.source] <= PER_SOURCE:
            kept.append(link)
    return kept


def _quoted(source: Document, offset: int, on: Document, index: Index) -> Markup:
    """The sentence around a link in a text. A page has many: each is put together here, without a template of its own."""
    sentence = sentence_around(source.body, offset, lambda id_: index.documents[id_].title if id_ in index.documents else id_)
    if sentence is None:
        return Markup("")
    said = f"{escape(sentence.before)}<mark>{escape(sentence.words)}</mark>{escape(sentence.after)}"
    if source.lang != on.lang:
        said = f'<span lang="{escape(source.lang)}">{said}</span>'
    return Markup(said)  # noqa: S704 - every part is escaped


def _relation_name(link: Link, on: Document, index: Index) -> str:
    """The label of the type, where the key is called after it (``risks``, ``project``); else nothing: a key is no word."""
    kind = index.types.get(on.type or "")
    return kind.label if kind and link.relation in (kind.name, kind.folder) else ""
