"""The threads that write: one for SQLite, which has one writer at a time, and several for a server.

Reaching the disk is the dear part of a write. In SQLite whoever waits while another writes shares the next commit; a
server does that by itself, for transactions side by side.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy import Connection

T = TypeVar("T")
TOGETHER_WITHIN = 0.02  # seconds: whoever was quick does not wait for long for those who share the commit


@dataclass(eq=False, slots=True)
class Piece:
    """A piece of work, and how it ended: with `result`, or with `error` where there is one."""

    work: Callable[[Connection], Any]
    urgent: bool
    heard: asyncio.Future[Any]
    asked_at: float = field(default_factory=time.monotonic)
    result: Any = None
    error: BaseException | None = None


class Writer:
    """Gives what waits to `write`, in order, but what is urgent before all else.

    `write` takes as many pieces as it wants, at most so many `together`, all of them urgent or none, and notes on each
    how it ended.
    """

    def __init__(
        self, write: Callable[[Iterator[Piece]], None], *, threads: int = 1, together: int = 64
    ) -> None:
        self._write = write
        self._together = together
        self._threads = ThreadPoolExecutor(threads, "storage-writer")
        self._urgent: deque[Piece] = deque()
        self._others: deque[Piece] = deque()

    async def done(self, work: Callable[[Connection], T], *, urgent: bool) -> T:
        """Its result, or what it raised, once it is done. What is cancelled before it has begun is left undone."""
        piece = Piece(work, urgent, asyncio.get_running_loop().create_future())
        (self._urgent if urgent else self._others).append(piece)
        self._threads.submit(self._do_what_waits)
        result: T = await piece.heard
        return result

    def _do_what_waits(self) -> None:
        """All of it may have been done with an earlier one."""
        taken: list[Piece] = []
        try:
            self._write(self._some(taken))
        except BaseException as error:  # whoever waits gets it
            for piece in taken:
                piece.error = piece.error or error
        for loop in {piece.heard.get_loop() for piece in taken}:
            with suppress(RuntimeError):  # it is closed: nobody waits there any more
                loop.call_soon_threadsafe(_tell, [piece for piece in taken if piece.heard.get_loop() is loop])

    def _some(self, taken: list[Piece]) -> Iterator[Piece]:
        """The first that waits, and those like it that wait when it comes to them, noted in `taken`."""
        until = time.monotonic() + TOGETHER_WITHIN
        while (piece := self._next(taken)) is not None:
            if not piece.heard.cancelled():
                taken.append(piece)
                yield piece
            if len(taken) >= self._together or time.monotonic() >= until:
                return

    def _next(self, taken: list[Piece]) -> Piece | None:
        """What is urgent first; what is not does not go together with it. Another thread may be quicker."""
        if not taken or taken[0].urgent:
            with suppress(IndexError):
                return self._urgent.popleft()
        if not taken or not (taken[0].urgent or self._urgent):
            with suppress(IndexError):
                return self._others.popleft()
        return None

    def shutdown(self) -> None:
        """Wait until all is done, and end the threads."""
        self._threads.shutdown()


def _tell(pieces: list[Piece]) -> None:
    for piece in pieces:
        if piece.heard.done():  # whoever waited was cancelled
            continue
        if piece.error is None:
            piece.heard.set_result(piece.result)
        else:
            piece.heard.set_exception(piece.error)
