"""Everything about one person, found by walking the schema, so that no table of a later version can be missed.

A row is a person's where one of these columns holds their Telegram id; a private chat has the id of its person.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Connection, Table, delete, select, update

from bot.storage.tables import inbox, metadata, people

OWNERS = ("person_id", "person", "chat_id")

Kept = dict[str, list[dict[str, Any]]]
"""Rows by table. Moments are aware and in UTC, lists of ids are tuples."""


def owner(table: Table) -> Column[int] | None:
    """The column that says whose a row is; None where the table is about nobody."""
    if table is people:
        return people.c.id
    return next((table.c[name] for name in OWNERS if name in table.c), None)


def read(conn: Connection, person_id: int) -> Kept:
    """Every row of this person, table by table, in the order in which the rows came."""
    return {table.name: _rows(conn, table, column, person_id) for table, column in _owned()}


def erase(conn: Connection, person_id: int) -> None:
    """Nothing of this person is left but the bare ids of their updates: a repeated one is still not applied."""
    bare = {"chat_id": 0, "state": "done", "body": None, "error": None}
    conn.execute(update(inbox).where(inbox.c.chat_id == person_id).values(bare))
    for table, column in reversed(_owned()):
        conn.execute(delete(table).where(column == person_id))


def _owned() -> list[tuple[Table, Column[int]]]:
    """Tables with their owners, those before that others refer to."""
    found = ((table, owner(table)) for table in metadata.sorted_tables)
    return [(table, column) for table, column in found if column is not None]


def _rows(conn: Connection, table: Table, column: Column[int], person_id: int) -> list[dict[str, Any]]:
    # Some keys are (person, word): only a running number says in which order the rows came.
    order = [table.c.id] if "id" in table.c else list(table.primary_key)
    found = conn.execute(select(table).where(column == person_id).order_by(*order))
    return [dict(row) for row in found.mappings()]
