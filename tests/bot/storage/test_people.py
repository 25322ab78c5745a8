"""What people decided is kept, with its history where the past must stay as it was."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Connection

from bot.storage import people, tables
from bot.storage.people import Person


def test_a_new_person_has_decided_nothing(conn: Connection) -> None:
    ada = people.load(conn, 1)
    assert ada is not None
    assert (ada.zone, ada.hours, ada.interval, ada.places, ada.careful) == (None, None, None, None, None)
    with pytest.raises(LookupError):
        _ = ada.week


def test_nobody_is_found_where_nobody_is(conn: Connection) -> None:
    assert people.load(conn, 404) is None


def test_what_is_set_is_read_back(conn: Connection) -> None:
    people.change(conn, 1, interval=45, places=("chair", "floor"), careful=())
    ada = people.load(conn, 1)
    assert ada is not None
    assert (ada.interval, ada.places, ada.careful) == (45, ("chair", "floor"), ())
    ben = people.load(conn, 2)
    assert ben is not None
    assert ben.interval is None


def test_zone_and_hours_cannot_be_set_behind_their_history(conn: Connection) -> None:
    with pytest.raises(ValueError, match="history"):
        people.change(conn, 1, zone="Europe/Berlin")


def test_a_change_of_zone_or_hours_leaves_the_earlier_ones_standing(conn: Connection, now: datetime) -> None:
    later = now + timedelta(days=3)
    people.live_in(conn, 1, "Europe/Lisbon", now)
    people.live_in(conn, 1, "Asia/Tokyo", later)
    people.work(conn, 1, "Mon-Fri 9-17", now)
    people.work(conn, 1, "Sat 9-12", later)
    assert people.zone_history(conn, 1) == [(now, "Europe/Lisbon"), (later, "Asia/Tokyo")]
    assert people.hours_history(conn, 1) == [(now, "Mon-Fri 9-17"), (later, "Sat 9-12")]
    ada = people.load(conn, 1)
    assert ada is not None
    assert ada.week.zone == "Asia/Tokyo"


def test_an_exercise_left_out_comes_back_by_itself_or_when_asked(conn: Connection, now: datetime) -> None:
    people.leave_out(conn, 1, ("pigeon",), why="hurt", since=now, until=now + timedelta(days=14))
    people.leave_out(conn, 1, ("lizard",), why="hurt", since=now, until=None)
    assert set(people.left_out_by(conn, 1, now)) == {"pigeon", "lizard"}
    assert set(people.left_out_by(conn, 1, now + timedelta(days=15))) == {"lizard"}
    assert people.bring_back(conn, 1, "lizard")
    assert not people.bring_back(conn, 1, "lizard")
    assert people.left_out_by(conn, 2, now) == {}


def test_leaving_out_twice_keeps_the_later_end(conn: Connection, now: datetime) -> None:
    people.leave_out(conn, 1, ("pigeon",), why="hurt", since=now, until=now + timedelta(days=1))
    people.leave_out(conn, 1, ("pigeon",), why="hurt", since=now, until=now + timedelta(days=14))
    assert people.left_out_by(conn, 1, now) == {"pigeon": now + timedelta(days=14)}


def test_a_level_is_moved_for_one_person_and_one_exercise(conn: Connection) -> None:
    people.set_level(conn, 1, "pigeon", 1)
    people.set_level(conn, 1, "pigeon", 2)
    assert people.levels_of(conn, 1) == {"pigeon": 2}
    assert people.levels_of(conn, 2) == {}


def test_a_persons_fields_are_in_the_order_of_the_columns() -> None:
    names = [
        column.name.removesuffix("_minutes")
        for column in tables.people.c
        if column.name != "day_start_minutes"
    ]
    assert [field.name for field in fields(Person) if field.name != "day_start_minutes"] == names
