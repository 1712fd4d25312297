"""Writes the index: all of it, or only what a few changed entries touch. Both ways give the same bytes."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from omnikb.textindex.characters import Characters, characters_payload, characters_version, decoded
from omnikb.textindex.columns import Row, documents_payload, facets_payload, slots_of
from omnikb.textindex.entries import Entry, Facet, IndexFile, IndexFileError, Source, Store
from omnikb.textindex.files import enveloped, hashed_all, opened
from omnikb.textindex.index_state import IndexState, Sizes
from omnikb.textindex.occurrences import Occurrences, Words, occurrences
from omnikb.textindex.postings import Postings, sorted_postings
from omnikb.textindex.scoring import PARAMETERS
from omnikb.textindex.shards import merged, shard_files
from omnikb.textindex.stems import stem
from omnikb.textindex.varints import Numbers
from omnikb.textindex.word_list import is_listed

_AT_ONCE = 32
"""Documents analysed together: what the processor's cache holds."""
_FEW = 20
"""An index is brought up to date when at most one document in so many is new or gone; else it is written anew."""

Terms = dict[int, dict[bytes, Postings]]
"""Postings by term, by shard."""


def build_index(
    sources: Iterable[Source], *, facets: Iterable[Facet] = (), synonyms: Iterable[Collection[str]] = (), store: Store
) -> Iterator[IndexFile]:
    """All files of the index of ``sources``."""
    by_id = {source.id: source for source in sources}
    sizes = Sizes.of(len(by_id))
    slots = slots_of(by_id, sizes.slots)
    state = IndexState.read(store, sizes)
    left = [
        id_ for id_, row in state.rows.items() if id_ not in by_id or row.key != by_id[id_].key or state.slots[id_] != slots[id_]
    ]
    fresh = sorted(slots.keys() - (state.rows.keys() - set(left)))
    if (len(left) + len(fresh)) * _FEW > len(by_id):
        state, left, fresh = IndexState(sizes), [], sorted(slots)
    wanted = set(fresh)
    entries = {id_: source.load() for id_, source in by_id.items() if id_ in wanted}  # in the order in which they came
    table = _characters(store)
    if left or fresh:
        folded = decoded(opened("characters.bin", "C", table))
        _bring_up_to_date(state, left, entries, slots, {id_: by_id[id_].key for id_ in fresh}, folded)
        state.write(store)
    yield from _files(state, table, tuple(facets), [sorted(set(group)) for group in synonyms])


def _characters(store: Store) -> bytes:
    """``characters.bin``, which takes a second to make."""
    key = f"characters {characters_version()}"
    kept = store.get(key)
    try:
        decoded(opened("characters.bin", "C", kept or b""))
    except (IndexFileError, ValueError):
        store.put(key, kept := enveloped("C", characters_payload(), 9))
    return kept or b""


def _bring_up_to_date(
    state: IndexState,
    left: Sequence[str],
    entries: Mapping[str, Entry],
    slots: Mapping[str, int],
    keys: Mapping[str, str],
    table: Characters,
) -> None:
    gone = {state.slots[id_]: entry for id_, entry in state.entries_of(left).items()}
    terms_gone, __ = _analysed(list(gone.values()), np.array(list(gone), np.int64), state.sizes.shards, table)
    new = [entries[id_] for id_ in sorted(entries, key=slots.__getitem__)]
    terms_new, rows = _analysed(new, np.array([slots[entry.id] for entry in new], np.int64), state.sizes.shards, table, keys)
    removed = np.array(sorted(gone), np.int64)
    packed = {}
    with ThreadPoolExecutor(1) as packing:  # which needs the interpreter less than half of its time
        for shard in sorted(terms_gone.keys() | terms_new.keys()):
            terms = _exchanged(state, shard, removed, terms_gone.get(shard, {}), terms_new.get(shard, {}))
            if terms is not None:
                packed[shard] = packing.submit(shard_files, terms, shard, state.sizes.shards)
    for shard, files in packed.items():
        state.replace_shard(shard, files.result())
    state.replace_texts(dict.fromkeys(gone) | {slots[entry.id]: entry for entry in new})
    for id_ in left:
        state.rows.pop(id_)
    state.rows.update(rows)
    state.slots = dict(slots)


def _exchanged(
    state: IndexState, shard: int, removed: Numbers, gone: Mapping[bytes, Postings], new: Mapping[bytes, Postings]
) -> dict[bytes, Postings] | None:
    """A shard with some documents' postings in place of others'; ``None`` where it is as it was, as most are when a page has one
    other word."""
    touched = [term for term in gone.keys() | new.keys() if gone.get(term) != new.get(term)]
    if not touched:
        return None
    terms = state.shard(shard)
    for term in touched:
        before = terms.get(term)
        after = merged(before, removed, new.get(term))
        if after is None:
            terms.pop(term, None)
        else:
            terms[term] = after
        if (before is None) != (after is None) and is_listed(text := term.decode()):
            (state.words.add if after else state.words.discard)(text.encode())
    return terms


def _analysed(
    entries: Sequence[Entry], slots: Numbers, bits: int, table: Characters, keys: Mapping[str, str] | None = None
) -> tuple[Terms, dict[str, Row]]:
    """The postings of entries, by shard; with ``keys``, their rows as well."""
    order = np.argsort(slots)
    ordered = [entries[place] for place in order.tolist()]
    words = Words()
    found = [occurrences(ordered[at : at + _AT_ONCE], at, words, table) for at in range(0, len(ordered), _AT_ONCE)]
    rows: dict[str, Row] = {}
    if keys is not None:
        lengths = zip(
            [length for one in found for length in one.lengths.tolist()],
            [length for one in found for length in one.title_lengths.tolist()],
            [passages for one in found for passages in one.passages],
            strict=True,
        )
        rows = {entry.id: Row.of(entry, keys[entry.id], *sizes) for entry, sizes in zip(ordered, lengths, strict=True)}
    return _by_shard(found, slots[order], words, bits), rows


def _by_shard(found: list[Occurrences], slots: Numbers, words: Words, bits: int) -> Terms:
    terms: Terms = defaultdict(dict)
    mask = (1 << bits) - 1
    if not found:
        return terms
    names = list(words.numbers)
    kinds = (
        ([one.words for one in found], True, names.__getitem__),
        ([one.phrases for one in found], False, names.__getitem__),
        ([one.singles for one in found], False, chr),
        ([one.bigrams for one in found], True, _pair),
    )
    for families, places, spell in kinds:
        pairs = [(spell(code), postings) for code, postings in sorted_postings(families, slots, places=places)]
        shards = (hashed_all([stem(term) for term, __ in pairs]) & mask).tolist()
        for shard, (term, postings) in zip(shards, pairs, strict=True):
            terms[shard][term.encode("utf-8", "surrogatepass")] = postings
    return terms


def _pair(code: int) -> str:
    return chr(code >> 21) + chr(code & 0x1FFFFF)


def _files(state: IndexState, table: bytes, facets: Sequence[Facet], synonyms: Sequence[Sequence[str]]) -> Iterator[IndexFile]:
    ids = list(state.slots)
    rows = [state.rows[id_] for id_ in ids]
    slots = np.array(list(state.slots.values()), np.int64)
    small = {
        "characters.bin": table,
        "documents.bin": enveloped("D", documents_payload(rows, slots), 9),
        "facets.bin": enveloped("F", facets_payload(rows, facets), 6),
        "synonyms.bin": enveloped("S", _json(sorted(map(list, synonyms))), 9),
        "words.bin": enveloped("W", state.word_list(), 6),
    }
    files = [*(IndexFile.of(path, small[path]) for path in sorted(small)), *state.files()]
    sizes = state.sizes
    manifest = {
        "format": 3,
        "generation": hashlib.sha256(_json([[file.path, file.digest] for file in files])).hexdigest()[:16],
        "documents": len(rows),
        "slots": sizes.slots,
        "shards": sizes.shards,
        "texts": sizes.texts,
        "facets": [{"id": facet.id, "labels": dict(facet.labels)} for facet in facets],
        "scoring": PARAMETERS,
    }
    yield IndexFile.of("manifest.json", _json(manifest))
    yield from files


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
