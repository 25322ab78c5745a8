"""When a person passed a line on to the operator; the line itself is not kept."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from bot.storage.tables import feedbacks


def add(conn: Connection, person_id: int, now: datetime) -> None:
    """A line was passed on."""
    conn.execute(insert(feedbacks).values(person_id=person_id, at=now))


def count(conn: Connection, person_id: int, since: datetime) -> int:
    """How many lines were passed on after then."""
    query = select(func.count()).where(feedbacks.c.person_id == person_id, feedbacks.c.at > since)
    return conn.scalar(query) or 0
