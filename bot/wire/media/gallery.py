"""The parts that draw, keep and upload exercises, joined and ended together."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.storage.database import Storage
from bot.wire.calls import Calls
from bot.wire.media.ahead import Ahead, Uploader
from bot.wire.media.pool import Pool
from bot.wire.media.shelf import Shelf
from bot.wire.media.store import MediaStore
from bot.wire.media.studio import Draw, Studio, in_pool
from bot.wire.telegram import Telegram
from scheduler.clock import Clock


@dataclass(frozen=True, slots=True)
class Gallery:
    """Close it when done."""

    pool: Pool
    studio: Studio
    store: MediaStore
    uploader: Uploader
    ahead: Ahead

    async def close(self) -> None:
        """Leave off, without waiting for what is drawn at the moment."""
        await self.ahead.close()
        await self.studio.close()
        await self.pool.close()


def joined(
    storage: Storage,
    telegram: Telegram,
    clock: Clock,
    *,
    folder: Path | None = None,
    chat_id: int = 0,
    draw: Draw | None = None,
) -> Gallery:
    """Nothing is started yet. Drawings are kept in `folder` and uploaded ahead into the chat, where there are any."""
    pool = Pool()
    studio = Studio(draw or in_pool(pool), Shelf(folder))
    store = MediaStore(storage, studio, clock)
    uploader = Uploader(store, studio, Calls(telegram), chat_id)
    return Gallery(pool, studio, store, uploader, Ahead(store, studio, uploader))
