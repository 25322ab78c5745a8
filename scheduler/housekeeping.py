"""Recurring chores (pruning, sweeps, heartbeats) on APScheduler, kept going when the system's clock is
set."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from scheduler.trouble import anonymous

Chore = Callable[[], Awaitable[None]]

LARGEST_DRIFT = 30.0
"""Seconds that wall clock and monotonic time may part before the chores follow."""

_log = structlog.get_logger(__name__)


class Housekeeping:
    """Runs chores at intervals. They must not depend on the moment: what has one belongs in the due table.

    APScheduler waits for a wall-clock time, so a clock set back an hour would silence it for an hour; a watch
    compares the two clocks every `watch_every` seconds and schedules the chores anew. A chore that fails is
    logged, and runs again at its next time.
    """

    def __init__(
        self,
        wall: Callable[[], float] = time.time,
        monotonic: Callable[[], float] = time.monotonic,
        watch_every: float = 5.0,
    ) -> None:
        self._wall = wall
        self._monotonic = monotonic
        self._watch_every = watch_every
        self._scheduler = AsyncIOScheduler(
            timezone=UTC, job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        )
        self._watch: asyncio.Task[None] | None = None

    def every(self, name: str, job: Chore, *, hours: int = 0, minutes: int = 0, seconds: int = 0) -> None:
        """Run `job`, a coroutine function, at this interval, the first time when one has passed.

        The log calls it by its name.
        """
        trigger = IntervalTrigger(hours=hours, minutes=minutes, seconds=seconds, timezone=UTC)
        self._scheduler.add_job(_surviving(name, job), trigger, name=name)

    def start(self) -> None:
        """Begin, on the running event loop."""
        self._scheduler.start()
        self._watch = asyncio.get_running_loop().create_task(self._watch_clocks(self._apart()))

    async def stop(self) -> None:
        """End; a chore under way is cancelled."""
        if self._watch is None:
            return
        self._watch.cancel()
        await asyncio.gather(self._watch, return_exceptions=True)
        self._watch = None
        self._scheduler.shutdown(wait=False)
        await asyncio.sleep(0)  # APScheduler shuts down in a callback of the loop

    def _apart(self) -> float:
        return self._wall() - self._monotonic()

    async def _watch_clocks(self, apart: float) -> None:
        while True:
            await asyncio.sleep(self._watch_every)
            drift = self._apart() - apart
            if abs(drift) > LARGEST_DRIFT:
                apart += drift
                self._follow(drift)

    def _follow(self, drift: float) -> None:
        _log.warning("clock_was_set", by_seconds=round(drift))
        if drift > 0:
            self._scheduler.wakeup()
            return
        for job in self._scheduler.get_jobs():
            job.modify(next_run_time=job.next_run_time + timedelta(seconds=drift))


def _surviving(name: str, job: Chore) -> Chore:
    """The chore, with its failures logged here: APScheduler would log their messages too, which may quote
    people."""

    async def run() -> None:
        try:
            await job()
        except Exception as error:  # the next run may go better
            _log.error("chore_failed", chore=name, **anonymous(error))

    return run
