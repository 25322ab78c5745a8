"""What waits is written in order, the urgent first, and together: one commit for all, and a failure for one."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event, select, text
from sqlalchemy.exc import IntegrityError

from bot.storage import database
from bot.storage.access import Storage
from bot.storage.tables import about, days_done

Add = Callable[[Connection], str]


@pytest.fixture
async def storage(tmp_path: Path) -> AsyncIterator[Storage]:
    storage = await database.open(f"sqlite:///{tmp_path / 'bot.db'}")
    yield storage
    await storage.close()


@pytest.fixture
def commits(storage: Storage) -> list[object]:
    """One thing for each commit."""
    seen: list[object] = []
    event.listen(storage._engines.writing, "commit", seen.append)
    return seen


def _adding(name: str) -> Add:
    def add(conn: Connection) -> str:
        conn.execute(about.insert().values(name=name, value=""))
        return name

    return add


async def _busy(storage: Storage) -> tuple[threading.Event, asyncio.Task[Any]]:
    """The writer works until this is set."""
    begun, goes_on = threading.Event(), threading.Event()
    work = asyncio.create_task(storage.write(lambda _conn: begun.set() or goes_on.wait(5)))
    await asyncio.to_thread(begun.wait, 5)
    await asyncio.sleep(0.03)  # nobody joins one that has taken long
    return goes_on, work


async def _written(storage: Storage) -> list[str]:
    """In the order in which they were written."""
    return await storage.read(lambda conn: list(conn.scalars(select(about.c.name).order_by(text("rowid")))))


async def test_who_waits_is_written_in_turn_with_one_commit_and_the_urgent_before_all_others(
    storage: Storage, commits: list[object]
) -> None:
    goes_on, busy = await _busy(storage)
    works = [asyncio.ensure_future(storage.write(_adding(f"{number}"))) for number in range(5)]
    urgent = asyncio.ensure_future(storage.write(_adding("urgent"), urgent=True))
    await asyncio.sleep(0)
    commits.clear()
    goes_on.set()
    assert await asyncio.gather(*works, urgent, busy) == ["0", "1", "2", "3", "4", "urgent", True]
    assert await _written(storage) == ["urgent", "0", "1", "2", "3", "4"]
    assert len(commits) == 3  # of the one before, the urgent, and all others


async def test_what_is_urgent_does_not_wait_for_those_who_could_share_the_commit_of_another(
    storage: Storage,
) -> None:
    goes_on, busy = await _busy(storage)
    loop, urgent = asyncio.get_running_loop(), list[asyncio.Future[str]]()

    def while_the_urgent_comes(conn: Connection) -> str:
        come = asyncio.run_coroutine_threadsafe(_asked_for(storage, urgent), loop)
        come.result(5)
        return _adding("first")(conn)

    works = [storage.write(work) for work in (while_the_urgent_comes, _adding("last"))]
    waiting = [asyncio.ensure_future(work) for work in works]
    await asyncio.sleep(0)
    goes_on.set()
    await asyncio.gather(*waiting, busy)
    await urgent[0]
    assert await _written(storage) == ["first", "urgent", "last"]


async def _asked_for(storage: Storage, urgent: list[asyncio.Future[str]]) -> None:
    urgent.append(asyncio.ensure_future(storage.write(_adding("urgent"), urgent=True)))
    await asyncio.sleep(0)


async def test_what_raises_fails_alone(storage: Storage) -> None:
    def fails(conn: Connection) -> None:
        conn.execute(about.insert().values(name="half", value=""))
        raise ValueError("no")

    goes_on, busy = await _busy(storage)
    works = (_adding("before"), fails, _adding("after"))
    waiting = [asyncio.ensure_future(storage.write(work)) for work in works]
    await asyncio.sleep(0)
    goes_on.set()
    before, failed, after = await asyncio.gather(*waiting, return_exceptions=True)
    assert (before, type(failed), after) == ("before", ValueError, "after")
    assert await _written(storage) == ["before", "after"]
    await busy


async def test_a_commit_that_fails_is_everybodys_failure(storage: Storage) -> None:
    def of_nobody(conn: Connection) -> None:
        conn.execute(text("PRAGMA defer_foreign_keys=ON"))
        conn.execute(text("INSERT INTO days_done (person_id, date, at) VALUES (7, '2026-03-02', 0)"))

    goes_on, busy = await _busy(storage)
    waiting = [asyncio.ensure_future(storage.write(work)) for work in (_adding("before"), of_nobody)]
    await asyncio.sleep(0)
    goes_on.set()
    ends = await asyncio.gather(*waiting, return_exceptions=True)
    assert [type(end) for end in ends] == [IntegrityError, IntegrityError]
    assert await _written(storage) == []
    assert await storage.read(lambda conn: conn.execute(select(days_done)).all()) == []
    await busy


async def test_what_is_given_up_before_it_has_begun_is_left_undone(storage: Storage) -> None:
    goes_on, busy = await _busy(storage)
    given_up = asyncio.create_task(storage.write(_adding("given up")))
    last = asyncio.create_task(storage.write(_adding("last")))
    await asyncio.sleep(0)
    given_up.cancel()
    await asyncio.sleep(0)
    goes_on.set()
    await last
    assert await _written(storage) == ["last"]
    await busy


async def test_the_quick_do_not_wait_for_the_slow_behind_them(storage: Storage) -> None:
    goes_on, busy = await _busy(storage)
    slow, last = threading.Event(), threading.Event()
    first = asyncio.create_task(storage.write(lambda _conn: slow.wait(0.05)))
    second = asyncio.create_task(storage.write(lambda _conn: last.wait(5)))
    await asyncio.sleep(0)
    goes_on.set()
    await asyncio.wait_for(first, 2)
    last.set()
    assert await second
    await busy


async def test_all_that_waits_is_written_before_it_closes(tmp_path: Path, storage: Storage) -> None:
    other = await database.open(f"sqlite:///{tmp_path / 'bot.db'}")
    works = [asyncio.ensure_future(other.write(_adding(f"{number}"))) for number in range(100)]
    await asyncio.sleep(0)
    await other.close()
    await asyncio.gather(*works)
    assert len(await _written(storage)) == 100
