"""An open database, given to the rest as verbs: read, write, and insist on writing.

The work handed to them is a synchronous function of one Connection. So no transaction can be held across a call to
Telegram, and every store function is plain SQLAlchemy Core.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.storage.trouble import DatabaseError, Trouble, Unavailable, named, outlives_its_cause

__all__ = ["DatabaseError", "Storage", "Unavailable"]

T = TypeVar("T")
RETRY_SECONDS = 1.0


class Storage:
    """One open database. Close it when done."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._path = engine.url.database or ""
        # SQLite has one writer at a time: waiting here costs nothing, waiting in SQLite is polling.
        self._writing = asyncio.Lock()
        self._trouble = Trouble()
        self._insisting = 0  # how many were refused and try again

    @property
    def failing(self) -> bool:
        """Whether the newest write, or one that is insisted on, failed for a reason that passes."""
        return self._trouble.present or self._insisting > 0

    async def read(self, work: Callable[[Connection], T]) -> T:
        """What `work` returns, from one consistent snapshot. Raises Unavailable."""
        with named(self._path):
            async with self._connected() as connection:
                return await connection.run_sync(work)

    async def write(self, work: Callable[[Connection], T]) -> T:
        """What `work` returns, committed; rolled back where it raises. Raises Unavailable."""
        try:
            with named(self._path):
                result = await self._write(work)
        except Unavailable as error:
            self._trouble.met(error)
            raise
        self._trouble.over()
        return result

    async def _write(self, work: Callable[[Connection], T]) -> T:
        async with self._writing, self._connected() as connection:
            await connection.execution_options(unsit_write=True)
            async with connection.begin():
                return await connection.run_sync(work)

    @asynccontextmanager
    async def _connected(self) -> AsyncIterator[AsyncConnection]:
        async with self._engine.connect() as connection:
            try:
                yield connection
            except DBAPIError as error:
                if outlives_its_cause(error):
                    await connection.invalidate()
                raise

    async def insist(self, work: Callable[[Connection], T]) -> T:
        """`write`, tried again until it is available: for what must not be lost. `work` may run several times."""
        with suppress(Unavailable):
            return await self.write(work)
        self._insisting += 1
        try:
            while True:
                await asyncio.sleep(RETRY_SECONDS)
                with suppress(Unavailable):  # told by `write`
                    return await self.write(work)
        finally:
            self._insisting -= 1

    async def close(self) -> None:
        """Give back the file."""
        await self._engine.dispose()
