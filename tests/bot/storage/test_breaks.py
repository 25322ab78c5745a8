"""The ledger of breaks."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.storage import breaks
from bot.storage.breaks import Origin, Outcome


def _add(
    conn: Connection, now: datetime, *exercises: str, person: int = 1, origin: Origin = Origin.REMINDER
) -> int:
    return breaks.add(
        conn, person, origin, now, exercises=exercises or ("pigeon",), seconds=70, limit_seconds=80
    )


def test_a_break_is_live_until_it_has_an_outcome(conn: Connection, now: datetime) -> None:
    number = _add(conn, now)
    found = breaks.load(conn, 1, number)
    assert found is not None
    assert found.live
    breaks.settle(conn, number, Outcome.SNOOZED, now, snoozed_until=now + timedelta(minutes=5))
    found = breaks.load(conn, 1, number)
    assert found is not None
    assert not found.live
    assert found.snoozed_until == now + timedelta(minutes=5)


def test_nobody_elses_break_is_found(conn: Connection, now: datetime) -> None:
    assert breaks.load(conn, 2, _add(conn, now)) is None


def test_a_swap_remembers_what_was_refused(conn: Connection, now: datetime) -> None:
    number = _add(conn, now, "pigeon")
    breaks.swap(conn, number, ("lizard",), 60, ("pigeon",))
    found = breaks.load(conn, 1, number)
    assert found is not None
    assert (found.exercises, found.seconds, found.refused) == (("lizard",), 60, ("pigeon",))


def test_the_newest_of_an_origin_come_first(conn: Connection, now: datetime) -> None:
    first, second = _add(conn, now), _add(conn, now)
    _add(conn, now, origin=Origin.ASKED)
    _add(conn, now, person=2)
    assert [one.id for one in breaks.latest(conn, 1, Origin.REMINDER, 5)] == [second, first]


def test_what_was_offered_is_told_oldest_first(conn: Connection, now: datetime) -> None:
    _add(conn, now, "pigeon")
    _add(conn, now, "lizard", "march", origin=Origin.ASKED)
    assert breaks.offered(conn, 1) == ("pigeon", "lizard", "march")
    assert breaks.offered(conn, 1, 1) == ("lizard", "march")
