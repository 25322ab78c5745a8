"""Fetches updates by long polling for as long as it may: says what is wrong, backs off, and recovers by itself."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import Any

import structlog

from bot.wire.telegram import Failed, NotUs, Rival, Telegram, TryLater
from scheduler.trouble import anonymous

log = structlog.get_logger(__name__)
LONGEST_WAIT = 60.0  # seconds between two tries


class Puller:
    """`run` ends only with the token refused (NotUs), or when cancelled."""

    def __init__(
        self, telegram: Telegram, receive: Callable[[list[dict[str, Any]]], Awaitable[None]]
    ) -> None:
        self._telegram = telegram
        self._receive = receive
        self.failures = 0  # in a row

    async def run(self) -> None:
        """Fetch, commit, and acknowledge by the next fetch. Raises NotUs."""
        # The offset is never kept: Telegram gives again what was not acknowledged, and known ids are left out.
        offset: int | None = None
        while True:
            try:
                updates = await self._telegram.poll(offset)
                await self._receive(updates)
            except NotUs:
                raise
            except Exception as error:  # the network, the server, or our own database: all of them pass
                await self._back_off(error)
                continue
            self._recovered()
            if updates:
                offset = int(updates[-1]["update_id"]) + 1

    async def _back_off(self, error: Exception) -> None:
        self.failures += 1
        seconds = min(LONGEST_WAIT, 2.0 ** min(self.failures, 6)) * random.uniform(0.5, 1.0)  # noqa: S311 - jitter
        if isinstance(error, TryLater):
            seconds = error.seconds
        if isinstance(error, Rival):
            log.error(
                "another program polls with this bot's token: stop it, or use another token", wait=seconds
            )
        elif isinstance(error, Failed):
            log.warning("telegram is out of reach, trying again", wait=seconds, failures=self.failures)
        else:
            log.error("updates could not be kept, trying again", wait=seconds, **anonymous(error))
        await asyncio.sleep(seconds)

    def _recovered(self) -> None:
        if self.failures:
            log.info("telegram is back", failures=self.failures)
            self.failures = 0
