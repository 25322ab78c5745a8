"""INSERT ... ON CONFLICT, which SQLite and PostgreSQL both know and SQLAlchemy spells once for each."""

from __future__ import annotations

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def upsert(conn: Connection, table: Table) -> postgresql.Insert | sqlite.Insert:
    """An insert into this table that can say what is to happen on a conflict."""
    return postgresql.insert(table) if conn.dialect.name == "postgresql" else sqlite.insert(table)
