"""`unsit media`: draws every picture and clip ahead, and uploads them where there is a chat for it.

It may run beside `unsit run`: both keep what they draw in the same folder, and claim uploads in the same database.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from itertools import count

from bot.config import Settings
from bot.storage import database
from bot.wire.media import gallery
from bot.wire.media.ahead import Uploader
from bot.wire.media.drawing import Drawing, NotMade, drawing_of
from bot.wire.media.pool import Pool
from bot.wire.media.shelf import Shelf
from bot.wire.media.store import MediaStore
from bot.wire.media.studio import Draw, Studio, in_pool
from bot.wire.telegram import connect, say_hello
from content import catalogue
from content.catalogue import Catalogue
from content.media import ahead
from content.media.recipes import drawn_in
from scheduler.clock import SystemClock

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class _Tools:
    """What draws, how many at a time, and what uploads, where that is wanted."""

    studio: Studio
    at_a_time: int
    upload: tuple[MediaStore, Uploader] | None = None

    async def missing(self, drawings: Iterable[Drawing]) -> list[Drawing]:
        """Those that are not drawn, or not uploaded where they should be."""
        every = list(drawings)
        drawn = [await self.studio.has(drawing) for drawing in every]
        to_upload = await self.upload[0].missing(every) if self.upload else []
        return [one for one, there in zip(every, drawn, strict=True) if not there or one in to_upload]

    async def make(self, drawing: Drawing) -> int:
        """Drawn, and uploaded where that is wanted; its bytes. Raises NotMade."""
        content = await self.studio.make_ahead(drawing)
        if self.upload is not None and self.upload[1].open:
            store, uploader = self.upload
            if await store.missing([drawing]):
                await uploader.upload(drawing)
        return len(content)


async def prepare(settings: Settings, say: Say, *, draw: Draw | None = None) -> int:
    """Make all that is missing, a line for each. How many could not be made.

    Raises CatalogueError, DatabaseError, NotUs. Cancelled, it leaves nothing half done.
    """
    drawings = drawings_of(catalogue.load(own=settings.content_dir))
    async with _opened(settings, draw) as tools:
        missing = await tools.missing(drawings)
        if not missing:
            say(f"nothing to do: all {len(drawings)} are there")
        return await _make_all(missing, tools, say)


def drawings_of(everything: Catalogue) -> list[Drawing]:
    """All that can be needed, each once."""
    wanted = (
        recipe for recipe in ahead.recipes(everything) if set(drawn_in(recipe)) <= set(everything.figures)
    )
    found = (drawing_of(recipe, everything.figures) for recipe in wanted)
    return list({drawing.digest: drawing for drawing in found}.values())


async def _make_all(missing: list[Drawing], tools: _Tools, say: Say) -> int:
    free = asyncio.Semaphore(tools.at_a_time)
    numbers = count(1)
    failed = 0

    async def make(drawing: Drawing) -> None:
        nonlocal failed
        async with free:
            try:
                became = f"{await tools.make(drawing) / 1000:.0f} kB"
            except NotMade as error:
                failed += 1
                became = f"failed: {error}"
        say(f"{next(numbers)}/{len(missing)} {drawing.subject} {became}")

    async with asyncio.TaskGroup() as group:
        for drawing in missing:
            group.create_task(make(drawing))
    return failed


@asynccontextmanager
async def _opened(settings: Settings, draw: Draw | None) -> AsyncIterator[_Tools]:
    async with AsyncExitStack() as closing:
        if settings.bot_token is None or not settings.media_chat_id:
            pool = Pool()
            closing.push_async_callback(pool.close)
            yield _Tools(Studio(draw or in_pool(pool), Shelf(settings.media_dir)), pool.workers)
            return
        storage = await database.open(settings.database)
        closing.push_async_callback(storage.close)
        telegram = connect(settings.bot_token.get_secret_value(), settings.telegram_api_url)
        closing.push_async_callback(telegram.hang_up)
        await say_hello(telegram)
        await storage.write(partial(database.stamp, bot_id=telegram.id))
        parts = gallery.joined(
            storage,
            telegram,
            SystemClock(),
            folder=settings.media_dir,
            chat_id=settings.media_chat_id,
            draw=draw,
        )
        closing.push_async_callback(parts.close)
        yield _Tools(parts.studio, parts.pool.workers, (parts.store, parts.uploader))
