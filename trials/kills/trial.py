"""The trial itself: the server here, the bot in a process of its own, people at their chats, and the kills."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

from bot.playground.server import Playground
from scheduler.clock import SystemClock
from trials.kills import ledger
from trials.kills.crowd import Member
from trials.kills.evidence import Choice, Evidence
from trials.kills.plan import MOMENTS, Killing, about, killings
from trials.kills.process import Process, all_gone
from trials.kills.record import POLL, Call
from trials.kills.stage import Stage, living

STARTS_WITHIN = 20.0


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
        self._database = folder / "data" / "unsit.db"
        self._stage = Stage(choice, playground, address, self._hear)
        environment = {"BOT_TOKEN": playground.token, "TELEGRAM_API_URL": address}
        self._process = Process(folder, environment)

    async def hold(self) -> Evidence:
        self._database.parent.mkdir()
        members = await self._stage.gather(self._url, self._length())
        people = [self._stage.somebody(member) for member in members if member.lively]
        try:
            with self._stage.misfortune():
                async with living(people):
                    await self._kill_again_and_again()
            for person in people:
                person.come_back()
            return await self._come_to_an_end(members)
        finally:
            self._process.kill("the trial is over")
            self._process.clear()

    @property
    def _url(self) -> str:
        return f"sqlite:///{self._database}"

    def _length(self) -> float:
        """About how long the killing takes, in seconds."""
        choice = self._choice
        return min(choice.at_most, about(choice.kills, choice.longest, choice.long))

    def _hear(self, call: Call) -> None:
        if call.method == POLL and self._process.lives and self._process.life.ready is None:
            self._process.life.ready = call.begun

    def _is_ready(self) -> bool:
        return self._process.life.ready is not None

    async def _kill_again_and_again(self) -> None:
        choice, stop_at = self._choice, time.monotonic() + self._choice.at_most
        for killing in killings(choice.seed, choice.kills, choice.longest, choice.long):
            if time.monotonic() > stop_at:
                return
            await self._process.start()
            await self._live_and_die(killing)
            await self._process.gone()
            self._process.life.unsent = ledger.unsent(ledger.at_rest(self._database))
            await asyncio.sleep(killing.pause)

    async def _live_and_die(self, killing: Killing) -> None:
        if not killing.starting:  # a bot that takes too long is killed as it is
            await self._stage.until(self._is_ready, STARTS_WITHIN)
        await asyncio.sleep(killing.after)
        left = killing.at_latest - killing.after
        if killing.moment and await self._killed_at(killing.moment, left):
            return
        self._process.kill("while starting" if killing.starting else "by the clock")

    async def _killed_at(self, name: str, within: float) -> bool:
        """Kill at the first such call: the signal goes out before the call's answer does."""
        return await self._stage.met(MOMENTS[name], lambda _call: self._process.kill(name), within)

    async def _come_to_an_end(self, members: list[Member]) -> Evidence:
        await self._process.start()
        rested = await self._stage.rests(self._url, serves=self._is_ready)
        ended = time.time()
        code = await self._process.stop()
        return Evidence(
            self._choice,
            tuple(members),
            tuple(self._stage.record.calls),
            tuple(self._stage.deeds),
            tuple(self._process.lives),
            ledger.read(self._url),
            ended,
            rested,
            code,
            tuple(await all_gone([self._process])),
            tuple(sorted(path.name for path in self._process.temporary.iterdir())),
            tuple(life.why for life in self._process.lives if life.killed),
        )
