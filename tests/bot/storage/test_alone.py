"""Two processes never serve one database."""

from __future__ import annotations

import asyncio
import sqlite3
import sys
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.storage import alone as module
from bot.storage.alone import NotAlone, alone
from bot.storage.database import DatabaseError

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


async def test_the_database_itself_stays_free_for_a_backup_and_the_doctor(url: str, tmp_path: Path) -> None:
    async with alone(url):
        other = sqlite3.connect(tmp_path / "data" / "unsit.db", timeout=0)
        other.execute("CREATE TABLE notes (word TEXT)")
        other.close()


async def test_a_folder_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    (tmp_path / "unsit.db-serving").mkdir()
    with pytest.raises(DatabaseError, match=r"unsit\.db-serving cannot be made"):
        async with alone(f"sqlite:///{tmp_path / 'unsit.db'}"):
            pass
