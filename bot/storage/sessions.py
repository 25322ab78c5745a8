"""Guided sessions: the steps as data, and where the person is in them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from bot.storage.tables import sessions


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session as kept. `steps` and `state` are the JSON of content.steps and of the session's own rules."""

    person_id: int
    id: int
    break_id: int | None
    exercises: tuple[str, ...]
    levels: tuple[str, ...]
    steps: str
    state: str
    started_at: datetime
    ended_at: datetime | None
    outcome: str | None

    @classmethod
    def from_row(cls, row: Row[Any]) -> Self:
        """From a row of `sessions`."""
        return cls(**row._asdict())


def add(
    conn: Connection,
    person_id: int,
    now: datetime,
    *,
    break_id: int | None,
    exercises: tuple[str, ...],
    levels: tuple[int, ...],
    steps: str,
    state: str,
) -> int:
    """A session that runs; its id."""
    result = conn.execute(
        insert(sessions).values(
            person_id=person_id,
            break_id=break_id,
            exercises=exercises,
            levels=tuple(str(int(level)) for level in levels),
            steps=steps,
            state=state,
            started_at=now,
        )
    )
    assert result.inserted_primary_key is not None
    return int(result.inserted_primary_key[0])


def live(conn: Connection, person_id: int) -> SessionRow | None:
    """The session that runs or is paused; there is never more than one."""
    row = conn.execute(_LIVE, {"who": person_id}).first()
    return None if row is None else SessionRow.from_row(row)


_LIVE = (
    select(sessions)
    .where(sessions.c.person_id == bindparam("who"), sessions.c.ended_at.is_(None))
    .order_by(sessions.c.id.desc())
    .limit(1)
)


def people_in_one(conn: Connection, among: Collection[int] | None = None) -> list[int]:
    """Whose session runs or is paused: of these people, or of all."""
    live = select(sessions.c.person_id).where(sessions.c.ended_at.is_(None)).distinct()
    return list(conn.scalars(live if among is None else live.where(sessions.c.person_id.in_(among))))


def load(conn: Connection, person_id: int, session_id: int) -> SessionRow | None:
    """This person's session with this id; nobody else's."""
    row = conn.execute(
        select(sessions).where(sessions.c.person_id == person_id, sessions.c.id == session_id)
    ).first()
    return None if row is None else SessionRow.from_row(row)


def save(conn: Connection, session_id: int, state: str, steps: str | None = None) -> None:
    """Where the person is now."""
    values = {"state": state} if steps is None else {"state": state, "steps": steps}
    conn.execute(update(sessions).where(sessions.c.id == session_id).values(**values))


def end(conn: Connection, session_id: int, outcome: str, now: datetime) -> None:
    """It is over."""
    conn.execute(update(sessions).where(sessions.c.id == session_id).values(outcome=outcome, ended_at=now))
