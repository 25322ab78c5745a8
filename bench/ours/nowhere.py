"""The real app where nothing is sent: Telegram says yes at once, in the same process, and costs next to nothing."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from itertools import count
from typing import Any
from unittest.mock import patch

from pydantic import BaseModel

from bot.app import App, opened
from bot.playground import samples
from bot.wire.limits import Rates
from content.media.recipes import Clip, Recipe
from scheduler.clock import SystemClock

TOKEN = "1:bench"  # noqa: S105 - of nobody
POLL = 1.0
_FILE = {"file_id": "file", "file_unique_id": "file", "file_size": 1}
_FILES = {"animation": _FILE, "photo": [_FILE]}
UNPACED = Rates(messages=10**6, edits=10**6, bulk=10**6)


class Nowhere:
    """In place of bot.wire.telegram.Telegram: counts what is asked, and knows each chat's newest buttons."""

    id, username = 1, "bench_bot"

    def __init__(self) -> None:
        self.calls: Counter[str] = Counter()
        self.newest: dict[int, tuple[int, dict[str, str]]] = {}
        self._numbers = count(1)
        self._asked = asyncio.Event()

    async def initialize(self) -> None:
        """Nobody is asked who we are."""

    async def hang_up(self) -> None:
        """There is nothing to close."""

    async def poll(self, offset: int | None, seconds: int = 0) -> list[dict[str, Any]]:  # noqa: ARG002 - as the real one
        """Nothing comes in this way."""
        await asyncio.sleep(POLL)
        return []

    async def call(self, method: str, read_timeout: float | None = None, **facts: Any) -> Any:  # noqa: ARG002 - as the real one
        """Yes."""
        self.calls[method] += 1
        self._asked.set()
        if not method.startswith(("send", "edit")):
            return True
        chat_id = facts["chat_id"]
        number = facts.get("message_id") or next(self._numbers)
        buttons = _buttons(facts.get("reply_markup"))
        if buttons:
            self.newest[chat_id] = number, buttons
        chat = {"id": chat_id, "type": "private"}
        return {"message_id": number, "date": int(time.time()), "chat": chat, **_FILES}

    async def until(self, method: str, times: int) -> None:
        """Return when this was asked so many times since the start."""
        while self.calls[method] < times:
            self._asked.clear()
            await self._asked.wait()


def _buttons(markup: Any) -> dict[str, str]:
    rows = markup.get("inline_keyboard", []) if isinstance(markup, dict) else []
    return {key["text"]: key["callback_data"] for row in rows for key in row if "callback_data" in key}


async def draw(recipe: Recipe, _figures: Sequence[BaseModel]) -> bytes:
    """What is drawn is measured elsewhere."""
    return samples.CLIP if isinstance(recipe, Clip) else samples.PHOTO


class Chat:
    """One person's side of it: what they do, as updates."""

    _updates = count(1)

    def __init__(self, app: App, nowhere: Nowhere, person: int) -> None:
        self._app, self._nowhere, self._person = app, nowhere, person

    async def type(self, text: str) -> None:
        """Send a text."""
        await self._receive("message", {**self._message(0), "text": text, **_command(text)})

    async def tap(self, label: str) -> None:
        """Press the button that begins with this label, below the newest message with buttons."""
        number, buttons = self._nowhere.newest[self._person]
        (data,) = [data for shown, data in buttons.items() if shown.startswith(label)]
        query = {"id": str(next(self._updates)), "chat_instance": "1", "from": self._user()}
        await self._receive("callback_query", {**query, "message": self._message(number), "data": data})

    async def _receive(self, kind: str, content: dict[str, Any]) -> None:
        await self._app.unkept.receive([{"update_id": next(self._updates), kind: content}])

    def _user(self) -> dict[str, Any]:
        return {"id": self._person, "is_bot": False, "first_name": "Ada", "language_code": "en"}

    def _message(self, number: int) -> dict[str, Any]:
        chat = {"id": self._person, "type": "private", "first_name": "Ada"}
        return {
            "message_id": number or next(self._updates),
            "date": int(time.time()),
            "chat": chat,
            "from": self._user(),
        }


def _command(text: str) -> dict[str, Any]:
    if not text.startswith("/"):
        return {}
    return {"entities": [{"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}]}


@asynccontextmanager
async def serving(url: str, rates: Rates = UNPACED) -> AsyncIterator[tuple[App, Nowhere]]:
    """The app on this database, by the real clock."""
    nowhere = Nowhere()
    with patch("bot.app.connect", lambda *_args, **_facts: nowhere):
        async with opened(url, TOKEN, "http://127.0.0.1", SystemClock(), draw=draw, rates=rates) as app:
            running = asyncio.create_task(app.run())
            try:
                yield app, nowhere
            finally:
                running.cancel()
                await asyncio.gather(running, return_exceptions=True)
