"""Whether the bot does its work, in few words and with nothing private: for a proxy, or for who watches over it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from time import monotonic

from bot.storage import depth
from bot.storage.database import DatabaseError, Storage
from scheduler.clock import Clock
from scheduler.ticker import Ticker

OK = "ok"
ANSWERS_WITHIN = 2.0  # seconds, for a read
LOOKS_WITHIN = 5.0  # seconds between two looks of the ticker, each a second at most after the other
LATE = timedelta(seconds=5)
"""A session that is told of its next step so late has lost its pace."""


@dataclass(frozen=True, slots=True)
class Report:
    """Each "ok", or what is wrong. `lag`: by how many seconds the step of a session is late that has waited longest."""

    database: str
    receiving: str
    ticker: str
    lag: float

    @property
    def is_well(self) -> bool:
        """Whether nothing is wrong."""
        return {self.database, self.receiving, self.ticker} == {OK}

    def facts(self) -> dict[str, str | float]:
        """As JSON has it."""
        return {
            "database": self.database,
            "receiving": self.receiving,
            "ticker": self.ticker,
            "ticker_lag_seconds": self.lag,
        }


class Health:
    """`look` asks all parts. `hears`: whether updates come. `steps`: the kinds of due items that are of sessions."""

    def __init__(
        self,
        storage: Storage,
        hears: Callable[[datetime], bool],
        ticker: Ticker,
        clock: Clock,
        steps: Collection[str],
    ) -> None:
        self._storage = storage
        self._hears = hears
        self._ticker = ticker
        self._clock = clock
        self._steps = frozenset(steps)

    async def look(self) -> Report:
        """How things are now."""
        now = self._clock.now()
        receiving = OK if self._hears(now) else "telegram was not heard lately"
        try:
            async with asyncio.timeout(ANSWERS_WITHIN):
                oldest = await self._storage.read(partial(depth.oldest, kinds=self._steps, now=now))
        except (DatabaseError, TimeoutError):
            return Report("does not answer", receiving, self._ticker_is(timedelta()), 0.0)
        database = "cannot be written" if self._storage.failing else OK
        lag = now - min(oldest.values(), default=now)
        return Report(database, receiving, self._ticker_is(lag), round(lag.total_seconds(), 3))

    def _ticker_is(self, lag: timedelta) -> str:
        if monotonic() - self._ticker.looked_at > LOOKS_WITHIN:
            return "does not look"
        return OK if lag <= LATE else "is late"
