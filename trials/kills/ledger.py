"""What the bot's database says: read beside the bot or after it, never written. Moments are epoch seconds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, NullPool, Row, create_engine, select, text

from bot.features.session.outcome import Result, outcome
from bot.features.session.state import parse as parse_state
from bot.storage.tables import (
    breaks,
    completions,
    inbox,
    moves,
    outbox,
    pauses,
    people,
    processes,
    sessions,
    withheld,
)
from content.steps import parse as parse_steps
from scheduler.due import due


@dataclass(frozen=True, slots=True)
class Offer:
    """A row of `breaks`. `outcome` is empty while it waits for an answer."""

    id: int
    person: int
    is_reminder: bool
    reason: str
    at: float
    outcome: str = ""
    outcome_at: float = 0.0


@dataclass(frozen=True, slots=True)
class Session:
    """A guided session. `achieved`: the exercises that count, by what its last state says; `ended` None: it is open."""

    id: int
    person: int
    started: float
    ended: float | None = None
    outcome: str = ""
    achieved: tuple[str, ...] = ()
    of_break: int | None = None


@dataclass(frozen=True, slots=True)
class Completion:
    """One exercise written down for one session."""

    person: int
    session: int
    exercise: str


@dataclass(frozen=True, slots=True)
class Withheld:
    """A reminder that fell due and was not made, and why."""

    person: int
    due: float
    reason: str


@dataclass(frozen=True, slots=True)
class Left:
    """A row of the inbox or the outbox, there since `at`, that was not dealt with; `why` an update was parked.

    `process` is the name of the one that was to send it, where there are several.
    """

    id: int
    chat: int
    body: str
    why: str = ""
    at: float = 0.0
    process: str = ""


@dataclass(frozen=True, slots=True)
class Ledger:
    """All that the reckoning asks of the database.

    `due` is by kind and person; `gone` since when somebody cannot be written to; `pauses` has the person of each pause,
    `resting` those with one without end.
    """

    offers: tuple[Offer, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    sessions: tuple[Session, ...] = ()
    completions: tuple[Completion, ...] = ()
    moves: tuple[tuple[int, float], ...] = ()
    due: Mapping[tuple[str, int], float] = field(default_factory=dict)
    gone: Mapping[int, float] = field(default_factory=dict)
    pauses: tuple[int, ...] = ()
    resting: frozenset[int] = frozenset()
    set_up: frozenset[int] = frozenset()
    unapplied: tuple[Left, ...] = ()
    parked: tuple[Left, ...] = ()
    unsent: tuple[Left, ...] = ()
    damage: str = ""


def at_rest(path: Path) -> str:
    """The address of a SQLite database by which its write-ahead log stays as it is, for the next bot to find."""
    return f"sqlite:///file:{path}?mode=ro&uri=true"


def read(url: str) -> Ledger:
    """The whole of it, as it is now."""
    with _connected(url) as conn:
        return _read(conn)


def unsent(url: str) -> tuple[Left, ...]:
    """What the outbox still holds."""
    with _connected(url) as conn:
        return _letters(conn)


def is_quiet(url: str, now: float) -> bool:
    """Whether nothing waits to be applied or sent, and nothing is due."""
    waiting = text(
        "SELECT (SELECT count(*) FROM inbox WHERE state = 'waiting') + (SELECT count(*) FROM outbox)"
        " + (SELECT count(*) FROM due WHERE at <= :now)"
    )
    with _connected(url) as conn:
        return not conn.scalar(waiting, {"now": int(now * 1000)})


@contextmanager
def _connected(url: str) -> Iterator[Connection]:
    engine = create_engine(url, poolclass=NullPool)
    try:
        with engine.connect() as conn:
            yield conn
    finally:
        engine.dispose()


def _read(conn: Connection) -> Ledger:
    done = conn.execute(select(completions).order_by(completions.c.id))
    open_pauses = select(pauses.c.person_id).where(pauses.c.until.is_(None), pauses.c.resumed_at.is_(None))
    crowd = conn.execute(select(people.c.id, people.c.set_up_at, people.c.gone_at)).all()
    return Ledger(
        offers=tuple(map(_offer, conn.execute(select(breaks).order_by(breaks.c.id)))),
        withheld=tuple(
            Withheld(row.person_id, row.due_at.timestamp(), row.reason)
            for row in conn.execute(select(withheld).order_by(withheld.c.id))
        ),
        sessions=tuple(map(_session, conn.execute(select(sessions).order_by(sessions.c.id)))),
        completions=tuple(Completion(row.person_id, row.session_id, row.exercise) for row in done),
        moves=tuple((row.person_id, row.at.timestamp()) for row in conn.execute(select(moves))),
        due={(row.kind, row.person): row.at.timestamp() for row in conn.execute(select(due))},
        gone={row.id: row.gone_at.timestamp() for row in crowd if row.gone_at is not None},
        pauses=tuple(conn.scalars(select(pauses.c.person_id))),
        resting=frozenset(conn.scalars(open_pauses)),
        set_up=frozenset(row.id for row in crowd if row.set_up_at is not None),
        unapplied=_updates(conn, "waiting"),
        parked=_updates(conn, "parked"),
        unsent=_letters(conn),
        damage=_damage(conn),
    )


def _damage(conn: Connection) -> str:
    """A server has no such check: what it cannot read it says when it is asked for."""
    check: str = "ok"
    if conn.dialect.name == "sqlite":
        check = conn.scalar(text("PRAGMA integrity_check")) or ""
    return "" if check == "ok" else check


def _offer(row: Row[Any]) -> Offer:
    return Offer(
        row.id,
        row.person_id,
        row.origin == "reminder",
        row.reason,
        row.offered_at.timestamp(),
        row.outcome or "",
        row.outcome_at.timestamp() if row.outcome_at else 0.0,
    )


def _session(row: Row[Any]) -> Session:
    """By its last state, whatever was written down for it."""
    achieved = outcome(parse_state(row.state), parse_steps(row.steps))
    return Session(
        row.id,
        row.person_id,
        row.started_at.timestamp(),
        row.ended_at.timestamp() if row.ended_at else None,
        row.outcome or "",
        tuple(one.exercise for one in achieved if one.result is not Result.NOTHING),
        row.break_id,
    )


def _letters(conn: Connection) -> tuple[Left, ...]:
    named = select(outbox, processes.c.name).outerjoin(processes, processes.c.id == outbox.c.process)
    return tuple(
        Left(row.id, row.chat_id, row.body, at=row.made_at.timestamp(), process=row.name or "")
        for row in conn.execute(named.order_by(outbox.c.id))
    )


def _updates(conn: Connection, state: str) -> tuple[Left, ...]:
    rows = conn.execute(select(inbox).where(inbox.c.state == state).order_by(inbox.c.update_id))
    return tuple(
        Left(row.update_id, row.chat_id, row.body or "", row.error or "", row.received_at.timestamp())
        for row in rows
    )
