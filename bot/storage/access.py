"""An open database, given to the rest as verbs: read, write, and insist on writing.

The work handed to them is a synchronous function of one Connection. So no transaction can be held across a call to
Telegram, and every store function is plain SQLAlchemy Core.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import structlog
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.ext.asyncio import AsyncEngine

log = structlog.get_logger(__name__)
T = TypeVar("T")
RETRY_SECONDS = 1.0
_PASSES = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_READONLY,
}


class DatabaseError(Exception):
    """One line that says what is wrong with the database and what to do."""


class Unavailable(DatabaseError):
    """Not now: another program holds the database, or the disk is full. Tried again later, it may go well."""


class Storage:
    """One open database. Close it when done."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        # SQLite has one writer at a time: waiting here costs nothing, waiting in SQLite is polling.
        self._writing = asyncio.Lock()
        self._failing = False

    async def read(self, work: Callable[[Connection], T]) -> T:
        """What `work` returns, from one consistent snapshot. Raises Unavailable."""
        with _named():
            async with self._engine.connect() as connection:
                return await connection.run_sync(work)

    async def write(self, work: Callable[[Connection], T]) -> T:
        """What `work` returns, committed; rolled back where it raises. Raises Unavailable."""
        with _named():
            async with self._writing, self._engine.connect() as connection:
                await connection.execution_options(unsit_write=True)
                async with connection.begin():
                    return await connection.run_sync(work)

    async def insist(self, work: Callable[[Connection], T]) -> T:
        """`write`, tried again until it is available: for what must not be lost. `work` may run several times."""
        while True:
            try:
                result = await self.write(work)
            except Unavailable as error:
                self._note(error)
                await asyncio.sleep(RETRY_SECONDS)
            else:
                self._note(None)
                return result

    def _note(self, trouble: Unavailable | None) -> None:
        """Log that it fails, and that it goes well again, once each."""
        if trouble is not None and not self._failing:
            log.error("nothing can be written, trying again until it can", reason=str(trouble))
        elif trouble is None and self._failing:
            log.info("the database can be written again")
        self._failing = trouble is not None

    async def close(self) -> None:
        """Give back the file."""
        await self._engine.dispose()


@contextmanager
def _named() -> Iterator[None]:
    """Errors that pass by themselves become Unavailable; the others are faults, and stay what they are."""
    try:
        yield
    except NoConnectionFree as error:
        raise Unavailable("The database is too busy.") from error
    except DBAPIError as error:
        if getattr(error.orig, "sqlite_errorcode", 0) & 0xFF not in _PASSES:  # the rest are details
            raise
        raise Unavailable(f"The database cannot be used at the moment: {error.orig}.") from error
