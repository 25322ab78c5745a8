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
