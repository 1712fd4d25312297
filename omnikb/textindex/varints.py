"""Whole numbers as bytes, 7 bits a byte, lowest first: single ones, and arrays of them at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
Bytes = NDArray[np.uint8]


def varint(number: int) -> bytes:
    """One number, 0 or more."""
    encoded = bytearray()
    while number > 127:
        encoded.append(number & 127 | 128)
        number >>= 7
    encoded.append(number)
    return bytes(encoded)


def varints(numbers: Numbers) -> tuple[Bytes, Numbers]:
    """The bytes of all numbers in a row, and where each begins, with the end of the last."""
    sizes = np.ones(len(numbers), np.int64)
    for bits in range(7, 64, 7):
        longer = numbers >= (1 << bits)
        if not longer.any():
            break
        sizes += longer
    ends = np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)])
    encoded = np.zeros(int(ends[-1]), np.uint8)
    for place in range(int(sizes.max(initial=0))):
        chosen = np.flatnonzero(sizes > place) if place else slice(None)
        more = np.where(sizes[chosen] > place + 1, 128, 0)
        encoded[ends[:-1][chosen] + place] = (numbers[chosen] >> (7 * place)) & 127 | more
    return encoded, ends


def packed(numbers: Numbers) -> bytes:
    """The bytes of all numbers in a row."""
    return varints(numbers)[0].tobytes()


class Reader:
    """Reads one thing after another. Raises ``ValueError`` where the bytes end too soon."""

    def __init__(self, content: bytes) -> None:
        """Starts at the first byte."""
        self._content, self.at = content, 0

    def varint(self) -> int:
        """One number."""
        number = shift = 0
        while True:
            if self.at >= len(self._content):
                raise ValueError("the bytes end within a number")
            byte = self._content[self.at]
            self.at += 1
            number |= (byte & 127) << shift
            if byte < 128:
                return number
            shift += 7

    def bytes(self, size: int) -> bytes:
        """So many bytes."""
        taken = self._content[self.at : self.at + size]
        if len(taken) < size:
            raise ValueError("the bytes end too soon")
        self.at += size
        return taken

    def column(self, size: int) -> Numbers:
        """So many single bytes, as numbers."""
        return np.frombuffer(self.bytes(size), np.uint8).astype(np.int64)

    def varints(self, count: int) -> Numbers:
        """So many numbers."""
        if count == 0:
            return np.zeros(0, np.int64)
        rest = np.frombuffer(self._content, np.uint8, offset=self.at, count=min(len(self._content) - self.at, 10 * count))
        lasts = np.flatnonzero(rest < 128)[:count]
        if len(lasts) < count:
            raise ValueError("the bytes end within a row of numbers")
        self.at += int(lasts[-1]) + 1
        return numbers_in(rest, np.concatenate([np.zeros(1, np.int64), lasts + 1]))


def numbers_in(line: Bytes, bounds: Numbers) -> Numbers:
    """The numbers whose bytes stand from one of ``bounds`` to before the next, without anything between them."""
    used = line[int(bounds[0]) : int(bounds[-1])]
    if len(used) == len(bounds) - 1:
        return used.astype(np.int64)
    at, bits = bounds[:-1] - bounds[0], 0
    read = used[at]
    numbers: Numbers = (read & 127).astype(np.int64)
    more = np.flatnonzero(read > 127)
    at = at[more]
    while len(more):  # most numbers are short: only the long ones are looked at again
        at += 1
        bits += 7
        read = used[at]
        numbers[more] |= (read & 127).astype(np.int64) << bits
        more, at = more[read > 127], at[read > 127]
    return numbers


def gaps(rising: Numbers) -> Numbers:
    """Rising numbers as the difference to the one before, less 1."""
    return np.diff(rising, prepend=-1) - 1


def restarting(rising: Numbers, begins: Numbers) -> Numbers:
    """The same of rows one after the other, which rise anew from each of ``begins``."""
    steps = gaps(rising)
    steps[begins] = rising[begins]
    return steps


def rising(gaps_between: Numbers) -> Numbers:
    """The numbers that ``gaps`` was made of."""
    return np.cumsum(gaps_between + 1) - 1
