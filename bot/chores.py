"""What is done now and then beside the serving: pruning, noting, and looking for what was left."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from functools import partial

from bot.fleet.duty import POLLING
from bot.fleet.presence import Presence
from bot.storage import breaks, mail
from bot.storage.database import DatabaseError, Storage
from bot.tally import Tally
from bot.wire.inbox import Inbox
from bot.wire.outbox import Outbox
from bot.wire.receiver import Receiver
from scheduler.clock import Clock
from scheduler.housekeeping import Chore, Housekeeping

KNOWN_UPDATES_FOR = timedelta(hours=48)
PARKED_UPDATES_FOR = timedelta(days=30)
WITHHELD_FOR = timedelta(days=30)
LOOK_AGAIN = 5
"""Seconds between two looks for what nobody carries on. A server's answer to a commit can be lost, a file's cannot."""


def kept(
    storage: Storage,
    clock: Clock,
    inbox: Inbox,
    outbox: Outbox,
    receiver: Receiver,
    *,
    presence: Presence,
    tally: Tally,
) -> Housekeeping:
    """All of them, not started yet."""
    keeping = Housekeeping()
    keeping.every("prune", quiet(partial(_prune, storage, clock)), hours=1)
    keeping.every("note_heard", quiet(partial(note_heard, storage, receiver, presence)), seconds=30)
    keeping.every("resume_outbox", quiet(outbox.resume), seconds=LOOK_AGAIN if storage.shared else 30)
    if storage.shared:
        keeping.every("look_again", quiet(inbox.look_again), seconds=LOOK_AGAIN)
    keeping.every("tally", tally.say, hours=1)
    return keeping


def quiet(chore: Chore) -> Chore:
    """The chore, ended by a database that cannot be used: the storage has told it, and the next time may go well."""

    async def run() -> None:
        with suppress(DatabaseError):
            await chore()

    return run


async def note_heard(storage: Storage, receiver: Receiver, presence: Presence) -> None:
    """Telegram was heard, as far as it is this process that listens. Raises Unavailable."""
    if presence.has(POLLING):
        await storage.write(partial(mail.heard, at=receiver.heard_at))


async def _prune(storage: Storage, clock: Clock) -> None:
    await storage.write(partial(mail.forget_applied, before=clock.now() - KNOWN_UPDATES_FOR))
    await storage.write(partial(mail.forget_parked, before=clock.now() - PARKED_UPDATES_FOR))
    await storage.write(partial(breaks.forget_withheld, before=clock.now() - WITHHELD_FOR))
