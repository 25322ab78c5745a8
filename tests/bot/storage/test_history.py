"""What was done stands until it is taken back, and nothing is ever changed."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from bot.storage import history
from bot.storage.history import Completion

MONDAY = date(2026, 3, 2)


def _done(session: int, at: datetime, exercise: str = "pigeon") -> Completion:
    return Completion(session, exercise, 2, "done", at, MONDAY, "Europe/Lisbon", 60.0, 60)


def test_completions_stand_oldest_first(conn: Connection, now: datetime) -> None:
    history.add(conn, 1, _done(2, now + timedelta(hours=1)))
    history.add(conn, 1, _done(1, now))
    history.add(conn, 2, _done(3, now))
    assert [one.session_id for one in history.standing(conn, 1)] == [1, 2]


def test_a_retraction_takes_a_whole_session_back_once(conn: Connection, now: datetime) -> None:
    history.add(conn, 1, _done(1, now))
    history.add(conn, 1, _done(1, now, "lizard"))
    assert history.retract(conn, 1, 1, now)
    assert not history.retract(conn, 1, 1, now)
    assert history.standing(conn, 1) == []
    assert len(history.of_session(conn, 1, 1)) == 2


def test_the_last_movement_is_guided_or_not_and_forgets_what_was_taken_back(
    conn: Connection, now: datetime
) -> None:
    assert history.last_moved(conn, 1) is None
    history.move(conn, 1, now, MONDAY, "Europe/Lisbon")
    history.add(conn, 1, _done(1, now + timedelta(hours=1)))
    assert history.last_moved(conn, 1) == now + timedelta(hours=1)
    history.retract(conn, 1, 1, now + timedelta(hours=2))
    assert history.last_moved(conn, 1) == now


def test_a_session_is_rated_once(conn: Connection, now: datetime) -> None:
    assert history.rate(conn, 1, 1, "easy", now)
    assert not history.rate(conn, 1, 1, "hard", now)


def test_moves_are_told_by_their_date(conn: Connection, now: datetime) -> None:
    history.move(conn, 1, now, MONDAY, "Europe/Lisbon")
    history.move(conn, 1, now, MONDAY - timedelta(days=1), "Europe/Lisbon")
    assert sorted(history.moved_on(conn, 1)) == [MONDAY - timedelta(days=1), MONDAY]
