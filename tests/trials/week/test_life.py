"""The slow oracle of one person's week."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from scheduler.breaks import spread
from scheduler.workweek import WorkWeek
from trials.oracle import MINUTE, Walk
from trials.week.acts import Act, Did
from trials.week.expected import week_of
from trials.week.life import Came, Life
from trials.week.population import Member

HOURS = "Mon-Fri 9-17"
NINE = datetime(2026, 10, 22, 9, tzinfo=UTC)
STOPS = [NINE + n * MINUTE for n in range(8 * 60)]
ADA = next(number for number in range(1000) if not spread(number, timedelta(hours=1)))


@pytest.fixture
def ada() -> Life:
    """Somebody in UTC, reminded every hour from 10:00 on."""
    walk = Walk("Etc/UTC", NINE.replace(hour=0) - timedelta(days=3), 8)
    member = Member(ADA, "Etc/UTC", HOURS, 60, "", is_new=False)
    return Life.of(member, lambda zone, hours: walk.ranges(WorkWeek.parse(hours, zone)))


def at(clock: str) -> datetime:
    return datetime.fromisoformat(f"2026-10-22T{clock}:00+00:00")


def times(came: list[Came]) -> list[str]:
    return [f"{one.at:%H:%M}{'?' if one.is_gentle else ''}" for one in came]


def test_who_never_answers_is_asked_gently_and_then_reminded_half_as_often(ada: Life) -> None:
    assert times(list(week_of(ada, [], STOPS))) == ["10:00", "11:00", "12:00", "13:00?", "15:00"]


def test_a_sign_of_life_brings_the_usual_pace_back(ada: Life) -> None:
    came = list(week_of(ada, [Act(at("13:30"), Did.SAID_SOMETHING)], STOPS))
    assert times(came) == ["10:00", "11:00", "12:00", "13:00?", "14:30", "15:30", "16:30"]


def test_what_was_done_at_the_very_moment_of_a_reminder_answers_it(ada: Life) -> None:
    ada.act(Act(at("10:00"), Did.CHANGED_HOURS, words=HOURS))
    for clock in ("10:00", "11:00", "12:00"):
        ada.reminded(at(clock))
    assert not ada.reminded(at("13:00")).is_gentle
    assert ada.reminded(at("14:00")).is_gentle


def test_a_reminder_put_off_by_a_pause_comes_right_after_it(ada: Life) -> None:
    came = list(week_of(ada, [Act(at("10:05"), Did.PAUSED, minutes=90)], STOPS))
    assert times(came)[:2] == ["10:00", "11:35"]


def test_nothing_comes_while_a_stretch_runs(ada: Life) -> None:
    acts = [Act(at("10:01"), Did.STARTED), Act(at("12:30"), Did.ENDED_MOVED)]
    assert times(list(week_of(ada, acts, STOPS)))[:2] == ["10:00", "13:30"]


def test_what_is_due_between_two_stops_of_the_clock_comes_at_the_second(ada: Life) -> None:
    assert times(list(week_of(ada, [], STOPS[::7])))[0] == "10:03"
