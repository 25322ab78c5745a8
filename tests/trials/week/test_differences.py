"""What is said of people whose reminders differ from what the oracle expects."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

from bot.playground.server import Playground
from scheduler.breaks import spread
from scheduler.clock import MovableClock
from scheduler.workweek import WorkWeek
from trials.oracle import MINUTE, Walk
from trials.week.command import differences
from trials.week.doing import Actor
from trials.week.life import Came
from trials.week.population import Member

NINE = datetime(2026, 10, 22, 9, tzinfo=UTC)
STOPS = [NINE + n * MINUTE for n in range(2 * 60)]
TEN = NINE + timedelta(hours=1)
ADA = next(number for number in range(1000) if not spread(number, timedelta(hours=1)))


def told(*came: Came) -> list[str]:
    playground = Playground(":memory:", MovableClock(NINE))
    actor = Actor(
        Member(ADA, "Etc/UTC", "Mon-Fri 9-17", 60, "", is_new=False), playground.person(), Random(1)
    )
    actor.screen.came += came
    playground.close()
    walk = Walk("Etc/UTC", NINE.replace(hour=0) - timedelta(days=3), 8)
    lines = differences(actor, lambda zone, hours: walk.ranges(WorkWeek.parse(hours, zone)), STOPS)
    return [line.split("UTC  ")[1] for line in lines[1:]]


def test_who_got_what_was_due_is_not_told_of() -> None:
    assert told(Came(TEN, is_gentle=False)) == []


def test_a_reminder_that_did_not_come_is_missing() -> None:
    assert told() == ["missing: a reminder"]


def test_one_that_came_twice_is_too_much() -> None:
    assert told(*[Came(TEN, is_gentle=False)] * 2) == ["came: a reminder", "too much: a reminder"]
