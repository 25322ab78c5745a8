"""The streak is a fold over days: fair to days off, pauses and today."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.life.streak import Day, Record, Streak, streak

MONDAY = date(2026, 3, 2)


def _day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def _streak(today: int, done: set[int], paused: set[int] = frozenset(), since: int = 0) -> Streak:
    """Work is Monday to Friday; days are counted from Monday."""
    return streak(
        Record(
            _day(since),
            _day(today),
            frozenset(map(_day, done)),
            lambda day: day.isoweekday() <= 5,
            lambda day: day in set(map(_day, paused)),
        )
    )


def test_each_workday_with_something_done_adds_one() -> None:
    assert _streak(today=2, done={0, 1, 2}).current == 3


def test_today_is_open_and_breaks_nothing() -> None:
    found = _streak(today=2, done={0, 1})
    assert found.current == 2
    assert found.days[_day(2)] is Day.OPEN


def test_a_missed_workday_ends_it_and_the_best_stays() -> None:
    found = _streak(today=4, done={0, 1, 3})
    assert (found.current, found.best) == (1, 2)
    assert found.days[_day(2)] is Day.MISSED


def test_a_weekend_breaks_nothing() -> None:
    found = _streak(today=7, done={0, 1, 2, 3, 4, 7})
    assert found.current == 6
    assert found.days[_day(5)] is Day.OFF


def test_something_done_on_a_day_off_counts() -> None:
    assert _streak(today=5, done={4, 5}, since=4).current == 2


def test_a_paused_workday_breaks_nothing_and_adds_nothing() -> None:
    found = _streak(today=3, done={0, 3}, paused={1, 2})
    assert found.current == 2
    assert found.days[_day(1)] is Day.PAUSED


def test_nothing_done_yet_is_no_streak() -> None:
    assert _streak(today=0, done=set()) == Streak(0, 0, {MONDAY: Day.OPEN})


def test_what_was_done_beyond_the_date_line_is_not_lost() -> None:
    assert _streak(today=0, done={-1, 0, 1}).current == 3


days = st.sets(st.integers(0, 60))


@given(days, days, st.integers(0, 60))
def test_adding_a_completion_never_shortens_a_streak(done: set[int], paused: set[int], more: int) -> None:
    before, after = _streak(60, done, paused), _streak(60, done | {more}, paused)
    assert after.current >= before.current
    assert after.best >= before.best


@given(days, days, st.integers(0, 60))
def test_a_pause_never_shortens_a_streak(done: set[int], paused: set[int], more: int) -> None:
    assert _streak(60, done, paused | {more}).current >= _streak(60, done, paused).current


@given(days, days)
def test_the_best_is_at_least_the_current_and_at_most_the_days_done(done: set[int], paused: set[int]) -> None:
    found = _streak(60, done, paused)
    assert found.current <= found.best <= len(done)
