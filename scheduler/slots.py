"""The fleet's send budget: one row that holds the next free slot. SQLAlchemy Core on the caller's connection.

A generic cell rate algorithm without bursts (ITU-T I.371): slots lie evenly apart, and whoever takes some moves the
next free one on. The row's lock lets the processes take them one after the other, and all go by the database's clock.
Nothing here commits.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BigInteger, Column, Connection, Row, String, Table, func, update
from sqlalchemy.dialects import postgresql, sqlite

from scheduler.database_time import microseconds
from scheduler.due import metadata

_SECOND = 1_000_000

send_budget = Table(
    "send_budget",
    metadata,
    Column("name", String(16), primary_key=True),
    Column("next_slot", BigInteger, nullable=False),  # microseconds since 1970
)


def take(conn: Connection, name: str, count: int, interval: float) -> Sequence[float]:
    """The next `count` free slots of this budget, `interval` seconds apart: seconds from now on until each."""
    taken = _move_on(conn, name, count, interval)
    if taken is None:
        insert = postgresql.insert if conn.dialect.name == "postgresql" else sqlite.insert
        conn.execute(insert(send_budget).values(name=name, next_slot=0).on_conflict_do_nothing())
        taken = _move_on(conn, name, count, interval)
    assert taken is not None, "the row is there, and nobody deletes it"
    after, now = tuple(taken)
    return [(after - now) / _SECOND - (count - number) * interval for number in range(count)]


def _move_on(conn: Connection, name: str, count: int, interval: float) -> Row[Any] | None:
    """The slot after those that are taken, and the present moment; None where there is no row yet."""
    later = func.max if conn.dialect.name == "sqlite" else func.greatest
    begin = later(send_budget.c.next_slot, microseconds())
    moved = (
        update(send_budget)
        .where(send_budget.c.name == name)
        .values(next_slot=begin + round(count * interval * _SECOND))
        .returning(send_budget.c.next_slot, microseconds())
    )
    return conn.execute(moved).first()
