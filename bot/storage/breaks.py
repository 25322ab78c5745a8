"""The ledger of breaks: one row for each reminder made and each stretch asked for, and what was withheld."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Self

from sqlalchemy import Connection, Row, delete, insert, select, update

from bot.storage.newest import newest_by_person
from bot.storage.numbered import insert_all
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """One offer. Without an outcome it is live: its buttons work. One that is not written down yet has no id (0)."""

    person_id: int
    id: int = 0
    origin: Origin
    reason: str = ""
    offered_at: datetime
    sitting_since: datetime | None = None
    exercises: tuple[str, ...] = ()
    routine: str | None = None
    seconds: int = 0
    place: str | None = None
    limit_seconds: int = 0
    refused: tuple[str, ...] = ()
    outcome: Outcome | None = None
    outcome_at: datetime | None = None
    snoozed_until: datetime | None = None

    @classmethod
    def from_row(cls, row: Row[Any]) -> Self:
        """From a row of `breaks`."""
        facts = dict(row._mapping)
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


_GIVEN = [column.name for column in breaks.c if column.name != "id"]


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
    offer = Break(
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
    (added,) = add_all(conn, [offer])
    return added.id


def add_all(conn: Connection, offers: Sequence[Break]) -> list[Break]:
    """These new offers, whose ids are still to come, with their ids, in the same order."""
    rows = [{name: getattr(offer, name) for name in _GIVEN} for offer in offers]
    ids = insert_all(conn, breaks, rows)
    return [replace(offer, id=number) for offer, number in zip(offers, ids, strict=True)]


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


def latest_by_person(
    conn: Connection, person_ids: Collection[int], origin: Origin, count: int = 1
) -> dict[int, list[Break]]:
    """`latest` of each of these people, of those who have any."""
    reached = (breaks.c.origin == origin, breaks.c.outcome.is_distinct_from(Outcome.UNSENT))
    ids = newest_by_person(conn, person_ids, breaks.c.id, count, *reached)
    rows = conn.execute(
        select(breaks).where(breaks.c.id.in_([int(one) for found in ids.values() for one in found]))
    )
    by_id = {row.id: Break.from_row(row) for row in rows}
    return {person_id: [by_id[int(one)] for one in found] for person_id, found in ids.items()}


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
    withhold_all(conn, [(person_id, due_at, reason)], now)


def withhold_all(conn: Connection, held_back: Iterable[tuple[int, datetime, str]], now: datetime) -> None:
    """`withhold` for many, each a person, when it was due, and the reason."""
    rows = [
        {"person_id": person_id, "due_at": due_at, "at": now, "reason": reason}
        for person_id, due_at, reason in held_back
    ]
    if rows:
        conn.execute(insert(withheld), rows)


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


def let_go_by(conn: Connection, break_ids: Collection[int], now: datetime) -> None:
    """These found no answer before the next came."""
    if not break_ids:
        return
    unanswered = {"outcome": Outcome.UNANSWERED, "outcome_at": now, "snoozed_until": None}
    conn.execute(update(breaks).where(breaks.c.id.in_(break_ids)).values(unanswered))


def reopen(conn: Connection, break_id: int) -> None:
    """It waits for an answer again."""
    conn.execute(
        update(breaks)
        .where(breaks.c.id == break_id)
        .values(outcome=None, outcome_at=None, snoozed_until=None)
    )


def offered(conn: Connection, person_id: int, count: int = 40) -> tuple[str, ...]:
    """The exercises offered lately, oldest first: what the choice of the next one looks back on."""
    return offered_by_person(conn, [person_id], count).get(person_id, ())


def offered_by_person(
    conn: Connection, person_ids: Collection[int], count: int = 40
) -> dict[int, tuple[str, ...]]:
    """`offered` to each of these people, of those to whom anything was."""
    found = newest_by_person(conn, person_ids, breaks.c.exercises, count)
    return {person_id: tuple(" ".join(reversed(offers)).split()) for person_id, offers in found.items()}
