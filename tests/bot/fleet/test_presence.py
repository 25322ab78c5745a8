"""Processes of a fleet on real PostgreSQL, with short leases: the database's clock cannot be moved."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, suppress
from datetime import timedelta

import pytest

from bot.fleet import presence
from bot.fleet.duty import on_duty
from bot.fleet.presence import ALONE, Member
from bot.storage import database, fleet
from bot.storage.database import Storage
from tests.postgresql import PostgreSQL

POLLING = "polling"


class Process:
    """A member that notes what it is told. Killed, it stops saying that it is there."""

    def __init__(self, storage: Storage) -> None:
        self.told: list[str] = []
        self.member = Member(storage, {POLLING}, on_taken_over=self._taken_over, on_lost=self._lost)
        self._running: asyncio.Task[None] | None = None

    async def start(self) -> None:
        await self.member.join()
        self.wake()

    def wake(self) -> None:
        self._running = asyncio.create_task(self.member.run())

    async def kill(self) -> None:
        assert self._running is not None
        self._running.cancel()
        with suppress(asyncio.CancelledError):
            await self._running

    async def _taken_over(self) -> None:
        self.told.append("taken over")

    def _lost(self) -> None:
        self.told.append("lost")


class Office:
    """One database, and processes on it."""

    def __init__(self, storage: Storage) -> None:
        self.storage = storage
        self.processes: list[Process] = []

    async def started(self) -> Process:
        process = Process(self.storage)
        self.processes.append(process)
        await process.start()
        return process

    async def living(self) -> list[str]:
        return [process.id for process in await self.storage.read(fleet.living)]


@pytest.fixture
async def office(postgresql: PostgreSQL, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Office]:
    monkeypatch.setattr(presence, "BEAT", 0.02)
    monkeypatch.setattr(presence, "LEASE", timedelta(seconds=0.4))
    monkeypatch.setattr(presence, "MARGIN", 0.1)
    async with AsyncExitStack() as stack:
        storage = await database.open(postgresql.emptied())
        stack.push_async_callback(storage.close)
        place = Office(storage)
        yield place
        for process in place.processes:
            await process.kill()


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110 - the database's clock is waited for
            await asyncio.sleep(0.005)


async def test_the_first_to_come_polls_and_the_next_does_not(office: Office) -> None:
    one, other = await office.started(), await office.started()
    assert (one.member.has(POLLING), other.member.has(POLLING)) == (True, False)
    assert one.member.certain
    assert other.member.certain
    assert await office.living() == [one.member.id, other.member.id]


async def test_when_it_dies_the_other_polls_and_takes_over(office: Office) -> None:
    one, other = await office.started(), await office.started()
    await one.kill()
    await until(lambda: other.member.has(POLLING))
    assert not one.member.certain
    await until(lambda: other.told == ["taken over"])
    assert await office.living() == [other.member.id]


async def test_one_that_leaves_is_not_missed_first(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(presence, "LEASE", timedelta(minutes=5))
    one, other = await office.started(), await office.started()
    await one.kill()
    await one.member.leave()
    await until(lambda: other.member.has(POLLING))
    assert not one.member.has(POLLING)


async def test_one_that_was_stuck_hears_that_it_was_missed_and_begins_anew(office: Office) -> None:
    one, other = await office.started(), await office.started()
    name = one.member.id
    await one.kill()
    await until(lambda: "taken over" in other.told)
    one.wake()
    await until(lambda: one.told == ["lost", "taken over"])
    assert one.member.id != name
    assert one.member.certain
    assert not one.member.has(POLLING)


async def test_one_that_is_stuck_in_the_middle_of_a_sign_of_life_holds_up_nobody(
    office: Office, postgresql: PostgreSQL
) -> None:
    one, other = await office.started(), await office.started()
    await one.kill()
    with postgresql.held("SELECT FROM processes WHERE id = %s FOR UPDATE", one.member.id):
        await asyncio.sleep(0.8)  # twice the time after which it counts as dead
        assert other.member.certain
    await until(lambda: other.member.has(POLLING))


async def test_one_that_took_over_as_the_database_was_lost_before_it_could_say_so_carries_on(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = await office.started(), await office.started()
    write, lost = office.storage.write, []

    async def loses_once(work, **how):
        found = await write(work, **how)
        if not lost and getattr(found, "took_over", False):
            lost.append(found)
            raise database.Unavailable("as asked")
        return found

    monkeypatch.setattr(office.storage, "write", loses_once)
    await one.kill()
    await until(lambda: bool(lost) and other.told == ["taken over"])


async def test_after_an_outage_of_the_database_nobody_is_buried_at_once(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = await office.started(), await office.started()
    write = office.storage.write

    async def out(*_: object, **__: object) -> None:
        raise database.Unavailable("as asked")

    monkeypatch.setattr(office.storage, "write", out)
    await until(lambda: not one.member.certain and not other.member.certain)
    assert not one.member.has(POLLING)
    await asyncio.sleep(0.4)  # so that both leases have run out
    monkeypatch.setattr(office.storage, "write", write)
    await until(lambda: one.member.certain and other.member.certain)
    assert "lost" not in one.told + other.told
    assert await office.living() == [one.member.id, other.member.id]
    assert one.member.has(POLLING)


async def test_work_of_one_only_moves_to_whoever_has_the_duty(office: Office) -> None:
    one, other = await office.started(), await office.started()
    working: list[str] = []

    async def work(process: Process) -> None:
        working.append(process.member.id)
        try:
            await asyncio.Event().wait()
        finally:
            working.remove(process.member.id)

    names = [one.member.id, other.member.id]
    tasks = [
        asyncio.create_task(on_duty(process.member, POLLING, lambda p=process: work(p)))
        for process in (one, other)
    ]
    await until(lambda: working == names[:1])
    await one.kill()
    await until(lambda: working == names[1:])
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert working == []


async def test_what_the_work_raises_is_raised(office: Office) -> None:
    one = await office.started()

    async def fail() -> None:
        raise ValueError("as asked")

    with pytest.raises(ValueError, match="as asked"):
        await on_duty(one.member, POLLING, fail)


async def test_who_is_alone_has_every_duty_and_no_name() -> None:
    assert ALONE.certain
    assert ALONE.has(POLLING)
    assert ALONE.id == ""
