"""Which days were workdays as they were lived, and which of them a pause covered."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from bot.life.diary import Diary, date_of
from bot.life.streak import Day, Record, streak
from scheduler.breaks import Pause
from scheduler.workweek import WorkWeek

MONDAY = date(2026, 3, 2)
START = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
NINE_TO_FIVE = ((START, "Mon-Fri 9-17"),)
UTC_ONLY = ((START, "Etc/UTC"),)


def _at(hour: int, day: int = 0) -> datetime:
    return datetime(2026, 3, 2, hour, tzinfo=UTC) + timedelta(days=day)


def _diary(*pauses: Pause) -> Diary:
    return Diary.of(UTC_ONLY, NINE_TO_FIVE, pauses)


def _workdays(diary: Diary, count: int = 7) -> list[bool]:
    return [diary.is_workday(MONDAY + timedelta(days=number)) for number in range(count)]


def test_workdays_are_those_with_hours() -> None:
    assert _workdays(_diary()) == [True] * 5 + [False] * 2


def test_days_before_the_person_came_are_no_workdays() -> None:
    assert not _diary().is_workday(MONDAY - timedelta(days=3))


def test_a_day_on_which_somebody_came_in_the_evening_is_no_workday_and_at_noon_it_is() -> None:
    assert not Diary.of(UTC_ONLY, ((_at(16), "Mon-Fri 9-17"),)).is_workday(MONDAY)
    assert Diary.of(UTC_ONLY, ((_at(12), "Mon-Fri 9-17"),)).is_workday(MONDAY)


def test_changed_hours_leave_earlier_days_as_they_were() -> None:
    changed = Diary.of(UTC_ONLY, (*NINE_TO_FIVE, (_at(18, day=2), "Sat 9-12")))
    assert _workdays(changed) == [True, True, True, False, False, True, False]


def test_a_change_in_the_morning_of_the_farthest_east_leaves_the_day_before_alone() -> None:
    # Tuesday 09:00 on Kiritimati (UTC+14) is still Monday 19:00 in UTC.
    kiritimati = ((START, "Pacific/Kiritimati"),)
    changed = Diary.of(kiritimati, (*NINE_TO_FIVE, (_at(19), "Sat 9-12")))
    assert _workdays(changed) == [True, False, False, False, False, True, False]


def test_nothing_known_means_no_workdays() -> None:
    assert not Diary.of((), ()).is_workday(MONDAY)
    assert not Diary.of((), ()).is_paused(MONDAY)


def test_a_day_lost_at_the_date_line_is_no_workday() -> None:
    # From Honolulu (UTC-10) on Monday evening to Auckland (UTC+13) on Wednesday: Tuesday was never lived.
    zones = ((START, "Pacific/Honolulu"), (datetime(2026, 3, 3, 11, 0, tzinfo=UTC), "Pacific/Auckland"))
    assert _workdays(Diary.of(zones, NINE_TO_FIVE), 4) == [True, False, True, True]


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


def test_small_hours_count_for_the_evening_before_where_the_day_starts_later() -> None:
    week = WorkWeek.parse("Mon-Fri 9-17", "Etc/UTC")
    four = timedelta(hours=4)
    assert date_of(_at(1, day=1), week) == MONDAY + timedelta(days=1)
    assert date_of(_at(1, day=1), week, four) == MONDAY
    assert date_of(_at(4, day=1), week, four) == MONDAY + timedelta(days=1)


def test_a_night_shift_keeps_its_date_whatever_the_day_start() -> None:
    nights = WorkWeek.parse("Mon-Fri 22-6", "Etc/UTC")
    assert date_of(_at(5, day=1), nights, timedelta(hours=4)) == MONDAY
    assert date_of(_at(23), nights, timedelta(hours=4)) == MONDAY


ZONES = (
    "Pacific/Kiritimati",
    "Asia/Tokyo",
    "Asia/Kolkata",
    "Europe/Lisbon",
    "America/New_York",
    "Pacific/Honolulu",
)
HOURS = ("Mon-Fri 9-17", "Mon-Thu 9-12:30 13:30-18, Fri 9-15", "Sun-Thu 22-6", "daily 8-20")
moves = st.lists(st.tuples(st.integers(1, 60), st.sampled_from(ZONES)), max_size=8)


def _journey(moves: list[tuple[int, str]]) -> list[tuple[datetime, str]]:
    """(since, zone): each stay lasts so many hours."""
    stays, moment = [(START, "Europe/Lisbon")], START
    for hours, zone in moves:
        moment += timedelta(hours=hours)
        stays.append((moment, zone))
    return stays


@given(moves, st.sampled_from(HOURS))
def test_travel_in_any_direction_never_breaks_the_streak_of_somebody_who_moves_in_every_range_they_live(
    moves: list[tuple[int, str]], hours: str
) -> None:
    journey = _journey(moves)
    end = journey[-1][0] + timedelta(days=3)
    diary = Diary.of(journey, ((START, hours),))
    done = set()
    for (since, zone), (until, _) in pairwise([*journey, (end, "")]):
        week = WorkWeek.parse(hours, zone)
        moment = since
        while (span := week.next_span(moment)) is not None and max(span.start, since) < until:
            lived = max(span.start, since), min(span.end, until)
            done.add(date_of(lived[0] + (lived[1] - lived[0]) / 2, week))
            moment = span.end
    today = date_of(end, WorkWeek.parse(hours, journey[-1][1]))
    found = streak(Record(MONDAY, today, frozenset(done), diary.is_workday, diary.is_paused))
    assert Day.MISSED not in found.days.values()
    assert found.current == len(done)


@given(moves, st.sampled_from(HOURS), st.sampled_from(HOURS), st.sampled_from(ZONES))
@example(
    [(2, "Pacific/Kiritimati"), (60, "Pacific/Kiritimati"), (60, "Pacific/Kiritimati")],
    HOURS[0],
    HOURS[2],
    ZONES[0],
)
def test_changing_settings_today_never_rewrites_the_past(
    moves: list[tuple[int, str]], hours: str, new_hours: str, new_zone: str
) -> None:
    journey = _journey(moves)
    now = journey[-1][0] + timedelta(days=9)
    before = Diary.of(journey, ((START, hours),))
    after = Diary.of([*journey, (now, new_zone)], ((START, hours), (now, new_hours)))
    week = WorkWeek.parse(hours, journey[-1][1])
    day = MONDAY
    # A day is past once its last hours are over.
    while (spans := week.on(day)) == () or spans[-1].end <= now:
        if day >= week.day_of(now):
            break
        assert after.is_workday(day) == before.is_workday(day)
        assert after.is_paused(day) == before.is_paused(day)
        day += timedelta(days=1)


def test_a_night_shift_told_after_midnight_does_not_make_a_workday_of_the_day_before() -> None:
    monday_at_one = _at(1)
    diary = Diary.of(UTC_ONLY, ((START, "Tue-Fri 9-17"), (monday_at_one, "Sun-Thu 22-6")))
    assert not diary.is_workday(MONDAY - timedelta(days=1))
    assert diary.is_workday(MONDAY)
