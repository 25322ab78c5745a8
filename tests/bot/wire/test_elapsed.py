"""Time for limits never runs backwards, and time that is moved by hand has passed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.wire.elapsed import Elapsed
from scheduler.clock import MovableClock


class Seconds:
    """Monotonic time that a test lets pass."""

    def __init__(self) -> None:
        self.passed = 1000.0

    def __call__(self) -> float:
        return self.passed


def test_it_counts_what_passes_and_what_a_clock_is_moved_forward() -> None:
    seconds = Seconds()
    clock = MovableClock(running=True, monotonic=seconds)
    elapsed = Elapsed(clock, seconds)
    seconds.passed += 2
    assert elapsed() == 2
    clock.advance(timedelta(hours=1))
    seconds.passed += 3
    assert elapsed() == 3605


def test_a_clock_that_is_set_back_changes_nothing() -> None:
    seconds = Seconds()
    clock = MovableClock(datetime(2026, 3, 2, tzinfo=UTC))
    elapsed = Elapsed(clock, seconds)
    seconds.passed += 5
    clock.advance(timedelta(hours=-1))
    assert elapsed() == 5
    clock.advance(timedelta(seconds=10))
    assert elapsed() == 15
