"""The gate: phrases taken from pages are searched in the very files to be published, and must find their pages."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from omnikb import Document, Index, Problem
from omnikb.textindex import IndexFileError, Searcher
from omnikb_search.entries import PageTexts, documents_of
from omnikb_search.problems import NOT_FOUND

EACH = 4
"""Phrases of each kind that are tried, at most; no two of one kind are from one page."""

READ = 200
"""Pages that are read for phrases, at most: as many in a site of ten thousand as in one of two hundred."""

LOOKED_AT = 200
"""Hits looked at, at most."""

LONGEST_TITLE = 200
"""Characters of a title that is sought together with a phrase, so that it finds few pages where the phrase stands on many."""

_HAN = "[\u4e00-\u9fff]"
_LATIN = r"[A-Za-z0-9]+"
KINDS = (
    re.compile(rf"{_HAN}{{3,5}}"),
    re.compile(rf"{_LATIN}(?: {_LATIN}){{2,3}}"),
    re.compile(rf"{_LATIN} ?{_HAN}{{2,4}}|{_HAN}{{2,4}} ?{_LATIN}"),
)
"""A phrase in Chinese, one in English, one in both."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand on a page, one after the other."""

    text: str
    page: Document


def pages_not_found(index: Index, texts: PageTexts, read: Callable[[str], bytes]) -> Iterator[Problem]:
    """A problem for each phrase that does not find its page. ``read`` gives the index files by path."""
    searcher = Searcher(read)
    for phrase in phrases(documents_of(index, texts), texts):
        if not finds(searcher, phrase):
            yield NOT_FOUND.at(phrase.page.path, phrase=phrase.text)


def phrases(documents: Iterable[Document], texts: PageTexts) -> Iterator[Phrase]:
    """Up to ``EACH`` phrases of each kind, from the first pages, chosen by a hash: the same content, the same phrases."""
    left = dict.fromkeys(KINDS, EACH)
    for document in islice(documents, READ):
        wanted = [kind for kind in KINDS if left[kind]]
        passages = texts[document.path].passages if wanted else ()
        for kind in wanted:
            found = [match for passage in passages for match in kind.finditer(passage.text) if _whole(match)]
            if found:
                left[kind] -= 1
                yield Phrase(found[_number(document.id) % len(found)][0], document)


def finds(searcher: Searcher, phrase: Phrase) -> bool:
    """Whether the page is among the hits for the phrase and the page's title, both in quotation marks.

    Of more pages with the same words and the same title than are looked at, each counts as found.
    """
    try:
        for number, id_ in enumerate(searcher.ids(f'"{phrase.text}" {_quoted_title(phrase.page)}')):
            if id_ == phrase.page.id or number == LOOKED_AT:
                return True
    except IndexFileError:
        pass  # an index that cannot be read finds nothing
    return False


def _quoted_title(document: Document) -> str:
    """The title as a phrase, or as much of it as one pair of quotation marks holds; nothing of one that is too long."""
    title = max(re.split('["＂]', document.title), key=len).strip()
    return f'"{title}"' if len(title) <= LONGEST_TITLE else ""


def _whole(match: re.Match[str]) -> bool:
    """Whether the phrase begins and ends where Latin words do: no half of a word is a word."""
    text, (start, end) = match.string, match.span()
    return not (_joined(text[start - 1 : start + 1]) or _joined(text[end - 1 : end + 1]))


def _joined(pair: str) -> bool:
    return len(pair) == 2 and all(character.isalnum() and not re.match(_HAN, character) for character in pair)


def _number(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
