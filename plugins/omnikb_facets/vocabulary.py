"""The controlled vocabulary: the file, and what a value may be called."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from omnikb import SettingsFile, Term, messages_of, page_name

_ = messages_of("omnikb_facets")

FACETS = ("departments", "channels", "phases", "tags")
"""The keys, in the order in which readers see them."""

_ID = re.compile(r"[\w-]+")
_KEYS = frozenset({"id", "zh", "en", "aliases"})


def folded(name: str) -> str:
    """A name without what people write differently: width, case, blanks."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def page_of(facet: str, value: str) -> str:
    """The Markdown path of the page about a value."""
    return f"{facet}/{page_name(value, 'index')}.md"


@dataclass(frozen=True)
class Vocabulary:
    """What each facet's values may be called. A facet that is not in it takes any value."""

    terms: Mapping[str, tuple[Term, ...]] = field(default_factory=dict)
    """The terms of each facet, in the order of the file."""
    names: Mapping[str, Mapping[str, Term]] = field(default_factory=dict)
    """By facet, the terms by every folded name they go by."""
    spellings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By facet, every name as the file writes it."""

    def term(self, facet: str, name: str) -> Term | None:
        """The term of this name; of a facet without a list any name makes one; ``None`` where there is none."""
        if facet not in self.terms:
            return Term(name, {}, page_of(facet, name))
        return self.names[facet].get(folded(name))


def read_vocabulary(file: Path) -> Vocabulary:
    """The vocabulary in a YAML file. Raises ``SettingsError`` that names the file and what is wrong with it."""
    written = SettingsFile(file)
    others = [key for key in written.values if key not in FACETS]
    if others:
        reason = _("the vocabulary holds these lists and nothing else: {facets}")
        raise written.wrong(others[:1], reason, facets=", ".join(FACETS))
    return _Reading(written).vocabulary(written.values)


@dataclass(frozen=True, slots=True)
class _Reading:
    """Checks the lists of one file on the way."""

    written: SettingsFile

    def vocabulary(self, content: Mapping[str, Any]) -> Vocabulary:
        terms: dict[str, tuple[Term, ...]] = {}
        names: dict[str, dict[str, Term]] = {}
        spellings: dict[str, tuple[str, ...]] = {}
        for facet, entries in content.items():
            found = list(self._entries(facet, entries))
            terms[facet] = tuple(term for term, __ in found)
            spellings[facet] = tuple(dict.fromkeys(name for __, all_names in found for name in all_names))
            by_name: dict[str, Term] = {}
            for number, (term, all_names) in enumerate(found):
                for name in all_names:
                    if by_name.setdefault(folded(name), term) is not term:
                        raise self.written.wrong(
                            (facet, number), _("{name} already stands for {other}"), name=name, other=by_name[folded(name)]
                        )
            names[facet] = by_name
        return Vocabulary(terms, names, spellings)

    def _entries(self, facet: str, entries: Any) -> Iterator[tuple[Term, tuple[str, ...]]]:
        """Each term with all its names as they are written."""
        if not isinstance(entries, list):
            raise self.written.wrong((facet,), _("this must be a list"))
        for number, entry in enumerate(entries):
            if not isinstance(entry, dict) or not set(entry) <= _KEYS:
                raise self.written.wrong((facet, number), _("an entry has the keys id, zh, en and aliases, and no others"))
            for key, value in entry.items():
                if any(isinstance(one, bool) for one in (value if isinstance(value, list) else [value])):
                    raise self.written.wrong((facet, number, key), _("YAML reads this as true or false; put it in quotes"))
            labels = {lang: str(entry[lang]) for lang in ("zh", "en") if entry.get(lang)}
            id_, aliases = str(entry.get("id") or ""), entry.get("aliases") or []
            if not _ID.fullmatch(id_):
                raise self.written.wrong((facet, number), _("an id is letters, digits and hyphens: {id}"), id=id_ or "…")
            if not isinstance(aliases, list) or not all(isinstance(alias, str | int | float) for alias in aliases):
                raise self.written.wrong((facet, number), _("aliases must be a list of names"))
            term = Term(id_, labels, page_of(facet, id_), tuple(str(alias) for alias in aliases))
            yield term, (id_, *labels.values(), *term.aliases)
