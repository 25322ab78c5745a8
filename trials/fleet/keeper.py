"""Keeps one process of the fleet going: started again after each end, as whoever runs the bot has it started."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress

from sqlalchemy.exc import DBAPIError

from trials.kills import ledger
from trials.kills.ledger import Left
from trials.kills.process import Life, Process
from trials.kills.record import Call

BY_ITSELF = 1.0  # seconds until a process is started again that nobody ended
STOPS_WITHIN = 10.0  # seconds; whoever is told to stop and does not is killed then, as a container is
READY = "setMyCommands"  # the last thing that a process does before it serves
_LOOKS_AGAIN = 0.1


class Keeper:
    """`url` is the fleet's database."""

    def __init__(self, process: Process, url: str) -> None:
        self.process = process
        self._url = url
        self._pause = BY_ITSELF

    @property
    def life(self) -> Life:
        """The present one, or the last."""
        return self.process.life

    @property
    def serves(self) -> bool:
        """Whether it is there for people just now."""
        return self.process.runs and self.life.ready is not None and not self.life.hangs

    def hear(self, call: Call) -> None:
        """The process made this call."""
        if call.method == READY and self.life.ready is None and call.begun > self.life.begun:
            self.life.ready = call.at

    async def keep(self) -> None:
        """One life after the other, until cancelled."""
        while True:
            await self.process.start()
            await self.process.gone()
            life = self.life
            if life.killed or life.asked_to_stop is not None:
                life.unsent = await self._unsent()
            await asyncio.sleep(self._pause)
            self._pause = BY_ITSELF

    def kill(self, why: str, pause: float) -> None:
        """Kill -9, now; it is started again after so many seconds."""
        self._pause = pause
        self.process.kill(why)

    async def stop(self, pause: float) -> None:
        """Tell it to stop; it is started again so many seconds after its end."""
        self._pause = pause
        life = self.life
        self.process.ask_to_stop()
        await asyncio.sleep(STOPS_WITHIN)
        if self.life is life and self.process.runs:
            self.process.kill("did not stop")

    async def halt(self, seconds: float) -> None:
        """It hangs for so long."""
        life = self.life
        self.process.halt()
        begun = time.monotonic()
        if life.hangs:
            life.halts[-1].unsent = await self._unsent()
        await asyncio.sleep(max(0.0, seconds - (time.monotonic() - begun)))
        if self.life is life:
            self.process.go_on()

    async def _unsent(self) -> tuple[Left, ...]:
        """What the outbox holds, as soon as it can be read."""
        while True:
            with suppress(DBAPIError):
                return await asyncio.to_thread(ledger.unsent, self._url)
            await asyncio.sleep(_LOOKS_AGAIN)
