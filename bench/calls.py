"""How many calls to Telegram a guided session takes: the real bot against the strict local server, its clock moved."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pydantic import BaseModel

from bench.measures import Row
from bot.app import App, opened
from bot.playground import samples
from bot.playground.person import Person
from bot.playground.serve import pass_time
from bot.playground.server import Playground
from bot.wire.limits import Rates
from content.media.recipes import Clip, Recipe
from scheduler.clock import MovableClock

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
UNCOUNTED = {"answerCallbackQuery", "getUpdates", "getMe"}
UNPACED = Rates(messages=10**6, edits=10**6, bulk=10**6)  # nobody waits to read
LONGEST = timedelta(minutes=10)
SESSIONS = {
    "Seated figure four": "two sides, a minute",
    "Bridge with holds": "eight holds",
    "Cat and cow": "repetitions",
    "Three-minute floor": "a routine of three minutes",
}


def rows() -> Iterator[Row]:
    """Each session in clips and in text, from [Start] to the end; nobody taps anything between."""
    for name, what in SESSIONS.items():
        for pictures in ("clips", "text"):
            yield Row(f"{what}, in {pictures}", asyncio.run(_calls(name, pictures)), "calls")


async def _calls(name: str, pictures: str) -> int:
    clock = MovableClock(MONDAY)
    playground = Playground(":memory:", clock, move_clock=None)
    try:
        with tempfile.TemporaryDirectory() as folder:
            url = f"sqlite:///{Path(folder) / 'bench.db'}"
            async with (
                playground.serving() as address,
                opened(url, playground.token, address, clock, draw=_draw, rates=UNPACED) as app,
            ):
                running = asyncio.create_task(app.run())
                try:
                    return await _session(playground, app, clock, name, pictures)
                finally:
                    running.cancel()
                    await asyncio.gather(running, return_exceptions=True)
    finally:
        playground.close()


async def _session(playground: Playground, app: App, clock: MovableClock, name: str, pictures: str) -> int:
    async def settled() -> None:
        await playground.until(lambda: playground.unconfirmed() == 0)
        await app.idle()

    ada = playground.person(1, "Ada")
    for line in ("/start", "[I understand]", "[Use defaults]", f"/settings pictures {pictures}", name):
        _act(ada, line)
        await settled()
    playground.journal.clear()
    _act(ada, "[Start]")
    await settled()
    until = clock.now() + LONGEST
    while "Done." not in ada.last.text:
        if clock.now() > until:
            raise TimeoutError(f"{name} did not end: {ada.last.text!r}")
        await pass_time(app, clock, timedelta(seconds=1))
    return len([entry for entry in playground.journal.entries if entry.method not in UNCOUNTED])


def _act(ada: Person, line: str) -> None:
    if line.startswith("["):
        ada.tap(line.strip("[]"))
    else:
        ada.type(line)


async def _draw(recipe: Recipe, _figures: Sequence[BaseModel]) -> bytes:
    """What is drawn does not change the number of calls."""
    return samples.CLIP if isinstance(recipe, Clip) else samples.PHOTO
