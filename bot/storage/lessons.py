"""Which lessons a person has read."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, insert, select

from bot.storage.tables import lessons_seen


def seen(conn: Connection, person_id: int) -> list[str]:
    """The ids of the lessons read, oldest first, again for each time."""
    return list(
        conn.scalars(
            select(lessons_seen.c.lesson)
            .where(lessons_seen.c.person_id == person_id)
            .order_by(lessons_seen.c.id)
        )
    )


def see(conn: Connection, person_id: int, lesson: str, now: datetime) -> None:
    """The person reads this lesson now."""
    conn.execute(insert(lessons_seen).values(person_id=person_id, lesson=lesson, at=now))
