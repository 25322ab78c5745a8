"""The trial itself: the server here, the bot in a process of its own, people at their chats, and the kills."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx

from bot.playground.bell import Bell
from bot.playground.faults import Fault
from bot.playground.server import Playground
from scheduler.clock import SystemClock
from trials.kills import crowd, ledger
from trials.kills.crowd import Member
from trials.kills.evidence import Choice, Evidence
from trials.kills.lively import Done, Somebody
from trials.kills.plan import MOMENTS, Killing, about, killings
from trials.kills.process import Process
from trials.kills.record import POLL, Call, Record

RATES = {
    Fault.DROP_BEFORE: 0.01,
    Fault.DROP_AFTER: 0.015,
    Fault.ERROR_500: 0.01,
    Fault.ERROR_502: 0.01,
    Fault.PAGE: 0.005,
    Fault.FLOOD: 0.01,
    Fault.SLOW: 0.02,
    Fault.TWICE: 0.2,
    Fault.REORDERED: 0.2,
}
FLOOD_SECONDS = 2
SLOW_SECONDS = 1.5
PATIENCE = 25.0  # seconds that somebody waits for an answer before doing something else
COMES_TO_REST = 60.0  # seconds after the last kill until nothing may wait any more
LOOKS_AGAIN = 0.2
GOES_AWAY = 5.0  # seconds that what a killed bot had started may take to end
STARTS_WITHIN = 20.0
HEAD_START = 1.0  # seconds until the first reminder is due; a start takes longer


async def held(choice: Choice, folder: Path) -> Evidence:
    """Hold the trial in this empty folder, where the database and the logs stay."""
    playground = Playground(":memory:", SystemClock())
    try:
        async with playground.serving() as address:
            return await _Trial(choice, folder, playground, address).hold()
    finally:
        playground.close()


class _Trial:
    def __init__(self, choice: Choice, folder: Path, playground: Playground, address: str) -> None:
        self._choice = choice
        self._folder = folder
        self._playground = playground
        self._address = address
        self._database = folder / "data" / "unsit.db"
        self._record = Record(FLOOD_SECONDS)
        self._deeds: list[Done] = []
        self._heard: defaultdict[int, float] = defaultdict(float)
        self._bell = Bell()
        playground.journal.listen(self._record.note)
        playground.limits.on = True
        self._record.listen(self._hear)
        environment = {"BOT_TOKEN": playground.token, "TELEGRAM_API_URL": address}
        self._process = Process(folder, environment)

    async def hold(self) -> Evidence:
        members = await self._gather()
        people = [self._somebody(member) for member in members if member.lively]
        try:
            with self._misfortune():
                await self._live_meanwhile(people)
            for person in people:
                person.come_back()
            return await self._come_to_an_end(members)
        finally:
            self._process.kill("the trial is over")
            self._process.clear()

    async def _gather(self) -> list[Member]:
        choice, now = self._choice, datetime.now(UTC)
        start, within = now + timedelta(seconds=HEAD_START), timedelta(seconds=self._length())
        members = crowd.gathered(choice.seed, choice.quiet, choice.lively, start, within)
        self._database.parent.mkdir()
        await crowd.settle_in(f"sqlite:///{self._database}", members, now)
        for member in members:
            self._playground.person(member.id, f"Person {member.id}").type("/start")
        # They have been there for a while: the bot has heard of it before.
        async with httpx.AsyncClient() as http:
            url = f"{self._address}/bot{self._playground.token}/deleteWebhook"
            (await http.post(url, json={"drop_pending_updates": True})).raise_for_status()
        return members

    def _length(self) -> float:
        """About how long the killing takes, in seconds."""
        choice = self._choice
        return min(choice.at_most, about(choice.kills, choice.longest, choice.long))

    def _somebody(self, member: Member) -> Somebody:
        return Somebody(
            self._playground.person(member.id, f"Person {member.id}"),
            self._choice.seed,
            clock=time.time,
            answered=self._answered,
            note=self._deeds.append,
            pace=self._choice.pace,
        )

    def _hear(self, call: Call) -> None:
        if call.method == POLL and self._process.lives and self._process.life.ready is None:
            self._process.life.ready = call.begun
        chat = call.chat or self._tapped_by(call)
        if call.done and chat:
            self._heard[chat] = call.at
        self._bell.ring()

    def _tapped_by(self, call: Call) -> int:
        if not call.query:
            return 0
        return next((deed.person for deed in reversed(self._deeds) if deed.query == call.query), 0)

    @contextmanager
    def _misfortune(self) -> Iterator[None]:
        faults = self._playground.faults
        faults.rates, faults.flood_seconds, faults.slow_seconds = RATES, FLOOD_SECONDS, SLOW_SECONDS
        try:
            yield
        finally:
            faults.rates = {}

    async def _kill_again_and_again(self) -> None:
        choice, stop_at = self._choice, time.monotonic() + self._choice.at_most
        for killing in killings(choice.seed, choice.kills, choice.longest, choice.long):
            if time.monotonic() > stop_at:
                return
            await self._process.start()
            await self._live_and_die(killing)
            await self._process.gone()
            self._process.life.unsent = ledger.unsent(self._database)
            await asyncio.sleep(killing.pause)

    async def _live_meanwhile(self, people: list[Somebody]) -> None:
        living = [asyncio.create_task(person.live()) for person in people]
        try:
            await self._kill_again_and_again()
        finally:
            for task in living:
                task.cancel()
            ends = await asyncio.gather(*living, return_exceptions=True)
        for end in ends:
            if not isinstance(end, asyncio.CancelledError):
                raise RuntimeError("somebody could not go on") from end

    async def _live_and_die(self, killing: Killing) -> None:
        if not killing.starting:
            await self._serves()
        await asyncio.sleep(killing.after)
        left = killing.at_latest - killing.after
        if killing.moment and await self._killed_at(MOMENTS[killing.moment], killing.moment, left):
            return
        self._process.kill("while starting" if killing.starting else "by the clock")

    async def _serves(self) -> None:
        """Wait until the bot asks for updates; one that takes too long is killed as it is."""
        await self._until(lambda: self._process.life.ready is not None, STARTS_WITHIN)

    async def _until(self, holds: Callable[[], bool], seconds: float) -> None:
        """Wait until it holds, looking at each call, but no longer than so."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while not holds():
                    await self._bell.wait()

    async def _answered(self, deed: Done) -> None:
        await self._until(lambda: self._heard[deed.person] > deed.at, PATIENCE)

    async def _killed_at(self, moment: Callable[[Call], bool], name: str, within: float) -> bool:
        """Kill at the first such call: the signal goes out before the call's answer does."""
        struck = asyncio.Event()

        def strike(call: Call) -> None:
            if not struck.is_set() and moment(call):
                self._process.kill(name)
                struck.set()

        with self._record.listening(strike):
            try:
                async with asyncio.timeout(within):
                    await struck.wait()
            except TimeoutError:
                return False
        return True

    async def _come_to_an_end(self, members: list[Member]) -> Evidence:
        await self._process.start()
        rested = await self._rests()
        ended = time.time()
        code = await self._process.stop()
        left = await self._left_behind()
        return Evidence(
            self._choice,
            tuple(members),
            tuple(self._record.calls),
            tuple(self._deeds),
            tuple(self._process.lives),
            ledger.read(self._database),
            ended,
            rested,
            code,
            tuple(left),
            tuple(sorted(path.name for path in self._process.temporary.iterdir())),
        )

    async def _rests(self) -> bool:
        """Whether nothing waits any more, within the time that it may take."""
        stop_at = time.monotonic() + COMES_TO_REST
        while time.monotonic() < stop_at:
            await asyncio.sleep(0.5)
            heard = self._process.life.ready is not None and self._playground.unconfirmed() == 0
            if heard and ledger.is_quiet(self._database, time.time()):
                return True
        return False

    async def _left_behind(self) -> list[int]:
        for _ in range(int(GOES_AWAY / LOOKS_AGAIN)):
            if not self._process.left_behind():
                break
            await asyncio.sleep(LOOKS_AGAIN)
        return self._process.left_behind()
