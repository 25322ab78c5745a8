"""What a person did: completions, retractions, moves, and days told afterwards. Facts are added, never changed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, exists, func, insert, select, update

from bot.storage.tables import completions, days_done, days_logged, moves, people, ratings, retractions


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


_COLUMNS = [column for column in completions.c if column.name not in {"id", "person_id"}]


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
    """It did not happen after all. False where it is taken back already."""
    if taken_back_at(conn, person_id, session_id) is not None:
        return False
    conn.execute(insert(retractions).values(person_id=person_id, session_id=session_id, at=now))
    return True


def taken_back_at(conn: Connection, person_id: int, session_id: int) -> datetime | None:
    """When this session was taken back; None where it stands."""
    at: datetime | None = conn.scalar(select(retractions.c.at).where(_in_force(person_id, session_id)))
    return at


def give_back(conn: Connection, person_id: int, session_id: int, now: datetime) -> None:
    """It did happen: undo the retraction."""
    conn.execute(update(retractions).where(_in_force(person_id, session_id)).values(undone_at=now))


def _in_force(person_id: int, session_id: int) -> ColumnElement[bool]:
    return (
        (retractions.c.person_id == person_id)
        & (retractions.c.session_id == session_id)
        & retractions.c.undone_at.is_(None)
    )


def _stands(person_id: int | ColumnElement[int]) -> ColumnElement[bool]:
    taken_back = exists().where(
        retractions.c.session_id == completions.c.session_id,
        retractions.c.person_id == completions.c.person_id,
        retractions.c.undone_at.is_(None),
    )
    return (completions.c.person_id == person_id) & ~taken_back


def standing(conn: Connection, person_id: int) -> list[Completion]:
    """Completions that were not taken back, oldest first."""
    query = select(*_COLUMNS).where(_stands(person_id)).order_by(completions.c.at, completions.c.id)
    return [Completion(**row._asdict()) for row in conn.execute(query)]


def of_session(conn: Connection, person_id: int, session_id: int) -> list[Completion]:
    """What this session achieved, taken back or not."""
    query = (
        select(*_COLUMNS)
        .where(completions.c.person_id == person_id, completions.c.session_id == session_id)
        .order_by(completions.c.id)
    )
    return [Completion(**row._asdict()) for row in conn.execute(query)]


def move(conn: Connection, person_id: int, at: datetime, on: date, zone: str) -> None:
    """The person moved without us."""
    conn.execute(insert(moves).values(person_id=person_id, at=at, date=on, zone=zone))


def moved_on(conn: Connection, person_id: int) -> list[date]:
    """The dates of the moves without us, one for each."""
    return list(conn.scalars(select(moves.c.date).where(moves.c.person_id == person_id)))


def log(conn: Connection, person_id: int, on: date, now: datetime) -> None:
    """Something was done on this date, told afterwards."""
    conn.execute(insert(days_logged).values(person_id=person_id, date=on, at=now))


def logged_on(conn: Connection, person_id: int) -> list[date]:
    """The dates told afterwards."""
    return list(conn.scalars(select(days_logged.c.date).where(days_logged.c.person_id == person_id)))


def last_moved(conn: Connection, person_id: int) -> datetime | None:
    """The newest movement, guided or not."""
    return last_moved_by_person(conn, [person_id]).get(person_id)


def last_moved_by_person(conn: Connection, person_ids: Collection[int]) -> dict[int, datetime]:
    """`last_moved` of each of these people, of those who ever did."""
    done = select(completions.c.at).where(_stands(people.c.id)).order_by(completions.c.at.desc()).limit(1)
    moved = select(moves.c.at).where(moves.c.person_id == people.c.id).order_by(moves.c.at.desc()).limit(1)
    newest = select(people.c.id, done.scalar_subquery(), moved.scalar_subquery())
    rows = conn.execute(newest.where(people.c.id.in_(person_ids)))
    known = {person_id: [at for at in moments if at is not None] for person_id, *moments in rows}
    return {person_id: max(moments) for person_id, moments in known.items() if moments}


def done_for(conn: Connection, person_id: int, on: date, now: datetime) -> None:
    """The person wants no more reminders on this date."""
    conn.execute(insert(days_done).values(person_id=person_id, date=on, at=now))


def done_for_at(conn: Connection, person_id: int, on: date) -> datetime | None:
    """When the person said so for this date; None where it does not hold."""
    at: datetime | None = conn.scalar(
        select(func.max(days_done.c.at)).where(
            days_done.c.person_id == person_id, days_done.c.date == on, days_done.c.undone_at.is_(None)
        )
    )
    return at


def not_done_for(conn: Connection, person_id: int, on: date, now: datetime) -> None:
    """Reminders again on this date."""
    conn.execute(
        update(days_done)
        .where(days_done.c.person_id == person_id, days_done.c.date == on, days_done.c.undone_at.is_(None))
        .values(undone_at=now)
    )


def rate(conn: Connection, person_id: int, session_id: int, rating: str, now: datetime) -> bool:
    """How a session was, once. False where it was rated before."""
    query = select(ratings.c.id).where(ratings.c.person_id == person_id, ratings.c.session_id == session_id)
    if conn.scalar(query) is not None:
        return False
    conn.execute(insert(ratings).values(person_id=person_id, session_id=session_id, rating=rating, at=now))
    return True
