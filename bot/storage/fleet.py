"""The processes that share a database: which there are, who does what only one can do, whose messages are whose.

Who is there says so again and again, by the database's clock. Who has not for a while is taken to be dead: its duties
are free, and what it had begun is taken over. Functions take the caller's connection and never commit.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import BigInteger, Connection, delete, func, insert, select, type_coerce, update

from bot.storage.tables import duties, outbox, processes
from bot.storage.upsert import upsert
from scheduler import due
from scheduler.database_time import milliseconds


@dataclass(frozen=True, slots=True)
class Beat:
    """What became of a sign of life: whether the process was still taken to be there, and whether it took over.

    `duties` are those that it has now.
    """

    present: bool
    took_over: bool = False
    duties: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Process:
    """One that is there: `name` is its machine and number, `duties` is what it does for all."""

    id: str
    name: str
    since: datetime
    duties: tuple[str, ...]


def join(conn: Connection, process_id: str, name: str, lease: timedelta) -> None:
    """The process is there from now on, for the time of `lease`, and has what is nobody's."""
    moments = {"since": milliseconds(), "seen_until": milliseconds(later=lease)}
    conn.execute(insert(processes).values(id=process_id, name=name, **moments))
    _take_over(conn, process_id)


def beat(conn: Connection, process_id: str, lease: timedelta, wanted: Collection[str], *, bury: bool) -> Beat:
    """The process is there for the time of `lease` again, and takes those of the duties `wanted` that are free.

    `bury`: the others that have not said so in time are dead.
    """
    there = update(processes).where(processes.c.id == process_id)
    if not conn.execute(there.values(seen_until=milliseconds(later=lease))).rowcount:
        return Beat(present=False)
    dead = bury and _bury(conn) > 0
    left = _take_over(conn, process_id)
    return Beat(True, dead or left, frozenset(duty for duty in wanted if _has(conn, duty, process_id)))


def leave(conn: Connection, process_id: str) -> None:
    """The process ends in good order: the others need not wait until it is missed."""
    conn.execute(delete(duties).where(duties.c.process == process_id))
    conn.execute(delete(processes).where(processes.c.id == process_id))


def living(conn: Connection) -> list[Process]:
    """Those that are there, the oldest first."""
    found: dict[str, list[str]] = {}
    for name, process in conn.execute(select(duties.c.name, duties.c.process).order_by(duties.c.name)):
        found.setdefault(process, []).append(name)
    alive = select(processes).where(type_coerce(processes.c.seen_until, BigInteger) > milliseconds())
    rows = conn.execute(alive.order_by(processes.c.since, processes.c.id))
    return [Process(row.id, row.name, row.since, tuple(found.get(row.id, ()))) for row in rows]


def _bury(conn: Connection) -> int:
    """How many have died. One that is stuck while it says that it is there holds its row, and has to wait."""
    missed = type_coerce(processes.c.seen_until, BigInteger) <= milliseconds()
    free = select(processes.c.id).where(missed).with_for_update(skip_locked=True)
    return conn.execute(delete(processes).where(processes.c.id.in_(free))).rowcount


def _take_over(conn: Connection, process_id: str) -> bool:
    """What nobody has who is there: messages are this one's, duties and claims are free. Whether there was any.

    With every sign of life: one that was buried may write a last row while that happens.
    """
    there = select(processes.c.id)
    rows = conn.execute(
        update(outbox).where(outbox.c.process.not_in(there)).values(process=process_id)
    ).rowcount
    conn.execute(delete(duties).where(duties.c.process.not_in(there)))
    claims = due.release_all(conn, besides=list(conn.scalars(there)))
    return rows + claims > 0


def _has(conn: Connection, duty: str, process_id: str) -> bool:
    """Whether the duty is this process's, taken now where it was free."""
    conn.execute(upsert(conn, duties).values(name=duty, process=process_id).on_conflict_do_nothing())
    return bool(
        conn.scalar(select(func.count()).where(duties.c.name == duty, duties.c.process == process_id))
    )
