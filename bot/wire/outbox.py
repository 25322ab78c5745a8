"""All that goes out: kept before it is sent, in order within a chat, chats side by side, retried until settled.

A row stays in the database until Telegram has taken it, so that a crash can repeat a message that was in flight but
never loses one. Failures have types (wire.telegram): a person who is gone is reported, a request that Telegram refuses
is logged and dropped, anything else is tried again.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from functools import partial

import structlog

from bot.storage import mail
from bot.storage.database import Storage
from bot.storage.mail import Waiting
from bot.wire.outgoing import Outgoing
from bot.wire.post import Post
from bot.wire.telegram import Failed, Gone, Refused, Telegram, TryLater
from scheduler.clock import Clock

log = structlog.get_logger(__name__)
FIRST_WAIT = 1.0
PATIENCE = 5.0  # seconds that calls under way get when the outbox closes
LONGEST_WAIT = 30.0  # seconds between two tries


class Outbox:
    """One chat, one worker: what is queued for it goes out in order. A worker ends when its chat has nothing left."""

    def __init__(
        self, storage: Storage, telegram: Telegram, clock: Clock, on_gone: Callable[[int], Awaitable[None]]
    ) -> None:
        self._storage = storage
        self._post = Post(storage, telegram, clock)
        self._clock = clock
        self._on_gone = on_gone
        self._queues: dict[int, deque[Waiting]] = {}
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
            queue = self._queues.setdefault(row.chat_id, deque())
            self._drop_superseded(queue, row)
            queue.append(row)
            if row.chat_id not in self._workers:
                self._workers[row.chat_id] = asyncio.create_task(self._serve(row.chat_id))

    def _drop_superseded(self, queue: deque[Waiting], row: Waiting) -> None:
        """An edit that a newer one of the same slot overtakes was never needed."""
        newer = Outgoing.parse(row.body)
        if not newer.is_edit:
            return
        for older in reversed(queue):
            out = Outgoing.parse(older.body)
            if out.slot != newer.slot:
                continue
            if out.is_edit and out.message_id == newer.message_id:
                queue.remove(older)
                self._settle(older.id)
            return

    async def _serve(self, chat_id: int) -> None:
        queue = self._queues[chat_id]
        try:
            while queue and not self._closing.is_set():
                await self._deliver(queue.popleft())
        finally:
            del self._workers[chat_id], self._queues[chat_id]

    async def _deliver(self, row: Waiting) -> None:
        tries = 0
        while row.expires_at is None or self._clock.now() < row.expires_at:
            try:
                await self._post.deliver(row.chat_id, Outgoing.parse(row.body))
                break
            except TryLater as error:
                log.warning("told to wait", seconds=error.seconds)
                if await self._closed_within(error.seconds):
                    return
            except Gone:
                await self._on_gone(row.chat_id)
                break
            except Refused as error:
                self.refused += 1
                log.error(
                    "refused", reason=str(error), action=Outgoing.parse(row.body).action, chat=row.chat_id
                )
                break
            except Failed as error:
                tries += 1
                log.warning("not sent yet", reason=str(error), tries=tries)
                if await self._closed_within(min(LONGEST_WAIT, FIRST_WAIT * 2 ** (tries - 1))):
                    return
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
        while self._settled:
            await self._flush()
        self._sweeper = None

    async def _flush(self) -> None:
        done, self._settled = self._settled, []
        if done:
            await self._storage.write(partial(mail.sent, ids=done))

    async def idle(self) -> None:
        """Return when nothing waits and everything is settled."""
        while self._workers or self._sweeper:
            await asyncio.wait([*self._workers.values(), *([self._sweeper] if self._sweeper else [])])

    async def close(self) -> None:
        """Stop sending. What is under way may end, and is settled; what is left is kept for the next run."""
        self._closing.set()
        workers = list(self._workers.values())
        if workers:
            _, late = await asyncio.wait(workers, timeout=PATIENCE)
            for worker in late:
                worker.cancel()
            await asyncio.gather(*workers, return_exceptions=True)
        if self._sweeper is not None:
            await self._sweeper
