"""Where the time of a run went is told by stage, plugin and hook, and costs nothing unless it is asked for."""

from __future__ import annotations

import pytest

from omnikb import profiling
from omnikb.profiling import Part, Profile, calling, recording, stage, waiting


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time by the clock, which stands still unless a test moves it."""
    now = [0.0]
    monkeypatch.setattr(profiling, "perf_counter", lambda: now[0])
    return now


def test_a_part_of_a_part_counts_for_itself_alone_so_that_the_sum_is_the_whole(clock: list[float]) -> None:
    @stage("compose")
    def composed() -> None:
        clock[0] += 2
        with calling("risks", "omnikb_sections"):
            clock[0] += 3
        clock[0] += 4

    profile = Profile()
    with recording(profile):
        clock[0] += 1
        composed()
        composed()
    assert profile.seconds == {Part("prepare"): 1, Part("compose"): 12, Part("compose", "risks", "omnikb_sections"): 6}
    assert sum(profile.seconds.values()) == profile.clock == 19


def test_while_others_work_nothing_is_counted_and_their_times_are_added(clock: list[float]) -> None:
    profile = Profile()
    with recording(profile):
        clock[0] += 1
        with waiting():
            clock[0] += 5
    profile.add({Part("write"): 4.0})
    profile.add({Part("write"): 3.0, Part("prepare"): 1.0})
    assert profile.seconds == {Part("prepare"): 2, Part("write"): 7}
    assert (profile.clock, profile.processes) == (6, 2)


def test_a_part_that_fails_is_counted_and_closed(clock: list[float]) -> None:
    @stage("check")
    def failing() -> None:
        clock[0] += 2
        raise ValueError("wrong")

    profile = Profile()
    with recording(profile):
        with pytest.raises(ValueError, match="wrong"):
            failing()
        clock[0] += 1
    assert profile.seconds == {Part("prepare"): 1, Part("check"): 2}


def test_without_a_profile_the_clock_is_not_even_asked_in_a_part(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused() -> float:
        raise AssertionError("asked")

    monkeypatch.setattr(profiling, "perf_counter", refused)
    assert stage("read")(str)(7) == "7"
    with calling("risks", "omnikb_pages"), waiting():
        done = True
    assert done
