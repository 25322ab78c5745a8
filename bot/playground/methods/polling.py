"""getUpdates: long polling, one poller at a time, updates kept until the next offset confirms them."""

import asyncio
from typing import Any

from starlette.types import Message

from bot.playground.formatted import Json
from bot.playground.messenger import Messenger
from bot.playground.parameters import Call
from bot.playground.refusals import bad_request, conflict

TAKES = frozenset({"offset", "limit", "timeout", "allowed_updates"})
LIMIT_AT_MOST = 100
TIMEOUT_AT_MOST = 50
WEBHOOK_IS_SET = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)
TAKEN_OVER = "terminated by other getUpdates request; make sure that only one bot instance is running"


async def get_updates(messenger: Messenger, call: Call, gone: asyncio.Future[Message]) -> list[Json]:
    """The oldest unconfirmed updates, or none after `timeout` seconds or once the client is `gone`."""
    limit = min(max(call.integer("limit") or LIMIT_AT_MOST, 1), LIMIT_AT_MOST)
    timeout = min(max(call.integer("timeout") or 0, 0), TIMEOUT_AT_MOST)
    if messenger.settings.get("webhook"):
        raise conflict(WEBHOOK_IS_SET)
    ticket = _take_over(messenger)
    with messenger.database.transaction():
        remember_allowed(messenger, call)
        messenger.updates.confirm(call.integer("offset") or 0)
    deadline = asyncio.get_running_loop().time() + timeout
    while not (messenger.closing or gone.done()):
        if messenger.poll_ticket != ticket:
            raise conflict(TAKEN_OVER)
        if batch := _take(messenger, limit):
            messenger.changed()
            return batch
        remaining = deadline - asyncio.get_running_loop().time()
        if remaining <= 0:
            break
        await _first_of(messenger.bell.wait(), gone, remaining)
    return []


def _take_over(messenger: Messenger) -> int:
    """A newer poll ends the one that waits, as Telegram does."""
    messenger.poll_ticket += 1
    messenger.changed()
    return messenger.poll_ticket


def remember_allowed(messenger: Messenger, call: Call) -> None:
    """Keep which kinds of updates are wanted, where the call says so."""
    allowed = call.structure("allowed_updates")
    if allowed is None:
        return
    if not isinstance(allowed, list) or not all(isinstance(kind, str) for kind in allowed):
        raise bad_request("can't parse allowed_updates: array of strings expected")
    messenger.settings.put("allowed_updates", allowed)


def _take(messenger: Messenger, limit: int) -> list[Json]:
    with messenger.database.transaction():
        messenger.updates.drop_stale(messenger.now())
        return messenger.updates.take(limit)


async def _first_of(news: asyncio.Future[None], gone: asyncio.Future[Message], seconds: float) -> None:
    either: set[asyncio.Future[Any]] = {news, gone}
    try:
        await asyncio.wait(either, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        news.cancel()
