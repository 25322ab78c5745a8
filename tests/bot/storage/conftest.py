"""A database file with all tables, and a connection to it inside a transaction."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, event

from bot.storage import database, people

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    """A Monday morning."""
    return NOW


@pytest.fixture
def conn(tmp_path: Path) -> Iterator[Connection]:
    """A connection on which Ada (1) and Ben (2) are known."""
    url = f"sqlite:///{tmp_path / 'bot.db'}"
    database.prepare(url)
    engine = create_engine(url)
    event.listen(engine, "connect", lambda raw, _: raw.execute("PRAGMA foreign_keys=ON"))
    with engine.begin() as connection:
        people.meet(connection, 1, "Ada", "en", NOW)
        people.meet(connection, 2, "Ben", "en", NOW)
        yield connection
    engine.dispose()
