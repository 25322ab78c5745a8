"""An open database, given to the rest as verbs: read, write, and insist on writing.

The work handed to them is a synchronous function of one Connection, done in a thread of the storage's own. So no
transaction can be held across a call to Telegram, every store function is plain SQLAlchemy Core, and a slow disk keeps
nobody waiting who needs nothing from it. (SQLAlchemy's asynchronous layer costs about twice the processor time.)
"""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from bot.storage.place import Place
from bot.storage.trouble import Damaged, DatabaseError, Occupied, Trouble, Unavailable, named
from bot.storage.writer import Piece, Writer

__all__ = ["DatabaseError", "Storage", "Unavailable"]

T = TypeVar("T")
RETRY_SECONDS = 1.0
ANSWERS_WITHIN = 6.0  # seconds that a server gets to end what is under way when it is closed
TRIES = 5
"""Of a transaction that loses against another one: each has been undone, and the other is through by then."""


class Storage:
    """One open database. Close it when done.

    Whoever is cancelled while work of theirs is being done does not hear how it ended; it ends all the same.
    """

    def __init__(self, place: Place) -> None:
        self._place = place
        self._engines = place.engines()
        self._writer = Writer(self._write, threads=place.writers, together=place.together)
        self._readers = ThreadPoolExecutor(place.readers, "storage-reader")
        self._trouble = Trouble()
        self._insisting = 0  # how many were refused and try again
        self._wait_until = math.inf  # a moment of time.monotonic
        self._cutting: asyncio.TimerHandle | None = None
        self._given_up: tuple[float, Occupied] | None = None  # the newest wait for another program

    @property
    def shared(self) -> bool:
        """Whether other processes may serve it at the same time."""
        return self._place.shared

    @property
    def failing(self) -> bool:
        """Whether the newest write, or one that is insisted on, failed for a reason that passes."""
        return self._trouble.present or self._insisting > 0

    async def read(self, work: Callable[[Connection], T]) -> T:
        """What `work` returns, from one consistent snapshot. Raises Unavailable, Damaged."""
        try:
            with named(self._place):
                return await asyncio.get_running_loop().run_in_executor(self._readers, self._read, work)
        except Damaged as error:
            self._trouble.lasting(error)
            raise

    async def write(self, work: Callable[[Connection], T], *, urgent: bool = False) -> T:
        """What `work` returns, committed; rolled back where it raises. Raises Unavailable, Damaged.

        What is `urgent` goes before all that waits to be written. `work` may run several times: what waits together is
        committed together, and where one of it raises, or loses against another process, each is done once more.
        """
        try:
            result = await self._writer.done(work, urgent=urgent)
        except Unavailable as error:
            self._trouble.met(error)
            raise
        except Damaged as error:
            self._trouble.lasting(error)
            raise
        self._trouble.over()
        return result

    def _read(self, work: Callable[[Connection], T]) -> T:
        return self._tried(lambda: self._once(self._engines.reading, work))

    def _write(self, pieces: Iterator[Piece]) -> None:
        first = next(pieces, None)
        if first is None:  # it was done with an earlier one
            return
        together = [first]
        try:
            self._commit(first, pieces, together)
        except _NotTogether:
            for piece in together:
                self._write_alone(piece)

    def _write_alone(self, piece: Piece) -> None:
        try:
            self._commit(piece, iter(()), [piece])
        except BaseException as error:  # whoever waits for it gets it
            piece.error = error

    def _commit(self, first: Piece, others: Iterator[Piece], together: list[Piece]) -> None:
        """Whoever gave up waiting for another program did so for all who had asked by then."""
        if self._given_up is not None and first.asked_at < self._given_up[0]:
            raise Occupied(str(self._given_up[1]))
        try:
            with named(self._place):
                self._tried(lambda: self._committed(first, others, together))
        except Occupied as error:
            self._given_up = time.monotonic(), error
            raise

    def _committed(self, first: Piece, others: Iterator[Piece], together: list[Piece]) -> None:
        def committed(connection: Connection) -> None:
            if self._wait_until < math.inf:
                self._place.wait_at_most(connection, max(0.0, self._wait_until - time.monotonic()))
            with connection.begin():
                first.result = first.work(connection)
                _join(connection, others, together)

        self._once(self._engines.writing, committed)

    def _tried(self, attempt: Callable[[], T]) -> T:
        for _ in range(TRIES - 1):
            try:
                return attempt()
            except DBAPIError as error:
                if not self._place.is_worth_another_try(error):
                    raise
        return attempt()

    def _once(self, engine: Engine, work: Callable[[Connection], T]) -> T:
        with engine.connect() as connection:
            try:
                return work(connection)
            except DBAPIError as error:
                if self._place.outlives_its_cause(error):
                    connection.invalidate()
                raise

    async def insist(self, work: Callable[[Connection], T], *, urgent: bool = False) -> T:
        """`write`, tried again until it is available: for what must not be lost. `work` may run several times."""
        with suppress(Unavailable):
            return await self.write(work, urgent=urgent)
        self._insisting += 1
        try:
            while True:
                await asyncio.sleep(RETRY_SECONDS)
                with suppress(Unavailable):  # told by `write`
                    return await self.write(work, urgent=urgent)
        finally:
            self._insisting -= 1

    def hurry(self, seconds: float) -> None:
        """From now on no write waits for another program for longer than until so many seconds from now.

        One that waits already may go on to the end of its five. A server that does not answer at all is left to itself
        after as long again.
        """
        self._wait_until = time.monotonic() + seconds
        self._cut_within(2 * seconds)

    def _cut_within(self, seconds: float) -> None:
        if self._cutting is None:
            self._cutting = asyncio.get_running_loop().call_later(seconds, self._engines.cut)

    async def close(self) -> None:
        """End what is under way, and give back the file."""
        self._cut_within(ANSWERS_WITHIN)
        for threads in (self._writer, self._readers):
            await asyncio.to_thread(threads.shutdown)
        if self._cutting is not None:
            self._cutting.cancel()
        self._engines.dispose()


class _NotTogether(Exception):
    """One of several pieces of work raised: none of them is committed."""


def _join(connection: Connection, others: Iterator[Piece], together: list[Piece]) -> None:
    """Do these as well in the transaction of the first."""
    for piece in others:
        together.append(piece)
        try:
            piece.result = piece.work(connection)
        except BaseException as error:
            raise _NotTogether from error
