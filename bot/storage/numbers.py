"""How much is done with the bot, counted over everybody: no number here is about one person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Table, func, select

from bot.storage import fleet
from bot.storage.breaks import Origin
from bot.storage.fleet import Process
from bot.storage.tables import breaks, completions, inbox, outbox, people, retractions, sessions, withheld
from scheduler import due


@dataclass(frozen=True, slots=True)
class People:
    """`gone`: who blocked the bot. `reacted` is who said or tapped anything in the time that was asked for."""

    known: int
    set_up: int
    gone: int
    reacted: int


@dataclass(frozen=True, slots=True)
class Numbers:
    """People now, and what happened since the moment that was asked for.

    `reminders` that went out by what became of them ("open" where nothing has yet), `held_back` those that did not by
    the reason, `exercises` by outcome without those that were taken back. `overdue` counts by kind.
    """

    people: People
    reminders: Mapping[str, int]
    held_back: Mapping[str, int]
    exercises: Mapping[str, int]
    sessions_live: int
    unapplied: int
    parked: int
    unsent: int
    overdue: Mapping[str, int]
    processes: tuple[Process, ...]


def count(conn: Connection, since: datetime, overdue_since: datetime) -> Numbers:
    """Count what happened since then (aware), and what was due before `overdue_since` and is not done."""
    offered = (breaks.c.origin == Origin.REMINDER) & (breaks.c.offered_at >= since)
    taken_back = select(retractions.c.session_id).where(retractions.c.undone_at.is_(None))
    done = (completions.c.at >= since) & completions.c.session_id.not_in(taken_back)
    return Numbers(
        people=_people(conn, since),
        reminders=_by(conn, func.coalesce(breaks.c.outcome, "open"), offered),
        held_back=_by(conn, withheld.c.reason, withheld.c.at >= since),
        exercises=_by(conn, completions.c.outcome, done),
        sessions_live=_number(conn, sessions, sessions.c.ended_at.is_(None)),
        unapplied=_number(conn, inbox, inbox.c.state == "waiting"),
        parked=_number(conn, inbox, inbox.c.state == "parked"),
        unsent=_number(conn, outbox),
        overdue=due.overdue(conn, overdue_since),
        processes=tuple(fleet.living(conn)),
    )


def _people(conn: Connection, since: datetime) -> People:
    return People(
        known=_number(conn, people),
        set_up=_number(conn, people, people.c.set_up_at.is_not(None)),
        gone=_number(conn, people, people.c.gone_at.is_not(None)),
        reacted=_number(conn, people, people.c.reacted_at >= since),
    )


def _number(conn: Connection, table: Table, *which: ColumnElement[bool]) -> int:
    return conn.scalar(select(func.count()).select_from(table).where(*which)) or 0


def _by(conn: Connection, what: ColumnElement[str], which: ColumnElement[bool]) -> dict[str, int]:
    """The commonest first."""
    named = what.label("what")
    counted = select(named, func.count().label("number")).where(which).group_by(named)
    rows = conn.execute(counted)
    return dict(sorted(((name, number) for name, number in rows), key=lambda pair: (-pair[1], pair[0])))
