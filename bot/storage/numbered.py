"""Rows that the database numbers, many in one statement."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Table, insert


def insert_all(conn: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> list[int]:
    """Insert rows, all with the same columns; their ids, in the same order."""
    if not rows:
        return []
    if conn.dialect.name == "postgresql":
        statement = insert(table).returning(table.c.id, sort_by_parameter_order=True)
        return list(conn.scalars(statement, rows))
    # SQLite numbers the rows of a statement as they stand there, but may name their ids in another order.
    return sorted(conn.scalars(insert(table).returning(table.c.id), rows))
