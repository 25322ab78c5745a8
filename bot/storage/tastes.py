"""What a person likes, and what is left out for them: because it hurt, was too hard, or is never wanted again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, delete, insert, select

from bot.storage import people
from bot.storage.tables import favourites
from bot.storage.tables import left_out as left_out_table
from content.catalogue import Catalogue

LEFT_OUT_FOR = timedelta(weeks=2)
"""What hurt, or was too hard, comes back by itself after that."""


class Why(StrEnum):
    """Why an exercise is left out."""

    HURT = "hurt"
    HARD = "hard"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An exercise that is left out, since when and until when (None: until brought back)."""

    exercise: str
    why: Why
    since: datetime
    until: datetime | None


def favour(conn: Connection, person_id: int, exercise: str, now: datetime) -> bool:
    """It is a favourite. False where it was one before."""
    if exercise in favourites_of(conn, person_id):
        return False
    conn.execute(insert(favourites).values(person_id=person_id, exercise=exercise, since=now))
    return True


def unfavour(conn: Connection, person_id: int, exercise: str) -> bool:
    """It is no favourite any more. Whether it had been one."""
    gone = conn.execute(
        delete(favourites).where(favourites.c.person_id == person_id, favourites.c.exercise == exercise)
    )
    return gone.rowcount > 0


def favourites_of(conn: Connection, person_id: int) -> frozenset[str]:
    """The person's favourites."""
    return frozenset(favourites_by_person(conn, [person_id])[person_id])


def favourites_by_person(conn: Connection, person_ids: Collection[int]) -> dict[int, set[str]]:
    """`favourites_of` each of these people."""
    rows = conn.execute(
        select(favourites.c.person_id, favourites.c.exercise).where(favourites.c.person_id.in_(person_ids))
    )
    found = defaultdict[int, set[str]](set)
    for person_id, exercise in rows:
        found[person_id].add(exercise)
    return found


def left_out(conn: Connection, person_id: int, now: datetime) -> dict[str, LeftOut]:
    """Everything left out at this moment, by exercise: the newest first, then by name."""
    table = left_out_table
    rows = conn.execute(
        select(table.c.exercise, table.c.why, table.c.since, table.c.until)
        .where(table.c.person_id == person_id, table.c.until.is_(None) | (table.c.until > now))
        .order_by(table.c.since.desc(), table.c.exercise)
    )
    return {row.exercise: LeftOut(row.exercise, Why(row.why), row.since, row.until) for row in rows}


def never_again(conn: Connection, person_id: int, exercise: str, now: datetime) -> None:
    """It is left out until the person brings it back."""
    people.leave_out(conn, person_id, (exercise,), why=Why.NEVER, since=now, until=None)


def rest_it(
    conn: Connection, person_id: int, exercises: tuple[str, ...], why: Why, now: datetime
) -> datetime:
    """They are left out for two weeks; until when."""
    until = now + LEFT_OUT_FOR
    people.leave_out(conn, person_id, exercises, why=why, since=now, until=until)
    return until


def bring_back(
    conn: Connection, person_id: int, catalogue: Catalogue, exercise: str, now: datetime
) -> tuple[str, ...]:
    """It is offered again, and with it the harder relatives that were left out for the same hurt.

    The ids of all that came back, the exercise first; none where it was not left out.
    """
    rows = left_out(conn, person_id, now)
    asked = rows.get(exercise)
    if asked is None or exercise not in catalogue.exercises:
        return ()
    harder = [rows[one] for one in sorted(catalogue.harder_than(exercise)) if one in rows]
    same_hurt = [one.exercise for one in harder if (one.why, one.since) == (Why.HURT, asked.since)]
    back = (exercise, *same_hurt)
    for one in back:
        people.bring_back(conn, person_id, one)
    return back
