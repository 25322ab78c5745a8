"""One turn at a time with a person, whichever process takes it.

On PostgreSQL this is a lock by the person's id, to the end of the transaction: a row to lock may not be there yet.
SQLite has one writer at a time anyway.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, text

_LOCK = text("SELECT pg_advisory_xact_lock(id) FROM unnest(CAST(:ids AS BIGINT[])) AS id")


def hold(conn: Connection, chat_ids: Iterable[int]) -> None:
    """Wait until nobody else is taking a turn with these, and keep everybody else out. To be done before any read."""
    if conn.dialect.name == "postgresql":
        # In one order everywhere: two that each hold what the other wants would wait for ever.
        conn.execute(_LOCK, {"ids": sorted(set(chat_ids))})
