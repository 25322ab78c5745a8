"""The real bot behind a port of its own, with the playground as Telegram, over HTTP both ways."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from bot.app import App, opened
from bot.playground.server import Playground
from bot.web import server
from bot.wire.limits import Rates
from bot.wire.webhook import Hook
from scheduler.clock import MovableClock

SECRET = "let-me-in"
UNPACED = Rates(messages=10**6, edits=10**6, bulk=10**6)


def free_port() -> int:
    """A port that nobody listens on."""
    with server.taken(0) as listener:
        port: int = listener.getsockname()[1]
        return port


@dataclass
class House:
    """The bot, its clock, Telegram's side, and whoever knocks."""

    app: App
    clock: MovableClock
    playground: Playground
    http: httpx.AsyncClient

    async def deliver(
        self, body: bytes | AsyncIterator[bytes], secret: str | None = SECRET, path: str = "/hook"
    ) -> int:
        """The code with which this delivery is answered."""
        headers = {} if secret is None else {b"X-Telegram-Bot-Api-Secret-Token": secret.encode()}
        return (await self.http.post(path, content=body, headers=headers)).status_code

    async def settle(self) -> None:
        """Wait until everything is brought and answered."""
        await self.playground.until(lambda: self.playground.unconfirmed() == 0)
        await self.app.idle()


Open = Callable[..., object]


@pytest.fixture
async def street(tmp_path: Path, new_database: Callable[[Path], str]) -> AsyncIterator[Open]:
    """Opens houses: `async with street(webhook=True) as house`. One after the other on one database, or on `database`.

    Those with the `hook` of another are behind the same proxy, so to speak.
    """
    clock = MovableClock(datetime(2026, 3, 2, 8, 55, tzinfo=UTC))
    playground = Playground(":memory:", clock)
    url = new_database(tmp_path / "bot.db")
    async with playground.serving() as telegram:

        @asynccontextmanager
        async def street(
            *, webhook: bool, database: str = "", hook: Hook | None = None
        ) -> AsyncIterator[House]:
            port = free_port()
            address = f"http://127.0.0.1:{port}"
            if webhook and hook is None:
                hook = Hook(f"{address}/hook", SECRET)
            async with (
                opened(
                    database or url, playground.token, telegram, clock, rates=UNPACED, hook=hook, port=port
                ) as app,
                httpx.AsyncClient(base_url=address, trust_env=False) as http,
            ):
                running = asyncio.create_task(app.run())
                house = House(app, clock, playground, http)
                try:
                    await house.playground.until(lambda: bool(playground.journal.of(_LOOKS[webhook])))
                    await _answers(http)
                    yield house
                finally:
                    running.cancel()
                    await asyncio.gather(running, return_exceptions=True)

        yield street
    playground.close()


async def _answers(http: httpx.AsyncClient) -> None:
    """Wait until somebody listens."""
    async with asyncio.timeout(5):
        while True:
            try:
                await http.get("/")
            except httpx.ConnectError:
                await asyncio.sleep(0.01)
            else:
                return


_LOOKS = {True: "getWebhookInfo", False: "getUpdates"}
