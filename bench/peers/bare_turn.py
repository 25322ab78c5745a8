"""One read and one committed write on SQLite, opened as the bot opens it: through aiosqlite, or SQLAlchemy Core."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from pathlib import Path

import aiosqlite
from sqlalchemy import create_engine, event, text

from bench.process import arguments, told

READ, WRITE = "SELECT facts FROM people WHERE id = ", "UPDATE people SET facts = 'b' WHERE id = "
PRAGMAS = ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL")


def main(file: str, turns: int, way: str) -> dict[str, float]:
    """us of processor time for both, in all threads."""
    with sqlite3.connect(Path(file)) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS people (id INTEGER PRIMARY KEY, facts TEXT)")
        connection.execute("INSERT OR REPLACE INTO people VALUES (1, 'a')")
    connection.close()
    return {
        "us": (asyncio.run(_aiosqlite(file, turns)) if way == "aiosqlite" else _core(file, turns))
        / turns
        * 1e6
    }


async def _aiosqlite(file: str, turns: int) -> float:
    async with aiosqlite.connect(file) as connection:
        for pragma in PRAGMAS:
            await connection.execute(pragma)
        begun = time.process_time()
        for _ in range(turns):
            await connection.execute_fetchall(f"{READ}?", (1,))
            await connection.execute(f"{WRITE}?", (1,))
            await connection.commit()
        return time.process_time() - begun


def _core(file: str, turns: int) -> float:
    engine = create_engine(f"sqlite:///{file}")

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _record: object) -> None:
        for pragma in PRAGMAS:
            connection.execute(pragma)

    read, write = text(f"{READ}:id"), text(f"{WRITE}:id")
    begun = time.process_time()
    for _ in range(turns):
        with engine.begin() as connection:
            connection.execute(read, {"id": 1}).all()
            connection.execute(write, {"id": 1})
    return time.process_time() - begun


if __name__ == "__main__":
    told(main(**arguments()))
