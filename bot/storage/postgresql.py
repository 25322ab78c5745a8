"""A PostgreSQL server: any number of processes on one database, each with several writers at a time.

psycopg in threads takes no more processor time for a turn than SQLAlchemy on asyncpg does, and the rest of the storage
is the same as on SQLite.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Engine, NullPool, create_engine, event, text
from sqlalchemy.engine import URL, ExceptionContext

from bot.storage import postgresql_errors
from bot.storage.lines import Lines
from bot.storage.place import Engines
from bot.storage.trouble import DatabaseError

EXAMPLE = "DATABASE_URL=postgresql://unsit:password@localhost/unsit"
PROGRAM = "unsit"  # what a process that serves is called in pg_stat_activity
LOOKS = "unsit doctor"
MIGRATION = 0x756E736974  # of the advisory lock; "unsit" in ASCII
CONNECT_SECONDS = 5
# A server that is gone without a word is noticed after about 25 seconds, not after hours.
_ALIVE = {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3, "tcp_user_timeout": 25_000}
# Milliseconds. Nobody holds a row for long; what does is stuck, and must not hold up the others for ever. Who is stuck
# in the middle of a transaction is cut off before those give up who wait for what it holds.
_LIMITS = {
    "lock_timeout": 5_000,
    "statement_timeout": 60_000,
    "idle_in_transaction_session_timeout": 4_000,
}


@dataclass(frozen=True, slots=True)
class Server:
    """A database on a server. `address` has the driver in it, and a password."""

    address: URL = field(repr=False)
    example = EXAMPLE
    shared = True
    together = (
        1  # the server lets commits share the disk; two that lock several people could wait for each other
    )
    writers = 4  # a fourth fills the waits for the other three's commits; more only takes processor time
    readers = 4

    def __str__(self) -> str:
        host = self.address.host or self.address.query.get("host") or "this machine"
        return f"the database {self.address.database or '(unnamed)'} on {host}"

    @property
    def for_tools(self) -> str:
        """The address as pg_dump and its like take it, without the password."""
        there = self.address
        known = URL.create(
            "postgresql", there.username, None, there.host, there.port, there.database, there.query
        )
        return known.render_as_string()

    def make(self) -> None:
        """Nothing: the operator makes the database."""

    def engines(self) -> Engines:
        """A pool for the threads that read, and one for those that write. Each thread holds one connection."""
        reading = self._engine(PROGRAM, self.readers, "REPEATABLE READ")
        event.listen(reading, "connect", _read_only)
        writing = self._engine(PROGRAM, self.writers, "READ COMMITTED")
        lines = Lines()
        for engine in (reading, writing):
            lines.watch(engine)
        return Engines(reading, writing, lines.cut)

    def migrating(self) -> Engine:
        """A change of form may take as long as it takes, and wait for another process to have done it."""
        return self._engine("unsit migrate", 0, "READ COMMITTED", dict.fromkeys(_LIMITS, 0))

    def looking(self) -> Engine:
        """As one who writes."""
        return self._engine(LOOKS, 0, "READ COMMITTED")

    def begin_migration(self, conn: Connection) -> None:
        """An advisory lock until the end of the transaction."""
        conn.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION})

    def wait_at_most(self, conn: Connection, seconds: float) -> None:
        """From here on, on this connection."""
        milliseconds = max(1, round(seconds * 1000))  # 0 would be for ever
        _driver(conn).execute(f"SET lock_timeout = {milliseconds}")

    def meaning(self, error: Exception) -> DatabaseError | None:
        """See `postgresql_errors`."""
        return postgresql_errors.meaning(error, str(self))

    def is_worth_another_try(self, error: Exception) -> bool:
        """See `postgresql_errors`."""
        return postgresql_errors.is_worth_another_try(error)

    def outlives_its_cause(self, error: Exception) -> bool:
        """See `postgresql_errors`."""
        return postgresql_errors.outlives_its_cause(error)

    def size(self, conn: Connection) -> int:
        """Of all its tables and indexes."""
        return int(conn.scalar(text("SELECT pg_database_size(current_database())")) or 0)

    def damage(self, _conn: Connection) -> str | None:
        """PostgreSQL has no quick look: its checksums speak when a damaged page is read."""
        return None

    def begin_trial(self, _conn: Connection) -> None:
        """The first statement begins it."""

    def served(self, conn: Connection) -> bool | None:
        """Whether anybody is connected who serves."""
        here = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = :name"
        return bool(conn.scalar(text(here), {"name": PROGRAM}))

    def _engine(
        self, program: str, threads: int, isolation: str, limits: dict[str, int] | None = None
    ) -> Engine:
        pool: dict[str, Any] = (
            {"pool_size": threads, "max_overflow": 0} if threads else {"poolclass": NullPool}
        )
        engine = create_engine(
            self.address,
            hide_parameters=True,  # they are what people wrote
            isolation_level=isolation,
            connect_args=self._told(program, limits or _LIMITS),
            **pool,
        )
        event.listen(engine, "handle_error", _hide_rows)
        return engine

    def _told(self, program: str, limits: dict[str, int]) -> dict[str, Any]:
        """What the server is told of the session; what the operator's address says of it comes first."""
        theirs = dict(self.address.query)
        session = " ".join(f"-c {name}={value}" for name, value in {"TimeZone": "UTC", **limits}.items())
        ours = {"connect_timeout": CONNECT_SECONDS, "application_name": program, **_ALIVE}
        told = {name: value for name, value in ours.items() if name not in theirs}
        return {**told, "options": f"{session} {theirs.get('options', '')}".strip()}


def _driver(conn: Connection) -> Any:
    return conn.connection.driver_connection


def _read_only(connection: Any, _record: object) -> None:
    connection.read_only = True


def _hide_rows(context: ExceptionContext) -> None:
    """PostgreSQL quotes the row in an error's details, and so what somebody wrote: the first line is enough."""
    original, wrapped = context.original_exception, context.sqlalchemy_exception
    line = postgresql_errors.first_line(original)
    original.args = (line,)
    if wrapped is not None:
        wrapped.args = (f"({type(original).__name__}) {line}",)
