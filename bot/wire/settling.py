"""Which rows of the outbox are on their way, and the forgetting of those that are dealt with."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial

import structlog

from bot.storage import mail
from bot.storage.database import Storage
from scheduler.trouble import anonymous

log = structlog.get_logger(__name__)
AT_ONCE = 500
REST = 1.0  # seconds until rows are tried again that could not be forgotten for a reason nobody foresaw


class Settling:
    """Rows are known from `begin` until, after `end`, the database has forgotten them."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._known: set[int] = set()
        self._ended: dict[int, None] = {}
        self._watches: list[set[int]] = []
        self._sweeper: asyncio.Task[None] | None = None

    @property
    def known(self) -> frozenset[int]:
        """The rows that are on their way or about to be forgotten."""
        return frozenset(self._known)

    @property
    def tasks(self) -> list[asyncio.Task[None]]:
        """What is still being forgotten."""
        return [self._sweeper] if self._sweeper else []

    def begin(self, row_id: int) -> bool:
        """Whether this row was not known before."""
        if row_id in self._known:
            return False
        self._known.add(row_id)
        return True

    def disown(self, row_ids: Iterable[int]) -> None:
        """These are another's to send now."""
        self._known.difference_update(set(row_ids) - self._ended.keys())

    def end(self, row_id: int) -> None:
        """Forget the row: those that end while a write is under way share the next one."""
        self._ended[row_id] = None
        if self._sweeper is None:
            self._sweeper = asyncio.create_task(self._sweep())

    @contextmanager
    def watched(self) -> Iterator[set[int]]:
        """The rows that the database forgets meanwhile."""
        forgotten: set[int] = set()
        self._watches.append(forgotten)
        try:
            yield forgotten
        finally:
            self._watches.remove(forgotten)

    async def _sweep(self) -> None:
        try:
            while self._ended:
                await self._forget(list(self._ended)[:AT_ONCE])
        finally:
            self._sweeper = None

    async def _forget(self, done: list[int]) -> None:
        try:
            # Urgent: a crash before this is written sends all of it again.
            await self._storage.insist(partial(mail.sent, ids=done), urgent=True)
        except Exception as error:  # left for good, these rows would go out again at the next start
            log.error("not noted what was sent", rows=len(done), **anonymous(error))
            await asyncio.sleep(REST)
            return
        for row_id in done:
            del self._ended[row_id]
        self._known.difference_update(done)
        for forgotten in self._watches:
            forgotten.update(done)
