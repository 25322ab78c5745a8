"""The next reminder follows from what is kept, and only people who can be reminded have one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Connection

from bot import agenda
from bot.storage import breaks, database, days, history, pauses, people
from bot.storage.breaks import Origin, Outcome
from scheduler import due
from scheduler.breaks import Planned, Quiet, QuietReason, Reason, spread

MORNING = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)  # a Monday
INTERVAL = timedelta(minutes=45)
ADA = 1
AFTER = INTERVAL + spread(ADA, INTERVAL)


@pytest.fixture
def conn(address: str) -> Iterator[Connection]:
    """Ada sits Mon-Fri 9-17 in UTC, and was set up at nine this morning."""
    engines = database.place(address).engines()
    with engines.writing.begin() as connection:
        people.meet(connection, ADA, "Ada", "en", MORNING)
        people.live_in(connection, ADA, "Etc/UTC", MORNING)
        people.work(connection, ADA, "Mon-Fri 9-17", MORNING)
        people.change(connection, ADA, interval=45, set_up_at=MORNING)
        yield connection
    engines.dispose()


def _replan(conn: Connection, now: datetime) -> Planned:
    planned = agenda.replan(conn, ADA, now)
    assert isinstance(planned, Planned)
    assert due.next_at(conn, [agenda.REMINDER]) == planned.at
    return planned


def _remind(conn: Connection, at: datetime, outcome: Outcome | None = None, **settled: datetime) -> int:
    offer = {"exercises": ("seated-figure-four",), "seconds": 60, "limit_seconds": 120}
    reminder = breaks.add(conn, ADA, Origin.REMINDER, at, **offer)
    if outcome is not None:
        breaks.settle(conn, reminder, outcome, settled.pop("now", at), **settled)
    return reminder


def test_it_counts_from_when_the_person_was_set_up(conn: Connection) -> None:
    assert _replan(conn, MORNING).at == MORNING + AFTER


def test_movement_counts_from_its_moment_and_taking_it_back_counts_from_before(conn: Connection) -> None:
    moved = MORNING + timedelta(minutes=30)
    history.move(conn, ADA, moved, date(2026, 3, 2), "Etc/UTC")
    planned = _replan(conn, moved)
    assert (planned.at, planned.reason) == (moved + AFTER, Reason.AFTER_MOVEMENT)


def test_a_reminder_without_an_answer_starts_another_interval(conn: Connection) -> None:
    reminded = MORNING + AFTER
    _remind(conn, reminded)
    planned = _replan(conn, reminded)
    assert (planned.at, planned.reason) == (reminded + AFTER, Reason.AFTER_PROMPT)


def test_a_skip_counts_from_the_skip_and_a_snooze_keeps_its_moment(conn: Connection) -> None:
    reminded, answered = MORNING + AFTER, MORNING + AFTER + timedelta(minutes=10)
    reminder = _remind(conn, reminded, Outcome.SKIPPED, now=answered)
    assert (_replan(conn, answered).at, _replan(conn, answered).reason) == (
        answered + AFTER,
        Reason.AFTER_SKIP,
    )
    until = answered + timedelta(minutes=5)
    breaks.settle(conn, reminder, Outcome.SNOOZED, answered, snoozed_until=until)
    assert (_replan(conn, answered).at, _replan(conn, answered).reason) == (until, Reason.SNOOZED)


def test_what_was_asked_for_is_no_reminder(conn: Connection) -> None:
    offer = {"exercises": (), "seconds": 60, "limit_seconds": 120}
    breaks.add(conn, ADA, Origin.ASKED, MORNING + timedelta(minutes=20), **offer)
    assert _replan(conn, MORNING + timedelta(minutes=21)).at == MORNING + AFTER


def test_a_pause_done_for_today_and_a_longer_day_are_honoured(conn: Connection) -> None:
    pauses.add(conn, ADA, MORNING, MORNING + timedelta(hours=2), kind="pause", now=MORNING)
    assert _replan(conn, MORNING).at == MORNING + timedelta(hours=2) + AFTER
    evening = MORNING.replace(hour=17)
    days.work_late(conn, ADA, date(2026, 3, 2), evening + timedelta(hours=2), evening)
    assert _replan(conn, evening).at.date() == date(2026, 3, 2)
    history.done_for(conn, ADA, date(2026, 3, 2), evening)
    assert _replan(conn, evening).at.date() == date(2026, 3, 3)


def test_a_day_made_longer_past_midnight_goes_on_after_it(conn: Connection) -> None:
    monday, until = date(2026, 3, 2), datetime(2026, 3, 3, 2, tzinfo=UTC)
    days.work_late(conn, ADA, monday, until, MORNING)
    ada = people.load(conn, ADA)
    assert ada is not None
    after_midnight = until - timedelta(minutes=90)
    people_moved = after_midnight - timedelta(minutes=1)
    history.move(conn, ADA, people_moved, monday, "UTC")
    assert _replan(conn, after_midnight).at == people_moved + AFTER
    assert agenda.day_of(conn, ada, after_midnight) == monday
    assert agenda.day_of(conn, ada, until) == date(2026, 3, 3)


def test_slowed_down_it_comes_half_as_often(conn: Connection) -> None:
    people.change(conn, ADA, slowed=True)
    assert _replan(conn, MORNING).at == MORNING + INTERVAL + AFTER


def test_who_comes_back_after_a_block_gets_a_whole_interval(conn: Connection) -> None:
    returned = MORNING + timedelta(hours=3)
    people.change(conn, ADA, returned_at=returned)
    assert _replan(conn, returned).at == returned + AFTER


def test_with_an_open_pause_nothing_is_planned_and_the_row_is_gone(conn: Connection) -> None:
    _replan(conn, MORNING)
    pauses.add(conn, ADA, MORNING, None, kind="pause", now=MORNING)
    assert agenda.replan(conn, ADA, MORNING) == Quiet(QuietReason.PAUSED)
    assert due.next_at(conn, [agenda.REMINDER]) is None


@pytest.mark.parametrize("fact", ["gone_at", "set_up_at"])
def test_who_is_gone_or_not_set_up_is_not_reminded(conn: Connection, fact: str) -> None:
    _replan(conn, MORNING)
    people.change(conn, ADA, **{fact: MORNING if fact == "gone_at" else None})
    assert agenda.replan(conn, ADA, MORNING) is None
    assert due.next_at(conn, [agenda.REMINDER]) is None


def test_nobody_known_is_not_reminded(conn: Connection) -> None:
    assert agenda.replan(conn, 404, MORNING) is None


def test_reminders_without_a_reaction_are_counted_back_to_the_last_one(conn: Connection) -> None:
    for number, outcome in enumerate([Outcome.SKIPPED, Outcome.UNANSWERED, Outcome.UNANSWERED, None]):
        _remind(conn, MORNING + number * INTERVAL, outcome)
    newest_first = breaks.latest(conn, ADA, Origin.REMINDER, 10)
    assert agenda.unanswered(newest_first, None) == 3
    # Any sign of life counts, also one that was no answer to a reminder.
    assert agenda.unanswered(newest_first, MORNING + 2 * INTERVAL) == 1
    assert agenda.unanswered([], None) == 0
