"""An INSERT that may meet a row that is there already: SQLite and PostgreSQL say the same, each in its own dialect."""

from __future__ import annotations

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def upsert(conn: Connection, table: Table) -> postgresql.Insert | sqlite.Insert:
    """To be ended with `on_conflict_do_nothing` or `on_conflict_do_update`."""
    insert = postgresql.insert if conn.dialect.name == "postgresql" else sqlite.insert
    return insert(table)
