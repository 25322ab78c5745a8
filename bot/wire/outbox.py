"""All that goes out: kept before it is sent, in order within a chat, chats side by side, retried until settled.

A row stays in the database until Telegram has taken it, so that a crash can repeat a message that was in flight but
never loses one. Failures have types (wire.telegram): a person who is gone is reported, what Telegram refuses or we
cannot send for a fault of ours is logged and dropped, anything else is tried again.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial

import structlog

from bot.storage import mail
from bot.storage.database import Storage, Unavailable
from bot.storage.mail import Waiting
from bot.wire.making import Maker
from bot.wire.media.illustrator import Illustrator
from bot.wire.outgoing import Outgoing
from bot.wire.post import Post
from bot.wire.telegram import Failed, Gone, Refused, Telegram, TryLater
from scheduler.clock import Clock
from scheduler.trouble import anonymous

log = structlog.get_logger(__name__)
FIRST_WAIT = 1.0
PATIENCE = 5.0  # seconds that calls under way get when the outbox closes
LONGEST_WAIT = 30.0  # seconds between two tries
SETTLED_AT_ONCE = 500


OnDrawn = Callable[[Waiting, str, bool], Awaitable[None]]
"""Hears of each drawing that has reached its chat: the row, its slot, and whether it is not a text in its place."""


@dataclass(frozen=True, slots=True)
class _Letter:
    """A row and what it says."""

    row: Waiting
    out: Outgoing


class Outbox:
    """One chat, one worker: what is queued for it goes out in order. A worker ends when its chat has nothing left."""

    def __init__(
        self,
        storage: Storage,
        telegram: Telegram,
        clock: Clock,
        on_gone: Callable[[int], Awaitable[None]],
        makers: Mapping[str, Maker],
        *,
        illustrator: Illustrator,
        on_drawn: OnDrawn,
    ) -> None:
        self._storage = storage
        self._post = Post(storage, telegram, clock, makers, illustrator)
        self._clock = clock
        self._on_gone = on_gone
        self._on_drawn = on_drawn
        self._queues: dict[int, deque[_Letter]] = {}
        self._workers: dict[int, asyncio.Task[None]] = {}
        self._settled: list[int] = []
        self._sweeper: asyncio.Task[None] | None = None
        self._closing = asyncio.Event()
        self.refused = 0

    async def resume(self) -> None:
        """Send what an earlier run kept but did not get out."""
        self.enqueue(await self._storage.read(mail.unsent))

    def enqueue(self, rows: Iterable[Waiting]) -> None:
        """Send these rows, which are committed already."""
        for row in rows:
            try:
                letter = _Letter(row, Outgoing.parse(row.body))
            except (TypeError, ValueError) as error:  # another version of the program wrote it
                self._give_up(row, error)
                continue
            queue = self._queues.setdefault(row.chat_id, deque())
            self._drop_superseded(queue, letter.out)
            queue.append(letter)
            if row.chat_id not in self._workers:
                self._workers[row.chat_id] = asyncio.create_task(self._serve(row.chat_id))

    def _drop_superseded(self, queue: deque[_Letter], newer: Outgoing) -> None:
        """What a newer view of the same slot overtakes was never needed; after a farewell nothing else is."""
        if newer.action == "farewell":
            for waiting in [letter for letter in queue if letter.out.action != "toast"]:
                queue.remove(waiting)
            return
        for older in [letter for letter in reversed(queue) if letter.out.slot == newer.slot]:
            if not newer.supersedes(older.out):
                return
            queue.remove(older)
            self._settle(older.row.id)

    async def _serve(self, chat_id: int) -> None:
        queue = self._queues[chat_id]
        try:
            while queue and not self._closing.is_set():
                await self._deliver(queue.popleft())
        finally:
            del self._workers[chat_id], self._queues[chat_id]

    async def _deliver(self, letter: _Letter) -> None:
        row, tries = letter.row, 0
        while row.expires_at is None or self._clock.now() < row.expires_at:
            try:
                wait = await self._try(letter, tries)
            except Exception as error:  # a fault of ours must hold up neither the chat nor the next start
                self._give_up(row, error)
                return
            if wait is None:
                break
            if await self._closed_within(wait):
                return
            tries += 1
        self._settle(row.id)

    async def _try(self, letter: _Letter, tries: int) -> float | None:
        """Send it, if it can be. None when it is dealt with, else the seconds until the next try."""
        row, out = letter.row, letter.out
        try:
            as_meant = await self._post.deliver(row.chat_id, out)
        except Gone:
            await self._on_gone(row.chat_id)
        except Refused as error:
            self.refused += 1
            log.error("refused", reason=str(error), action=out.action, chat=row.chat_id)
        except TryLater as error:
            log.warning("told to wait", seconds=error.seconds)
            return error.seconds
        except (Failed, Unavailable) as error:
            log.warning("not sent yet", reason=str(error), tries=tries + 1)
            return min(LONGEST_WAIT, FIRST_WAIT * 2.0 ** min(tries, 10))
        else:
            await self._tell(row, out, as_meant)
        return None

    async def _tell(self, row: Waiting, out: Outgoing, as_meant: bool) -> None:
        """Whatever comes of it, the message is out, and must not be sent again."""
        if out.media is None:
            return
        try:
            await self._on_drawn(row, out.slot, as_meant)
        except Exception as error:
            log.error("not noted that it was sent", slot=out.slot, **anonymous(error))

    def _give_up(self, row: Waiting, error: Exception) -> None:
        self.refused += 1
        log.error("cannot be sent", chat=row.chat_id, row=row.id, **anonymous(error))
        self._settle(row.id)

    async def _closed_within(self, seconds: float) -> bool:
        """Wait so long; true when the outbox is closed meanwhile, and the row is left to the next run."""
        try:
            async with asyncio.timeout(seconds):
                return await self._closing.wait()
        except TimeoutError:
            return False

    def _settle(self, row_id: int) -> None:
        """Forget the row: those that are done while a write is under way share the next one."""
        self._settled.append(row_id)
        if self._sweeper is None:
            self._sweeper = asyncio.create_task(self._sweep())

    async def _sweep(self) -> None:
        try:
            while self._settled:
                done, self._settled = self._settled[:SETTLED_AT_ONCE], self._settled[SETTLED_AT_ONCE:]
                await self._storage.insist(partial(mail.sent, ids=done))
        finally:
            self._sweeper = None

    async def idle(self) -> None:
        """Return when nothing waits and everything is settled."""
        while self._workers or self._sweeper:
            await asyncio.wait([*self._workers.values(), *([self._sweeper] if self._sweeper else [])])

    async def close(self) -> None:
        """Stop sending. What is under way may end, and is settled; what is left is kept for the next run."""
        self._closing.set()
        await _ended(self._workers.values())
        if self._sweeper is not None:
            await _ended([self._sweeper])


async def _ended(tasks: Iterable[asyncio.Task[None]]) -> None:
    """Wait until they have ended, and end those that take too long."""
    waiting = list(tasks)
    if not waiting:
        return
    _, late = await asyncio.wait(waiting, timeout=PATIENCE)
    for task in late:
        task.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
