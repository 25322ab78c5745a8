"""Days that were longer than planned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import Connection, insert, select

from bot.storage.tables import days_late


def work_late(conn: Connection, person_id: int, on: date, until: datetime, now: datetime) -> None:
    """On this date the last range runs until then."""
    conn.execute(insert(days_late).values(person_id=person_id, date=on, until=until, at=now))


def late_until(conn: Connection, person_id: int, on: date) -> datetime | None:
    """Until when the last range of this date runs, where that was said; the newest word counts."""
    return late_by_person(conn, [person_id], on)[person_id].get(on)


def late_by_person(
    conn: Connection, person_ids: Collection[int], since: date
) -> dict[int, dict[date, datetime]]:
    """`late_until` of each of these people, for the dates from `since` on."""
    rows = conn.execute(
        select(days_late.c.person_id, days_late.c.date, days_late.c.until)
        .where(days_late.c.person_id.in_(person_ids), days_late.c.date >= since)
        .order_by(days_late.c.id)
    )
    found = defaultdict[int, dict[date, datetime]](dict)
    for person_id, on, until in rows:
        found[person_id][on] = until
    return found
