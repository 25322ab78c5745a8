"""The edge to Telegram with real parts: a database file, the playground over HTTP, and a clock that stands still."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from bot.playground.server import Playground
from bot.storage import database, mail
from bot.storage.database import Storage
from bot.wire.making import Maker
from bot.wire.outbox import Outbox
from bot.wire.outgoing import Importance, Outgoing
from bot.wire.telegram import Telegram, connect
from scheduler.clock import MovableClock


@dataclass
class Edge:
    """Everything between the database and the chat."""

    clock: MovableClock
    storage: Storage
    playground: Playground
    telegram: Telegram
    address: str
    gone: list[int] = field(default_factory=list)
    makers: dict[str, Maker] = field(default_factory=dict)

    def outbox(self) -> Outbox:
        """A new outbox on the same database."""

        async def on_gone(chat_id: int) -> None:
            self.gone.append(chat_id)

        return Outbox(self.storage, self.telegram, self.clock, on_gone, self.makers)

    async def keep(self, *outgoing: Outgoing, chat_id: int = 1) -> list[mail.Waiting]:
        """Commit these, as a turn would."""
        bodies = [(one.dump(), None) for one in outgoing]
        now = self.clock.now()
        return await self.storage.write(
            partial(mail.queue, chat_id=chat_id, bodies=bodies, importance=Importance.ANSWER, now=now)
        )

    async def unsent(self) -> int:
        """How many rows are left in the outbox table."""
        return len(await self.storage.read(mail.unsent))


@pytest.fixture
async def edge(tmp_path: Path) -> AsyncIterator[Edge]:
    """Ada has opened the chat; nothing was said yet."""
    clock = MovableClock(datetime(2026, 3, 2, 9, 0, tzinfo=UTC))
    playground = Playground(":memory:", clock)
    playground.person(1, "Ada").type("/start")
    storage = await database.open(f"sqlite:///{tmp_path / 'bot.db'}")
    async with playground.serving() as address:
        telegram = connect(playground.token, address)
        await telegram.initialize()
        yield Edge(clock, storage, playground, telegram, address)
        await telegram.hang_up()
    await storage.close()
    playground.close()
