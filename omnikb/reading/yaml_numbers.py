"""Numbers of YAML as people mean them: decimal ones alone, each of which knows how it was written.

YAML 1.1, which PyYAML reads, takes ``1:30`` for 90, ``010`` for 8 and ``1_000`` for 1000. Here they are text, as in the core
schema of YAML 1.2, but that what begins with a zero is text too: it is an id or a code more often than a number.
"""

from __future__ import annotations

import re
from typing import Any

from yaml import ScalarNode

_WHOLE = r"[-+]?(?:0|[1-9][0-9]*)"

INTEGER = re.compile(rf"{_WHOLE}\Z")
DECIMAL = re.compile(rf"(?:(?:{_WHOLE}(?:\.[0-9]*)?|[-+]?\.[0-9]+)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))\Z")
FIRST_CHARACTERS = list("-+.0123456789")


class WrittenInteger(int):
    """A whole number that a text field shall hold as it was written: ``+86``, not ``86``."""

    written: str

    def __new__(cls, written: str) -> WrittenInteger:  # noqa: D102 - the class says it
        number = super().__new__(cls, written)
        number.written = written
        return number

    def __str__(self) -> str:
        """As it was written."""
        return self.written

    __repr__ = __str__

    def __getnewargs__(self) -> tuple[str]:  # type: ignore[override]  # of an int's two ways to be made this is the other
        return (self.written,)


class WrittenDecimal(float):
    """A number that a text field shall hold as it was written: version ``1.10``, not ``1.1``."""

    written: str

    def __new__(cls, written: str) -> WrittenDecimal:  # noqa: D102 - the class says it
        number = super().__new__(cls, re.sub(r"\.(?=[iInN])", "", written))
        number.written = written
        return number

    def __str__(self) -> str:
        """As it was written."""
        return self.written

    __repr__ = __str__

    def __getnewargs__(self) -> tuple[str]:  # type: ignore[override]  # as above
        return (self.written,)


def integer(loader: Any, node: ScalarNode) -> int:
    """The whole number of a scalar. Raises ``ValueError`` where a tag says that it is one, and it is not."""
    written = loader.construct_scalar(node)
    number = int(written)
    return number if str(number) == written else WrittenInteger(written)


def decimal(loader: Any, node: ScalarNode) -> float:
    """The number of a scalar. Raises ``ValueError`` where a tag says that it is one, and it is not."""
    number = WrittenDecimal(loader.construct_scalar(node))
    return float(number) if repr(float(number)) == number.written else number
