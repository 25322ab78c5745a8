"""One process serves a SQLite database: two would send everything twice, and one could migrate it under the other.

The lock is SQLite's own, on an empty file beside the database. So it is there on every system, and it ends with the
process, however that ends.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import structlog

from bot.storage import database
from bot.storage.database import DatabaseError, Unavailable

log = structlog.get_logger(__name__)
PATIENCE = 15.0  # seconds: whoever is being replaced by us may take ten to stop
_LOOK_AGAIN = 0.25


class NotAlone(Unavailable):
    """Another process serves the same database."""


@asynccontextmanager
async def alone(url: str) -> AsyncIterator[None]:
    """Hold the database at `url` (sqlite:///path) for as long as it is served. Raises NotAlone, DatabaseError."""
    path = database.file(url)
    beside = _beside(path)
    database.make_folder(beside)
    with closing(_opened(beside)) as lock:
        await _take(lock, path)
        yield


def is_served(path: Path) -> bool:
    """Whether a process serves the database in this file."""
    beside = _beside(path)
    if not beside.exists():
        return False
    with closing(_opened(beside)) as lock:
        return not _is_ours(lock)


def _beside(path: Path) -> Path:
    return path.with_name(f"{path.name}-serving")


def _opened(beside: Path) -> sqlite3.Connection:
    try:
        return sqlite3.connect(beside, isolation_level=None, timeout=0)
    except sqlite3.OperationalError as error:
        raise DatabaseError(f"DATABASE_URL: {beside} cannot be made ({error}). {database.EXAMPLE}") from error


async def _take(lock: sqlite3.Connection, path: Path) -> None:
    waited = 0.0
    while not _is_ours(lock):
        if waited >= PATIENCE:
            raise NotAlone(
                f"Another process serves {path}, and two would send everything twice. "
                "Stop it, or give this one a DATABASE_URL of its own."
            )
        if not waited:
            log.warning("another process serves this database, waiting for it to stop", path=str(path))
        await asyncio.sleep(_LOOK_AGAIN)
        waited += _LOOK_AGAIN


def _is_ours(lock: sqlite3.Connection) -> bool:
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
            return False
        raise
    return True
