"""Has updates brought by Telegram: sets the webhook, looks every minute whether it is ours, and says what is wrong.

They are taken at the door, in `bot.web`. Here is what has to do with Telegram: an outage of its, another program that
takes the updates away, and deliveries that fail on their way to us.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog

from bot.turn import CALLBACK_LIFE
from bot.wire.returns import OnReturn, Returns
from bot.wire.telegram import KINDS, TELL_EVERY, Failed, NotUs, OutOfReach, Refused, Telegram, TryLater
from scheduler.clock import Clock
from scheduler.trouble import anonymous, growing_delay

log = structlog.get_logger(__name__)
LOOK_EVERY = 60.0  # seconds
SILENCE = timedelta(seconds=150)
"""Two looks in vain and the time that they take."""
FIRST_WAIT = 2.0  # seconds until the second try; each further wait is twice as long
LONGEST_WAIT = 60.0  # seconds between two tries
AT_ONCE = (
    100  # deliveries side by side: as many as Telegram makes (https://core.telegram.org/bots/api#setwebhook)
)
TAKEN_AWAY = (
    "another program has taken the updates away, setting the webhook again: "
    "if one uses this bot's token, stop it, or use another token"
)
NOT_TAKEN = (
    "telegram does not take WEBHOOK_URL, trying again: it must lead here, with a certificate that is valid"
)
NOT_DELIVERED = (
    "telegram cannot deliver: is the proxy of WEBHOOK_URL up, its certificate valid, and leads it to PORT?"
)


@dataclass(frozen=True, slots=True)
class Hook:
    """Where Telegram brings updates to (https://host/path), and what it shows to be let in."""

    url: str
    secret: str = field(repr=False)


class Webhook:
    """`run` ends only with the token refused (NotUs), or when cancelled. What it tells of itself: see Receiver.

    `on_return` is told of the time since which nothing could be heard, after an outage in which taps were lost. `note`
    keeps the address, so that it is known as ours where polling is chosen again. `waiting` updates were not taken by
    us yet, and the newest failure to deliver one was at `failed_at`.
    """

    def __init__(
        self,
        telegram: Telegram,
        hook: Hook,
        clock: Clock,
        on_return: OnReturn,
        note: Callable[[str], Awaitable[None]],
    ) -> None:
        self._telegram = telegram
        self._hook = hook
        self._clock = clock
        self._returns = Returns(on_return)
        self._note = note
        self._is_set = False
        self._delivered_at = self.heard_at = clock.now()
        self.failures = 0  # in a row
        self.out_of_reach = False
        self.waiting = 0
        self.failed_at: datetime | None = None
        self._runs = False
        self._looked = False
        self._undelivered_since: datetime | None = None
        self._looks_in_vain = 0
        clock.on_change(self._clock_moved)

    async def run(self) -> None:
        """Set it, and keep looking. Raises NotUs."""
        self._runs = True
        try:
            while True:
                wait = await self._look()
                await asyncio.sleep(wait)
        finally:
            # Another process of a fleet may do it now: what it finds is not known here.
            self._runs = self._is_set = self.out_of_reach = False
            await self._returns.close()

    def delivered(self) -> None:
        """Telegram has brought something, to a process that looks after the webhook or beside it."""
        self._delivered_at = self._clock.now()
        self._hear()

    def hears(self, now: datetime) -> bool:
        """Whether it is set, and Telegram was heard lately."""
        return self._is_set and now - self.heard_at <= SILENCE

    async def idle(self) -> None:
        """Return when whoever is to be told of an outage has been."""
        await self._returns.idle()

    async def _look(self) -> float:
        """See that it is ours; seconds until the next look."""
        try:
            if not self._is_set:
                await self._set()
            info = await self._telegram.call("getWebhookInfo")
            if info.get("url") != self._hook.url:
                log.error(TAKEN_AWAY)
                await self._set()
        except NotUs:
            raise
        except Exception as error:  # the network, the server, the database: all of them pass
            return self._back_off(error)
        self._recovered()
        self._judge(info)
        return LOOK_EVERY

    async def _set(self) -> None:
        self._is_set = False
        await self._note(self._hook.url)
        await self._telegram.call(
            "setWebhook",
            url=self._hook.url,
            secret_token=self._hook.secret,
            allowed_updates=KINDS,
            max_connections=AT_ONCE,
        )
        self._is_set = True

    def _back_off(self, error: Exception) -> float:
        self.failures += 1
        self.out_of_reach = isinstance(error, OutOfReach)
        chance = random.random()  # noqa: S311 - jitter
        growing = growing_delay(self.failures, FIRST_WAIT, LONGEST_WAIT, chance)
        seconds = error.seconds if isinstance(error, TryLater) else growing
        if self.failures % TELL_EVERY == 1:
            self._tell(error, round(seconds, 1))
        return seconds

    def _tell(self, error: Exception, seconds: float) -> None:
        if isinstance(error, Refused):
            log.error(NOT_TAKEN, wait_seconds=seconds, reason=str(error))
        elif isinstance(error, Failed):
            log.warning("telegram is out of reach, trying again", wait_seconds=seconds, reason=str(error))
        else:
            log.error(
                "the webhook is not looked after, trying again", wait_seconds=seconds, **anonymous(error)
            )

    def _recovered(self) -> None:
        if self.failures:
            log.info("telegram is back", failures=self.failures)
        self.failures, self.out_of_reach = 0, False
        self._hear()

    def _hear(self) -> None:
        last, self.heard_at = self.heard_at, self._clock.now()
        if self._runs and self.heard_at - last > CALLBACK_LIFE:
            self._returns.note(last)

    def _judge(self, info: Mapping[str, Any]) -> None:
        """Whether updates arrive. What failed before the first look was as long as nobody listened here."""
        before, self.failed_at = self.failed_at, _moment(info.get("last_error_date"))
        self.waiting = int(info.get("pending_update_count", 0))
        is_news = self._looked and self.failed_at is not None and self.failed_at != before
        self._looked = True
        if is_news:
            self._undelivered(str(info.get("last_error_message", "")))
        elif self._undelivered_since is not None and self._arrives():
            self._delivers_again(self._undelivered_since)

    def _undelivered(self, reason: str) -> None:
        self._undelivered_since = self._undelivered_since or self.failed_at
        self._looks_in_vain += 1
        if self._looks_in_vain % TELL_EVERY == 1:
            log.error(NOT_DELIVERED, reason=reason, waiting=self.waiting)

    def _arrives(self) -> bool:
        return not self.waiting or (self.failed_at is not None and self._delivered_at > self.failed_at)

    def _delivers_again(self, since: datetime) -> None:
        log.info("telegram delivers again", looks_in_vain=self._looks_in_vain)
        self._undelivered_since, self._looks_in_vain = None, 0
        if self.failed_at is not None and self.failed_at - since > CALLBACK_LIFE:
            self._returns.note(since)

    def _clock_moved(self) -> None:
        """A move by hand is no outage, unless it is made during one."""
        if not self.failures:
            self.heard_at = self._clock.now()


async def give_up(telegram: Telegram, url: str) -> None:
    """Where this address of ours is still set, have updates polled for again; what waits is kept. Raises Failed."""
    info = await telegram.call("getWebhookInfo")
    if info.get("url") == url:
        await telegram.call("deleteWebhook", drop_pending_updates=False)
        log.info("updates are polled for again: the webhook that was set before is removed")


def _moment(seconds: object) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if isinstance(seconds, int) else None
