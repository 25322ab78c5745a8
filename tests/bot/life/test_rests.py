"""Words for a pause become moments, or a reason why not."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.life.rests import LATEST, LONGEST, Rest, RestError, day_off, later, parse
from scheduler.workweek import WorkWeek

LISBON = "Europe/Lisbon"
MONDAY = datetime(2026, 3, 2, 10, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "until"),
    [
        ("30", "2026-03-02 11:00"),
        ("30 min", "2026-03-02 11:00"),
        ("2h", "2026-03-02 12:30"),
        ("1.5 hours", "2026-03-02 12:00"),
        ("an hour", "2026-03-02 11:30"),
        ("for 90 minutes", "2026-03-02 12:00"),
        ("until 14:00", "2026-03-02 14:00"),
        ("UNTIL  2pm", "2026-03-02 14:00"),
        ("till 14.30", "2026-03-02 14:30"),
        ("until noon", "2026-03-02 12:00"),
        ("today", "2026-03-03 00:00"),
        ("tomorrow", "2026-03-04 00:00"),
        ("until tomorrow", "2026-03-03 00:00"),
        ("until wednesday", "2026-03-04 00:00"),
        ("until Monday", "2026-03-09 00:00"),
        ("until 5 Dec", "2026-12-05 00:00"),
        ("until 5th december", "2026-12-05 00:00"),
        ("until December 5", "2026-12-05 00:00"),
        ("until 1 March", "2027-03-01 00:00"),
        ("2026-03-10", "2026-03-10 00:00"),
        ("for 2 weeks", "2026-03-16 00:00"),
        ("3 days", "2026-03-05 00:00"),
        ("for a week", "2026-03-09 00:00"),
        ("week", "2026-03-09 00:00"),
    ],
)
def test_it_reads(words: str, until: str) -> None:
    expected = datetime.strptime(until, "%Y-%m-%d %H:%M").replace(tzinfo=ZoneInfo(LISBON))
    assert parse(words, MONDAY, LISBON) == Rest(MONDAY, expected)


def test_nothing_said_means_until_resumed() -> None:
    assert parse("  ", MONDAY, LISBON) == Rest(MONDAY, None)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("banana", "unread"),
        ("until 25:00", "unread"),
        ("until 31 Feb", "unread"),
        ("5 parsecs", "unread"),
        ("until 13pm", "unread"),
        ("until 9:00", "past"),
        ("0", "past"),
        ("2020-01-01", "past"),
        ("for 60 weeks", "far"),
        ("2030-01-01", "far"),
        ("9999 days", "far"),
    ],
)
def test_it_says_what_is_wrong(words: str, reason: str) -> None:
    with pytest.raises(RestError) as caught:
        parse(words, MONDAY, LISBON)
    assert caught.value.reason == reason


def test_hours_are_lived_hours_when_the_clock_is_set_forward() -> None:
    before = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)
    assert parse("2h", before, LISBON).until == before + timedelta(hours=2)


def test_whole_days_end_at_the_persons_midnight_when_the_clock_is_set_forward() -> None:
    saturday = datetime(2026, 3, 28, 12, 0, tzinfo=UTC)
    assert parse("2 days", saturday, LISBON).until == datetime(2026, 3, 29, 23, 0, tzinfo=UTC)


@given(
    st.text(max_size=200), st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))
)
def test_any_text_gives_a_pause_ahead_or_a_reason(words: str, now: datetime) -> None:
    try:
        rest = parse(words, now, LISBON)
    except RestError:
        return
    assert rest.start == now
    assert rest.until is None or now < rest.until <= now + LONGEST


@given(st.integers(1, 240))
def test_a_bare_number_is_minutes(minutes: int) -> None:
    assert parse(str(minutes), MONDAY, LISBON).until == MONDAY + timedelta(minutes=minutes)


@given(st.from_regex(r"(until |for )?[0-9]{1,4}[ :.-]?([0-9]{0,2}|[a-z]{0,7})( [a-z]{3,9})?", fullmatch=True))
def test_whatever_looks_like_a_pause_is_read_or_refused(words: str) -> None:
    with contextlib.suppress(RestError):
        assert parse(words, MONDAY, LISBON).start == MONDAY


WEEK = WorkWeek.parse("Mon-Fri 9-17", LISBON)
NIGHTS = WorkWeek.parse("Mon-Fri 22-6", LISBON)


def _lisbon(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=ZoneInfo(LISBON))


@pytest.mark.parametrize(
    ("words", "start", "until"),
    [
        ("", "2026-03-02 10:30", "2026-03-03 00:00"),
        ("Today", "2026-03-02 10:30", "2026-03-03 00:00"),
        ("yesterday", "2026-03-01 00:00", "2026-03-02 00:00"),
        ("tomorrow", "2026-03-03 00:00", "2026-03-04 00:00"),
        ("for 2 weeks", "2026-03-02 10:30", "2026-03-16 00:00"),
        ("3", "2026-03-02 10:30", "2026-03-05 00:00"),
        ("until 5 Dec", "2026-03-02 10:30", "2026-12-05 00:00"),
    ],
)
def test_a_day_off(words: str, start: str, until: str) -> None:
    assert day_off(words, MONDAY, WEEK) == Rest(_lisbon(start), _lisbon(until))


@pytest.mark.parametrize("words", ["2h", "until 14:00", "noon", "banana", "until yesterday"])
def test_a_part_of_a_day_is_no_day_off(words: str) -> None:
    with pytest.raises(RestError, match="unread"):
        day_off(words, MONDAY, WEEK)


def test_a_day_whose_hours_are_over_is_off_as_a_whole() -> None:
    evening = _lisbon("2026-03-02 18:00")
    assert day_off("", evening, WEEK) == Rest(_lisbon("2026-03-02 00:00"), _lisbon("2026-03-03 00:00"))
    assert day_off("2", evening, WEEK) == Rest(_lisbon("2026-03-02 00:00"), _lisbon("2026-03-04 00:00"))


def test_several_nights_off_last_to_the_morning_of_the_last() -> None:
    assert day_off("for 2 days", MONDAY, NIGHTS).until == _lisbon("2026-03-04 06:00")


def test_a_midnight_that_the_zone_skips_ends_a_day_all_the_same() -> None:
    havana = WorkWeek.parse("Mon-Fri 9-17", "America/Havana")  # there, 8 March 2026 begins at 1:00
    assert day_off("until 8 March", MONDAY, havana).until == datetime(2026, 3, 8, 5, tzinfo=UTC)


@given(st.text(max_size=30), st.integers(0, 7 * 24 * 60))
def test_any_text_is_a_day_off_or_gives_a_reason(words: str, minutes: int) -> None:
    now = MONDAY + timedelta(minutes=minutes)
    with contextlib.suppress(RestError):
        rest = day_off(words, now, NIGHTS)
        assert rest.until is not None
        assert rest.start < rest.until


def test_a_night_off_lasts_to_its_morning() -> None:
    at_two = _lisbon("2026-03-03 02:00")
    assert day_off("", at_two, NIGHTS).until == _lisbon("2026-03-03 06:00")
    assert day_off("yesterday", at_two, NIGHTS) == Rest(
        _lisbon("2026-03-01 00:00"), _lisbon("2026-03-02 00:00")
    )


@pytest.mark.parametrize(
    ("words", "until"),
    [
        ("20:00", "2026-03-02 20:00"),
        ("until 8pm", "2026-03-02 20:00"),
        ("19", "2026-03-02 19:00"),
        ("1:00", "2026-03-03 01:00"),
    ],
)
def test_working_longer(words: str, until: str) -> None:
    assert later(words, MONDAY, WEEK) == _lisbon(until)


@pytest.mark.parametrize(
    ("words", "now", "reason"),
    [
        ("banana", MONDAY, "unread"),
        ("", MONDAY, "unread"),
        ("16:00", MONDAY, "early"),
        ("17:00", MONDAY, "early"),
        ("10:00", MONDAY, "early"),
        ("18:00", MONDAY + timedelta(hours=9), "past"),
        ("20:00", MONDAY + timedelta(days=5), "no_hours"),
    ],
)
def test_working_longer_says_what_is_wrong(words: str, now: datetime, reason: str) -> None:
    with pytest.raises(RestError) as caught:
        later(words, now, WEEK)
    assert caught.value.reason == reason


@given(st.text(max_size=30), st.integers(0, 7 * 24 * 60))
def test_any_text_makes_the_day_longer_or_gives_a_reason(words: str, minutes: int) -> None:
    now = MONDAY + timedelta(minutes=minutes)
    with contextlib.suppress(RestError):
        assert now < later(words, now, WEEK) <= WEEK.on(WEEK.day_of(now))[-1].end + LATEST
