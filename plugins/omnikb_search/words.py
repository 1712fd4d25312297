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
    "without": _("without {words}"),
    "searching": _("Searching …"),
    "found": _("{count} results"),
    "found.one": _("1 result"),
    "all": _("All {count} results"),
    "all.one": _("On the search page"),
    "keys": _("↑↓ choose, Enter opens, Esc closes"),
    "nothing": _("Nothing found for “{query}”."),
    "nothing-here": _("Nothing fits these filters."),
    "note-corrected": _("No results for “{word}”. These are for “{near}”."),
    "note-missing": _("Found nowhere and left out: {word}"),
    "note-relaxed": _("{word} stands nowhere as a whole; its words were searched."),
    "note-unknown-filter": _("There is no filter {word}. Did you mean {near}?"),
    "note-unknown-filter-alone": _("There is no filter {word}."),
    "note-unknown-value": _("There is nothing called {word} to filter by. Did you mean {near}?"),
    "note-unknown-value-alone": _("There is nothing called {word} to filter by."),
    "note-too-long": _("The question is very long; only its beginning was searched."),
    "note-no-words": _("There are only marks in it, no words to search for."),
    "try-fewer": _("Try other words, fewer words, or fewer filters."),
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
    "failed": _("The search could not read its files: {reason}"),
    "failed-missing": _("{file} is missing"),
    "failed-cut": _("{file} is damaged or cut short"),
    "failed-foreign": _("{file} is damaged or cut short"),
    "failed-network": _("{file} could not be fetched"),
    "failed-scripts": _("one of its scripts could not be fetched"),
    "failed-browser": _("this browser is too old for it"),
    "retry": _("Try again"),
}
"""By key. A key ending in ``.one`` stands where ``count`` is 1."""


def words_in(lang: str) -> dict[str, str]:
    """All words in one language."""
    return {key: translated(text, lang) for key, text in WORDS.items()}
