"""The one thread that writes: SQLite has one writer at a time, and waiting here costs less than waiting in SQLite."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import count
from queue import PriorityQueue
from typing import Any, TypeVar

T = TypeVar("T")


class Writer:
    """Does one piece of work after the other, in order, but what is urgent before all that waits."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, "storage-writer")
        self._numbers = count()
        self._waiting: PriorityQueue[tuple[bool, int, Future[Any], Callable[[], Any]]] = PriorityQueue()

    def submit(self, work: Callable[[], T], *, urgent: bool) -> Future[T]:
        """Its result, or what it raised, once it is done. What is cancelled before it has begun is left undone."""
        done: Future[T] = Future()
        self._waiting.put((not urgent, next(self._numbers), done, work))
        self._thread.submit(self._do_the_next)
        return done

    def _do_the_next(self) -> None:
        _, _, done, work = self._waiting.get_nowait()
        if not done.set_running_or_notify_cancel():
            return
        try:
            done.set_result(work())
        except BaseException as error:  # whoever waits for it gets it
            done.set_exception(error)

    def shutdown(self) -> None:
        """Wait until all is done, and end the thread."""
        self._thread.shutdown()
