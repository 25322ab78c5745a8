"""When a person is due, told as days at work. The office is in Berlin, Monday is 2 March 2026."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.breaks import (
    Pause,
    Planned,
    Quiet,
    QuietReason,
    Reason,
    Rhythm,
    next_break,
    sitting_since,
    spread,
    still_wanted,
)
from scheduler.workweek import WorkWeek
from scheduler.zones import NaiveDatetimeError

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)
MINUTE = timedelta(minutes=1)
PUNCTUAL = next(person for person in range(10_000) if not spread(person, timedelta(minutes=50)))
OFFICE = Rhythm(PUNCTUAL, WorkWeek.parse("Mon-Fri 9-12 13-17", "Europe/Berlin"), timedelta(minutes=50))


def at(clock: str, day: date = MONDAY) -> datetime:
    hour, minute = map(int, clock.split(":"))
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=BERLIN)


def due(now: datetime, **facts: Any) -> tuple[datetime, Reason]:
    plan = next_break(replace(OFFICE, **facts), now)
    assert isinstance(plan, Planned)
    return plan.at.astimezone(BERLIN), plan.reason


def test_the_start_of_a_range_counts_as_movement():
    assert due(at("9:00")) == (at("9:50"), Reason.RANGE_START)
    assert due(at("8:00")) == (at("9:50"), Reason.RANGE_START)


def test_the_gap_between_two_ranges_counts_as_movement():
    assert due(at("11:40"), last_moved=at("11:40")) == (at("13:50"), Reason.RANGE_START)


def test_the_interval_counts_from_the_last_movement():
    assert due(at("10:45"), last_moved=at("10:40")) == (at("11:30"), Reason.AFTER_MOVEMENT)


def test_movement_before_the_range_is_forgotten_at_its_start():
    assert due(at("9:10"), last_moved=at("8:55")) == (at("9:50"), Reason.RANGE_START)


def test_nothing_comes_in_the_last_minutes_of_a_range():
    assert due(at("11:10"), last_moved=at("11:05")) == (at("11:55"), Reason.AFTER_MOVEMENT)
    assert due(at("11:10"), last_moved=at("11:06")) == (at("13:50"), Reason.RANGE_START)


def test_after_the_last_range_comes_the_next_workday():
    assert due(at("16:30"), last_moved=at("16:30")) == (at("9:50", TUESDAY), Reason.NEXT_WORKDAY)
    friday = date(2026, 3, 6)
    assert due(at("18:00", friday)) == (at("9:50", date(2026, 3, 9)), Reason.NEXT_WORKDAY)


def test_a_snooze_is_kept_to_the_moment():
    assert due(at("9:50"), last_prompted=at("9:50"), snoozed_until=at("9:55")) == (at("9:55"), Reason.SNOOZED)
    assert due(at("11:45"), last_prompted=at("11:45"), snoozed_until=at("11:59")) == (
        at("11:59"),
        Reason.SNOOZED,
    )


def test_a_snooze_beyond_the_range_lets_the_next_start_afresh():
    assert due(at("11:50"), snoozed_until=at("12:05")) == (at("13:50"), Reason.RANGE_START)


def test_a_snooze_is_over_once_the_reminder_came_or_the_person_moved():
    snoozed = {"snoozed_until": at("10:00")}
    assert due(at("10:01"), last_prompted=at("10:00"), **snoozed)[0] == at("10:50")
    assert due(at("10:01"), last_moved=at("10:01"), **snoozed)[0] == at("10:51")
    assert due(at("10:01"), skipped_at=at("10:01"), **snoozed)[0] == at("10:51")


def test_a_skip_starts_an_interval_and_is_no_movement():
    plan = next_break(replace(OFFICE, last_prompted=at("9:50"), skipped_at=at("9:53")), at("9:53"))
    assert plan == Planned(at("10:43"), Reason.AFTER_SKIP, at("9:00"))


def test_a_reminder_without_an_answer_comes_again_after_an_interval():
    assert due(at("9:55"), last_prompted=at("9:50")) == (at("10:40"), Reason.AFTER_PROMPT)
    assert due(at("9:55"), last_prompted=at("9:50"), answered=True) == (at("10:40"), Reason.AFTER_ANSWER)


def test_three_reminders_without_an_answer_double_the_interval():
    assert due(at("9:51"), last_prompted=at("9:50"), unanswered=2)[0] == at("10:40")
    assert due(at("9:51"), last_prompted=at("9:50"), unanswered=3) == (at("11:30"), Reason.SLOWED)
    assert due(at("9:00", TUESDAY), slowed=True) == (at("10:40", TUESDAY), Reason.SLOWED)
    assert due(at("9:51"), last_moved=at("9:51"))[0] == at("10:41")


def test_a_doubled_interval_too_long_for_every_range_is_not_doubled():
    assert due(at("9:00"), interval=timedelta(minutes=150), slowed=True)[0].date() == MONDAY


def test_a_reminder_that_fell_into_a_pause_comes_right_after_it_once():
    meeting = {"pauses": (Pause(at("9:30"), at("10:30")),)}
    assert due(at("9:30"), **meeting) == (at("10:30"), Reason.AFTER_PAUSE)
    assert due(at("10:31"), last_prompted=at("10:30"), **meeting)[0] == at("11:20")


def test_a_pause_between_reminders_changes_nothing():
    assert due(at("9:10"), pauses=(Pause(at("9:10"), at("9:40")),)) == (at("9:50"), Reason.RANGE_START)


def test_pauses_that_touch_are_one():
    pauses = (Pause(at("10:15"), at("10:45")), Pause(at("9:30"), at("10:15")))
    assert due(at("9:30"), pauses=pauses)[0] == at("10:45")


def test_a_pause_beyond_the_range_lets_the_next_start_afresh():
    assert due(at("11:00"), pauses=(Pause(at("9:10"), at("12:30")),)) == (at("13:50"), Reason.RANGE_START)
    assert due(at("9:20"), pauses=(Pause(at("9:10"), at("11:57")),)) == (at("13:50"), Reason.RANGE_START)


def test_a_pause_over_the_start_of_a_range_lets_it_start_afresh_when_the_pause_ends():
    back = {"pauses": (Pause(at("8:00"), at("10:00")),)}
    assert due(at("8:30"), **back) == (at("10:50"), Reason.AFTER_PAUSE)
    assert sitting_since(replace(OFFICE, **back), at("10:30")) == at("10:00")


def test_a_pause_through_the_whole_of_tomorrow():
    tomorrow = Pause(at("0:00", TUESDAY), at("0:00", date(2026, 3, 4)))
    assert due(at("17:00"), pauses=(tomorrow,)) == (at("9:50", date(2026, 3, 4)), Reason.NEXT_WORKDAY)


def test_a_pause_of_many_weeks_ends_with_a_reminder():
    weeks = Pause(at("9:00"), at("0:00", date(2026, 5, 4)))
    assert due(at("9:00"), pauses=(weeks,)) == (at("9:50", date(2026, 5, 4)), Reason.NEXT_WORKDAY)


def test_a_pause_without_an_end_is_quiet():
    facts = replace(OFFICE, pauses=(Pause(at("9:30"), None),))
    assert next_break(facts, at("9:10")) == Quiet(QuietReason.PAUSED)


def test_a_week_without_hours_is_quiet():
    facts = replace(OFFICE, week=WorkWeek.parse("off", "Europe/Berlin"))
    assert next_break(facts, at("9:00")) == Quiet(QuietReason.NO_HOURS)


def test_ranges_shorter_than_the_interval_are_quiet():
    facts = replace(OFFICE, interval=timedelta(minutes=240))
    assert next_break(facts, at("9:00")) == Quiet(QuietReason.RANGES_TOO_SHORT)


def test_done_for_today_is_until_the_next_workday():
    assert due(at("10:00"), done_for=MONDAY) == (at("9:50", TUESDAY), Reason.NEXT_WORKDAY)
    assert due(at("10:00"), done_for=MONDAY, snoozed_until=at("10:15"))[0] == at("9:50", TUESDAY)
    assert due(at("9:00", TUESDAY), done_for=MONDAY)[0] == at("9:50", TUESDAY)


def test_done_for_a_night_lasts_past_midnight():
    nights = WorkWeek.parse("daily 22-6", "Europe/Berlin")
    assert due(at("1:00", TUESDAY), week=nights, done_for=MONDAY)[0] == at("22:50", TUESDAY)


def test_working_late_lengthens_the_last_range_of_the_day():
    late = {"late_until": at("20:00")}
    assert due(at("16:30"), last_moved=at("16:30"), **late) == (at("17:20"), Reason.AFTER_MOVEMENT)
    assert due(at("18:30"), last_moved=at("18:30"), **late)[0] == at("19:20")
    assert due(at("19:30"), last_moved=at("19:30"), **late)[0] == at("9:50", TUESDAY)
    assert due(at("11:30"), last_moved=at("11:30"), **late)[0] == at("13:50")


def test_working_late_may_go_past_midnight_but_not_into_another_day():
    assert due(at("0:10", TUESDAY), last_moved=at("0:10", TUESDAY), late_until=at("2:00", TUESDAY))[0] == at(
        "1:00", TUESDAY
    )
    saturday = date(2026, 3, 7)
    assert due(at("10:00", saturday), late_until=at("20:00", saturday))[0] == at("9:50", date(2026, 3, 9))


def test_late_within_the_hours_or_in_the_lunch_gap_changes_nothing():
    assert due(at("9:00"), late_until=at("16:00")) == due(at("9:00"))
    assert due(at("11:30"), last_moved=at("11:30"), late_until=at("12:40"))[0] == at("13:50")


def test_round_the_clock_each_date_starts_afresh():
    always = {"week": WorkWeek.parse("daily 0-24", "Europe/Berlin"), "last_moved": at("23:20")}
    assert due(at("23:30"), **always) == (at("0:50", TUESDAY), Reason.NEXT_WORKDAY)


def test_an_overdue_reminder_is_due_now_as_long_as_its_range_lasts():
    now = at("11:20")
    plan = next_break(replace(OFFICE, last_moved=at("9:15")), now)
    assert plan == Planned(now, Reason.AFTER_MOVEMENT, at("9:15"))
    assert due(at("12:10"), last_moved=at("10:00"))[0] == at("13:50")


def test_the_minutes_sat_are_the_real_ones():
    facts = replace(OFFICE, last_prompted=at("9:50"), unanswered=1)
    plan = next_break(facts, at("9:51"))
    assert isinstance(plan, Planned)
    assert plan.at - plan.sitting_since == timedelta(minutes=100)


def test_nobody_sits_outside_the_ranges():
    assert sitting_since(OFFICE, at("12:30")) is None
    assert sitting_since(OFFICE, at("9:30")) == at("9:00")
    assert sitting_since(replace(OFFICE, last_moved=at("9:20")), at("9:30")) == at("9:20")


def test_after_a_move_to_another_zone_the_hours_are_those_there():
    away = replace(OFFICE, week=WorkWeek(OFFICE.week.ranges, "America/New_York"), last_moved=at("14:00"))
    plan = next_break(away, at("14:30"))
    assert isinstance(plan, Planned)
    assert plan.at.astimezone(ZoneInfo("America/New_York")).strftime("%a %H:%M") == "Mon 09:50"


def test_the_interval_is_real_time_across_a_transition():
    nights = {"week": WorkWeek.parse("daily 22-6", "Europe/Berlin")}
    sunday = date(2026, 3, 29)
    assert due(at("1:30", sunday), last_moved=at("1:30", sunday), **nights)[0] == at("3:20", sunday)


def test_after_an_outage_a_reminder_goes_out_if_it_still_makes_sense():
    assert still_wanted(OFFICE, at("9:50"), at("9:50"))
    assert still_wanted(OFFICE, at("9:50"), at("11:30"))
    assert still_wanted(OFFICE, at("11:30"), at("14:30"))


@pytest.mark.parametrize(
    ("now", "facts"),
    [
        ("9:49", {}),
        ("11:58", {}),
        ("12:30", {}),
        ("13:30", {}),
        ("10:30", {"last_moved": at("10:00")}),
        ("10:30", {"last_prompted": at("9:50")}),
        ("10:30", {"pauses": (Pause(at("10:00"), at("11:00")),)}),
        ("10:30", {"snoozed_until": at("10:45")}),
        ("10:30", {"done_for": MONDAY}),
        ("10:30", {"interval": timedelta(hours=2)}),
    ],
)
def test_a_late_reminder_is_dropped_when_it_makes_no_sense_any_more(now: str, facts: dict[str, Any]):
    assert not still_wanted(replace(OFFICE, **facts), at("9:50"), at(now))


def test_a_reminder_planned_for_the_last_moment_may_be_sent_a_little_late():
    last = replace(OFFICE, last_moved=at("11:05"))
    assert still_wanted(last, at("11:55"), at("11:55") + timedelta(seconds=40))
    assert not still_wanted(last, at("11:55"), at("11:55") + timedelta(seconds=61))


def test_a_reminder_is_wanted_though_the_queue_keeps_only_milliseconds():
    moved = at("10:00") + timedelta(microseconds=1_700)
    planned = next_break(replace(OFFICE, last_moved=moved), moved)
    assert isinstance(planned, Planned)
    kept = planned.at.replace(microsecond=1_000)
    assert still_wanted(replace(OFFICE, last_moved=moved), kept, kept)


def test_naive_moments_are_refused():
    with pytest.raises(NaiveDatetimeError):
        next_break(OFFICE, datetime(2026, 3, 2))
    with pytest.raises(NaiveDatetimeError):
        replace(OFFICE, last_moved=datetime(2026, 3, 2))
    with pytest.raises(NaiveDatetimeError):
        Pause(datetime(2026, 3, 2), None)
    with pytest.raises(ValueError, match="positive"):
        replace(OFFICE, interval=timedelta())


@given(st.integers(0, 2**52), st.integers(15, 240))
def test_people_are_spread_by_at_most_a_tenth_and_only_later(person: int, minutes: int):
    interval = timedelta(minutes=minutes)
    assert timedelta() <= spread(person, interval) <= interval / 10
    assert spread(person, interval) == spread(person, interval)


def test_the_spread_is_the_same_on_every_day_and_machine():
    assert [spread(person, timedelta(minutes=50)).seconds for person in (1, 2, 3)] == [126, 248, 91]


def test_many_people_with_the_same_hours_are_spread_evenly():
    tenth = timedelta(minutes=5)
    quarters = [0, 0, 0, 0]
    for person in range(2000):
        quarters[int(spread(person, timedelta(minutes=50)) / tenth * 4)] += 1
    assert min(quarters) > 400
