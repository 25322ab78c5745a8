"""A few processes for work that would hold up everybody, started when first needed, ended with the bot in any case."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from bot.wire.media import worker

MOST_WORKERS = 2


class WorkerDied(Exception):
    """The process that did the work ended before it was done: killed, or out of memory."""


@dataclass(frozen=True, slots=True)
class _Crew:
    """Processes, and the line to them: when it is closed they end at once."""

    executor: ProcessPoolExecutor
    line: Connection
    their_end: Connection
    temporary: str  # their folder for temporary files

    def submit(self, work: Callable[..., Any], *facts: Any) -> Future[Any]:
        with _ctrl_c_held_back():
            return self.executor.submit(work, *facts)

    def dismiss(self, *, wait: bool) -> None:
        """End them in the middle of what they do; `wait` until they are gone."""
        self.line.close()
        self.their_end.close()
        self.executor.shutdown(wait=wait, cancel_futures=True)
        shutil.rmtree(self.temporary, ignore_errors=True)


class Pool:
    """Processes that do one thing after the other. The spawn method: a fork of a program with threads may hang."""

    def __init__(self, workers: int | None = None) -> None:
        spare = (os.cpu_count() or 1) - 1
        self.workers = workers or max(1, min(MOST_WORKERS, spare))
        self._crew: _Crew | None = None
        self._closed = False

    async def run(self, work: Callable[..., Any], *facts: Any) -> Any:
        """What `work` returns, done in a process; both it and its facts travel there. Raises WorkerDied."""
        crew = self._crew or self._hire()
        try:
            return await asyncio.wrap_future(crew.submit(work, *facts))
        except BrokenProcessPool as error:
            if self._crew is crew:
                self._crew = None
                crew.dismiss(wait=False)
            raise WorkerDied("the process that draws has ended") from error

    def _hire(self) -> _Crew:
        if self._closed:
            raise WorkerDied("the pool is closed")
        context = multiprocessing.get_context("spawn")
        theirs, ours = context.Pipe(duplex=False)
        temporary = tempfile.mkdtemp(prefix="unsit-")
        executor = ProcessPoolExecutor(
            self.workers, context, initializer=worker.begin, initargs=(theirs, temporary)
        )
        self._crew = _Crew(executor, ours, theirs, temporary)
        return self._crew

    async def close(self) -> None:
        """End the processes now, and return when they are gone."""
        self._closed = True
        crew, self._crew = self._crew, None
        if crew is not None:
            await asyncio.to_thread(crew.dismiss, wait=True)


@contextmanager
def _ctrl_c_held_back() -> Iterator[None]:
    """A process started inside leaves Ctrl+C alone from its first moment on; here it arrives afterwards."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
