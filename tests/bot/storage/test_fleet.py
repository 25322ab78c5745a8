"""Processes that share a database: here each is a name, and time passes by the length of its lease."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.storage import fleet, mail
from scheduler import due

LONG = timedelta(minutes=1)
OVER = timedelta(seconds=-1)  # a lease that has run out when it begins
ALL = {"polling"}


def beat(conn: Connection, process: str, lease: timedelta = LONG, *, bury: bool = True) -> fleet.Beat:
    return fleet.beat(conn, process, lease, ALL, bury=bury)


def test_who_joins_is_there_until_it_leaves(conn: Connection):
    fleet.join(conn, "aaaaaaaa", "desk:1", LONG)
    fleet.join(conn, "bbbbbbbb", "desk:2", LONG)
    assert [(process.id, process.name) for process in fleet.living(conn)] == [
        ("aaaaaaaa", "desk:1"),
        ("bbbbbbbb", "desk:2"),
    ]
    fleet.leave(conn, "aaaaaaaa")
    assert [process.id for process in fleet.living(conn)] == ["bbbbbbbb"]


def test_one_process_has_a_duty_and_keeps_it(conn: Connection):
    for process in ("aaaaaaaa", "bbbbbbbb"):
        fleet.join(conn, process, "desk", LONG)
    assert beat(conn, "aaaaaaaa").duties == ALL
    assert beat(conn, "bbbbbbbb").duties == frozenset()
    assert beat(conn, "aaaaaaaa").duties == ALL
    assert fleet.living(conn)[0].duties == ("polling",)


def test_the_duty_of_one_that_left_is_free_at_once(conn: Connection):
    for process in ("aaaaaaaa", "bbbbbbbb"):
        fleet.join(conn, process, "desk", LONG)
    beat(conn, "aaaaaaaa")
    fleet.leave(conn, "aaaaaaaa")
    assert beat(conn, "bbbbbbbb").duties == ALL


def test_what_the_dead_had_begun_is_carried_on_by_whoever_misses_them(conn: Connection, now: datetime):
    fleet.join(conn, "aaaaaaaa", "desk", OVER)
    fleet.join(conn, "bbbbbbbb", "desk", LONG)
    fleet.beat(conn, "aaaaaaaa", OVER, ALL, bury=False)
    mail.queue(conn, 1, [("{}", None)], 0, now, process="aaaaaaaa")
    mail.queue(conn, 2, [("{}", None)], 0, now, process="bbbbbbbb")
    due.put_all(conn, [("step", 1, now), ("step", 2, now)])
    due.claim(conn, now, ["step"], 1, LONG, holder="aaaaaaaa")
    due.claim(conn, now, ["step"], 1, LONG, holder="bbbbbbbb")

    found = beat(conn, "bbbbbbbb")

    assert (found.took_over, found.duties) == (True, ALL)
    assert [row.chat_id for row in mail.unsent(conn, process="bbbbbbbb")] == [1, 2]
    assert len(due.claim(conn, now, ["step"], 9, LONG, holder="bbbbbbbb")) == 1
    assert not beat(conn, "bbbbbbbb").took_over


def test_nobody_is_buried_by_one_that_was_away_itself(conn: Connection):
    fleet.join(conn, "aaaaaaaa", "desk", OVER)
    fleet.join(conn, "bbbbbbbb", "desk", LONG)
    assert not beat(conn, "bbbbbbbb", bury=False).took_over
    assert beat(conn, "aaaaaaaa").present


def test_one_that_was_buried_hears_it(conn: Connection):
    fleet.join(conn, "aaaaaaaa", "desk", OVER)
    fleet.join(conn, "bbbbbbbb", "desk", LONG)
    beat(conn, "bbbbbbbb")
    assert beat(conn, "aaaaaaaa") == fleet.Beat(present=False)


def test_whoever_joins_has_what_is_nobodys(conn: Connection, now: datetime):
    mail.queue(conn, 1, [("{}", None)], 0, now, process="cccccccc")
    mail.queue(conn, 1, [("{}", None)], 0, now)
    fleet.join(conn, "aaaaaaaa", "desk", LONG)
    assert len(mail.unsent(conn, process="aaaaaaaa")) == 2


def test_what_was_written_by_another_process_before_goes_before(conn: Connection, now: datetime):
    (first,) = mail.queue(conn, 1, [("{}", None)], 0, now, process="aaaaaaaa")
    (second,) = mail.queue(conn, 1, [("{}", None)], 0, now, process="bbbbbbbb")
    (elsewhere,) = mail.queue(conn, 2, [("{}", None)], 0, now, process="bbbbbbbb")
    assert (first.behind, second.behind, elsewhere.behind) == (False, True, False)
    assert mail.is_behind(conn, second)
    assert not mail.is_behind(conn, first)
    mail.sent(conn, [first.id])
    assert not mail.is_behind(conn, second)


def test_what_was_taken_over_goes_before_as_soon_as_it_is_known_and_not_after(
    conn: Connection, now: datetime
):
    (left,) = mail.queue(conn, 1, [("{}", None)], 0, now, process="cccccccc")
    (newer,) = mail.queue(conn, 1, [("{}", None)], 0, now, process="aaaaaaaa")
    fleet.join(conn, "aaaaaaaa", "desk", LONG)
    assert mail.is_behind(conn, newer)
    assert not mail.is_behind(conn, newer, known={left.id})


def test_of_a_persons_updates_the_lowest_is_applied_first_but_one_of_a_day_ago_before(
    conn: Connection, now: datetime
):
    mail.receive(conn, [mail.Arrived(11, 1, "{}")], now)
    mail.receive(conn, [mail.Arrived(10, 1, "{}"), mail.Arrived(9, 2, "{}")], now + timedelta(seconds=1))
    assert _first(conn, now) == 10
    mail.receive(conn, [mail.Arrived(99, 1, "{}")], now - timedelta(days=2))
    assert _first(conn, now) == 99
    for update_id in (99, 10, 11):
        mail.applied(conn, update_id)
    assert _first(conn, now) is None


def _first(conn: Connection, now: datetime) -> int | None:
    found = mail.first_waiting(conn, 1, now)
    return None if found is None else found.update_id
