"""What came in is forgotten in time: applied updates soon, those that failed later, waiting ones never."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from bot.storage import mail
from bot.storage.tables import inbox


def test_applied_updates_go_before_those_that_failed_and_waiting_ones_stay(
    conn: Connection, now: datetime
) -> None:
    mail.receive(conn, [mail.Arrived(number, 1, "{}") for number in (1, 2, 3)], now)
    mail.applied(conn, 1)
    mail.park(conn, 2, "a fault")
    later = now + timedelta(days=3)
    assert mail.forget_applied(conn, later) == 1
    assert sorted(conn.scalars(select(inbox.c.update_id))) == [2, 3]
    assert mail.forget_parked(conn, now) == 0
    assert mail.forget_parked(conn, later) == 1
    assert list(conn.scalars(select(inbox.c.update_id))) == [3]


def test_what_is_not_sent_is_read_in_order_but_for_what_is_known(conn: Connection, now: datetime) -> None:
    rows = mail.queue(conn, 1, [(str(number), None) for number in range(1200)], 0, now)
    known = {row.id for row in rows[:3]}
    assert mail.unsent(conn, known) == rows[3:]


def test_when_telegram_was_heard_last_is_kept_once(conn: Connection, now: datetime) -> None:
    assert mail.last_heard(conn) is None
    for at in (now, now + timedelta(minutes=1)):
        mail.heard(conn, at)
    assert mail.last_heard(conn) == now + timedelta(minutes=1)


def test_what_is_passed_over_keeps_nothing_but_its_number(conn: Connection, now: datetime) -> None:
    mail.receive(conn, [mail.Arrived(number, 1, "{}") for number in (1, 2, 3)], now)
    mail.pass_over(conn, [1, 2])
    assert [update.update_id for update in mail.unapplied(conn)] == [3]
    assert set(conn.scalars(select(inbox.c.chat_id).where(inbox.c.state == "done"))) == {0}


def test_what_waits_is_applied_as_it_came_also_where_the_numbers_start_anew(
    conn: Connection, now: datetime
) -> None:
    for hours, number in enumerate((900, 5, 6)):
        mail.receive(conn, [mail.Arrived(number, 1, "{}")], now + timedelta(hours=hours))
    assert [update.update_id for update in mail.unapplied(conn)] == [900, 5, 6]


def test_an_update_waits_until_it_is_applied_or_set_aside(conn: Connection, now: datetime) -> None:
    mail.receive(conn, [mail.Arrived(number, 1, "{}") for number in (1, 2, 3)], now)
    mail.applied(conn, 1)
    mail.park(conn, 2, "a fault")
    assert [number for number in range(5) if mail.is_waiting(conn, number)] == [3]


def test_an_error_that_quotes_half_a_character_can_be_kept(conn: Connection, now: datetime) -> None:
    mail.receive(conn, [mail.Arrived(1, 1, "{}")], now)
    mail.park(conn, 1, "ValueError: cannot read half \ud83d of it")
    assert conn.scalar(select(inbox.c.error)) == r"ValueError: cannot read half \ud83d of it"


def test_of_what_arrives_only_what_is_new_is_told_and_each_once_in_its_order(
    conn: Connection, now: datetime
) -> None:
    mail.receive(conn, [mail.Arrived(2, 1, "{}")], now)
    arrived = [mail.Arrived(number, 1, "{}") for number in (3, 2, 1, 3)]
    assert mail.receive(conn, arrived, now) == [mail.Arrived(3, 1, "{}"), mail.Arrived(1, 1, "{}")]
    assert mail.receive(conn, [], now) == []


def test_a_message_is_in_one_slot_and_what_it_stands_for_in_none(conn: Connection, now: datetime) -> None:
    drawn, plain = mail.Held(7, drawn=True), mail.Held(8, drawn=False)
    first = [mail.Change(1, "break", drawn), mail.Change(2, "break", drawn), mail.Change(3, "break", drawn)]
    mail.change(conn, first, now)
    second = [
        mail.Change(1, "session", drawn),
        mail.Change(2, "settings", plain, instead_of=7),
        mail.Change(3, instead_of=7),
    ]
    mail.change(conn, second, now)
    assert mail.slots_of(conn, [1, 2, 3]) == {1: {"session": drawn}, 2: {"settings": plain}, 3: {}}
    mail.change(conn, [mail.Change(1, "session")], now)
    assert mail.slots_of(conn, [1]) == {1: {}}
