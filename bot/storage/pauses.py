"""Pauses as facts: from when, until when, and when they were ended early."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, insert, or_, select, update

from bot.storage.tables import pauses
from scheduler.breaks import Pause


def add(
    conn: Connection, person_id: int, start: datetime, until: datetime | None, *, kind: str, now: datetime
) -> None:
    """Reminders rest from start until then (None: until resumed)."""
    conn.execute(insert(pauses).values(person_id=person_id, start=start, until=until, kind=kind, made_at=now))


def resume(conn: Connection, person_id: int, now: datetime) -> bool:
    """End every pause that is not over. False where there was none."""
    ended = conn.execute(
        update(pauses)
        .where(
            pauses.c.person_id == person_id,
            pauses.c.resumed_at.is_(None),
            or_(pauses.c.until.is_(None), pauses.c.until > now),
        )
        .values(resumed_at=now)
    )
    return ended.rowcount > 0


def all_of(conn: Connection, person_id: int, since: datetime | None = None) -> tuple[Pause, ...]:
    """The pauses as they were in force, oldest first; with `since` only those not over by then."""
    return tuple(all_by_person(conn, [person_id], since)[person_id])


def all_by_person(
    conn: Connection, person_ids: Collection[int], since: datetime | None = None
) -> dict[int, list[Pause]]:
    """`all_of` each of these people."""
    wanted = select(pauses).where(pauses.c.person_id.in_(person_ids))
    if since is not None:
        wanted = wanted.where(
            *(end.is_(None) | (end > since) for end in (pauses.c.until, pauses.c.resumed_at))
        )
    found = defaultdict[int, list[Pause]](list)
    for row in conn.execute(wanted.order_by(pauses.c.id)):
        end = min((moment for moment in (row.until, row.resumed_at) if moment is not None), default=None)
        if end is None or end > row.start:
            found[row.person_id].append(Pause(row.start, end))
    return found


def current(conn: Connection, person_id: int, now: datetime) -> Pause | None:
    """The pause in force now, the longest where there are several."""
    running = [pause for pause in all_of(conn, person_id, now) if pause.start <= now]
    if not running:
        return None
    return max(running, key=lambda pause: (pause.end is None, pause.end or now))
