"""Pauses as they were in force."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.storage import pauses
from scheduler.breaks import Pause

HOUR = timedelta(hours=1)


def test_a_pause_runs_to_its_end(conn: Connection, now: datetime) -> None:
    pauses.add(conn, 1, now, now + HOUR, kind="pause", now=now)
    assert pauses.all_of(conn, 1) == (Pause(now, now + HOUR),)
    assert pauses.current(conn, 1, now) == Pause(now, now + HOUR)
    assert pauses.current(conn, 1, now + HOUR) is None
    assert pauses.current(conn, 2, now) is None


def test_a_resumed_pause_ended_when_it_was_resumed(conn: Connection, now: datetime) -> None:
    pauses.add(conn, 1, now, None, kind="pause", now=now)
    assert pauses.resume(conn, 1, now + HOUR)
    assert not pauses.resume(conn, 1, now + 2 * HOUR)
    assert pauses.all_of(conn, 1) == (Pause(now, now + HOUR),)


def test_resuming_later_does_not_touch_what_was_over(conn: Connection, now: datetime) -> None:
    pauses.add(conn, 1, now, now + HOUR, kind="pause", now=now)
    assert not pauses.resume(conn, 1, now + 2 * HOUR)
    assert pauses.all_of(conn, 1) == (Pause(now, now + HOUR),)


def test_one_resumed_before_it_began_never_was(conn: Connection, now: datetime) -> None:
    pauses.add(conn, 1, now + HOUR, now + 2 * HOUR, kind="holiday", now=now)
    assert pauses.resume(conn, 1, now)
    assert pauses.all_of(conn, 1) == ()


def test_of_two_that_overlap_the_longer_one_tells(conn: Connection, now: datetime) -> None:
    pauses.add(conn, 1, now, now + HOUR, kind="pause", now=now)
    pauses.add(conn, 1, now, now + 3 * HOUR, kind="pause", now=now)
    assert pauses.current(conn, 1, now) == Pause(now, now + 3 * HOUR)


def test_those_over_long_ago_need_not_be_looked_at(conn: Connection, now: datetime) -> None:
    pauses.add(conn, 1, now - 3 * HOUR, now - 2 * HOUR, kind="pause", now=now)
    assert pauses.all_of(conn, 1, since=now) == ()
