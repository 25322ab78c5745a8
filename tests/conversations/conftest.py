"""A person and the real bot, over real HTTP with the playground between them, and a clock that a test moves.

`scene` is the stage. Everything waits for the bot to come to rest, so a test reads like the chat:

    ada = await scene.somebody_set_up("Ada")
    await scene.pass_time(minutes=50)
    assert "sitting" in ada.sees
    await ada.taps("In 15")
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pydantic import BaseModel

from bot.app import App, opened
from bot.life.door import Door
from bot.playground import samples
from bot.playground.person import Person
from bot.playground.seen import SeenMessage
from bot.playground.serve import pass_time
from bot.playground.server import Playground
from bot.wire.limits import Rates
from content.media.recipes import Clip, Recipe
from scheduler.clock import MovableClock

UNPACED = Rates(messages=10**6, edits=10**6, bulk=10**6)  # people in tests do not wait to read
MONDAY_MORNING = datetime(2026, 3, 2, 8, 55, tzinfo=UTC)


async def draw(recipe: Recipe, _figure: BaseModel) -> bytes:
    """A tiny picture or clip in place of a drawn one: real drawing has tests of its own."""
    return samples.CLIP if isinstance(recipe, Clip) else samples.PHOTO


class Somebody:
    """A person at the chat. What they do is over when the bot has come to rest."""

    def __init__(self, scene: Scene, chat: Person) -> None:
        self._scene = scene
        self.chat = chat

    async def says(self, text: str) -> None:
        """Types a line or a command."""
        self.chat.type(text)
        await self._scene.settle()

    async def taps(self, *labels: str) -> None:
        """Presses buttons by their labels, one after the other; the newest message with such a button counts."""
        for label in labels:
            self.chat.tap(label)
            await self._scene.settle()

    async def taps_old(self, message: SeenMessage, label: str) -> None:
        """Presses a button as it was on a message seen earlier, whatever that message shows by now."""
        pairs = zip(message.buttons, message.data, strict=True)
        found = {name: data for names, row in pairs for name, data in zip(names, row, strict=True)}
        self.chat.tap_data(message.id, found[label] or "")
        await self._scene.settle()

    async def shares_location(self, latitude: float, longitude: float) -> None:
        """Sends a location."""
        self.chat.send_location(latitude, longitude)
        await self._scene.settle()

    @property
    def last(self) -> SeenMessage:
        """The newest message."""
        return self.chat.last

    @property
    def sees(self) -> str:
        """The text of the newest message from the bot."""
        return next(message.text for message in reversed(self.chat.messages) if message.from_bot)

    @property
    def buttons(self) -> list[str]:
        """The labels below the newest message."""
        return self.last.labels

    @property
    def toast(self) -> str:
        """What the newest answer to a tap said."""
        return self.chat.toasts[-1].text

    @property
    def texts(self) -> list[str]:
        """All the bot's messages as they read now, oldest first."""
        return [message.text for message in self.chat.messages if message.from_bot]


class Scene:
    """The playground, the bot and the clock. `now` is the clock's moment; it stands still between steps."""

    def __init__(self, folder: Path, start: datetime, database_url: str = "") -> None:
        self.folder = folder
        self.database_url = database_url or f"sqlite:///{folder / 'bot.db'}"
        self.clock = MovableClock(start)
        self.playground = Playground(":memory:", self.clock, move_clock=None)
        self.door = Door()  # of the next start, as the operator
        self.operator = 0
        self._address = ""
        self._bot = AsyncExitStack()
        self.app: App
        self._running: asyncio.Task[None]

    async def open(self, address: str) -> None:
        """The bot starts."""
        self._address = address
        self.app = await self._bot.enter_async_context(
            opened(
                self.database_url,
                self.playground.token,
                address,
                self.clock,
                door=self.door,
                operator=self.operator,
                draw=draw,
                rates=UNPACED,
            )
        )
        self._running = asyncio.create_task(self.app.run())

    async def close(self) -> None:
        """The bot stops."""
        self._running.cancel()
        await asyncio.gather(self._running, return_exceptions=True)
        await self._bot.aclose()

    async def restart(self, *, after: timedelta = timedelta()) -> None:
        """The bot stops, is away for so long, and starts again on the same database."""
        await self.close()
        self.clock.advance(after)
        await self.open(self._address)
        await self.settle()

    async def settle(self) -> None:
        """Wait until the bot has taken and answered everything."""
        await self.playground.until(lambda: self._running.done() or self.playground.unconfirmed() == 0)
        if self._running.done():
            self._running.result()
        await self.app.idle()

    async def pass_time(
        self, *, hours: float = 0, minutes: float = 0, seconds: float = 0, days: float = 0
    ) -> None:
        """Let time pass as it would be lived: all that falls due on the way happens at its moment."""
        by = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
        await pass_time(self.app, self.clock, by)
        await self.settle()

    async def until(self, local: str, zone: str = "UTC") -> None:
        """Let time pass until this "HH:MM" or "YYYY-MM-DD HH:MM" in the zone, today or on the next day."""
        here = self.clock.now().astimezone(ZoneInfo(zone))
        text = local if "-" in local else f"{here:%Y-%m-%d} {local}"
        target = datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=ZoneInfo(zone))
        if target <= here and "-" not in local:
            target += timedelta(days=1)
        await self.pass_time(seconds=(target.astimezone(UTC) - self.clock.now()).total_seconds())

    def jump(self, **by: float) -> None:
        """Set the clock ahead without living the time: a laptop asleep, an outage."""
        self.clock.advance(timedelta(**by))

    async def somebody(self, name: str = "Ada", person_id: int = 1, language: str = "en") -> Somebody:
        """A person whom the bot does not know yet."""
        return Somebody(self, self.playground.person(person_id, name, language_code=language))

    async def somebody_set_up(self, name: str = "Ada", person_id: int = 1, city: str = "Lisbon") -> Somebody:
        """A person in this city who sits Mon-Fri 9-17, reminded every 45 minutes."""
        person = await self.somebody(name, person_id)
        await person.says("/start")
        await person.taps("I understand")
        await person.says(city)
        await person.taps("Yes", "Mon-Fri 9-17", "45 min")
        await person.taps("Continue", "Continue")
        return person

    @property
    def now(self) -> datetime:
        """The moment on the clock."""
        return self.clock.now()


@pytest.fixture
async def scene(tmp_path: Path, address: str) -> AsyncIterator[Scene]:
    """A Monday, 8:55 in UTC (and in Lisbon), in winter time; once on a database of each kind."""
    scene = Scene(tmp_path, MONDAY_MORNING, address)
    async with scene.playground.serving() as api:
        await scene.open(api)
        yield scene
        await scene.close()
    scene.playground.close()
