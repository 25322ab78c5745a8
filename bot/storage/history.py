"""What a person did: completions, retractions and moves. Rows are added, never changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, func, insert, select

from bot.storage.tables import completions, days_done, moves, ratings, retractions


@dataclass(frozen=True, slots=True)
class Completion:
    """One exercise done (or half done) in one session. `date` is the day it counts for, in `zone`; seconds of work."""

    session_id: int
    exercise: str
    level: int
    outcome: str
    at: datetime
    date: date
    zone: str
    worked_seconds: float
    planned_seconds: int


def add(conn: Connection, person_id: int, completion: Completion) -> None:
    """It happened."""
    conn.execute(
        insert(completions).values(
            person_id=person_id,
            session_id=completion.session_id,
            exercise=completion.exercise,
            level=completion.level,
            outcome=completion.outcome,
            at=completion.at,
            date=completion.date,
            zone=completion.zone,
            worked_seconds=completion.worked_seconds,
            planned_seconds=completion.planned_seconds,
        )
    )


def retract(conn: Connection, person_id: int, session_id: int, now: datetime) -> bool:
    """It did not happen after all. False where it was taken back before."""
    if conn.scalar(select(retractions.c.session_id).where(retractions.c.session_id == session_id)):
        return False
    conn.execute(insert(retractions).values(person_id=person_id, session_id=session_id, at=now))
    return True


def _standing(person_id: int):  # type: ignore[no-untyped-def]  # a fragment of a query, used here only
    taken_back = select(retractions.c.session_id).where(retractions.c.person_id == person_id)
    return (completions.c.person_id == person_id) & completions.c.session_id.not_in(taken_back)


def standing(conn: Connection, person_id: int, since: date | None = None) -> list[Completion]:
    """Completions that were not taken back, oldest first."""
    columns = [column for column in completions.c if column.name not in {"id", "person_id"}]
    query = select(*columns).where(_standing(person_id)).order_by(completions.c.at, completions.c.id)
    if since is not None:
        query = query.where(completions.c.date >= since)
    return [Completion(**row._asdict()) for row in conn.execute(query)]


def of_session(conn: Connection, person_id: int, session_id: int) -> list[Completion]:
    """What this session achieved, taken back or not."""
    columns = [column for column in completions.c if column.name not in {"id", "person_id"}]
    rows = conn.execute(
        select(*columns).where(completions.c.person_id == person_id, completions.c.session_id == session_id)
    )
    return [Completion(**row._asdict()) for row in rows]


def move(conn: Connection, person_id: int, at: datetime, on: date, zone: str) -> None:
    """The person moved without us."""
    conn.execute(insert(moves).values(person_id=person_id, at=at, date=on, zone=zone))


def moves_on(conn: Connection, person_id: int, since: date) -> list[date]:
    """The dates of the moves from this date on."""
    return list(
        conn.scalars(select(moves.c.date).where(moves.c.person_id == person_id, moves.c.date >= since))
    )


def last_moved(conn: Connection, person_id: int) -> datetime | None:
    """The newest movement, guided or not."""
    done = conn.scalar(select(func.max(completions.c.at)).where(_standing(person_id)))
    moved = conn.scalar(select(func.max(moves.c.at)).where(moves.c.person_id == person_id))
    known = [moment for moment in (done, moved) if moment is not None]
    return max(known, default=None)


def done_for(conn: Connection, person_id: int, on: date, now: datetime) -> None:
    """The person wants no more reminders on this date."""
    conn.execute(insert(days_done).values(person_id=person_id, date=on, at=now))


def rate(conn: Connection, person_id: int, session_id: int, rating: str, now: datetime) -> bool:
    """How a session was, once. False where it was rated before."""
    query = select(ratings.c.id).where(ratings.c.person_id == person_id, ratings.c.session_id == session_id)
    if conn.scalar(query) is not None:
        return False
    conn.execute(insert(ratings).values(person_id=person_id, session_id=session_id, rating=rating, at=now))
    return True
