"""The real bot against the strict server, for hypothesis: one update after the other, and all that came of each.

Every example has people of its own, so what one example leaves behind changes nothing for the next.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from typing import Any, TypeVar

from hypothesis import HealthCheck, Phase, settings
from sqlalchemy import func, select
from structlog.testing import capture_logs

from bot.playground.journal import Entry
from bot.playground.person import Person
from bot.storage.database import Connection
from bot.storage.tables import breaks, inbox, sessions
from bot.wire.buttons import StartExercise
from tests.conversations.conftest import Scene
from tests.fuzz.cast import EXERCISE, EXERCISING, SET_UP, STANDS

Json = dict[str, Any]
T = TypeVar("T")
OPERATOR = 1
AT_MOST = 60.0  # seconds for one update, or a day of reminders: whatever takes longer is stuck


@dataclass(frozen=True)
class Came:
    """What came of one update: requests in their order, the bot's log, and the updates that were set aside for it."""

    requests: Sequence[Entry]
    log: Sequence[Mapping[str, Any]]
    parked: Sequence[str]

    def to(self, chat_id: int, *methods: str) -> list[Entry]:
        """The requests for this chat, of methods that begin so, that were carried out."""
        return [
            entry
            for entry in self.requests
            if entry.method.startswith(methods)
            and entry.arguments.get("chat_id") == str(chat_id)
            and entry.code == 200
        ]


def tries(share: float = 1.0) -> settings:
    """So much of the profile's number of examples; a busy machine is no fault."""
    number = max(1, round(settings.default.max_examples * share))
    slow = [HealthCheck.too_slow, HealthCheck.data_too_large]
    return settings(max_examples=number, suppress_health_check=slow, phases=set(Phase) - {Phase.explain})


@dataclass
class Stage:
    """A scene in an event loop that runs only while somebody waits for it."""

    scene: Scene
    runner: asyncio.Runner
    ids: count[int] = field(default_factory=lambda: count(1000))

    def run(self, doing: Coroutine[Any, Any, T]) -> T:
        """Do this, with the bot at work meanwhile."""
        return self.runner.run(doing)

    def somebody(self, stands: str = SET_UP) -> Person:
        """A person whom nobody else meets, at this point of their life with the bot (one of STANDS)."""
        person = self.scene.playground.person(next(self.ids), "Ada")
        person.allow_writing()
        write = partial(STANDS[stands], person_id=person.id, now=self.scene.now)
        self.run(self.scene.app.storage.write(write))
        if stands == EXERCISING:
            self.tap(person, StartExercise(EXERCISE).data(), 1)
        return person

    def group(self) -> int:
        """A group with the bot in it, which has not been told yet that the bot works one to one."""
        founder = self.scene.playground.person(next(self.ids), "Founder")
        group = founder.in_group(f"group {founder.id}")
        self.run(self.scene.settle())
        return group.id

    def deliver(self, kind: str, body: Json) -> Came:
        """This update arrives, and all that comes of it has come."""
        return self.watch(self._deliver(kind, body))

    def tap(self, person: Person, data: str, message_id: int, **facts: Any) -> tuple[str, Came]:
        """A tap with this data on this message of theirs, whether or not it is there: its id, and what came of it.

        `facts` are laid over the query (None: left out), and `date` over the message.
        """
        callback_id = self.scene.playground.ask(person.id, person.id, message_id)
        chat = {"id": person.id, "type": "private", "first_name": person.row.first_name}
        message = {"message_id": message_id, "date": facts.pop("date", self.moment), "chat": chat}
        tapped = {"id": callback_id, "from": person.row.user(), "message": message, "chat_instance": "1"}
        body = {name: value for name, value in (tapped | {"data": data} | facts).items() if value is not None}
        return callback_id, self.deliver("callback_query", body)

    def say(self, person: Person, text: str) -> Came:
        """A line of any length from this person, in their chat with the bot."""
        chat = {"id": person.id, "type": "private", "first_name": person.row.first_name}
        line = {"message_id": 10**6, "date": self.moment, "from": person.row.user(), "chat": chat}
        return self.deliver("message", line | {"text": text})

    def own_number(self, person: Person) -> str:
        """The number of their session, else of their reminder; 0 where they have neither."""
        return str(self.run(self.scene.app.storage.read(partial(newest, person_id=person.id))))

    def settle(self) -> None:
        """All that is under way has come to its end."""
        self.run(self.scene.settle())

    @property
    def moment(self) -> int:
        """The scene's time as Telegram writes it."""
        return int(self.scene.now.timestamp())

    def watch(self, doing: Coroutine[Any, Any, object]) -> Came:
        """Do this, and see all that comes of it."""
        return self.run(self._watch(doing))

    async def _watch(self, doing: Coroutine[Any, Any, object]) -> Came:
        playground = self.scene.playground
        playground.journal.clear()
        with capture_logs() as log:
            async with asyncio.timeout(AT_MOST):
                await doing
                await self.scene.settle()
        parked = await self.scene.app.storage.write(_take_parked)
        requests = [entry for entry in playground.journal.entries if entry.method != "getUpdates"]
        return Came(requests, log, parked)

    async def _deliver(self, kind: str, body: Json) -> None:
        self.scene.playground.deliver(kind, body)


def newest(conn: Connection, person_id: int) -> int:
    """The number of this person's newest session, else of their newest reminder or offer; 0 without any."""
    for table in (sessions, breaks):
        found = conn.scalar(select(func.max(table.c.id)).where(table.c.person_id == person_id))
        if found is not None:
            return int(found)
    return 0


def _take_parked(conn: Connection) -> list[str]:
    """The errors of what was set aside; it is marked as done, so that each is seen once."""
    parked = inbox.c.state == "parked"
    errors = [str(error) for error in conn.scalars(select(inbox.c.error).where(parked))]
    conn.execute(inbox.update().where(parked).values(state="done", body=None))
    return errors
