"""The SQLite driver with one trip to its thread for each statement.

aiosqlite makes four: open a cursor, execute, fetch, close. Each costs more processor time than SQLite's own work, and
half of what a tap cost in all. SQLAlchemy reads all rows at once, so there is nothing to gain from the other three.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any, Self

import aiosqlite
from sqlalchemy.engine import URL


class Cursor:
    """What SQLAlchemy asks of a cursor; the rows are there when `execute` is done."""

    arraysize = 1

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows: Sequence[Any] = ()
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, statement: str, values: Any = ()) -> None:
        """One statement."""
        await self._connection.run(self._carry_out, sqlite3.Cursor.execute, statement, values)

    async def executemany(self, statement: str, values: Any) -> None:
        """One statement, once for each of the values."""
        await self._connection.run(self._carry_out, sqlite3.Cursor.executemany, statement, values)

    async def fetchall(self) -> Sequence[Any]:
        """All rows."""
        return self._rows

    async def close(self) -> None:
        """Closed already."""

    def _carry_out(self, verb: Any, statement: str, values: Any) -> None:
        cursor = self._connection.raw.cursor()
        try:
            verb(cursor, statement, values)
            self._rows = cursor.fetchall() if cursor.description else ()
            self.description = cursor.description
            self.rowcount, self.lastrowid = cursor.rowcount, cursor.lastrowid
        finally:
            cursor.close()


class Connection(aiosqlite.Connection):
    """A connection whose cursors are the ones above."""

    @property
    def raw(self) -> sqlite3.Connection:
        """The connection itself, for use in its own thread."""
        return self._conn

    async def run(self, work: Any, *arguments: Any) -> None:
        """Do this in the connection's thread."""
        execute: Any = self._execute
        await execute(work, *arguments)

    def cursor(self) -> Cursor:  # type: ignore[override]  # aiosqlite's can be awaited too, which nobody does here
        """A new cursor."""
        return Cursor(self)


async def connect(address: URL) -> Connection:
    """A new connection to the database at this address (sqlite:///path)."""
    arguments, options = address.get_dialect()().create_connect_args(address)

    def connector() -> sqlite3.Connection:
        connected: sqlite3.Connection = sqlite3.connect(*arguments, **options)  # type: ignore[call-overload]  # as read from the address
        return connected

    connection = Connection(connector, iter_chunk_size=64)
    connection._thread.daemon = (
        True  # as SQLAlchemy does: a forgotten connection must not keep the program alive
    )
    await connection
    return connection
