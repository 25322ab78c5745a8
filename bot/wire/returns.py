"""Telegram was away for longer than a tap lives: somebody is told of it, beside the fetching and until it is done."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime

import structlog

from bot.storage.database import Unavailable
from scheduler.trouble import anonymous

log = structlog.get_logger(__name__)
RETRY_SECONDS = 5.0  # where the database cannot be read just now

OnReturn = Callable[[datetime], Awaitable[None]]
"""Is told of the moment since which nobody was heard (aware)."""


class Returns:
    """One at a time. What is noted meanwhile is told afterwards, all of it as one."""

    def __init__(self, on_return: OnReturn) -> None:
        self._on_return = on_return
        self._since: datetime | None = None
        self._telling: asyncio.Task[None] | None = None

    def note(self, since: datetime) -> None:
        """Telegram is back, and was not heard since then."""
        self._since = min(since, self._since or since)
        if self._telling is None:
            self._telling = asyncio.create_task(self._tell())

    async def _tell(self) -> None:
        try:
            while self._since is not None:
                since, self._since = self._since, None
                await self._tell_of(since)
        finally:
            self._telling = None

    async def _tell_of(self, since: datetime) -> None:
        try:
            await self._on_return(since)
        except Unavailable:  # told by whoever writes
            self._since = min(since, self._since or since)
            await asyncio.sleep(RETRY_SECONDS)
        except Exception as error:  # the next return may go better
            log.error("cannot show how things stand", **anonymous(error))

    async def idle(self) -> None:
        """Return when everything noted is told."""
        if self._telling is not None:
            await asyncio.wait([self._telling])

    async def close(self) -> None:
        """Tell no more."""
        if self._telling is not None:
            self._telling.cancel()
            await asyncio.gather(self._telling, return_exceptions=True)
