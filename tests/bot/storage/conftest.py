"""A connection inside a transaction, to a database of each kind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection

from bot.storage import database, people

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    """A Monday morning."""
    return NOW


@pytest.fixture
def conn(address: str) -> Iterator[Connection]:
    """A connection on which Ada (1) and Ben (2) are known."""
    engines = database.place(address).engines()
    with engines.writing.begin() as connection:
        people.meet(connection, 1, "Ada", "en", NOW)
        people.meet(connection, 2, "Ben", "en", NOW)
        yield connection
    engines.dispose()
