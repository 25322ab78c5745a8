"""Where a person stands, folded from the rows."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import permutations

from sqlalchemy import Connection

from bot.storage import history, people
from bot.storage.history import Completion
from bot.storage.record import Standing, standing_of

MONDAY = date(2026, 3, 2)
EVENTS = (
    "done on Monday",
    "logged for Tuesday",
    "moved on Tuesday",
    "done on Wednesday",
    "done and taken back",
)


def _happens(conn: Connection, event: str, now: datetime) -> None:
    number = EVENTS.index(event)
    day = MONDAY + timedelta(days=(0, 1, 1, 2, 3)[number])
    if event.startswith("logged"):
        history.log(conn, 1, day, now)
    elif event.startswith("moved"):
        history.move(conn, 1, now, day, "Etc/UTC")
    else:
        history.add(conn, 1, Completion(number, "pigeon", 2, "done", now, day, "Etc/UTC", 60.0, 60))
    if event.endswith("taken back"):
        history.retract(conn, 1, number, now)


def _standing(conn: Connection, now: datetime) -> Standing:
    person = people.load(conn, 1)
    assert person is not None
    return standing_of(conn, person, now)


def _set_up(conn: Connection, zone: str, now: datetime) -> None:
    people.live_in(conn, 1, zone, now)
    people.work(conn, 1, "Mon-Fri 9-17", now)
    people.change(conn, 1, set_up_at=now, interval=45)


def test_the_order_in_which_things_were_written_down_does_not_matter(conn: Connection, now: datetime) -> None:
    _set_up(conn, "Etc/UTC", now)
    thursday = now + timedelta(days=3)
    found = []
    for order in permutations(EVENTS):
        before = conn.begin_nested()
        for event in order:
            _happens(conn, event, thursday)
        found.append(_standing(conn, thursday))
        before.rollback()
    assert all(one == found[0] for one in found)
    assert found[0].streak.current == 3
    assert found[0].breaks == {MONDAY: 1, MONDAY + timedelta(days=1): 2, MONDAY + timedelta(days=2): 1}


def test_the_first_day_stays_the_first_day_wherever_the_person_goes(conn: Connection) -> None:
    monday_morning = datetime(2026, 3, 2, 9, tzinfo=UTC)
    _set_up(conn, "Europe/Lisbon", monday_morning)
    people.live_in(conn, 1, "Pacific/Honolulu", monday_morning + timedelta(days=2))
    days = _standing(conn, monday_morning + timedelta(days=3)).streak.days
    assert min(days) == MONDAY
