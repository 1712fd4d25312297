"""Checks that need a page rendered: links to headings. Only the pages that such links lead to are rendered."""

from __future__ import annotations

from collections.abc import Sequence

from omnikb.articles import Articles, KnownBodies
from omnikb.composition import Composer, document_page
from omnikb.documents import Document
from omnikb.index import Index
from omnikb.linked import Anchored
from omnikb.linking import place
from omnikb.listings import list_path, type_pages
from omnikb.pages import Page
from omnikb.plugin_manager import Plugins
from omnikb.problems import ANCHOR_DANGLING, Problem
from omnikb.suggestions import Names


def broken_anchors(anchored: Sequence[Anchored], index: Index, plugins: Plugins, bodies: KnownBodies) -> list[Problem]:
    """Links to headings that neither the target's body nor a section of its page has."""
    articles = Articles(index, (), plugins.settings, bodies)
    known: dict[str, frozenset[str]] = {}
    names: dict[str, Names] = {}
    problems = []
    for one in anchored:
        anchors = known.get(one.target.path)
        if anchors is None:
            anchors = known[one.target.path] = _anchors(one.target, articles, index, plugins)
        if one.anchor not in anchors:
            if one.target.path not in names:
                names[one.target.path] = Names(anchors)
            near = names[one.target.path].nearest(one.anchor) or ""
            line, column = place(one.document, one.link.offset)
            problems.append(ANCHOR_DANGLING.at(one.document.path, line, column, target=f"#{one.anchor}", near=near and f"#{near}"))
    return problems


def _anchors(target: Document | Page, articles: Articles, index: Index, plugins: Plugins) -> frozenset[str]:
    """All anchors of a page; the sections of a document's are composed for it alone."""
    if isinstance(target, Page):
        return articles.write(target).anchors
    has_list = any(list_path(kind, index) == target.path for kind in index.types.values())
    lists = (page for page in (type_pages(index) if has_list else ()) if page.path == target.path)
    page, __ = Composer(index, plugins, {}).complete(document_page(target, next(lists, None)))
    return articles.write(page).anchors
