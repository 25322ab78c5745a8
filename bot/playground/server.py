"""The playground put together: the Bot API and the chat page over one messenger, served on 127.0.0.1."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Literal

from starlette.applications import Starlette
from starlette.middleware import Middleware

from bot.playground.api import BotApi
from bot.playground.clock import Clock
from bot.playground.connections import Connections
from bot.playground.courier import Courier
from bot.playground.faults import Faults
from bot.playground.formatted import Json
from bot.playground.guard import Guard
from bot.playground.journal import Journal
from bot.playground.limits import Limits
from bot.playground.messenger import Messenger
from bot.playground.person import Person
from bot.playground.screen import Screen
from bot.playground.site import MoveClock, Site
from bot.playground.store.people import PersonRow

TOKEN = "1000001:playground-token-of-no-worth"  # noqa: S105 - opens nothing but this local server


class Playground:
    """A local Telegram for one bot. Use it in one event loop; `serving` starts it."""

    def __init__(
        self,
        store: Path | Literal[":memory:"],
        clock: Clock,
        *,
        token: str = TOKEN,
        move_clock: MoveClock | None = None,
        name: str = "Unsit",
        username: str = "unsit_bot",
    ) -> None:
        self._messenger = Messenger(store, token, clock, name, username)
        self._connections = Connections()
        clock.on_change(self._messenger.clock_moved)
        site = Site(self._messenger, Screen(self._messenger), move_clock)
        api = BotApi(self._messenger, self._connections)
        self.app = Starlette(routes=[*api.routes(), *site.routes()], middleware=[Middleware(Guard)])

    @property
    def token(self) -> str:
        """The bot's token."""
        return self._messenger.token

    @property
    def limits(self) -> Limits:
        """Rate limits; off until `limits.on = True`."""
        return self._messenger.limits

    @property
    def faults(self) -> Faults:
        """Misfortunes; none until asked for."""
        return self._messenger.faults

    @property
    def journal(self) -> Journal:
        """Every request so far."""
        return self._messenger.journal

    def person(
        self,
        id: int = 1,  # noqa: A002 - Telegram's own name for it
        first_name: str = "Ada",
        last_name: str | None = None,
        username: str | None = None,
        language_code: str | None = "en",
    ) -> Person:
        """The person with this id, added or renamed."""
        self._messenger.people.put(PersonRow(id, first_name, last_name, username, language_code))
        return Person(self._messenger, id)

    def deliver(self, kind: str, body: Json) -> None:
        """Hand the bot an update of this kind as it stands, also one that no app and no person here can cause."""
        with self._messenger.database.transaction():
            self._messenger.updates.add(kind, body, self._messenger.now())
        self._messenger.changed()

    def ask(self, chat_id: int = 0, person_id: int = 0, message_id: int = 0) -> str:
        """A tap's question that waits for its answer: its id, for an update that is delivered."""
        with self._messenger.database.transaction():
            return self._messenger.queries.add(chat_id, person_id, message_id, self._messenger.now())

    def unfetched(self) -> int:
        """How many updates were never handed to the bot."""
        return self._messenger.updates.undelivered()

    def unconfirmed(self) -> int:
        """How many updates the bot has not confirmed by asking for later ones."""
        return self._messenger.updates.waiting()

    async def until(self, holds: Callable[[], bool], timeout: float = 5) -> None:
        """Wait until something holds, seen after each change; TimeoutError after `timeout` real seconds."""
        async with asyncio.timeout(timeout):
            while not holds():
                await self._messenger.bell.wait()

    @asynccontextmanager
    async def serving(self, port: int = 0) -> AsyncIterator[str]:
        """Serve on 127.0.0.1 and yield the address, such as http://127.0.0.1:8081."""
        self._messenger.closing = False
        async with self._connections.serving(self.app, port, self._stopping) as address:
            bringing = asyncio.create_task(Courier(self._messenger).run())
            try:
                yield address
            finally:
                bringing.cancel()
                with suppress(asyncio.CancelledError):
                    await bringing

    def _stopping(self) -> None:
        self._messenger.closing = True
        self._messenger.changed()

    def close(self) -> None:
        """Let go of the store."""
        self._messenger.database.close()
