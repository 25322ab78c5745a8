"""The fleet's limit on bulk messages, kept by all processes together: each takes slots from one row."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from functools import partial

from bot.storage.database import Storage
from scheduler import slots

BULK = "bulk"
SLACK = 0.015
"""Slots lie so much further apart than the limit asks for: messages are differently long on their way, and Telegram
counts those that arrive."""


class Pace:
    """At most `per_second` in any second, whichever process sends them."""

    def __init__(
        self, storage: Storage, per_second: int, *, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._storage = storage
        self._interval = (1.0 + SLACK) / per_second
        self._monotonic = monotonic
        self._waiting: list[asyncio.Future[float]] = []
        self._asking: asyncio.Task[None] | None = None

    async def slot(self) -> None:
        """Wait for the next free slot."""
        granted: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        self._waiting.append(granted)
        if self._asking is None:
            self._asking = asyncio.create_task(self._ask())
        await asyncio.sleep(await granted - self._monotonic())

    async def _ask(self) -> None:
        try:
            while asking := [granted for granted in self._waiting if not granted.done()]:
                self._waiting.clear()
                await self._give(asking)
        finally:
            self._asking = None

    async def _give(self, asking: list[asyncio.Future[float]]) -> None:
        """Slots for all who wait, and only for them: one that is kept for later would come too late."""
        take = partial(slots.take, name=BULK, count=len(asking), interval=self._interval)
        try:
            found = await self._storage.insist(take)
        except Exception as error:  # a fault of ours: whoever waits has to hear it
            for granted in asking:
                if not granted.done():
                    granted.set_exception(error)
            return
        now = self._monotonic()
        for granted, wait in zip(asking, found, strict=True):
            if not granted.done():
                granted.set_result(now + wait)

    async def close(self) -> None:
        """Give out no more."""
        if self._asking is not None:
            self._asking.cancel()
            await asyncio.gather(self._asking, return_exceptions=True)
        for granted in self._waiting:
            granted.cancel()
