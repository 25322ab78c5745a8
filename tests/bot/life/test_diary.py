"""Which zone and hours held on a date, and whether a pause covered it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from bot.life.diary import Diary
from scheduler.breaks import Pause

MONDAY = date(2026, 3, 2)
START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
NINE_TO_FIVE = ((START, "Mon-Fri 9-17"),)
UTC_ONLY = ((START, "Etc/UTC"),)


def _at(hour: int, day: int = 0) -> datetime:
    return datetime(2026, 3, 2, hour, tzinfo=UTC) + timedelta(days=day)


def _diary(*pauses: Pause) -> Diary:
    return Diary(UTC_ONLY, NINE_TO_FIVE, pauses)


def test_what_held_first_also_held_before() -> None:
    assert _diary().is_workday(MONDAY - timedelta(days=7))
    assert not _diary().is_workday(MONDAY - timedelta(days=1))


def test_changed_hours_leave_earlier_days_as_they_were() -> None:
    changed = Diary(UTC_ONLY, (*NINE_TO_FIVE, (_at(10, day=2), "Sat 9-12")))
    assert changed.is_workday(MONDAY)
    assert not changed.is_workday(MONDAY + timedelta(days=2))
    assert changed.is_workday(MONDAY + timedelta(days=5))


def test_a_pause_over_the_whole_day_covers_it() -> None:
    assert _diary(Pause(_at(0), _at(0, day=1))).is_paused(MONDAY)


def test_a_pause_over_the_rest_of_the_day_covers_it() -> None:
    assert _diary(Pause(_at(12), _at(17))).is_paused(MONDAY)


def test_a_pause_that_ends_before_the_day_does_covers_nothing() -> None:
    assert not _diary(Pause(_at(9), _at(16))).is_paused(MONDAY)


def test_an_open_pause_covers_every_day_from_its_start() -> None:
    diary = _diary(Pause(_at(12, day=1), None))
    assert [diary.is_paused(MONDAY + timedelta(days=number)) for number in range(4)] == [
        False,
        True,
        True,
        True,
    ]


def test_a_day_off_is_off_and_not_paused() -> None:
    assert not _diary(Pause(_at(0), None)).is_paused(date(2026, 3, 7))
