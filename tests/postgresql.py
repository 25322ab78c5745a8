"""PostgreSQL for the tests: from a wheel, in memory, one server for each process that runs tests, gone with it.

UNSIT_TEST_POSTGRESQL names a server of one's own instead (postgresql://user:password@host/postgres), on which that user
may make databases.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import psycopg
from sqlalchemy.engine import make_url

from bot.storage import database
from bot.storage.tables import metadata
from trials.fleet.cluster import made

VARIABLE = "UNSIT_TEST_POSTGRESQL"
# What is lost with the machine is only a test's.
QUICK = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "autovacuum=off",
    "deadlock_timeout=10ms",
    "shared_buffers=32MB",
)
LOCKED = "unsit_locked"  # a user who needs a password
# It ends with the test's process, however that ends: then the pipe is closed.
GUARDED = '"$0/postgres" -D "$1/data" -k "$1/data" -h "" & cat; kill -INT $!; wait; rm -rf "$1"'


@contextmanager
def running() -> Iterator[str]:
    """A server; its address without a database's name."""
    if own := os.environ.get(VARIABLE):
        yield own
        return
    folder = Path(tempfile.mkdtemp(prefix="unsit-pg-", dir=os.environ.get("PYTEST_DEBUG_TEMPROOT")))
    cluster = made(folder, QUICK)
    (cluster.data / "pg_hba.conf").write_text(f"local all {LOCKED} scram-sha-256\nlocal all all trust\n")
    log = (folder / "log").open("w")
    guard = subprocess.Popen(
        ["/bin/sh", "-c", GUARDED, cluster.programs, folder],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=log,
        user=cluster.user,
        start_new_session=True,
    )
    try:
        _until_it_answers(cluster.address, folder / "log")
        yield cluster.address
    finally:
        guard.communicate()
        log.close()
        shutil.rmtree(folder, ignore_errors=True)


def _until_it_answers(address: str, log: Path) -> None:
    for _ in range(1000):
        try:
            psycopg.connect(address).close()
        except psycopg.OperationalError:
            time.sleep(0.02)
        else:
            return
    raise TimeoutError(log.read_text())


@dataclass
class PostgreSQL:
    """A server for tests. One database is emptied for each test; others are made where a test wants none or two."""

    server: str
    numbers: count[int] = field(default_factory=count)

    def __post_init__(self) -> None:
        """Make the database that every test finds empty."""
        self._newest = self.made()
        database.prepare(self._newest)
        self._connection = psycopg.connect(self._newest, autocommit=True)
        self._empty = "; ".join(f"DELETE FROM {table.name}" for table in reversed(metadata.sorted_tables))

    def emptied(self) -> str:
        """The address of a database of the newest form with nothing in it, and nobody connected."""
        self._connection.execute(_CUT_OFF)
        self._connection.execute(f"BEGIN; {self._empty}; COMMIT")
        self._connection.execute(_COUNT_ANEW)
        return self._newest

    def made(self) -> str:
        """The address of a database in which there are no tables."""
        name = f"unsit_{os.getpid()}_{next(self.numbers)}"
        with psycopg.connect(self.server, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE template0")
        return make_url(self.server).set(database=name).render_as_string(hide_password=False)

    @contextmanager
    def held(self, lock: str, *facts: object) -> Iterator[None]:
        """Meanwhile somebody is in the middle of a transaction in the database that was emptied, with this lock."""
        with psycopg.connect(self._newest) as connection:
            connection.execute(lock.encode(), facts)
            yield

    def close(self) -> None:
        """Drop every database that was made."""
        self._connection.close()
        with psycopg.connect(self.server, autocommit=True) as connection:
            for number in range(next(self.numbers)):
                connection.execute(f"DROP DATABASE unsit_{os.getpid()}_{number} WITH (FORCE)")


_OTHERS = "datname = current_database() AND pid <> pg_backend_pid()"
_CUT_OFF = f"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE {_OTHERS}"
_COUNT_ANEW = "SELECT setval(seqrelid, 1, false) FROM pg_sequence"
