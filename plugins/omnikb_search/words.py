"""What the box and the page of the search say. The scripts get these words in the reader's language, as JSON."""

from __future__ import annotations

from collections.abc import Mapping

from omnikb import messages_of, translated

_ = messages_of("omnikb_search")

WORDS: Mapping[str, str] = {
    "search": _("Search"),
    "hint": _('Words, "a phrase", -without, type:…'),
    "close": _("Close"),
    "clear": _("Clear all"),
    "results": _("Results"),
    "filters": _("Filters"),
    "filters-set": _("Filters ({count})"),
    "searching": _("Searching …"),
    "found": _("{count} results"),
    "found.one": _("1 result"),
    "all": _("All {count} results"),
    "all.one": _("On the search page"),
    "keys": _("↑↓ choose, Enter opens, Esc closes"),
    "nothing": _("Nothing found for “{query}”."),
    "nothing-here": _("Nothing fits these filters."),
    "nothing-to-search": _("There is nothing to search for in “{query}”: only signs, no words."),
    "dropped": _("Found nowhere, so left out: {words}"),
    "corrected": _("Found nowhere: {word}. Shown instead: {near}"),
    "filter-unknown": _("There is no filter {name}. Did you mean {near}?"),
    "filter-unknown-alone": _("There is no filter {name}."),
    "value-unknown": _("{name} has no {value}. Did you mean {near}?"),
    "value-unknown-alone": _("{name} has no {value}."),
    "shortened": _("The question is very long; only its beginning was searched."),
    "try-fewer": _("Search with fewer words, or take filters away."),
    "ask": _("Ask for it"),
    "sort": _("Sort by"),
    "sort-relevance": _("Relevance"),
    "sort-date": _("Date"),
    "more": _("{count} more"),
    "fewer": _("Fewer"),
    "remove": _("Remove filter {name}"),
    "pages": _("Pages of results"),
    "previous": _("Previous"),
    "next": _("Next"),
    "page": _("Page {number}"),
    "failed": _("The search could not read its index: {reason}"),
    "failed-missing": _("{file} is missing"),
    "failed-damaged": _("{file} is damaged or cut short"),
    "failed-network": _("{file} could not be fetched"),
    "failed-browser": _("this browser is too old for it"),
    "retry": _("Try again"),
}
"""By key. A key ending in ``.one`` stands where ``count`` is 1."""


def words_in(lang: str) -> dict[str, str]:
    """All words in one language."""
    return {key: translated(text, lang) for key, text in WORDS.items()}
