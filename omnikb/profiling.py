"""Where the time of a run goes: by stage, and within a stage by plugin and hook. Nothing is timed unless a profile is recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from time import perf_counter
from typing import ParamSpec, TypeVar

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, order=True)
class Part:
    """A part of a run: a stage, or what one hook of one plugin does in it."""

    stage: str
    plugin: str = ""
    hook: str = ""


class Profile:
    """Seconds of wall time by part. What is done in a part of a part counts there alone, so the sum is the whole.

    ``clock`` is the time from start to end; ``processes`` is how many others sent their times, which are in the sum too.
    """

    def __init__(self) -> None:
        self.seconds: dict[Part, float] = {}
        self.clock = 0.0
        self.processes = 0
        self._open: list[Part | None] = []
        self._since = 0.0

    @contextmanager
    def during(self, part: Part | None) -> Iterator[None]:
        """Count the time meanwhile for ``part``; for ``None`` it is not counted."""
        self._count()
        self._open.append(part)
        try:
            yield
        finally:
            self._count()
            self._open.pop()

    @property
    def stage(self) -> str:
        """The stage the run is in."""
        return next((part.stage for part in reversed(self._open) if part), "")

    def add(self, seconds: Mapping[Part, float]) -> None:
        """Add up the times of another process."""
        self.processes += 1
        for part, more in seconds.items():
            self.seconds[part] = self.seconds.get(part, 0.0) + more

    def _count(self) -> None:
        now = perf_counter()
        part = self._open[-1] if self._open else None
        if part:
            self.seconds[part] = self.seconds.get(part, 0.0) + now - self._since
        self._since = now


_recorded: ContextVar[Profile | None] = ContextVar("profile", default=None)

_NOTHING = nullcontext()


def recorded() -> Profile | None:
    """The profile that is being recorded."""
    return _recorded.get()


@contextmanager
def recording(profile: Profile | None) -> Iterator[None]:
    """Record the run meanwhile, which begins with the stage ``prepare``. ``None``: record nothing."""
    before, started = _recorded.set(profile), perf_counter()
    try:
        with profile.during(Part("prepare")) if profile else _NOTHING:
            yield
    finally:
        _recorded.reset(before)
        if profile:
            profile.clock = perf_counter() - started


def waiting() -> AbstractContextManager[None]:
    """Do not count the time meanwhile, in which others work and count their own."""
    profile = _recorded.get()
    return profile.during(None) if profile else _NOTHING


def calling(plugin: str, hook: str) -> AbstractContextManager[None]:
    """Count the time meanwhile for a hook of a plugin, in the stage the run is in."""
    profile = _recorded.get()
    return profile.during(Part(profile.stage, plugin, hook)) if profile else _NOTHING


def stage(name: str) -> Callable[[Callable[Arguments, Result]], Callable[Arguments, Result]]:
    """Count the time of a function as a stage."""

    def decorate(function: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
        @wraps(function)
        def timed(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
            profile = _recorded.get()
            if profile is None:
                return function(*args, **kwargs)
            with profile.during(Part(name)):
                return function(*args, **kwargs)

        return timed

    return decorate
