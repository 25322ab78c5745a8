"""Telegram's Bot API as the rest of wire/ uses it: raw calls, and failures as types that say what to do."""

from __future__ import annotations

import asyncio
import random
import re
import warnings
from collections.abc import Mapping
from datetime import timedelta
from itertools import count
from typing import Any

import structlog
from telegram import Bot
from telegram.error import (
    BadRequest,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)
from telegram.warnings import PTBDeprecationWarning

from bot.wire.client import Timeouts
from bot.wire.http import Http
from bot.wire.proxy import proxy_for
from bot.wire.shape import shape
from scheduler.trouble import growing_delay

log = structlog.get_logger(__name__)
LONG_POLL_SECONDS = 25
CONNECTIONS = (
    128  # 1,000 messages a second at 100 ms each, and answers beside them; opened as they are needed
)
KINDS = ["message", "edited_message", "callback_query", "my_chat_member"]
FIRST_WAIT = 1.0  # seconds until hello is said a second time; each further wait is twice as long
LONGEST_WAIT = 30.0  # seconds between two tries to say hello
TELL_EVERY = 10  # tries in vain, each of them as much as the first: Telegram may be away for days


class Failed(Exception):
    """A call that Telegram did not carry out."""


class Gone(Failed):
    """The person blocked the bot, or the chat is no more: nothing can be sent until they return."""


class TryLater(Failed):
    """Not now: Telegram says how many seconds to wait."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"retry after {seconds} s")
        self.seconds = seconds


class OutOfReach(Failed):
    """The network or Telegram's server failed; whether the call was carried out is not known."""


class Late(Failed):
    """The tap was too long ago to be answered."""


class Refused(Failed):
    """The request itself is wrong: our fault, or overtaken by events; the text says which."""

    def __init__(self, reason: str, method: str = "", facts: Mapping[str, Any] | None = None) -> None:
        super().__init__(reason)
        self.method = method
        self.shape = shape(facts or {})


class NotUs(Failed):
    """The token is not accepted."""


class Rival(Failed):
    """Another program polls with the same token."""


# The library's BadRequest is a NetworkError too: `_refusal` takes it before.
_FAILURES: tuple[tuple[type[TelegramError], type[Failed]], ...] = (
    (InvalidToken, NotUs),
    (Forbidden, Gone),
    (Conflict, Rival),
    (NetworkError, OutOfReach),
)
# What a BadRequest says of a chat that is no more.
_NO_CHAT = ("chat not found", "user not found", "deactivated", "peer_id_invalid", "user_is_blocked")
_QUOTED = re.compile(r'"[^"]*"')


class Telegram(Bot):
    """The library's bot with one verb for every method.

    Results stay raw JSON: building the library's Message objects costs more than all the rest of a call, and nothing
    here needs them. `do_api_request` would do the same, but warns about each method that it knows by name.
    """

    async def call(self, method: str, read_timeout: float | None = None, **facts: Any) -> Any:
        """The raw result of a Bot API method (`sendMessage`). Raises Failed."""
        try:
            if read_timeout is None:
                return await self._post(method, facts)
            return await self._post(method, facts, read_timeout=read_timeout)
        except BadRequest as error:
            raise _refusal(error, method, facts) from error
        except TelegramError as error:
            raise _failure(error, method, facts) from error

    async def hang_up(self) -> None:
        """Close all connections; the library's own `shutdown` leaves them open where the token was never accepted."""
        for request in self._request:
            await request.shutdown()

    async def poll(self, offset: int | None, seconds: int = LONG_POLL_SECONDS) -> list[dict[str, Any]]:
        """The next updates as raw JSON, waiting so long for one; `offset` acknowledges all before it. Raises Failed.

        `Bot.get_updates` parses a batch as a whole, so that one update it cannot read would block all others.
        """
        found: list[dict[str, Any]] = await self.call(
            "getUpdates",
            read_timeout=seconds + 10,
            offset=offset,
            timeout=seconds,
            allowed_updates=KINDS,
        )
        return found


def connect(token: str, url: str, connections: int = CONNECTIONS) -> Telegram:
    """A bot at this Bot API server, for so many calls at the same time. Nothing is sent yet.

    Raises ConfigError for a proxy that cannot be used.
    """
    # It announces that lengths of time change their type: `_failure` is ready for it, nothing else here reads one, and
    # nobody who runs the bot need know.
    warnings.filterwarnings("ignore", ".*timedelta.*", PTBDeprecationWarning)
    proxy = proxy_for(url)
    # A pool of its own for the long poll, so that it never waits behind a burst of sends.
    return Telegram(
        token,
        base_url=f"{url}/bot",
        base_file_url=f"{url}/file/bot",
        request=Http(connections, Timeouts(read=15, connect=10, pool=30), proxy=proxy),
        get_updates_request=Http(1, Timeouts(connect=10), proxy=proxy),
    )


async def say_hello(telegram: Telegram) -> None:
    """Ask who we are, for as long as it takes: without the network there is nothing else to do. Raises NotUs."""
    for tries in count(1):
        try:
            await telegram.initialize()
            break
        except InvalidToken as error:
            raise NotUs from error
        except TelegramError as error:
            failed = _failure(error)
        chance = random.random()  # noqa: S311 - jitter
        growing = growing_delay(tries, FIRST_WAIT, LONGEST_WAIT, chance)
        seconds = failed.seconds if isinstance(failed, TryLater) else growing
        if tries % TELL_EVERY == 1:
            log.warning(
                "telegram is out of reach, trying again", wait_seconds=round(seconds, 1), reason=str(failed)
            )
        await asyncio.sleep(seconds)
    if tries > 1:
        log.info("telegram is back", failures=tries - 1)


def _failure(error: TelegramError, method: str = "", facts: Mapping[str, Any] | None = None) -> Failed:
    if isinstance(error, RetryAfter):
        wait = error.retry_after
        return TryLater(max(1.0, wait.total_seconds() if isinstance(wait, timedelta) else float(wait)))
    for kind, failure in _FAILURES:
        if isinstance(error, kind):
            return failure(error.message)
    return Refused(error.message, method, facts)


def _refusal(error: BadRequest, method: str, facts: Mapping[str, Any]) -> Failed:
    reason = _QUOTED.sub('"…"', error.message)  # it may quote what a person wrote
    if any(text in reason.lower() for text in _NO_CHAT):
        return Gone(reason)
    return Refused(reason, method, facts)
