"""The edge to Telegram with real parts: a database file, the playground over HTTP, and a clock that stands still."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from bot.playground.samples import CLIP, PHOTO
from bot.playground.server import Playground
from bot.storage import database, mail
from bot.storage.database import Storage
from bot.wire.client import Timeouts
from bot.wire.http import Http
from bot.wire.limits import Rates
from bot.wire.looking import Looking
from bot.wire.making import Maker, Workshop
from bot.wire.media import gallery
from bot.wire.media.gallery import Gallery
from bot.wire.media.illustrator import Illustrator
from bot.wire.news import News
from bot.wire.outbox import Outbox
from bot.wire.outgoing import Importance, Outgoing, Unsent
from bot.wire.post import Post
from bot.wire.settling import Settling
from bot.wire.telegram import Telegram, connect
from content.media.recipes import Clip, Recipe
from scheduler.clock import MovableClock


class Pose(BaseModel):
    """Stands for a figure."""

    knees: int = 2


UNPACED = Rates(messages=10**6, edits=10**6, bulk=10**6)
FIGURES = {"lizard": Pose(), "lunge": Pose(knees=1)}


@dataclass
class Edge:
    """Everything between the database and the chat."""

    clock: MovableClock
    storage: Storage
    playground: Playground
    telegram: Telegram
    address: str
    gone: list[int] = field(default_factory=list)
    missed: list[int] = field(default_factory=list)
    reached: list[tuple[str, bool]] = field(default_factory=list)
    never_sent: list[tuple[str, Unsent]] = field(default_factory=list)
    makers: dict[str, Maker] = field(default_factory=dict)
    folder: Path | None = None
    media_chat: int = 0
    drawn: list[Recipe] = field(default_factory=list)
    galleries: list[Gallery] = field(default_factory=list)

    async def draw(self, recipe: Recipe, _figures: Sequence[BaseModel]) -> bytes:
        """A tiny file in place of a drawing."""
        self.drawn.append(recipe)
        return CLIP if isinstance(recipe, Clip) else PHOTO

    def illustrator(self) -> Illustrator:
        """A new one, as after a restart, on the same database and folder."""
        parts = gallery.joined(
            self.storage,
            self.telegram,
            self.clock,
            folder=self.folder,
            chat_id=self.media_chat,
            draw=self.draw,
        )
        self.galleries.append(parts)
        return Illustrator(FIGURES, parts.store, parts.ahead)

    def post(self, illustrator: Illustrator | None = None) -> Post:
        """A new post, as after a restart."""
        drawn = illustrator or self.illustrator()
        workshop = Workshop(self.storage, self.makers)
        looking, settling = Looking(self.storage), Settling(self.storage, self.clock)
        return Post(self.telegram, looking, settling, workshop, drawn)

    @property
    def methods(self) -> list[str]:
        """What was asked of Telegram so far."""
        return [entry.method for entry in self.playground.journal.entries if entry.method != "getMe"]

    def news(self) -> News:
        """Noted here."""

        async def on_gone(chat_id: int) -> None:
            self.gone.append(chat_id)

        async def on_missed(chat_id: int) -> None:
            self.missed.append(chat_id)

        async def on_drawn(row: mail.Waiting, slot: str, as_meant: bool) -> None:
            self.reached.append((slot, as_meant))

        async def on_unsent(row: mail.Waiting, slot: str, why: Unsent) -> None:
            self.never_sent.append((slot, why))

        return News(on_gone, on_missed, on_drawn, on_unsent)

    def outbox(self, rates: Rates = UNPACED, news: News | None = None, **options: Any) -> Outbox:
        """A new outbox on the same database. It is not paced unless it is to be."""
        heard = news or self.news()
        return Outbox(
            self.storage,
            self.telegram,
            self.clock,
            self.makers,
            illustrator=self.illustrator(),
            news=heard,
            rates=rates,
            **options,
        )

    async def keep(
        self, *outgoing: Outgoing, chat_id: int = 1, importance: Importance = Importance.ANSWER
    ) -> list[mail.Waiting]:
        """Commit these, as a turn would."""
        bodies = [(one.dump(), None) for one in outgoing]
        now = self.clock.now()
        return await self.storage.write(
            partial(mail.queue, chat_id=chat_id, bodies=bodies, importance=importance, now=now)
        )

    async def sees(self, holds: Callable[[], bool], seconds: float = 5) -> None:
        """Wait until it holds, also of requests that failed, after which the playground rings no bell."""
        for _ in range(int(seconds / 0.005)):
            if holds():
                return
            await asyncio.sleep(0.005)
        raise TimeoutError

    async def unsent(self) -> int:
        """How many rows are left in the outbox table."""
        return len(await self.storage.read(mail.unsent))


@pytest.fixture
def figures() -> dict[str, Pose]:
    """What can be drawn."""
    return FIGURES


@pytest.fixture
async def edge(tmp_path: Path, new_database: Callable[[Path], str]) -> AsyncIterator[Edge]:
    """Ada has opened the chat; nothing was said yet."""
    clock = MovableClock(datetime(2026, 3, 2, 9, 0, tzinfo=UTC))
    playground = Playground(":memory:", clock)
    playground.person(1, "Ada").type("/start")
    storage = await database.open(new_database(tmp_path / "bot.db"))
    async with playground.serving() as address:
        telegram = connect(playground.token, address)
        await telegram.initialize()
        edge = Edge(clock, storage, playground, telegram, address)
        yield edge
        for parts in edge.galleries:
            await parts.close()
        await telegram.hang_up()
    await storage.close()
    playground.close()


Served = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@pytest.fixture
async def serve() -> AsyncIterator[Callable[..., Awaitable[str]]]:
    """Starts a server that treats each connection so, and gives its URL; for what no real server does on purpose."""
    servers: list[asyncio.Server] = []
    writers: list[asyncio.StreamWriter] = []

    async def started(served: Served, host: str = "127.0.0.1", **how: Any) -> str:
        async def met(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writers.append(writer)
            with suppress(ConnectionError, asyncio.IncompleteReadError):
                await served(reader, writer)

        servers.append(await asyncio.start_server(met, host, 0, **how))
        port = servers[-1].sockets[0].getsockname()[1]
        return f"{'https' if 'ssl' in how else 'http'}://{f'[{host}]' if ':' in host else host}:{port}"

    yield started
    for writer in writers:
        writer.transport.abort()
    for server in servers:
        server.close()
        await server.wait_closed()


@pytest.fixture
async def line() -> AsyncIterator[Callable[..., Http]]:
    """Makes one, and closes it in the end."""
    made: list[Http] = []

    def make(connections: int = 4, proxy: str | None = None, **seconds: float | None) -> Http:
        made.append(Http(connections, Timeouts(**seconds), proxy=proxy))
        return made[-1]

    yield make
    for one in made:
        await one.shutdown()
