"""The envelope of every ``.bin`` file: magic, length, zlib stream. And the hash that names shards and slots."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import numpy as np

from omnikb.textindex.entries import IndexFileError
from omnikb.textindex.varints import Numbers

_LOW, _HALF = np.uint64(0xFFFFFFFF), np.uint64(16)


def enveloped(kind: str, payload: bytes, level: int) -> bytes:
    """A file of one ``kind`` (a letter)."""
    return _envelope(kind, payload, zlib.compressobj(level))


def enveloped_numbers(kind: str, payload: bytes) -> bytes:
    """The same for rows of numbers of different kinds: short blocks, each with its own code, and no repetitions sought but those of
    one byte. There are few others, and looking for them took longer than all else and made the files no smaller."""
    return _envelope(kind, payload, zlib.compressobj(1, zlib.DEFLATED, zlib.MAX_WBITS, 5, zlib.Z_RLE))


def _envelope(kind: str, payload: bytes, packer: zlib._Compress) -> bytes:
    head = b"OKB" + kind.encode() + len(payload).to_bytes(4, "little")
    return head + packer.compress(payload) + packer.flush()


def opened(path: str, kind: str, content: bytes) -> bytes:
    """The payload of a file. Raises ``IndexFileError``."""
    if content[:4] != b"OKB" + kind.encode():
        raise IndexFileError(path, "foreign" if len(content) >= 4 else "cut")
    try:
        payload = zlib.decompress(content[8:])
    except zlib.error as error:
        raise IndexFileError(path, "cut") from error
    if len(payload) != int.from_bytes(content[4:8], "little"):
        raise IndexFileError(path, "cut")
    return payload


def hashed(text: str) -> int:
    """The hash of a text, in 32 bits."""
    return int(hashed_all([text])[0])


def hashed_all(texts: Sequence[str]) -> Numbers:
    """The hash of each text."""
    sizes = np.array([len(text) for text in texts], np.int64)
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), "<u4").astype(np.uint64)
    begins = np.cumsum(sizes) - sizes
    value = np.full(len(texts), 2166136261, np.uint64)
    for place in range(int(sizes.max(initial=0))):
        longer = np.flatnonzero(sizes > place)
        value[longer] = (value[longer] ^ codes[begins[longer] + place]) * np.uint64(16777619) & _LOW
    value ^= value >> _HALF
    value = value * np.uint64(0x45D9F3B) & _LOW
    return (value ^ value >> _HALF).astype(np.int64)


def block_name(number: int, bits: int) -> str:
    """The name of one of ``2^bits`` files."""
    return f"{number:0{max(1, -(-bits // 4))}x}.bin"
