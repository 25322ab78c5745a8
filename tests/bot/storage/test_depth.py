"""What waits is counted: updates, messages, what is due, and reminders that were withheld."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, insert

from bot.storage import depth, mail
from bot.storage.depth import Depth
from bot.storage.mail import Arrived
from bot.storage.tables import withheld
from scheduler import due

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def test_only_what_waits_is_counted(conn: Connection, now: datetime) -> None:
    mail.receive(conn, [Arrived(number, 1, "{}") for number in range(4)], now)
    mail.applied(conn, 0)
    mail.park(conn, 1, "ValueError")
    mail.queue(conn, 1, [("{}", None)], 0, now)
    due.put_all(
        conn,
        [
            ("step", 1, now - 2 * MINUTE),
            ("step", 2, now),
            ("step", 3, now + MINUTE),
            ("reminder", 1, now + MINUTE),
        ],
    )
    rows = [
        {"person_id": 1, "due_at": at, "at": at, "reason": reason}
        for at, reason in ((now - 2 * DAY, "late"), (now, "late"), (now, "gone"))
    ]
    conn.execute(insert(withheld), rows)
    assert depth.measure(conn, {"step", "reminder"}, now, now - DAY) == Depth(
        unapplied=2,
        parked=1,
        unsent=1,
        overdue={"step": 2, "reminder": 0},
        oldest={"step": now - 2 * MINUTE},
        withheld={"late": 1, "gone": 1},
    )
