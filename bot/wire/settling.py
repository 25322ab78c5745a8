"""Which rows of the outbox are on their way, and the writing down of what has gone out and what is dealt with."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

import structlog

from bot.storage import mail
from bot.storage.database import Connection, Storage
from bot.storage.mail import Change
from scheduler.clock import Clock
from scheduler.trouble import anonymous

log = structlog.get_logger(__name__)
AT_ONCE = 500
LATER = 0.05  # seconds for which rows that can wait are kept back, for another write to take them along
REST = 1.0  # seconds until rows are tried again that could not be forgotten for a reason nobody foresaw


@dataclass(frozen=True, slots=True, eq=False)
class _Note:
    """What has gone out for a row, and who waits until that is written down."""

    row_id: int
    change: Change
    written: asyncio.Future[None]


class Settling:
    """Rows are known from `begin` until, after `end`, the database has forgotten them.

    All that comes while a write is under way shares the next one.
    """

    def __init__(self, storage: Storage, clock: Clock) -> None:
        self._storage = storage
        self._clock = clock
        self._known: set[int] = set()
        self._forgotten: set[int] = set()  # of these: before they have ended
        self._notes: list[_Note] = []
        self._ended: dict[int, None] = {}
        self._watches: list[set[int]] = []
        self._sweeper: asyncio.Task[None] | None = None
        self._timer: asyncio.TimerHandle | None = None

    @property
    def known(self) -> frozenset[int]:
        """The rows that are on their way or about to be forgotten."""
        return frozenset(self._known)

    @property
    def tasks(self) -> list[asyncio.Task[None]]:
        """What is still being written; what was kept back is kept back no longer."""
        if self._ended:
            self._start()
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

    async def note(self, row_id: int, change: Change) -> None:
        """Write down what has gone out, and forget its row, in one step. It is written also where nobody waits for it.

        Where the row was erased meanwhile nothing is written; what comes from no row has the number 0. A crash until
        then sends it again. Raises what nobody foresaw.
        """
        note = _Note(row_id, change, asyncio.get_running_loop().create_future())
        self._notes.append(note)
        self._start()
        await note.written

    async def let_go_of_all(self, chat_id: int) -> None:
        """No slot of the chat holds anything."""
        await self._storage.insist(partial(mail.let_go_of_all, chat_id=chat_id))

    def end(self, row_id: int, *, can_wait: bool = False) -> None:
        """Forget the row. `can_wait`: it does no harm where a crash sends it again."""
        if row_id in self._forgotten:
            self._forgotten.discard(row_id)
            self._done([row_id])
            return
        self._ended[row_id] = None
        if not can_wait:
            self._start()
        elif self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(LATER, self._start)

    @contextmanager
    def watched(self) -> Iterator[set[int]]:
        """The rows that the database forgets meanwhile."""
        forgotten: set[int] = set()
        self._watches.append(forgotten)
        try:
            yield forgotten
        finally:
            # By what it is: two that have forgotten the same are equal.
            self._watches = [watch for watch in self._watches if watch is not forgotten]

    def _start(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._sweeper is None:
            self._sweeper = asyncio.create_task(self._sweep())

    async def _sweep(self) -> None:
        try:
            while self._notes or self._ended:
                await self._write_some()
        finally:
            self._sweeper = None

    async def _write_some(self) -> None:
        notes = self._taken()
        ended = list(self._ended)[: AT_ONCE - len(notes)]
        try:
            await self._write(notes, ended)
        except Exception as error:  # left for good, these rows would go out again at the next start
            if notes:
                await self._write_one_by_one(notes)
                return
            log.error("not noted what was sent", rows=len(ended), **anonymous(error))
            await asyncio.sleep(REST)

    def _taken(self) -> list[_Note]:
        """The first of each chat: what follows in it depends on that."""
        firsts: dict[int, _Note] = {}
        for note in self._notes[:AT_ONCE]:
            firsts.setdefault(note.change.chat_id, note)
        taken = list(firsts.values())
        self._notes = [note for note in self._notes if firsts.get(note.change.chat_id) is not note]
        return taken

    async def _write_one_by_one(self, notes: Sequence[_Note]) -> None:
        for note in notes:
            try:
                await self._write([note], [])
            except Exception as error:  # whoever waits hears it
                if not note.written.done():
                    note.written.set_exception(error)

    async def _write(self, notes: Sequence[_Note], ended: Sequence[int]) -> None:
        rows = [*(note.row_id for note in notes), *ended]
        now = self._clock.now()

        def work(conn: Connection) -> None:
            there = {0, *mail.sent(conn, rows)}
            # Of somebody who was erased while it was under way nothing is kept.
            mail.change(conn, [note.change for note in notes if note.row_id in there], now)

        # Urgent: a crash before this is written sends all of it again.
        await self._storage.insist(work, urgent=True)
        for note in notes:
            self._forgotten.add(note.row_id)
            if not note.written.done():
                note.written.set_result(None)
        for row_id in ended:
            del self._ended[row_id]
        self._done(ended)

    def _done(self, row_ids: Sequence[int]) -> None:
        self._known.difference_update(row_ids)
        for forgotten in self._watches:
            forgotten.update(row_ids)
