"""One process serves a SQLite database: two would send everything twice, and one could migrate it under the other.
A PostgreSQL database is served by any number, and nothing here holds it.

The lock is SQLite's own, on an empty file beside the database. So it is there on every system, and it ends with the
process, however that ends.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager, nullcontext, suppress
from pathlib import Path

import structlog

from bot.storage import database
from bot.storage.database import DatabaseError, Storage, Unavailable
from bot.storage.owner import take_after
from bot.storage.sqlite import EXAMPLE, File, make_folder
from bot.storage.trouble import Damaged, Occupied, named

log = structlog.get_logger(__name__)
PATIENCE = 15.0  # seconds: whoever is being replaced by us may take ten to stop
_LOOK_AGAIN = 0.25


class NotAlone(Unavailable):
    """Another process serves the same database."""


@asynccontextmanager
async def alone(url: str) -> AsyncIterator[None]:
    """Hold the database at `url` for as long as it is served. Raises NotAlone, DatabaseError."""
    there = database.place(url)
    if not isinstance(there, File):
        yield
        return
    with closing(_opened(there.path)) as lock:
        await _take(lock, there.path)
        yield


@contextmanager
def held_at(url: str) -> Iterator[None]:
    """`held` for the database at `url`. Raises NotAlone, DatabaseError."""
    there = database.place(url)
    with held(there.path) if isinstance(there, File) else nullcontext():
        yield


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold the database in this file while it is changed; who comes to serve it waits. Raises NotAlone, DatabaseError.

    Nobody is waited for: whoever serves it may do so for years.
    """
    with closing(_opened(path)) as lock:
        if not _is_ours(lock, path):
            raise NotAlone(f"{path} is in use. Stop the bot first.")
        yield


def is_served(path: Path) -> bool:
    """Whether a process holds the database in this file, found without holding it. Raises Unavailable."""
    beside = _beside(path).resolve()
    if not beside.exists():
        return False
    try:
        with named(File(beside)), closing(_readable(beside)) as lock:
            lock.execute("SELECT name FROM sqlite_master")
    except Occupied:
        return True
    except Damaged:  # what is no lock holds nothing
        return False
    return False


def _readable(beside: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{beside.as_uri()}?mode=ro", uri=True, timeout=0)


async def opened_beside(url: str) -> Storage:
    """Open the database for what may run beside a bot that serves it: then its form is the bot's affair.

    Raises DatabaseError.
    """
    with suppress(NotAlone), held_at(url):
        return await database.open(url)
    return await database.open(url, migrate=False)


def _opened(path: Path) -> sqlite3.Connection:
    """The empty file beside the database, where the lock is."""
    beside = _beside(path)
    make_folder(path)
    is_new = not beside.exists()
    try:
        lock = sqlite3.connect(beside, isolation_level=None, timeout=0)
        if is_new:
            take_after(path if path.exists() else path.parent, beside)
    except (sqlite3.OperationalError, OSError) as error:
        raise DatabaseError(f"DATABASE_URL: {beside} cannot be made ({error}). Example: {EXAMPLE}") from error
    return lock


def _beside(path: Path) -> Path:
    return path.with_name(f"{path.name}-serving")


async def _take(lock: sqlite3.Connection, path: Path) -> None:
    waited = 0.0
    while not _is_ours(lock, path):
        if waited >= PATIENCE:
            raise NotAlone(
                f"Another process serves {path}, and two would send everything twice. "
                "Stop it, or give this one a DATABASE_URL of its own."
            )
        if not waited:
            log.warning("another process serves this database, waiting for it to stop", path=str(path))
        await asyncio.sleep(_LOOK_AGAIN)
        waited += _LOOK_AGAIN


def _is_ours(lock: sqlite3.Connection, path: Path) -> bool:
    """Whether the lock was to be had. It is a write that is never committed.

    To a file that cannot be written BEGIN EXCLUSIVE gives a lock that others get too, and only a write fails.
    """
    beside = _beside(path)
    try:
        with named(File(beside)):
            lock.execute("PRAGMA journal_mode=MEMORY")  # no more files beside it
            lock.execute("BEGIN EXCLUSIVE")
            lock.execute("PRAGMA user_version=1")
    except Occupied:
        return False
    except (Damaged, sqlite3.Error) as error:
        raise DatabaseError(f"{beside} cannot be locked. There is nothing in it: delete it.") from error
    return True
