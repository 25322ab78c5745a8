"""Two processes of the bot on one PostgreSQL database: people must not notice that there are two."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from bot.app import App, opened
from bot.fleet import presence
from bot.fleet.duty import POLLING
from bot.playground.person import Person
from bot.playground.server import Playground
from scheduler.clock import MovableClock
from tests.conversations.conftest import MONDAY_MORNING, UNPACED, draw
from tests.postgresql import PostgreSQL


class Process:
    """One process of the bot, though in this one."""

    def __init__(self, app: App, stack: AsyncExitStack) -> None:
        self.app = app
        self._stack = stack
        self._running = asyncio.create_task(app.run())

    @property
    def polls(self) -> bool:
        return self.app.presence.has(POLLING)

    async def stop(self) -> None:
        self._running.cancel()
        await asyncio.gather(self._running, return_exceptions=True)
        await self._stack.aclose()


class Fleet:
    """The playground, a clock that stands still between steps, and processes that share a database."""

    def __init__(self, url: str, api: str, playground: Playground, clock: MovableClock) -> None:
        self.playground = playground
        self.clock = clock
        self.processes: list[Process] = []
        self._url = url
        self._api = api

    async def start(self) -> Process:
        stack = AsyncExitStack()
        token = self.playground.token
        opening = opened(self._url, token, self._api, self.clock, draw=draw, rates=UNPACED)
        process = Process(await stack.enter_async_context(opening), stack)
        self.processes.append(process)
        return process

    async def stop(self, process: Process) -> None:
        self.processes.remove(process)
        await process.stop()

    async def settle(self) -> None:
        """Wait until every process has come to rest, twice, since one may have something for the other."""
        await self.playground.until(lambda: self.playground.unconfirmed() == 0)
        for _ in range(2):
            for process in self.processes:
                await process.app.idle()

    async def pass_time(self, by: timedelta) -> None:
        """Let time pass as it would be lived."""
        target = self.clock.now() + by
        await self.settle()
        while self.clock.now() < target:
            due = [await process.app.ticker.next_at() for process in self.processes]
            ahead = [at for at in due if at is not None and at > self.clock.now()]
            self.clock.set(min([target, *ahead]))
            await self.settle()

    async def says(self, person: Person, *lines: str) -> None:
        """A label in brackets is tapped, all else is typed."""
        for line in lines:
            if line.startswith("["):
                person.tap(line.strip("[]"))
            else:
                person.type(line)
            await self.settle()

    async def somebody_set_up(self, person_id: int) -> Person:
        person = self.playground.person(person_id, f"Person {person_id}")
        await self.says(person, "/start", "[I understand]", "Lisbon", "[Yes]", "[Mon-Fri 9-17]", "[45 min]")
        await self.says(person, "[Continue]", "[Continue]")
        return person


@pytest.fixture
async def fleet(postgresql: PostgreSQL, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Fleet]:
    """Two processes are running."""
    monkeypatch.setattr(presence, "BEAT", 0.05)
    clock = MovableClock(MONDAY_MORNING)
    playground = Playground(":memory:", clock, move_clock=None)
    async with playground.serving() as api:
        place = Fleet(postgresql.emptied(), api, playground, clock)
        await place.start()
        await place.start()
        yield place
        while place.processes:
            await place.stop(place.processes[-1])
    playground.close()


async def test_everybody_is_reminded_once_and_both_take_part(fleet: Fleet) -> None:
    people = [await fleet.somebody_set_up(number) for number in range(1, 6)]
    for _ in range(2):
        await fleet.pass_time(timedelta(hours=1))
    reminders = Counter(
        entry.arguments["chat_id"]
        for entry in fleet.playground.journal.of("sendMessage", "sendPhoto")
        if "sitting" in str(entry.arguments)
    )
    assert len(reminders) == len(people)
    assert len(set(reminders.values())) == 1
    handled = [process.app.ticker.lateness["reminder"].count for process in fleet.processes]
    assert min(handled) > 0


async def test_a_session_goes_on_where_it_stood_when_the_process_that_began_it_stops(fleet: Fleet) -> None:
    ada = await fleet.somebody_set_up(1)
    await fleet.says(ada, "Seated figure four", "[Start]")
    await fleet.pass_time(timedelta(seconds=10))
    polling = next(process for process in fleet.processes if process.polls)
    await fleet.stop(polling)
    await fleet.playground.until(lambda: fleet.processes[0].polls)
    for _ in range(300):
        if "Done." in ada.last.text:
            break
        await fleet.pass_time(timedelta(seconds=1))
    assert "Done." in ada.last.text
    assert not [message for message in ada.messages if "paused" in message.text.lower()]


async def test_whoever_polls_next_knows_that_telegram_was_heard_until_then(fleet: Fleet) -> None:
    await fleet.somebody_set_up(1)
    polling, other = sorted(fleet.processes, key=lambda process: not process.polls)
    other.app.receiver.heard_at -= timedelta(hours=1)  # it was started an hour ago
    with capture_logs() as logs:
        await fleet.stop(polling)
        await fleet.playground.until(lambda: other.app.receiver.heard_at == fleet.clock.now())
        await fleet.settle()
    assert not [log for log in logs if "away for a while" in log["event"]]


async def test_whoever_polls_next_answers_what_was_said_while_nobody_did(fleet: Fleet) -> None:
    ada = await fleet.somebody_set_up(1)
    polling = next(process for process in fleet.processes if process.polls)
    await fleet.stop(polling)
    await fleet.says(ada, "/streak")
    assert "streak" in ada.last.text.lower()
    await fleet.start()
    await fleet.says(ada, "/help")
    assert "/streak" in ada.last.text
