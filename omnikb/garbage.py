"""When Python looks for garbage: not while it makes what is to stay."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_garbage() -> Iterator[None]:
    """Do not look for garbage where hundreds of thousands of objects are made to stay, which costs as much as making them."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


@contextmanager
def new_garbage_only() -> Iterator[None]:
    """Look for garbage among what is made from now on: what is there stays, and is neither looked through nor, in the memory of
    a process that is forked from this one, copied for that."""
    collecting = gc.isenabled()
    gc.freeze()
    gc.enable()
    try:
        yield
    finally:
        if not collecting:
            gc.disable()
