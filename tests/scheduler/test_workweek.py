"""Working weeks on real calendars: nights, transitions, skipped dates."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from scheduler.workweek import Span, WorkWeek
from scheduler.zones import NaiveDatetimeError, UnknownZoneError

BERLIN = ZoneInfo("Europe/Berlin")
OFFICE = WorkWeek.parse("Mon-Thu 9-12:30 13:30-18, Fri 9-15", "Europe/Berlin")
NIGHTS = WorkWeek.parse("Fri-Sat 22-6", "Europe/Berlin")


def berlin(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=BERLIN)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


def test_a_date_has_the_ranges_of_its_weekday():
    monday = date(2026, 3, 2)
    assert OFFICE.on(monday) == (
        Span(utc(2026, 3, 2, 8), utc(2026, 3, 2, 11, 30), monday),
        Span(utc(2026, 3, 2, 12, 30), utc(2026, 3, 2, 17), monday),
    )
    assert OFFICE.on(date(2026, 3, 7)) == ()
    assert OFFICE.is_workday(monday)
    assert not OFFICE.is_workday(date(2026, 3, 7))


def test_a_range_contains_its_start_and_not_its_end():
    assert OFFICE.span_at(berlin(2026, 3, 2, 8, 59)) is None
    assert OFFICE.span_at(berlin(2026, 3, 2, 9)) is not None
    assert OFFICE.span_at(berlin(2026, 3, 2, 12, 30)) is None


def test_the_next_range_is_the_present_one_or_the_one_after():
    first, second = OFFICE.on(date(2026, 3, 2))
    assert OFFICE.next_span(berlin(2026, 3, 2, 10)) == first
    assert OFFICE.next_span(berlin(2026, 3, 2, 12, 30)) == second
    assert OFFICE.next_span(berlin(2026, 2, 27, 15)) == first


def test_a_week_without_hours_has_no_next_range():
    idle = WorkWeek.parse("off", "Europe/Berlin")
    assert idle.next_span(berlin(2026, 3, 2)) is None
    assert idle.day_of(berlin(2026, 3, 2)) == date(2026, 3, 2)


def test_a_moment_of_a_night_shift_belongs_to_the_date_on_which_it_began():
    assert NIGHTS.day_of(berlin(2026, 3, 7, 2)) == date(2026, 3, 6)
    assert NIGHTS.day_of(berlin(2026, 3, 7, 6)) == date(2026, 3, 7)
    assert NIGHTS.day_of(berlin(2026, 3, 8, 5, 59)) == date(2026, 3, 7)
    assert not NIGHTS.is_workday(date(2026, 3, 8))


def test_working_round_the_clock_makes_one_range_a_date():
    always = WorkWeek.parse("daily 0-24", "Europe/Berlin")
    assert always.day_of(berlin(2026, 3, 2)) == date(2026, 3, 2)
    assert always.day_of(berlin(2026, 3, 2) - timedelta(microseconds=1)) == date(2026, 3, 1)


def test_a_leap_day_is_a_day_like_others():
    daily = WorkWeek.parse("daily 9-17", "Europe/Berlin")
    assert daily.day_of(berlin(2028, 2, 29, 12)) == date(2028, 2, 29)
    after = daily.next_span(berlin(2028, 2, 29, 17))
    assert after is not None
    assert after.date == date(2028, 3, 1)


def test_a_night_across_a_transition_is_an_hour_shorter_or_longer():
    (spring,), (autumn,) = NIGHTS.on(date(2026, 3, 28)), NIGHTS.on(date(2026, 10, 24))
    assert spring.end - spring.start == timedelta(hours=7)
    assert autumn.end - autumn.start == timedelta(hours=9)


def test_an_edge_in_a_gap_moves_to_its_end():
    early = WorkWeek.parse("Sun 2:30-6", "Europe/Berlin")
    (span,) = early.on(date(2026, 3, 29))
    assert span.start == utc(2026, 3, 29, 1)
    assert span.start.astimezone(BERLIN).hour == 3


def test_a_range_inside_a_gap_does_not_take_place():
    inside = WorkWeek.parse("Sun 2-3", "Europe/Berlin")
    assert not inside.is_workday(date(2026, 3, 29))
    following = inside.next_span(berlin(2026, 3, 28))
    assert following is not None
    assert following.date == date(2026, 4, 5)


def test_both_edges_in_a_fold_are_the_first_occurrence():
    early = WorkWeek.parse("Sun 1-2:30 2:30-4", "Europe/Berlin")
    first, second = early.on(date(2026, 10, 25))
    assert first.end == second.start == utc(2026, 10, 25, 0, 30)
    assert second.end - second.start == timedelta(hours=2, minutes=30)


def test_a_date_that_a_zone_skipped_has_no_ranges():
    apia = WorkWeek.parse("Fri 9-17 22-6", "Pacific/Apia")
    assert apia.on(date(2011, 12, 30)) == ()
    following = apia.next_span(datetime(2011, 12, 29, 12, tzinfo=ZoneInfo("Pacific/Apia")))
    assert following is not None
    assert following.date == date(2012, 1, 6)


def test_naive_moments_and_unknown_zones_are_refused():
    with pytest.raises(NaiveDatetimeError):
        OFFICE.span_at(datetime(2026, 3, 2, 9))
    for wrong in ("Mars/Olympus", "../etc/passwd", "America", ""):
        with pytest.raises(UnknownZoneError, match="no time zone is called"):
            WorkWeek(OFFICE.ranges, wrong)


@pytest.mark.parametrize(
    "ranges",
    [
        ((),) * 6,
        (((540, 540),),) + ((),) * 6,
        (((1440, 1500),),) + ((),) * 6,
        (((540, 540 + 1440),),) + ((),) * 6,
        (((540, 720), (700, 800)),) + ((),) * 6,
        (((800, 900), (540, 720)),) + ((),) * 6,
        (((300, 400),), *((),) * 5, ((1320, 1800),)),
    ],
)
def test_impossible_ranges_are_refused(ranges: tuple[tuple[tuple[int, int], ...], ...]):
    with pytest.raises(ValueError, match=r"range|days"):
        WorkWeek(ranges, "Europe/Berlin")
