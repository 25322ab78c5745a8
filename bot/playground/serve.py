"""The playground and the real bot in one process: they talk to each other over real HTTP, as on Telegram."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from bot.app import App, opened
from bot.config import ConfigError
from bot.playground.server import TOKEN, Playground
from bot.storage import people
from scheduler.clock import MovableClock
from scheduler.workweek import WorkWeek

FIRST_PORT = 8081
REAL = "real"
NEXT_WORKING_MORNING = "next_working_morning"


class _Hand:
    """Moves the playground's clock so that everything on the way happens in its order."""

    def __init__(self, clock: MovableClock) -> None:
        self.clock = clock
        self.app: App | None = None

    async def move(self, by: timedelta | str) -> None:
        """Forward by so much, to the next working morning, or back to the real time."""
        if by == REAL:
            self.clock.offset = timedelta()
        elif isinstance(by, timedelta):
            await pass_time(self.app, self.clock, by)
        elif by == NEXT_WORKING_MORNING:
            await pass_time(self.app, self.clock, await self._next_morning() - self.clock.now())

    async def _next_morning(self) -> datetime:
        """When the first person in the chats begins the next working day; nobody yet: at nine, Monday to Friday."""
        now = self.clock.now()
        known = await self.app.storage.read(people.weeks) if self.app else []
        weeks = known or [WorkWeek.parse("Mon-Fri 9-17", "Etc/UTC")]
        starts = [start for week in weeks if (start := _next_day_starts(week, now)) is not None]
        return min(starts, default=now)


async def pass_time(app: App | None, clock: MovableClock, by: timedelta) -> None:
    """Let time pass from one due moment to the next: a jump would be an outage, with sessions paused for it."""
    target = clock.now() + by
    while app is not None:
        await app.idle()
        due = await app.ticker.next_at()
        if due is None or due >= target:
            break
        if due > clock.now():
            clock.set(due)
    if target > clock.now():
        clock.set(target)
    if app is not None:
        await app.idle()


async def serve(
    data_dir: Path, port: int | None, announce: Callable[[str], None], content_dir: Path | None = None
) -> None:
    """Serve the playground and the bot until cancelled. `announce` gets the page's address once it can be opened.

    The folders are there already. Raises ConfigError where the chats in it or the port cannot be used, CatalogueError
    where something is wrong with the operator's own exercises.
    """
    kept = data_dir / "playground.offset"
    clock = MovableClock(running=True)
    clock.offset = _kept_offset(kept)
    clock.on_change(partial(_keep_offset, kept, clock))
    hand = _Hand(clock)
    playground = _playground(data_dir / "playground.chats.db", clock, hand)
    try:
        async with playground.serving(await _free_port(port)) as address:
            url = f"sqlite:///{data_dir / 'playground.db'}"
            media_dir = data_dir / "media"
            async with opened(
                url, TOKEN, address, clock, content_dir=content_dir, media_dir=media_dir
            ) as app:
                hand.app = app
                announce(address)
                await app.run()
    finally:
        playground.close()


def _playground(chats: Path, clock: MovableClock, hand: _Hand) -> Playground:
    try:
        return Playground(chats, clock, move_clock=hand.move)
    except sqlite3.Error as error:
        raise ConfigError(
            f"DATA_DIR: the playground's chats in {chats} cannot be read ({error}). "
            "Move them away, or use another folder. Example: DATA_DIR=./data"
        ) from error


def _next_day_starts(week: WorkWeek, now: datetime) -> datetime | None:
    today = week.day_of(now)
    days = (today + timedelta(days=number) for number in range(1, 15))
    return next((week.on(day)[0].start for day in days if week.is_workday(day)), None)


def _keep_offset(path: Path, clock: MovableClock) -> None:
    whole = path.with_suffix(".new")  # a kill in the middle of writing must not set the clock back
    whole.write_text(str(clock.offset.total_seconds()), "utf-8")
    whole.replace(path)


def _kept_offset(path: Path) -> timedelta:
    """How far the clock had been moved before a restart, so that no time runs backwards in a chat."""
    try:
        return timedelta(seconds=float(path.read_text("utf-8")))
    except (OSError, ValueError, OverflowError):
        return timedelta()


async def _free_port(wanted: int | None) -> int:
    """The wanted port; else the first free one from 8081 on, so that the address stays the same from run to run."""
    if wanted is not None:
        await _try_port(wanted)
        return wanted
    for port in range(FIRST_PORT, FIRST_PORT + 20):
        try:
            await _try_port(port)
        except ConfigError:
            continue
        return port
    return 0


async def _try_port(port: int) -> None:
    try:
        server = await asyncio.start_server(lambda *_: None, "127.0.0.1", port)
    except (OSError, OverflowError) as error:
        raise ConfigError(f"--port: {port} cannot be used ({error}). Example: --port 8090") from error
    server.close()
    await server.wait_closed()
