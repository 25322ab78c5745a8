"""The ledger of breaks: one row for each reminder made and each stretch asked for, and what was withheld."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Self

from sqlalchemy import Connection, Row, delete, insert, select, update

from bot.storage.tables import breaks, withheld


class Origin(StrEnum):
    """Why there is an offer."""

    REMINDER = "reminder"
    ASKED = "asked"


class Outcome(StrEnum):
    """What became of a break. A snooze is not a break, and says so."""

    STARTED = "started"
    DONE = "done"
    PARTIAL = "partial"
    STOPPED = "stopped"
    SKIPPED = "skipped"
    SNOOZED = "snoozed"
    MOVED = "moved"
    UNANSWERED = "unanswered"
    REPLACED = "replaced"
    UNSENT = "unsent"  # it never reached the person, and is owed still
    REFUSED = "refused"  # Telegram would not take it: trying again would not help


@dataclass(frozen=True, slots=True)
class Break:
    """One offer. Without an outcome it is live: its buttons work."""

    person_id: int
    id: int
    origin: Origin
    reason: str
    offered_at: datetime
    sitting_since: datetime | None
    exercises: tuple[str, ...]
    routine: str | None
    seconds: int
    place: str | None
    limit_seconds: int
    refused: tuple[str, ...]
    outcome: Outcome | None
    outcome_at: datetime | None
    snoozed_until: datetime | None

    @classmethod
    def from_row(cls, row: Row[Any]) -> Self:
        """From a row of `breaks`."""
        facts = row._asdict()
        facts["origin"] = Origin(facts["origin"])
        facts["outcome"] = Outcome(facts["outcome"]) if facts["outcome"] else None
        return cls(**facts)

    @property
    def newest_at(self) -> datetime:
        """When it was answered, else when it was offered."""
        return self.outcome_at or self.offered_at

    @property
    def live(self) -> bool:
        """Whether it still waits for an answer."""
        return self.outcome is None


def add(
    conn: Connection,
    person_id: int,
    origin: Origin,
    now: datetime,
    *,
    exercises: tuple[str, ...],
    seconds: int,
    limit_seconds: int,
    reason: str = "",
    sitting_since: datetime | None = None,
    routine: str | None = None,
    place: str | None = None,
    refused: tuple[str, ...] = (),
) -> int:
    """A new offer; its id."""
    result = conn.execute(
        insert(breaks).values(
            person_id=person_id,
            origin=origin,
            reason=reason,
            offered_at=now,
            sitting_since=sitting_since,
            exercises=exercises,
            routine=routine,
            seconds=seconds,
            place=place,
            limit_seconds=limit_seconds,
            refused=refused,
        )
    )
    assert result.inserted_primary_key is not None
    return int(result.inserted_primary_key[0])


def load(conn: Connection, person_id: int, break_id: int) -> Break | None:
    """This person's break with this id; nobody else's."""
    row = conn.execute(select(breaks).where(breaks.c.person_id == person_id, breaks.c.id == break_id)).first()
    return None if row is None else Break.from_row(row)


def latest(conn: Connection, person_id: int, origin: Origin, count: int = 1) -> list[Break]:
    """The newest breaks of this origin, newest first, but for those that never reached the person."""
    rows = conn.execute(
        select(breaks)
        .where(breaks.c.person_id == person_id, breaks.c.origin == origin)
        .where(breaks.c.outcome.is_distinct_from(Outcome.UNSENT))
        .order_by(breaks.c.id.desc())
        .limit(count)
    )
    return [Break.from_row(row) for row in rows]


def reminder_made_at(conn: Connection, person_id: int, moment: datetime) -> Break | None:
    """The reminder that was made at this moment."""
    row = conn.execute(
        select(breaks).where(
            breaks.c.person_id == person_id,
            breaks.c.origin == Origin.REMINDER,
            breaks.c.offered_at == moment,
        )
    ).first()
    return None if row is None else Break.from_row(row)


def withhold(conn: Connection, person_id: int, due_at: datetime, now: datetime, reason: str) -> None:
    """A reminder that was due then does not go out."""
    conn.execute(insert(withheld).values(person_id=person_id, due_at=due_at, at=now, reason=reason))


def forget_withheld(conn: Connection, before: datetime) -> None:
    """Drop what was withheld before then."""
    conn.execute(delete(withheld).where(withheld.c.at < before))


def people_reminded(conn: Connection, since: datetime) -> list[int]:
    """Who was reminded since then and has not answered."""
    live = breaks.c.outcome.is_(None) & (breaks.c.origin == Origin.REMINDER)
    return list(conn.scalars(select(breaks.c.person_id).where(live, breaks.c.offered_at >= since).distinct()))


def swap(
    conn: Connection, break_id: int, exercises: tuple[str, ...], seconds: int, refused: tuple[str, ...]
) -> None:
    """Another offer in its place; what was refused is remembered, newest last."""
    conn.execute(
        update(breaks)
        .where(breaks.c.id == break_id)
        .values(exercises=exercises, seconds=seconds, refused=refused, routine=None)
    )


def settle(
    conn: Connection, break_id: int, outcome: Outcome, now: datetime, snoozed_until: datetime | None = None
) -> None:
    """What became of it."""
    conn.execute(
        update(breaks)
        .where(breaks.c.id == break_id)
        .values(outcome=outcome, outcome_at=now, snoozed_until=snoozed_until)
    )


def reopen(conn: Connection, break_id: int) -> None:
    """It waits for an answer again."""
    conn.execute(
        update(breaks)
        .where(breaks.c.id == break_id)
        .values(outcome=None, outcome_at=None, snoozed_until=None)
    )


def offered(conn: Connection, person_id: int, count: int = 40) -> tuple[str, ...]:
    """The exercises offered lately, oldest first: what the choice of the next one looks back on."""
    rows = conn.scalars(
        select(breaks.c.exercises)
        .where(breaks.c.person_id == person_id)
        .order_by(breaks.c.id.desc())
        .limit(count)
    )
    return tuple(exercise for row in reversed(list(rows)) for exercise in row)
