"""The movable clock: what it shows, and whom it tells."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from scheduler.clock import MovableClock, SystemClock
from scheduler.zones import NaiveDatetimeError

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


class Stopwatch:
    """A monotonic time that passes when told to."""

    seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


def test_the_system_clock_is_aware_and_in_utc():
    assert SystemClock().now().utcoffset() == timedelta()
    SystemClock().on_change(lambda: None)


def test_a_standing_clock_stands_until_it_is_moved():
    passing = Stopwatch()
    clock = MovableClock(NOON, monotonic=passing)
    passing.seconds += 60
    assert clock.now() == NOON
    clock.advance(timedelta(minutes=45))
    assert clock.now() == NOON + timedelta(minutes=45)


def test_a_running_clock_follows_monotonic_time():
    passing = Stopwatch()
    clock = MovableClock(NOON, running=True, monotonic=passing)
    clock.advance(timedelta(hours=1))
    passing.seconds += 2.5
    assert clock.now() == NOON + timedelta(hours=1, seconds=2.5)


def test_a_clock_can_be_set_in_any_zone_and_back():
    clock = MovableClock(NOON)
    clock.set(datetime(2026, 3, 2, 10, tzinfo=timezone(timedelta(hours=2))))
    assert clock.now() == NOON - timedelta(hours=4)
    assert clock.now().tzinfo is UTC


def test_the_offset_carries_the_moves_to_another_clock():
    passing = Stopwatch()
    before = MovableClock(NOON, running=True, monotonic=passing)
    passing.seconds += 5
    before.set(NOON + timedelta(days=1))
    after = MovableClock(NOON + timedelta(seconds=5), running=True, monotonic=passing)
    after.offset = before.offset
    assert after.now() == before.now()


def test_each_move_is_told():
    clock, told = MovableClock(NOON), []
    clock.on_change(lambda: told.append(clock.now()))
    clock.advance(timedelta(minutes=1))
    clock.set(NOON)
    clock.offset = timedelta(minutes=2)
    assert told == [NOON + timedelta(minutes=1), NOON, NOON + timedelta(minutes=2)]


def test_naive_moments_are_refused():
    with pytest.raises(NaiveDatetimeError, match="no time zone"):
        MovableClock(datetime(2026, 3, 2))
    with pytest.raises(NaiveDatetimeError):
        MovableClock(NOON).set(datetime(2026, 3, 2))
