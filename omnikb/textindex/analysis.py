"""Texts as tokens: folded, classed, cut into runs and pieces, each with its position. Many texts at once, by NumPy.

The rules are those of the guide's chapter ``search``; ``analysis.js`` follows the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from omnikb.textindex.characters import BLANK, DIGIT, IDEOGRAPHIC, LETTER, MARK, Characters
from omnikb.textindex.varints import Numbers

Flags = NDArray[np.bool_]
JOINERS = np.array([ord(one) for one in "-_.'’‐"])
JOINER_OF_DIGITS = ord(",")
"""So that 4,600 is found as 4600, too."""
WORD_SIZE, WHOLE_SIZE, WHOLE_PIECES, PHRASE_SIZE = 64, 32, 4, 8
BLOCK = 64
"""Each passage begins at a multiple of so many positions."""
LAST_POSITION = (1 << 20) - 1
"""What a text has beyond this position is not indexed."""


@dataclass(frozen=True, slots=True)
class Places:
    """Of which document each text is, and of which passage, counted through all documents; both rising."""

    documents: Numbers
    passages: Numbers


@dataclass(frozen=True, slots=True)
class Tokens:
    """The units of texts, in order, as columns: each an ideographic code point or a piece of letters or digits.

    ``code``: the code point, or the number of the piece in ``pieces`` where ``is_piece``. ``text``: of which text. ``start``,
    ``end``: where it stands in that text, in code points as written (``end`` only without ``Places``). ``joined``: in one run
    with the next. ``touches``: only blanks or nothing stand before the next unit of the text. ``wholes``: (first unit, last
    unit, term). ``passages``: of each passage that has a unit, the document and how many blocks of positions it takes.
    """

    code: Numbers
    is_piece: Flags
    text: Numbers
    position: Numbers
    start: Numbers
    end: Numbers
    joined: Flags
    touches: Flags
    pieces: list[str]
    wholes: list[tuple[int, int, str]]
    passages: tuple[Numbers, Numbers]

    def edges(self) -> Flags:
        """The ideographic units that have an edge term."""
        ideographic = ~self.is_piece
        after = np.concatenate([self.is_piece[1:], [False]])
        before_joined = np.concatenate([[False], self.joined[:-1]])
        before_touches = np.concatenate([[False], self.touches[:-1] & self.is_piece[:-1]])
        alone = ~self.joined & ~before_joined
        found: Flags = ideographic & (alone | (self.touches & after) | before_touches)
        return found

    def runs(self, within: Flags | None = None) -> list[tuple[int, int]]:
        """First and last unit of each run; only those ``within``, whole texts."""
        ideographic = ~self.is_piece if within is None else ~self.is_piece & within
        first = np.flatnonzero(ideographic & ~np.concatenate([[False], self.joined[:-1]]))
        last = np.flatnonzero(ideographic & ~self.joined)
        return list(zip(first.tolist(), last.tolist(), strict=True))


def analysed(texts: Sequence[str], table: Characters, places: Places | None = None, *, split: bool = False) -> Tokens:
    """The units of texts. Without ``places`` all texts are of one passage. ``split``: a blank ends a run, as in a query
    outside of quotation marks.
    """
    folded, text, source, until = _folded(texts, table)
    kinds = table.classes[folded]
    solid = np.flatnonzero(kinds >= LETTER)
    kind, of_text = kinds[solid], text[solid]
    marks = np.cumsum(kinds == MARK)[solid]
    same_text, distance = np.diff(of_text, prepend=-1) == 0, np.diff(solid, prepend=-2)
    unmarked = np.diff(marks, prepend=0) == 0
    begins = (kind == IDEOGRAPHIC) | (np.diff(kind, prepend=-1) != 0) | (distance != 1) | ~same_text
    unit = np.flatnonzero(begins)
    last = np.concatenate([unit[1:], [len(solid)]])[: len(unit)] - 1
    is_piece = kind[unit] != IDEOGRAPHIC
    touching = (unmarked & same_text)[unit]
    near = touching & (distance[unit] == 1) if split else touching
    run_on = near & ~is_piece & ~np.concatenate([[True], is_piece[:-1]])[: len(unit)]
    position, passages = _positions(of_text[unit], touching, places)
    end = _ends(until[solid[last]], texts, table, of_text[unit]) if places is None else position
    pieces, code = _pieces(folded, solid, unit, last, is_piece)
    wholes = _wholes(folded, solid, unit, last, kind[unit], same_text[unit], pieces, code)
    return Tokens(
        code, is_piece, of_text[unit], position, source[solid[unit]], end, _next(run_on), _next(touching), pieces, wholes, passages
    )  # fmt: skip


def folded_name(text: str, table: Characters) -> str:
    """A name as it is compared: folded, without blanks."""
    folded = _folded([text], table)[0]
    return "".join(map(chr, folded[table.classes[folded] != BLANK].tolist()))


def _next(flags: Flags) -> Flags:
    """What each unit says of the one before, said of the one after."""
    return np.concatenate([flags[1:], [False]]) if len(flags) else flags


def _folded(texts: Sequence[str], table: Characters) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """Folded code points; of which text each is; from which place in it, and to which."""
    sizes = np.array([len(text) for text in texts], np.int64)
    written = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), "<u4").astype(np.int64)
    text = np.repeat(np.arange(len(texts)), sizes)
    source = np.arange(len(written)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    counts = table.counts[written].astype(np.int64)
    if (counts == 1).all():
        folded = table.targets[written].astype(np.int64)
    else:
        of = np.repeat(np.arange(len(written)), counts)
        folded = table.targets[written[of]].astype(np.int64)
        places = np.arange(len(of)) - np.repeat(np.cumsum(counts) - counts, counts)
        several = np.flatnonzero(counts[of] > 1)
        folded[several] = table.several[table.rows[written[of[several]]] + places[several]]
        text, source = text[of], source[of]
    return _with_hangul(folded, text, source)


def _with_hangul(folded: Numbers, text: Numbers, source: Numbers) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """Consonant, vowel and final as the syllable that they spell."""
    leads = (folded >= 0x1100) & (folded <= 0x1112)
    if not leads.any():
        return folded, text, source, source
    padded, texts = np.append(folded, [0, 0]), np.append(text, [-1, -1])
    vowel, final = padded[1:-1], padded[2:]
    syllable = leads & (vowel >= 0x1161) & (vowel <= 0x1175) & (texts[1:-1] == text)
    ended = syllable & (final >= 0x11A8) & (final <= 0x11C2) & (texts[2:] == text)
    spelt = 0xAC00 + ((folded - 0x1100) * 21 + vowel - 0x1161) * 28 + np.where(ended, final - 0x11A7, 0)
    taken = np.append(syllable, [False, False]), np.append(ended, [False, False])
    keep = ~(np.roll(taken[0], 1) | np.roll(taken[1], 2))[:-2]
    following = np.append(source, [0, 0])
    until = np.where(ended, following[2:], np.where(syllable, following[1:-1], source))
    return np.where(syllable, spelt, folded)[keep], text[keep], source[keep], until[keep]


def _positions(text: Numbers, touching: Flags, places: Places | None) -> tuple[Numbers, tuple[Numbers, Numbers]]:
    """The position of each unit, and the passages: of which document, and how many blocks each takes."""
    if not len(text):
        return text, (text, text)
    steps = np.cumsum(np.where(np.diff(text, prepend=text[0]) != 0, 3, np.where(touching, 1, 2)))
    passage = places.passages[text] if places else np.zeros(len(text), np.int64)
    first = np.flatnonzero(np.diff(passage, prepend=-1))
    counts = np.diff(np.append(first, len(text)))
    within = steps - np.repeat(steps[first], counts)
    blocks = (within[first + counts - 1] + 2) // BLOCK + 1
    document = places.documents[text[first]] if places else np.zeros(len(first), np.int64)
    begins = np.cumsum(blocks) - blocks
    fresh = np.flatnonzero(np.diff(document, prepend=-1))
    begins -= np.repeat(begins[fresh], np.diff(np.append(fresh, len(first))))
    return within + np.repeat(begins * BLOCK, counts), (document, blocks)


def _ends(last: Numbers, texts: Sequence[str], table: Characters, text: Numbers) -> Numbers:
    """Behind the last code point of each unit, and behind those that follow and were dropped, such as its accent."""
    written = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), "<u4")
    sizes = np.array([len(one) for one in texts], np.int64)
    begins = np.cumsum(sizes) - sizes
    kept = np.append(np.flatnonzero(table.counts[written] != 0), len(written))
    after = kept[np.searchsorted(kept, begins[text] + last, side="right")]
    ends: Numbers = np.minimum(after, (begins + sizes)[text]) - begins[text]
    return ends


def _pieces(folded: Numbers, solid: Numbers, unit: Numbers, last: Numbers, is_piece: Flags) -> tuple[list[str], Numbers]:
    """The words, and the code of each unit."""
    line = folded.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")
    first, behind = solid[unit[is_piece]].tolist(), (solid[last[is_piece]] + 1).tolist()
    pieces = [line[start : min(end, start + WORD_SIZE)] for start, end in zip(first, behind, strict=True)]
    code = folded[solid[unit]].astype(np.int64)
    code[is_piece] = np.arange(len(pieces))
    return pieces, code


def _wholes(
    folded: Numbers, solid: Numbers, unit: Numbers, last: Numbers, kind: NDArray[np.uint8], same_text: Flags,
    pieces: list[str], code: Numbers,
) -> list[tuple[int, int, str]]:  # fmt: skip
    """Chains of 2 to 4 pieces: first unit, last unit, term."""
    between = solid[unit[1:]] - solid[last[:-1]]
    mark = folded[np.minimum(solid[last[:-1]] + 1, len(folded) - 1)]
    is_piece, is_digits = kind != IDEOGRAPHIC, kind == DIGIT
    joins = np.isin(mark, JOINERS) | ((mark == JOINER_OF_DIGITS) & is_digits[1:] & is_digits[:-1])
    linked = is_piece[1:] & is_piece[:-1] & same_text[1:] & ((between == 1) | ((between == 2) & joins))
    padded = np.concatenate([[False], linked, [False]])
    first, end = np.flatnonzero(padded[1:] & ~padded[:-1]), np.flatnonzero(~padded[1:] & padded[:-1])
    found = []
    for start, stop in zip(first.tolist(), end.tolist(), strict=True):
        if stop - start < WHOLE_PIECES:
            term = "".join(pieces[code[place]] for place in range(start, stop + 1))
            if len(term) <= WHOLE_SIZE:
                found.append((start, stop, term))
    return found
