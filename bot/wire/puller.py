"""Fetches updates by long polling for as long as it may: says what is wrong, backs off, and recovers by itself.

Telegram forgets a tap after 150 seconds. Whoever tapped while the bot could not be reached for longer got no answer at
all, so after such an outage somebody is told of it, who can show how things stand.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

import structlog

from bot.storage.database import Unavailable
from bot.turn import CALLBACK_LIFE
from bot.wire.returns import OnReturn, Returns
from bot.wire.telegram import (
    LONG_POLL_SECONDS,
    TELL_EVERY,
    Failed,
    NotUs,
    OutOfReach,
    Rival,
    Telegram,
    TryLater,
)
from scheduler.clock import Clock
from scheduler.trouble import anonymous, growing_delay

log = structlog.get_logger(__name__)
FIRST_WAIT = 2.0  # seconds until the second try; each further wait is twice as long
LONGEST_WAIT = 60.0  # seconds between two tries
SILENCE = timedelta(seconds=60)
UNKEPT_WAIT = 2.0  # seconds until updates that could not be kept are asked for again
STRAYS_WAIT = (5.0, 10.0)
"""Seconds, from and to, that another program is left alone when it is met first: it may have asked only once."""
RIVALS_WAIT = (30.0, 60.0)
"""And when it is met again: whoever polls cuts off who polled before."""
WEBHOOK = (
    "a webhook is set for this bot, so that nothing can be polled: another program may use the token. "
    "If none does, open https://api.telegram.org/bot<token>/deleteWebhook once"
)
RIVAL = "another program polls with this bot's token: stop it, or use another token"


class Puller:
    """`run` ends with the token refused (NotUs), when cancelled, or where another process polls (`may_poll`).

    Whoever asks cuts off who asks already, so it looks each time: this process may have been stuck meanwhile.

    `heard_at`: when Telegram last answered. `on_return` is told of the time since which it did not, after an outage.
    `out_of_reach`: the last try found nobody there.
    """

    def __init__(
        self,
        telegram: Telegram,
        receive: Callable[[list[dict[str, Any]]], Awaitable[None]],
        clock: Clock,
        on_return: OnReturn,
        *,
        may_poll: Callable[[], bool] = lambda: True,
    ) -> None:
        self._telegram = telegram
        self._receive = receive
        self._clock = clock
        self._returns = Returns(on_return)
        self._may_poll = may_poll
        self.heard_at = clock.now()
        self.failures = 0  # in a row
        self._alike = 0  # the newest of them, of one kind
        self._newest: type[Exception] | None = None
        self.out_of_reach = False
        clock.on_change(self._clock_moved)

    async def run(self) -> None:
        """Fetch, commit, and acknowledge by the next fetch. Raises NotUs."""
        try:
            await self._pull()
        finally:
            self.out_of_reach = False  # whoever fetches instead of us finds out for itself
            await self._returns.close()

    async def _pull(self) -> None:
        # The offset is never kept: Telegram gives again what was not acknowledged, and known ids are left out.
        offset: int | None = None
        reached = False
        while self._may_poll():
            try:
                # At first and after a failure without waiting: whether Telegram is there is to be known at once.
                updates = await self._telegram.poll(offset, LONG_POLL_SECONDS if reached else 0)
                await self._receive(updates)
            except NotUs:
                raise
            except Unavailable:  # the storage has told it; people who tap meanwhile are told by `receive`
                reached = False
                await asyncio.sleep(UNKEPT_WAIT)
                continue
            except Exception as error:  # the network, the server, or a fault of ours: all of them pass
                if not self._may_poll():
                    return
                # A short poll would cut a rival off, go well, and look like the end of it.
                reached = isinstance(error, Rival)
                await self._back_off(error)
                continue
            reached = True
            if updates:
                offset = int(updates[-1]["update_id"]) + 1
            self._recovered()

    async def _back_off(self, error: Exception) -> None:
        self.failures += 1
        self._alike = self._alike + 1 if type(error) is self._newest else 1
        self._newest = type(error)
        self.out_of_reach = isinstance(error, OutOfReach)
        seconds = self._pause(error)
        self._tell(error, round(seconds, 1))
        await asyncio.sleep(seconds)

    def _tell(self, error: Exception, seconds: float) -> None:
        if isinstance(error, Rival):
            log.error(WEBHOOK if "webhook" in str(error).lower() else RIVAL, wait_seconds=seconds)
        elif not isinstance(error, Failed):
            log.error("updates could not be kept, trying again", wait_seconds=seconds, **anonymous(error))
        elif self._alike % TELL_EVERY == 1:
            log.warning(
                "telegram is out of reach, trying again",
                wait_seconds=seconds,
                failures=self.failures,
                reason=str(error),
            )

    def _pause(self, error: Exception) -> float:
        """Seconds until the next try."""
        if isinstance(error, TryLater):
            return error.seconds
        if isinstance(error, Rival):
            return random.uniform(*(STRAYS_WAIT if self._alike == 1 else RIVALS_WAIT))  # noqa: S311 - jitter
        chance = random.random()  # noqa: S311 - jitter
        return growing_delay(self.failures, FIRST_WAIT, LONGEST_WAIT, chance)

    def _recovered(self) -> None:
        if self.failures:
            log.info("telegram is back", failures=self.failures)
            self.failures, self.out_of_reach, self._newest = 0, False, None
        last, self.heard_at = self.heard_at, self._clock.now()
        if self.heard_at - last > CALLBACK_LIFE:  # a laptop that slept had no failures
            self._returns.note(last)

    def hears(self, now: datetime) -> bool:
        """Whether Telegram answered lately: a poll in which nothing comes takes half as long."""
        return now - self.heard_at <= SILENCE

    async def idle(self) -> None:
        """Return when whoever is to be told of an outage has been."""
        await self._returns.idle()

    def _clock_moved(self) -> None:
        """A move by hand is no outage, unless it is made during one."""
        if not self.failures:
            self.heard_at = self._clock.now()
