"""The bot under test, alone in a process, so that its memory is nobody else's: `python -m trials.week.child`.

The parent owns the clock: each line on standard input is a moment to move to, or empty to come to rest where it is.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import Any

from pydantic import BaseModel

from bot import logs
from bot.agenda import REMINDER
from bot.app import App, opened
from bot.features.session.live import STEP
from bot.playground import samples
from bot.wire.limits import Rates
from content.media.recipes import Clip, Recipe
from scheduler import due
from scheduler.clock import MovableClock

UNPACED = Rates(
    messages=10**6, edits=10**6, bulk=10**6
)  # nobody waits to read, and a week has to pass in minutes


async def draw(recipe: Recipe, _figures: Sequence[BaseModel]) -> bytes:
    """A tiny picture or clip: drawing happens in processes of its own, and has trials of its own."""
    return samples.CLIP if isinstance(recipe, Clip) else samples.PHOTO


async def serve(database: str, token: str, address: str, start: datetime) -> None:
    """Serve until the input ends."""
    clock = MovableClock(start)
    async with opened(database, token, address, clock, draw=draw, rates=UNPACED) as app:
        running = asyncio.create_task(app.run())
        try:
            await _obey(app, clock, running)
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)


async def _obey(app: App, clock: MovableClock, running: asyncio.Task[None]) -> None:
    orders = asyncio.StreamReader()
    pipe, _ = await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(orders), sys.stdin
    )
    try:
        while line := await orders.readline():
            answer = await _answer(app, clock, line.decode().strip())
            sys.stdout.write(f"{json.dumps(answer)}\n")
            sys.stdout.flush()
            if running.done():
                running.result()
    finally:
        pipe.close()


async def _answer(app: App, clock: MovableClock, moment: str) -> dict[str, Any]:
    if moment:
        clock.set(datetime.fromisoformat(moment))
    await app.idle()
    coming = await app.storage.read(partial(due.next_by_kind, kinds=(REMINDER, STEP)))
    return {"due": {kind: at.isoformat() for kind, at in coming.items()}, "faults": _faults(app)}


def _faults(app: App) -> dict[str, int]:
    return {
        "updates parked": app.inbox.parked,
        "updates passed over": app.inbox.passed_over,
        "messages refused": app.outbox.refused,
        "messages too late": app.outbox.stale,
        "handlers failed": sum(app.ticker.failures.values()),
    }


if __name__ == "__main__":
    logs.set_up("WARNING", "console")
    with suppress(KeyboardInterrupt):
        database, token, address, start = sys.argv[1:]
        asyncio.run(serve(database, token, address, datetime.fromisoformat(start)))
