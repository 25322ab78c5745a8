"""One process of a fleet, by a clock at which everybody is due when it is told to begin."""

from __future__ import annotations

import asyncio
import sys
import time
from dataclasses import replace
from datetime import timedelta

from bench.ours.nowhere import TOKEN, draw
from bench.population import DUE_AT
from bench.process import arguments, told
from bot.app import App, opened
from bot.wire.limits import PAID, Rates
from scheduler.clock import MovableClock

BEGUN = 4
"""Reminders for each place: those in the middle of a call, and those that look something up or write it down."""
BEFORE = timedelta(minutes=1)


def _rates(places: int) -> Rates:
    """No limit on reminders but how many calls are under way; enough reminders are prepared and noted beside them."""
    return replace(PAID, bulk=10**6, places=places, bulk_places=BEGUN * places)


async def main(url: str, telegram: str, places: int) -> dict[str, float]:
    """Seconds of processor time between two lines read: everybody is due, and it is over. Says when it is ready."""
    clock = MovableClock(DUE_AT - BEFORE)
    async with opened(url, TOKEN, telegram, clock, draw=draw, rates=_rates(places)) as app:
        running = asyncio.create_task(app.run())
        await _ready(app)
        await _line()
        begun = time.process_time()
        clock.set(DUE_AT)
        await _line()
        used = time.process_time() - begun
        await app.idle()
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
    return {"processor": used}


async def _ready(app: App) -> None:
    while not app.presence.certain:
        await app.presence.changed()
    await app.idle()
    print("ready", flush=True)  # noqa: T201


async def _line() -> None:
    await asyncio.to_thread(sys.stdin.readline)


if __name__ == "__main__":
    told(asyncio.run(main(**arguments())))
