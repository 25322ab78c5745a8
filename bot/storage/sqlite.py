"""A SQLite file: one process, one writer at a time, and nothing to install."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine import URL

from bot.storage import sqlite_errors
from bot.storage.place import Engines
from bot.storage.trouble import DatabaseError

EXAMPLE = "DATABASE_URL=sqlite:///data/unsit.db"
CACHE_KIB = 512  # of the file in each connection's own memory; the system keeps the rest once for all of them
LARGEST_LOG = 16 * 2**20  # bytes that the write-ahead log may keep once a long reader has let it grow


@dataclass(frozen=True, slots=True)
class File:
    """A database in a file."""

    path: Path
    example = EXAMPLE
    shared = False
    writers = 1  # waiting here costs less than waiting in SQLite
    together = 64  # in a commit, since each waits for the disk
    readers = 2  # a long read, such as somebody's export, must not hold up the short ones

    @property
    def for_tools(self) -> str:
        """The path."""
        return str(self.path)

    def __str__(self) -> str:
        return str(self.path)

    def make(self) -> None:
        """The folder. Raises DatabaseError."""
        if str(self.path) != ":memory:":
            make_folder(self.path)

    def engines(self) -> Engines:
        """Each with connections of its own: they begin in another way."""
        return Engines(self._engine(), self._engine("writing"))

    def migrating(self) -> Engine:
        """It waits for another program as long as it always does."""
        return self._engine()

    def looking(self) -> Engine:
        """No file is made where there is none, and the way in which it is written is not changed."""
        address = f"{self.path.resolve().as_uri()}?mode=rw"
        return create_engine(
            "sqlite://", creator=lambda: sqlite3.connect(address, uri=True, isolation_level=None)
        )

    def begin_migration(self, _conn: Connection) -> None:
        """Whoever serves the file holds it already (see `alone`)."""

    def wait_at_most(self, conn: Connection, seconds: float) -> None:
        """From here on, on this connection."""
        _driver(conn).execute(f"PRAGMA busy_timeout={round(seconds * 1000)}")

    def meaning(self, error: Exception) -> DatabaseError | None:
        """See `sqlite_errors`."""
        return sqlite_errors.meaning(error, self.path)

    def is_worth_another_try(self, _error: Exception) -> bool:
        """Never: with one writer there is nobody to lose against."""
        return False

    def outlives_its_cause(self, error: Exception) -> bool:
        """See `sqlite_errors`."""
        return sqlite_errors.outlives_its_cause(error)

    def size(self, _conn: Connection) -> int:
        """Of the file."""
        return self.path.stat().st_size

    def damage(self, conn: Connection) -> str | None:
        """SQLite's own quick check."""
        found = str(conn.scalar(text("PRAGMA quick_check(1)")))
        return "" if found == "ok" else " ".join(found.split())

    def served(self, _conn: Connection) -> bool | None:
        """Only the lock beside it knows (see `alone`)."""
        return None

    def begin_trial(self, conn: Connection) -> None:
        """What does not fit into the smallest cache goes to the disk at once."""
        conn.exec_driver_sql("PRAGMA cache_size=1")
        conn.exec_driver_sql("BEGIN IMMEDIATE")

    def _engine(self, for_: str = "reading") -> Engine:
        # Values are hidden in errors, and so in logs: they are what people wrote.
        engine = create_engine(URL.create(f"sqlite+{for_}", database=str(self.path)), hide_parameters=True)
        event.listen(engine, "connect", _prepare)
        return engine


class Reading(SQLiteDialect_pysqlite):
    """Begins each transaction itself: the driver would begin one only before a write.

    Not by a listener on the engine: with one, SQLAlchemy looks for listeners around each statement.
    """

    supports_statement_cache = True
    begin = "BEGIN"

    def do_begin(self, dbapi_connection: Any) -> None:
        """At once, so that all is read as of one moment."""
        dbapi_connection.cursor().execute(self.begin)


class Writing(Reading):
    """Waits for other writers at its beginning, since a read that turns into a write may fail at once."""

    supports_statement_cache = True
    begin = "BEGIN IMMEDIATE"


registry.register("sqlite.reading", __name__, "Reading")
registry.register("sqlite.writing", __name__, "Writing")


def make_folder(path: Path) -> None:
    """The folder that this database is to be in. Raises DatabaseError."""
    if path.is_dir():
        raise DatabaseError(f"DATABASE_URL: {path} is a folder. Example: {EXAMPLE}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseError(
            f"DATABASE_URL: {path.parent} cannot be made ({error.strerror}). Example: {EXAMPLE}"
        ) from error


def _driver(conn: Connection) -> Any:
    return conn.connection.driver_connection


def _prepare(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "busy_timeout=5000",
        f"journal_size_limit={LARGEST_LOG}",
        "foreign_keys=ON",
        "secure_delete=ON",  # what somebody had erased is not left in the file
        f"cache_size=-{CACHE_KIB}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
