"""How many reminders one core makes: decided, chosen, worded and kept; and sent too, to a Telegram that is nowhere.

Everybody is due at the same moment, and many go out at a time, as with paid broadcasts. The figures are processor time
of all threads; the database is a file that is synchronised at every commit, as the product opens it.
"""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack, closing
from dataclasses import replace
from functools import partial
from itertools import count
from pathlib import Path
from statistics import median
from typing import Any

from bench import population
from bench.measures import REPEATS, Row
from bot.features import DUE, DUE_TOGETHER
from bot.happenings import Happenings
from bot.life.door import OPEN
from bot.playground import samples
from bot.storage import database
from bot.storage.database import Storage
from bot.storage.mail import Waiting
from bot.texts import Texts
from bot.turn import House, Turns
from bot.wire.limits import PAID
from bot.wire.media import gallery
from bot.wire.media.illustrator import Illustrator
from bot.wire.news import News
from bot.wire.outbox import Outbox
from bot.wire.telegram import Telegram
from content import catalogue
from content.media.recipes import Clip, Recipe
from scheduler.budget import Budget
from scheduler.clock import MovableClock
from scheduler.queue import DueQueue
from scheduler.ticker import Ticker

PEOPLE = 2000
AT_LEAST = 2000.0
UNPACED = replace(PAID, messages=10**6, edits=10**6, bulk=10**6)


def rows() -> Iterator[Row]:
    """Reminders a second of processor time."""
    house = House(catalogue.load(), Texts(), "unsit_bot")
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_filled(Path(folder) / "filled.db", house))
        _keep_pictures(Path(folder), house)
        for what, sends in (("kept to be sent", False), ("sent nowhere", True)):
            rate = median(asyncio.run(_a_second(Path(folder), house, sends)) for _ in range(REPEATS))
            yield Row(f"reminders, {what}", rate, "a second", at_least=AT_LEAST if sends else None)


async def _filled(file: Path, house: House) -> None:
    storage = await database.open(f"sqlite:///{file}")
    try:
        await storage.write(partial(population.fill, people=PEOPLE, offers=tuple(house.catalogue.exercises)))
    finally:
        await storage.close()


def _keep_pictures(folder: Path, house: House) -> None:
    """As on any day but the first: Telegram keeps the pictures already."""
    asyncio.run(_a_second(folder, house, sends=True))
    with closing(sqlite3.connect(folder / "filled.db", isolation_level=None)) as filled:
        filled.execute("ATTACH ? AS seen", (str(folder / "bench.db"),))
        filled.execute("INSERT OR REPLACE INTO media SELECT * FROM seen.media WHERE file_id IS NOT NULL")


async def _a_second(folder: Path, house: House, sends: bool) -> float:
    shutil.copyfile(folder / "filled.db", folder / "bench.db")
    async with AsyncExitStack() as stack:
        storage = await database.open(f"sqlite:///{folder / 'bench.db'}")
        stack.push_async_callback(storage.close)
        outbox = await _outbox(storage, house, stack) if sends else None
        return await everybody(storage, house, PEOPLE, outbox)


async def everybody(storage: Storage, house: House, people: int, outbox: Outbox | None) -> float:
    """Remind all people of a filled database; reminders a second."""
    clock, kept = MovableClock(population.DUE_AT), list[Waiting]()

    def send(made: list[Waiting]) -> None:
        kept.extend(made)
        if outbox is not None:
            outbox.enqueue(made)

    turns = Turns(storage, clock, house, send, wake=lambda: ticker.wake())  # noqa: PLW0108 - made below
    ticker = _ticker(storage, clock, Happenings(storage, clock, turns, OPEN, 0), outbox)
    begun = time.process_time()
    running = asyncio.create_task(ticker.run())
    await ticker.idle()
    if outbox is not None:
        await outbox.idle()
    spent = time.process_time() - begun
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert len({row.chat_id for row in kept}) == people, "everybody was to be reminded"
    return people / spent


def _ticker(storage: Storage, clock: MovableClock, happenings: Happenings, outbox: Outbox | None) -> Ticker:
    room: Callable[[], int] | None = None if outbox is None else outbox.room_for_bulk
    return Ticker(
        clock,
        DueQueue(storage.write, storage.read),
        {kind: partial(happenings.due, kind) for kind in DUE},
        Budget(10**6, room=room),
        bulk=tuple(DUE_TOGETHER),
        together={kind: partial(happenings.due_together, kind) for kind in DUE_TOGETHER},
    )


class Nowhere(Telegram):
    """Takes everything at once."""

    _numbers = count(1)

    async def call(self, method: str, read_timeout: float | None = None, **facts: Any) -> Any:  # noqa: ARG002 - as Telegram has it
        """A message where one was to be sent."""
        if not method.startswith("send"):
            return True
        file = {"file_id": "kept", "file_unique_id": "kept", "width": 8, "height": 8, "duration": 1}
        return {"message_id": next(self._numbers), "photo": [file], "animation": file}


async def _outbox(storage: Storage, house: House, stack: AsyncExitStack) -> Outbox:
    async def draw(recipe: Recipe, _figures: object) -> bytes:
        return samples.CLIP if isinstance(recipe, Clip) else samples.PHOTO

    async def nothing(*_facts: object) -> None:
        """No news is looked at."""

    clock, telegram = MovableClock(population.DUE_AT), Nowhere("1:A")
    parts = gallery.joined(storage, telegram, clock, draw=draw)
    stack.push_async_callback(parts.close)
    illustrator = Illustrator(house.catalogue.figures, parts.store, parts.ahead)
    news = News(nothing, nothing, nothing, nothing)
    outbox = Outbox(storage, telegram, clock, {}, illustrator=illustrator, news=news, rates=UNPACED)
    stack.push_async_callback(outbox.close)
    return outbox
