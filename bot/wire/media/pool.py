"""A few processes for work that would hold up everybody, started when first needed, ended with the bot in any case."""

from __future__ import annotations

import asyncio
import multiprocessing
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any
from uuid import uuid4

from bot.wire.media import worker

WORKERS = 2  # so that what is drawn ahead holds up nobody; the second is started when the first is busy
DRAWING_AT_MOST = 120.0  # seconds: the longest clip takes a few


class WorkerDied(Exception):
    """The process that did the work ended before it was done: killed, out of memory, or ended since it hung."""


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

    def __init__(self, workers: int = WORKERS) -> None:
        self.workers = workers
        self._free = asyncio.Semaphore(workers)
        self._crew: _Crew | None = None
        self._closed = False

    async def run(self, work: Callable[..., Any], *facts: Any) -> Any:
        """What `work` returns, done in a process; both it and its facts travel there.

        Raises WorkerDied, also where it takes longer than DRAWING_AT_MOST: nothing else ends what hangs.
        """
        async with self._free:  # who waits for a process is not in it yet: the time does not run
            crew = self._crew or self._hire()
            limit = asyncio.timeout(DRAWING_AT_MOST)
            try:
                async with limit:
                    return await asyncio.wrap_future(crew.submit(work, *facts))
            except BrokenProcessPool as error:
                self._dismiss(crew)
                raise WorkerDied("the process that draws has ended") from error
            except TimeoutError as error:
                if not limit.expired():
                    raise
                self._dismiss(crew)
                raise WorkerDied(f"a drawing took longer than {DRAWING_AT_MOST:.0f} s") from error

    def _dismiss(self, crew: _Crew) -> None:
        """The next work has a new crew; several may find at once that this one is of no use."""
        if self._crew is crew:
            self._crew = None
            crew.dismiss(wait=False)

    def _hire(self) -> _Crew:
        if self._closed:
            raise WorkerDied("the pool is closed")
        context = multiprocessing.get_context("spawn")
        theirs, ours = context.Pipe(duplex=False)
        # They make it themselves: killed before one has begun, the bot could not take it away any more.
        temporary = str(Path(tempfile.gettempdir()) / f"unsit-{uuid4().hex}")
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
