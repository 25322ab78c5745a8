"""The parts put together: they start, fail and stop in good order."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, func, select
from structlog.testing import capture_logs
from telegram import Bot

from bot.app import App, opened
from bot.playground.faults import Fault
from bot.playground.person import Person
from bot.playground.server import Playground
from bot.storage import database, mail
from bot.storage.database import DatabaseError, Unavailable
from bot.storage.tables import inbox
from bot.storage.trouble import Damaged
from bot.wire import incoming, outgoing
from bot.wire.incoming import Incoming
from bot.wire.limits import Rates
from bot.wire.telegram import NotUs
from scheduler.budget import Budget
from scheduler.clock import MovableClock


@pytest.fixture
async def playground() -> AsyncIterator[Playground]:
    made = Playground(":memory:", MovableClock(running=True))
    yield made
    made.close()


@pytest.fixture
def ada(playground: Playground) -> Person:
    return playground.person(1, "Ada")


@asynccontextmanager
async def _running(folder: Path, playground: Playground) -> AsyncIterator[tuple[App, asyncio.Task[None]]]:
    """The app as `unsit run` runs it: what ends `run` goes through `opened`."""
    ready: asyncio.Future[App] = asyncio.get_running_loop().create_future()

    async def serve() -> None:
        clock = MovableClock(running=True)
        async with opened(f"sqlite:///{folder / 'bot.db'}", playground.token, address, clock) as app:
            ready.set_result(app)
            await app.run()

    async with playground.serving() as address:
        serving = asyncio.create_task(serve())
        await asyncio.wait({serving, ready}, return_when=asyncio.FIRST_COMPLETED)
        if serving.done():
            serving.result()
        yield ready.result(), serving
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)


async def _unsent(folder: Path) -> list[mail.Waiting]:
    storage = await database.open(f"sqlite:///{folder / 'bot.db'}")
    left = await storage.read(mail.unsent)
    await storage.close()
    return left


async def test_what_is_under_way_when_it_is_stopped_is_sent_and_not_sent_again(
    tmp_path: Path, playground: Playground, ada: Person
) -> None:
    playground.faults.slow_seconds = 0.3
    playground.faults.next(Fault.SLOW, "sendMessage")
    async with _running(tmp_path, playground) as (app, serving):
        ada.type("/start")
        await playground.until(lambda: playground.unconfirmed() == 0)
        await app.inbox.idle()
        serving.cancel()
        with pytest.raises(asyncio.CancelledError):
            await serving
        assert await _unsent(tmp_path) == []
    async with _running(tmp_path, playground) as (app, _):
        await app.idle()
    assert len([message for message in ada.messages if message.from_bot]) == 1


async def test_a_stop_does_not_wait_for_a_database_that_another_program_holds(
    tmp_path: Path, playground: Playground, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.app.STOPPING", 0.1)
    other = sqlite3.connect(tmp_path / "bot.db", isolation_level=None)
    async with _running(tmp_path, playground) as (app, serving):
        ada.type("/start")
        await playground.until(lambda: playground.unconfirmed() == 0)
        await app.idle()
        other.execute("BEGIN IMMEDIATE")
        serving.cancel()
        async with asyncio.timeout(3):  # one wait for the database is five seconds
            await asyncio.gather(serving, return_exceptions=True)
    other.close()


async def test_a_token_that_is_withdrawn_while_it_runs_ends_it_with_the_reason(
    tmp_path: Path, playground: Playground, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with _running(tmp_path, playground) as (_, serving):
        monkeypatch.setattr(playground._messenger, "token", "1000001:another")
        playground.person(1, "Ada").type("hello")
        with pytest.raises(NotUs):
            await asyncio.wait_for(serving, 5)


async def test_without_the_network_it_waits_until_there_is_one(
    tmp_path: Path, playground: Playground, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    sleep = asyncio.sleep
    monkeypatch.setattr("bot.app.asyncio.sleep", lambda seconds: sleep(min(seconds, 0.01)))
    playground.faults.next(Fault.DROP_BEFORE, "getMe", times=3)
    async with _running(tmp_path, playground):
        ada.type("/start")
        await playground.until(lambda: any(message.from_bot for message in ada.messages))


async def test_a_database_of_another_bot_is_refused_before_anything_is_fetched(
    tmp_path: Path, playground: Playground
) -> None:
    async with _running(tmp_path, playground):
        pass
    other = Playground(":memory:", MovableClock(), token="2000002:other")
    with pytest.raises(DatabaseError, match=r"1000001.*2000002"):
        async with _running(tmp_path, other):
            pass
    assert other.journal.of("getUpdates") == []
    other.close()


async def test_an_update_that_cannot_even_be_parked_does_not_hold_up_the_next(
    tmp_path: Path, playground: Playground, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    park = mail.park

    def fails(conn: Connection, update_id: int, error: str) -> None:
        park(conn, update_id, error)
        raise RuntimeError("as asked")

    monkeypatch.setattr(mail, "park", fails)
    read = incoming.read

    def unreadable(raw: dict[str, Any], bot: Bot) -> Incoming | None:
        if raw["message"]["text"] == "unreadable":
            raise ValueError(raw["message"]["text"])
        return read(raw, bot)

    monkeypatch.setattr(incoming, "read", unreadable)
    async with _running(tmp_path, playground) as (app, _):
        ada.type("unreadable")
        ada.type("/start")
        await playground.until(lambda: any(message.from_bot for message in ada.messages))
        await app.idle()
        waiting = select(func.count()).select_from(inbox).where(inbox.c.state == "waiting")
        assert await app.storage.read(lambda conn: conn.scalar(waiting)) == 1


async def test_reminders_are_taken_up_at_the_pace_at_which_they_may_go_out(
    tmp_path: Path, playground: Playground, monkeypatch: pytest.MonkeyPatch
) -> None:
    paces: list[int] = []

    def budget(per_second: int, room: Callable[[], int]) -> Budget:
        paces.append(per_second)
        return Budget(per_second, room)

    monkeypatch.setattr("bot.app.Budget", budget)
    url, clock = f"sqlite:///{tmp_path / 'bot.db'}", MovableClock(running=True)
    async with (
        playground.serving() as address,
        opened(url, playground.token, address, clock, rates=Rates(bulk=7)),
    ):
        assert paces == [7]


@pytest.mark.parametrize("error", [Damaged("damaged"), Unavailable("full")])
async def test_a_database_that_cannot_be_used_is_told_by_itself_alone_and_keeps_nobody_from_stopping_well(
    tmp_path: Path, playground: Playground, monkeypatch: pytest.MonkeyPatch, error: DatabaseError
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    async with _running(tmp_path, playground) as (app, serving):
        await playground.until(lambda: bool(playground.journal.of("getUpdates")))
        monkeypatch.setattr(mail, "heard", fail)
        with capture_logs() as logs:
            (chore,) = (job for job in app.housekeeping._scheduler.get_jobs() if "note" in job.name)
            await chore.func()
            serving.cancel()
            with pytest.raises(asyncio.CancelledError):
                await serving
    assert [log.get("reason") for log in logs] == [str(error)]


async def test_it_looks_every_half_minute_for_what_was_left_behind_and_notes_when_it_heard_last(
    tmp_path: Path, playground: Playground, ada: Person
) -> None:
    ada.type("/start")
    async with _running(tmp_path, playground) as (app, _):
        await playground.until(lambda: any(message.from_bot for message in ada.messages))
        await app.idle()
        body = (outgoing.send(outgoing.View("left behind")).dump(), None)
        cut_off = partial(mail.queue, chat_id=1, bodies=[body], importance=0, now=datetime.now(UTC))
        await app.storage.write(cut_off)
        for chore in app.housekeeping._scheduler.get_jobs():
            if chore.trigger.interval <= timedelta(seconds=30):
                await chore.func()
        await app.idle()
        assert ada.last.text == "left behind"
        assert await app.storage.read(mail.last_heard) == app.receiver.heard_at
