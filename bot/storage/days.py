"""Days that were longer than planned."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Connection, insert, select

from bot.storage.tables import days_late


def work_late(conn: Connection, person_id: int, on: date, until: datetime, now: datetime) -> None:
    """On this date the last range runs until then."""
    conn.execute(insert(days_late).values(person_id=person_id, date=on, until=until, at=now))


def late_until(conn: Connection, person_id: int, on: date) -> datetime | None:
    """Until when the last range of this date runs, where that was said; the newest word counts."""
    until: datetime | None = conn.scalar(
        select(days_late.c.until)
        .where(days_late.c.person_id == person_id, days_late.c.date == on)
        .order_by(days_late.c.id.desc())
        .limit(1)
    )
    return until
