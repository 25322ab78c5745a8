"""How updates come: polled, or brought to a webhook; and back from the one to the other."""

from __future__ import annotations

from functools import partial

import structlog

from bot.fleet.duty import POLLING
from bot.fleet.presence import Presence
from bot.storage import about
from bot.storage.database import Storage
from bot.wire import webhook
from bot.wire.puller import Puller
from bot.wire.receiver import Receiver
from bot.wire.returns import OnReturn
from bot.wire.telegram import Failed, Telegram
from bot.wire.unkept import Unkept
from bot.wire.webhook import Hook, Webhook
from scheduler.clock import Clock

log = structlog.get_logger(__name__)
WEBHOOK = "webhook_url"
"""Noted by this name: the address that Telegram was given as ours."""


def receiver(
    storage: Storage,
    telegram: Telegram,
    clock: Clock,
    unkept: Unkept,
    on_return: OnReturn,
    *,
    hook: Hook | None,
    presence: Presence,
) -> Receiver:
    """Updates are brought to `hook`, or polled while this process has to."""
    if hook is None:
        return Puller(telegram, unkept.receive, clock, on_return, may_poll=lambda: presence.has(POLLING))

    async def note(url: str) -> None:
        await storage.write(partial(about.note, name=WEBHOOK, value=url))

    return Webhook(telegram, hook, clock, on_return, note)


async def poll_again(storage: Storage, telegram: Telegram) -> None:
    """Where an earlier start had updates brought, they are not any more. Somebody else's webhook is left alone."""
    ours = await storage.read(partial(about.noted, name=WEBHOOK))
    if not ours:
        return
    try:
        await webhook.give_up(telegram, ours)
        await storage.write(partial(about.note, name=WEBHOOK, value=""))
    except Failed as error:
        log.warning("our webhook may still be set, the next start removes it", reason=str(error))
