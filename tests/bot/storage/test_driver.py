"""The driver goes to its thread once a statement, and reports what SQLAlchemy wants to know."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import make_url

from bot.storage import driver


@pytest.fixture
async def connection(tmp_path: Path) -> AsyncIterator[driver.Connection]:
    connection = await driver.connect(make_url(f"sqlite:///{tmp_path / 'a b.db'}"))
    await connection.cursor().execute("CREATE TABLE words (id INTEGER PRIMARY KEY, word TEXT)")
    yield connection
    await connection.close()


async def test_rows_and_columns_are_there_when_a_statement_is_done(connection: driver.Connection) -> None:
    cursor = connection.cursor()
    await cursor.executemany("INSERT INTO words (word) VALUES (?)", [("one",), ("two",)])
    assert (cursor.rowcount, cursor.description, await cursor.fetchall()) == (2, None, ())
    await cursor.execute("INSERT INTO words (word) VALUES (?) RETURNING id", ("three",))
    assert (cursor.lastrowid, await cursor.fetchall()) == (3, [(3,)])
    await cursor.execute("UPDATE words SET word = 'x' WHERE id > 1")
    assert cursor.rowcount == 2
    await cursor.execute("SELECT id, word FROM words")
    assert [column[0] for column in cursor.description] == ["id", "word"]
    assert len(await cursor.fetchall()) == 3


async def test_a_statement_is_one_trip_to_the_thread(connection: driver.Connection, monkeypatch) -> None:
    trips = []
    run = connection.run

    async def counted(*arguments: object) -> None:
        trips.append(arguments)
        await run(*arguments)

    monkeypatch.setattr(connection, "run", counted)
    cursor = await connection.cursor().__aenter__()
    await cursor.execute("SELECT 1")
    assert await cursor.fetchall() == [(1,)]
    await cursor.close()
    assert len(trips) == 1
