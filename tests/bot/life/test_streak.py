"""The streak is a fold over days: fair to days off and pauses, forgiving with a freeze, and doing more never hurts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.life.streak import DAYS_FOR_A_FREEZE, Day, Record, Streak, streak

MONDAY = date(2026, 3, 2)
NOTHING: frozenset[int] = frozenset()


def _day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def _streak(
    today: int, done: set[int], paused: set[int] | frozenset[int] = NOTHING, *, every_day: bool = False
) -> Streak:
    """Work is Monday to Friday, or every day; days are counted from Monday."""
    return streak(
        Record(
            MONDAY,
            _day(today),
            frozenset(map(_day, done)),
            lambda day: every_day or day.isoweekday() <= 5,
            lambda day: (day - MONDAY).days in paused,
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
    assert _streak(today=5, done={0, 1, 2, 3, 4, 5}).current == 6


def test_a_paused_workday_breaks_nothing_and_adds_nothing() -> None:
    found = _streak(today=3, done={0, 3}, paused={1, 2})
    assert found.current == 2
    assert found.days[_day(1)] is Day.PAUSED


def test_nothing_done_yet_is_no_streak() -> None:
    assert _streak(today=0, done=set()) == Streak(0, 0, 0, 7, {MONDAY: Day.OPEN})


def test_what_was_done_beyond_the_date_line_is_not_lost() -> None:
    assert _streak(today=0, done={-1, 0, 1}).current == 3


def test_seven_days_earn_a_freeze_that_saves_the_next_missed_workday() -> None:
    found = _streak(today=8, done={0, 1, 2, 3, 4, 5, 6, 8}, every_day=True)
    assert found.days[_day(7)] is Day.FROZEN
    assert (found.current, found.freezes) == (8, 0)


def test_two_freezes_are_the_most_and_none_is_earned_while_both_are_in_hand() -> None:
    found = _streak(today=29, done=set(range(30)), every_day=True)
    assert (found.freezes, found.days_to_freeze) == (2, 0)
    after_one_miss = _streak(today=31, done=set(range(30)) | {31}, every_day=True)
    assert (after_one_miss.freezes, after_one_miss.days_to_freeze) == (1, 6)


def test_a_third_missed_day_in_a_row_ends_the_streak_all_the_same() -> None:
    found = _streak(today=17, done=set(range(14)) | {17}, every_day=True)
    assert [found.days[_day(number)] for number in (14, 15, 16)] == [Day.FROZEN, Day.FROZEN, Day.MISSED]
    assert found.current == 1


def test_a_broken_streak_starts_the_count_toward_a_freeze_anew() -> None:
    found = _streak(today=7, done={0, 1, 2, 3, 4, 6, 7}, every_day=True)
    assert (found.current, found.days_to_freeze) == (2, 5)


def test_a_freeze_is_not_spent_on_days_off_or_paused_ones() -> None:
    found = _streak(today=14, done={0, 1, 2, 3, 4, 5, 6}, paused={7, 8, 9, 10, 11, 14})
    assert found.freezes == 1


def test_the_deciding_days_go_back_to_the_one_that_ended_the_run_before() -> None:
    found = _streak(today=3, done={0, 2, 3})
    assert found.deciding == [(_day(3), Day.DONE), (_day(2), Day.DONE), (_day(1), Day.MISSED)]


days = st.sets(st.integers(0, 60))


@given(days, days, st.integers(0, 60), st.booleans())
def test_adding_a_completion_never_shortens_a_streak(
    done: set[int], paused: set[int], more: int, every_day: bool
) -> None:
    before = _streak(60, done, paused, every_day=every_day)
    after = _streak(60, done | {more}, paused, every_day=every_day)
    assert after.current >= before.current
    assert after.best >= before.best


@given(days, days, st.integers(0, 60), st.booleans())
def test_a_pause_never_shortens_a_streak(
    done: set[int], paused: set[int], more: int, every_day: bool
) -> None:
    before = _streak(60, done, paused, every_day=every_day)
    assert _streak(60, done, paused | {more}, every_day=every_day).current >= before.current


@given(days, days)
def test_the_best_is_at_least_the_current_and_at_most_the_days_done(done: set[int], paused: set[int]) -> None:
    found = _streak(60, done, paused)
    assert found.current <= found.best <= len(done)


@given(days, days)
def test_freezes_earned_and_spent_balance(done: set[int], paused: set[int]) -> None:
    found = _streak(60, done, paused, every_day=True)
    spent = sum(verdict is Day.FROZEN for verdict in found.days.values())
    assert 0 <= found.freezes <= 2
    assert found.freezes + spent <= len(done) // DAYS_FOR_A_FREEZE


@pytest.mark.parametrize("day", list(Day))
def test_every_verdict_has_a_name_for_the_texts(day: Day) -> None:
    assert day.value.isalpha()
