"""`unsit media`: draws every picture and clip ahead, and uploads them where there is a chat for it.

It may run beside `unsit run`: both keep what they draw in the same folder, and claim uploads in the same database,
whose form is then the bot's affair.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from itertools import count

from bot.config import EXAMPLES, ConfigError, Settings
from bot.storage import database
from bot.storage.alone import opened_beside
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
        """Drawn; its bytes. Raises NotMade."""
        return len(await self.studio.make_ahead(drawing))

    async def put_up(self, drawing: Drawing) -> str | None:
        """Uploaded where that is wanted; the reason where Telegram does not keep it. Raises NotMade, ConfigError."""
        if self.upload is None:
            return None
        store, uploader = self.upload
        if not await store.missing([drawing]) or await uploader.upload(drawing):
            return None
        if not uploader.open:
            raise ConfigError(
                f"MEDIA_CHAT_ID: this chat cannot be written to ({uploader.trouble}). Has it started the bot? "
                f"Example: MEDIA_CHAT_ID={EXAMPLES['MEDIA_CHAT_ID']}"
            )
        return uploader.trouble


class _Run:
    """One run over all that is missing: what became of each, and in the end of them all."""

    def __init__(self, tools: _Tools, total: int, say: Say) -> None:
        self._tools = tools
        self._total = total
        self._say = say
        self._free = asyncio.Semaphore(tools.at_a_time)
        self._numbers = count(1)
        self._not_made = 0
        self._not_uploaded: list[str] = []

    async def make(self, drawing: Drawing) -> None:
        """One of them, and a line for it."""
        async with self._free:
            became = await self._became(drawing)
        self._say(f"{next(self._numbers)}/{self._total} {drawing.subject} {became}")

    async def _became(self, drawing: Drawing) -> str:
        try:
            drawn = f"{await self._tools.make(drawing) / 1000:.0f} kB"
            reason = await self._tools.put_up(drawing)
        except NotMade as error:
            self._not_made += 1
            return f"failed: {error}"
        if reason is None:
            return drawn
        self._not_uploaded.append(reason)
        return f"{drawn}, not uploaded: {reason}"

    def sum_up(self) -> int:
        """How many are not as they should be, and a line for those that only could not be uploaded."""
        if self._not_uploaded:
            self._say(f"{len(self._not_uploaded)} could not be uploaded: {self._not_uploaded[-1]}")
        return self._not_made + len(self._not_uploaded)


async def prepare(settings: Settings, say: Say, *, draw: Draw | None = None) -> int:
    """Make all that is missing, a line for each. How many could not be made, or not be uploaded where they should.

    Raises CatalogueError, ConfigError, DatabaseError, NotUs. Cancelled, it leaves nothing half done.
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
    run = _Run(tools, len(missing), say)
    try:
        async with asyncio.TaskGroup() as group:
            for drawing in missing:
                group.create_task(run.make(drawing))
    except ExceptionGroup as failures:  # the first ended it: whoever started us knows what to say of that one
        raise failures.exceptions[0] from None
    return run.sum_up()


@asynccontextmanager
async def _opened(settings: Settings, draw: Draw | None) -> AsyncIterator[_Tools]:
    async with AsyncExitStack() as closing:
        if settings.bot_token is None or not settings.media_chat_id:
            pool = Pool()
            closing.push_async_callback(pool.close)
            studio = Studio(draw or in_pool(pool), Shelf(settings.media_dir))
            closing.push_async_callback(studio.close)
            yield _Tools(studio, pool.workers)
            return
        storage = await opened_beside(settings.database)
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
