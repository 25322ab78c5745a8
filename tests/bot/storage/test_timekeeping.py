"""A clock that was set back takes what it noted with it, and nothing else."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from bot.storage import breaks, pauses, people, tables, timekeeping
from bot.storage.breaks import Origin, Outcome

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
OFFER = {"exercises": ("seated-figure-four",), "seconds": 60, "limit_seconds": 120}


def test_what_was_noted_ahead_of_now_happened_so_much_earlier(conn: Connection, now: datetime) -> None:
    people.change(conn, 1, reacted_at=now + 50 * MINUTE, set_up_at=now - HOUR)
    kept = breaks.add(conn, 1, Origin.REMINDER, now - MINUTE, **OFFER)
    put_off = breaks.add(conn, 1, Origin.REMINDER, now + 40 * MINUTE, **OFFER)
    breaks.settle(conn, put_off, Outcome.SNOOZED, now + 50 * MINUTE, snoozed_until=now + 65 * MINUTE)
    timekeeping.shift_back(conn, now, HOUR)
    ada = people.load(conn, 1)
    assert ada is not None
    assert (ada.reacted_at, ada.set_up_at) == (now - 10 * MINUTE, now - HOUR)
    snoozed, before = breaks.latest(conn, 1, Origin.REMINDER, 2)
    assert (before.id, before.offered_at) == (kept, now - MINUTE)
    assert (snoozed.offered_at, snoozed.outcome_at) == (now - 20 * MINUTE, now - 10 * MINUTE)
    assert snoozed.snoozed_until == now + 5 * MINUTE


def test_a_plan_made_before_stays_and_one_made_by_the_wrong_clock_moves(
    conn: Connection, now: datetime
) -> None:
    for start in (now + HOUR, now + 9 * HOUR):
        made_at = now if start == now + HOUR else start
        pauses.add(conn, 1, start, start + HOUR, kind="pause", now=made_at)
    timekeeping.shift_back(conn, now, 9 * HOUR)
    kept = conn.execute(select(tables.pauses.c.start, tables.pauses.c.until)).all()
    assert [tuple(row) for row in kept] == [(now + HOUR, now + 2 * HOUR), (now, now + HOUR)]


def test_people_who_can_be_reminded_are_listed_some_at_a_time(conn: Connection, now: datetime) -> None:
    people.live_in(conn, 2, "Europe/Lisbon", now)
    people.change(conn, 2, set_up_at=now)
    assert timekeeping.people_to_remind(conn, 0, 10) == [(2, "Europe/Lisbon")]
    assert timekeeping.people_to_remind(conn, 2, 10) == []
    people.change(conn, 2, gone_at=now)
    assert timekeeping.people_to_remind(conn, 0, 10) == []
