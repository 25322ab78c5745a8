"""A database that cannot be written for a while: said in a type, waited out, and nobody's words in the error."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, select, text
from structlog.testing import capture_logs

from bot.storage import access, database
from bot.storage.access import Storage, Unavailable
from bot.storage.tables import about
from bot.storage.trouble import Damaged, Occupied


def _add(conn: Connection) -> None:
    conn.execute(about.insert().values(name="said", value="my knee hurts"))


def _fill_up(conn: Connection) -> None:
    conn.execute(text("PRAGMA max_page_count=1"))
    conn.execute(about.insert().values(name="said", value="my knee hurts" * 100_000))


@pytest.fixture
async def storage(tmp_path: Path) -> AsyncIterator[Storage]:
    storage = await database.open(f"sqlite:///{tmp_path / 'bot.db'}")
    yield storage
    await storage.close()


@pytest.fixture
async def impatient(storage: Storage, monkeypatch: pytest.MonkeyPatch) -> Storage:
    """It gives up at once where another program holds the database, and tries again soon."""
    monkeypatch.setattr(access, "RETRY_SECONDS", 0.01)
    await storage.write(lambda conn: conn.execute(text("PRAGMA busy_timeout=1")) and None)
    return storage


@pytest.fixture
def other(tmp_path: Path, storage: Storage) -> sqlite3.Connection:
    """Another program, which holds the database."""
    connection = sqlite3.connect(tmp_path / "bot.db", isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    return connection


async def test_a_database_held_by_another_program_is_unavailable(impatient: Storage, other) -> None:
    with pytest.raises(Unavailable, match="database is locked"):
        await impatient.write(_add)
    other.close()
    await impatient.write(_add)


async def test_of_many_who_wait_for_another_program_one_waits_for_all(
    storage: Storage, request: pytest.FixtureRequest
) -> None:
    await storage.write(lambda conn: conn.execute(text("PRAGMA busy_timeout=200")) and None)
    other = request.getfixturevalue("other")
    begun = time.monotonic()
    ends = await asyncio.gather(*(storage.write(_add) for _ in range(20)), return_exceptions=True)
    assert {type(end) for end in ends} == {Occupied}
    assert time.monotonic() - begun < 1  # 20 waits are 4 s
    other.close()
    await storage.write(_add)


async def test_a_full_disk_is_unavailable_and_the_error_repeats_nobodys_words(storage: Storage) -> None:
    with pytest.raises(Unavailable, match="full") as caught:
        await storage.write(_fill_up)
    assert "knee" not in f"{caught.value!r} {caught.value.__cause__}"


@pytest.mark.parametrize("verb", ["read", "write"])
async def test_damage_is_named_to_whoever_meets_it_and_in_the_log(storage: Storage, verb: str) -> None:
    def meet_damage(_conn: Connection) -> None:
        error = sqlite3.DatabaseError("database disk image is malformed")
        error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise error

    with capture_logs() as logs, pytest.raises(Damaged, match=r"bot\.db is damaged") as caught:
        await getattr(storage, verb)(meet_damage)
    assert [(log["event"], log["reason"]) for log in logs] == [("the database is damaged", str(caught.value))]


async def test_a_fault_of_ours_stays_one_and_repeats_nobodys_words(storage: Storage) -> None:
    await storage.write(_add)
    with pytest.raises(Exception, match="UNIQUE") as caught:
        await storage.write(_add)
    assert not isinstance(caught.value, Unavailable)
    assert "knee" not in str(caught.value)


async def test_who_insists_is_served_once_it_can_be(impatient: Storage, other) -> None:
    insisting = asyncio.create_task(impatient.insist(_add))
    await asyncio.sleep(0.1)
    assert not insisting.done()
    other.close()
    await insisting
    assert await impatient.read(lambda conn: list(conn.scalars(select(about.c.value)))) == ["my knee hurts"]


async def test_who_insists_can_be_cancelled(impatient: Storage, other) -> None:
    insisting = asyncio.create_task(impatient.insist(_add))
    await asyncio.sleep(0.05)
    insisting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await insisting
    with pytest.raises(Unavailable):  # a try that was under way has ended before this one
        await impatient.write(_add)
    other.close()
    assert await impatient.read(lambda conn: list(conn.scalars(select(about.c.value)))) == []


async def test_in_a_hurry_nobody_waits_for_another_program(storage: Storage, other) -> None:
    storage.hurry(0.05)
    begun = time.monotonic()
    with pytest.raises(Occupied):
        await storage.write(_add)
    with pytest.raises(Occupied):
        await storage.write(_add)
    assert time.monotonic() - begun < 1  # not five seconds, and not twice
    other.close()
    await storage.write(_add)


async def test_a_writer_holds_the_database_from_its_first_moment_and_a_reader_does_not(
    storage: Storage, tmp_path: Path
) -> None:
    """A read that turns into a write while somebody else writes would fail at once, whatever the busy timeout."""

    def another_begins(_conn: Connection) -> str:
        another = sqlite3.connect(tmp_path / "bot.db", isolation_level=None, timeout=0)
        try:
            another.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            return str(error)
        finally:
            another.close()
        return "begun"

    assert await storage.write(another_begins) == "database is locked"
    assert await storage.read(another_begins) == "begun"


async def test_a_full_disk_is_told_once_with_what_to_do_and_waited_out(
    storage: Storage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access, "RETRY_SECONDS", 0.01)
    tries = iter(range(100))

    def add_when_there_is_room(conn: Connection) -> None:
        if next(tries) < 5:
            _fill_up(conn)
        conn.execute(text("PRAGMA max_page_count=1000000"))
        _add(conn)

    with capture_logs() as logs:
        await storage.insist(add_when_there_is_room)
    assert [log["event"] for log in logs] == [
        "nothing can be written, trying again until it can",
        "the database can be written again",
    ]
    assert "database or disk is full" in logs[0]["reason"]
    assert f"Make room on the disk of {tmp_path}." in logs[0]["reason"]
    assert "knee" not in str(logs)
    assert not storage.failing


async def test_a_connection_opened_while_the_file_was_read_only_is_not_kept_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite opens a file that it may not write to for reading, and never tries again."""
    connect, modes = sqlite3.connect, {"mode": "rwc"}

    def as_the_disk_is(path: str, **options: Any) -> sqlite3.Connection:
        return connect(f"file:{path}?mode={modes['mode']}", uri=True, **options)

    monkeypatch.setattr(sqlite3.dbapi2, "connect", as_the_disk_is)
    database.prepare(f"sqlite:///{tmp_path / 'bot.db'}")
    storage = await database.open(f"sqlite:///{tmp_path / 'bot.db'}")
    modes["mode"] = "ro"
    with pytest.raises(Unavailable, match=r"readonly.*Let this user write to .*bot\.db"):
        await storage.write(_add)
    assert storage.failing
    modes["mode"] = "rwc"
    await storage.write(_add)
    assert not storage.failing
    await storage.close()
