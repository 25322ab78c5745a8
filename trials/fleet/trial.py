"""The trial of a fleet: the servers here, each process of the bot on its own, people at their chats, and the blows."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Coroutine, Iterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from bot.playground.server import Playground
from scheduler.clock import SystemClock
from trials.fleet import callers
from trials.fleet.keeper import Keeper
from trials.fleet.plan import Blow, Kind, about, blows
from trials.fleet.server import Server
from trials.kills import ledger
from trials.kills.crowd import Member
from trials.kills.evidence import Choice, Evidence
from trials.kills.plan import MOMENTS
from trials.kills.process import Process, all_gone
from trials.kills.record import POLL, Call
from trials.kills.stage import Stage, living

PROCESSES = 3
COMPLETE_WITHIN = 15.0  # seconds: a fleet that takes longer to be complete again is hit as it is


async def held(choice: Choice, folder: Path, plan: Sequence[Blow] | None = None) -> Evidence:
    """Hold the trial in this empty folder, where the database and the logs stay. `plan`: in place of what is drawn."""
    chosen = blows(choice.seed, choice.kills, PROCESSES, choice.longest) if plan is None else plan
    playground = Playground(":memory:", SystemClock())
    playground.app.add_middleware(callers.Callers)
    server = Server()
    try:
        await server.make()
        async with playground.serving() as address:
            return await _Trial(choice, folder, playground, address, server).hold(chosen)
    finally:
        await server.close(folder)
        playground.close()


class _Trial:
    def __init__(
        self, choice: Choice, folder: Path, playground: Playground, address: str, server: Server
    ) -> None:
        self._choice = choice
        self._server = server
        self._stage = Stage(choice, playground, address, self._hear, callers.caller)
        self._polls = ""  # the name of the process that asked for updates last
        self._fleet = dict(_fleet(folder, playground.token, address, server.url))
        self._blows: set[asyncio.Task[None]] = set()
        self._struck: list[str] = []

    async def hold(self, plan: Sequence[Blow]) -> Evidence:
        length = min(self._choice.at_most, about(self._choice.kills, self._choice.longest))
        members = await self._stage.gather(self._server.url, length)
        people = [self._stage.somebody(member) for member in members if member.lively]
        try:
            async with self._kept():
                with self._stage.misfortune():
                    async with living(people):
                        await self._hit_again_and_again(plan)
                for person in people:
                    person.come_back()
                rested = await self._stage.rests(self._server.url, serves=self._is_complete)
            return await self._come_to_an_end(members, rested=rested)
        finally:
            for keeper in self._fleet.values():
                keeper.process.kill("the trial is over")
                keeper.process.clear()

    def _hear(self, call: Call) -> None:
        if call.by:
            self._fleet[call.by].hear(call)
        if call.method == POLL and call.by:
            self._polls = call.by

    def _is_complete(self) -> bool:
        return not self._server.is_away and all(keeper.serves for keeper in self._fleet.values())

    @asynccontextmanager
    async def _kept(self) -> AsyncIterator[None]:
        keeping = [asyncio.create_task(keeper.keep()) for keeper in self._fleet.values()]
        try:
            yield
        finally:
            for task in keeping:
                task.cancel()
            await asyncio.gather(*keeping, return_exceptions=True)

    async def _hit_again_and_again(self, plan: Sequence[Blow]) -> None:
        stop_at = time.monotonic() + self._choice.at_most
        await self._stage.until(self._is_complete, COMPLETE_WITHIN)
        for blow in plan:
            if time.monotonic() > stop_at:
                break
            if not blow.at_once:
                await self._stage.until(self._is_complete, COMPLETE_WITHIN)
            await asyncio.sleep(blow.after)
            await self._hit(blow)
            self._struck.append(blow.kind)
        await asyncio.gather(*self._blows)

    async def _hit(self, blow: Blow) -> None:
        victims = [self._fleet[str(number)] if number else self._poller() for number in blow.victims]
        if blow.kind in {Kind.SERVER_KILLED, Kind.SERVER_RESTARTED, Kind.KILLED_AWAY, Kind.STOPPED_AWAY}:
            await self._take_server_away(blow, victims)
        elif not (blow.moment and await self._hit_at(blow, victims)):
            self._strike(blow, victims)

    async def _hit_at(self, blow: Blow, victims: list[Keeper]) -> bool:
        """At the first such call, whose process is the first to be hit: before the answer goes out."""

        def strike(call: Call) -> None:
            caller = self._fleet[call.by]
            self._strike(blow, [caller, *(one for one in victims[1:] if one is not caller)])

        def is_it(call: Call) -> bool:
            return bool(call.by) and MOMENTS[blow.moment](call)

        return await self._stage.met(is_it, strike, blow.at_latest)

    def _strike(self, blow: Blow, victims: list[Keeper]) -> None:
        for keeper in victims:
            match blow.kind:
                case Kind.STUCK | Kind.SLOW:
                    self._begin(keeper.halt(blow.lasts))
                case Kind.STOPPED | Kind.STOPPED_AWAY:
                    self._begin(keeper.stop(blow.pause))
                case _:
                    keeper.kill(blow.moment or str(blow.kind), blow.pause)

    async def _take_server_away(self, blow: Blow, victims: list[Keeper]) -> None:
        end = self._server.stop if blow.kind is Kind.SERVER_RESTARTED else self._server.kill
        await end(str(blow.kind))
        await asyncio.sleep(blow.lasts / 2)
        self._strike(blow, victims)
        await asyncio.sleep(blow.lasts / 2)
        await self._server.start()

    def _poller(self) -> Keeper:
        return self._fleet[self._polls or "1"]

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        """It goes on beside the next blow."""
        task = asyncio.create_task(work)
        self._blows.add(task)

    async def _come_to_an_end(self, members: list[Member], *, rested: bool) -> Evidence:
        ended = time.time()
        processes = [keeper.process for keeper in self._fleet.values()]
        codes = await asyncio.gather(*(process.stop() for process in processes))
        return Evidence(
            self._choice,
            tuple(members),
            tuple(self._stage.record.calls),
            tuple(self._stage.deeds),
            tuple(life for process in processes for life in process.lives),
            ledger.read(self._server.url),
            ended,
            rested,
            next((code for code in codes if code != 0), 0),
            tuple(await all_gone(processes)),
            tuple(sorted(path.name for process in processes for path in process.temporary.iterdir())),
            tuple(self._struck),
            tuple(self._server.outages),
        )


def _fleet(folder: Path, token: str, address: str, url: str) -> Iterator[tuple[str, Keeper]]:
    for number in range(1, PROCESSES + 1):
        name = str(number)
        place = folder / name
        (place / "data").mkdir(parents=True)
        environment = {
            "BOT_TOKEN": token,
            "TELEGRAM_API_URL": callers.address(address, name),
            "DATABASE_URL": url,
        }
        yield name, Keeper(Process(place, environment, name), url)
