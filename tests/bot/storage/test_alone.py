"""Two processes never serve one database."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import sys
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.storage import alone as module
from bot.storage import database
from bot.storage.alone import NotAlone, alone, held, held_at, is_served
from bot.storage.database import DatabaseError, Unavailable

HOLDS = """
import asyncio, sys
from bot.storage.alone import alone

async def main():
    async with alone(sys.argv[1]):
        print("held", flush=True)
        await asyncio.sleep(60)

asyncio.run(main())
"""


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'data' / 'unsit.db'}"


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PATIENCE", 0.04)
    monkeypatch.setattr(module, "_LOOK_AGAIN", 0.02)


async def test_a_second_one_is_refused_with_what_to_do(url: str) -> None:
    async with alone(url):
        with pytest.raises(NotAlone, match=r"Another process serves .*unsit\.db.* Stop it"):
            async with alone(url):
                pass


async def test_whether_one_serves_it_is_found_without_keeping_it_from_anybody(url: str) -> None:
    path = Path(url.removeprefix("sqlite:///"))
    assert not is_served(path)
    assert not path.parent.exists()
    async with alone(url):
        assert is_served(path)
    assert not is_served(path)
    async with alone(url):
        pass


async def test_who_replaces_another_waits_until_it_has_stopped(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PATIENCE", 5.0)
    first = alone(url)
    await first.__aenter__()

    async def follow() -> str:
        async with alone(url):
            return "serves"

    with capture_logs() as logs:
        second = asyncio.create_task(follow())
        await asyncio.sleep(0.06)
        assert not second.done()
        await first.__aexit__(None, None, None)
        assert await second == "serves"
    assert [log["event"] for log in logs] == ["another process serves this database, waiting for it to stop"]


async def test_a_process_that_was_killed_holds_nothing(url: str) -> None:
    other = await asyncio.create_subprocess_exec(
        sys.executable, "-c", HOLDS, url, cwd=Path(__file__).parents[3], stdout=asyncio.subprocess.PIPE
    )
    assert other.stdout is not None
    assert await other.stdout.readline() == b"held\n"
    with pytest.raises(NotAlone):
        async with alone(url):
            pass
    other.kill()
    await other.communicate()
    async with alone(url):
        pass


async def test_who_only_changes_it_waits_for_nobody_who_serves_it(url: str) -> None:
    path = Path(url.removeprefix("sqlite:///"))
    async with alone(url):
        with pytest.raises(NotAlone, match=r"unsit\.db is in use\. Stop the bot first"), held(path):
            pass
    with held(path), pytest.raises(NotAlone):
        async with alone(url):
            pass


async def test_a_lock_that_others_would_get_too_is_none(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async with alone(url):
        pass

    def may_not_write(beside: Path, **named: Any) -> sqlite3.Connection:
        return connect(f"file:{beside}?mode=ro", uri=True, **named)

    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", may_not_write)
    with pytest.raises(Unavailable, match=r"readonly database\. Let this user write to .*unsit\.db-serving"):
        async with alone(url):
            pass


async def test_on_a_full_disk_it_says_what_to_do(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full(sqlite3.Connection):
        def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
            if "user_version" in sql:
                error = sqlite3.OperationalError("database or disk is full")
                error.sqlite_errorcode = sqlite3.SQLITE_FULL
                raise error
            return super().execute(sql, *values)

    monkeypatch.setattr(sqlite3, "connect", partial(sqlite3.connect, factory=Full))
    with pytest.raises(Unavailable, match=r"disk is full\. Make room on the disk of .*data"):
        async with alone(url):
            pass


async def test_a_lock_that_is_none_may_be_deleted(url: str) -> None:
    beside = Path(url.removeprefix("sqlite:///")).with_name("unsit.db-serving")
    beside.parent.mkdir()
    beside.write_text("these are my holiday notes" * 100)
    with pytest.raises(DatabaseError, match=r"unsit\.db-serving cannot be locked\. .* delete it"):
        async with alone(url):
            pass


@pytest.mark.skipif(os.name != "posix", reason="no such permissions")
def test_the_lock_is_made_for_whoever_may_write_to_the_database(url: str) -> None:
    path = Path(url.removeprefix("sqlite:///"))
    database.prepare(url)
    path.chmod(0o660)
    if os.geteuid() == 0:
        os.chown(path, 1234, 1234)
    with held_at(url):
        pass
    one, other = (each.stat() for each in (path, path.with_name("unsit.db-serving")))
    assert (one.st_uid, one.st_gid, one.st_mode) == (other.st_uid, other.st_gid, other.st_mode)


async def test_the_database_itself_stays_free_for_a_backup_and_the_doctor(url: str, tmp_path: Path) -> None:
    async with alone(url):
        other = sqlite3.connect(tmp_path / "data" / "unsit.db", timeout=0)
        other.execute("CREATE TABLE notes (word TEXT)")
        other.close()


async def test_a_folder_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    (tmp_path / "unsit.db-serving").mkdir()
    with pytest.raises(DatabaseError, match=r"unsit\.db-serving cannot be made .*Example: DATABASE_URL="):
        async with alone(f"sqlite:///{tmp_path / 'unsit.db'}"):
            pass
