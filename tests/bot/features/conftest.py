"""One person, one chat and one transaction: what a feature's handlers need, on a real database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, create_engine

from bot.features import ROUTES
from bot.storage import people
from bot.storage.people import Person
from bot.storage.tables import metadata
from bot.texts import Texts
from bot.turn import House, Turn
from bot.wire import routes
from bot.wire.buttons import Button, decode
from bot.wire.incoming import Command, Tap, Typed, What
from bot.wire.outgoing import Outgoing
from content import catalogue

PERSON = 7
MONDAY_MORNING = datetime(2025, 3, 3, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="session")
def house() -> House:
    """The real catalogue and texts."""
    return House(catalogue.load(), Texts(), "unsit_bot")


@pytest.fixture
def conn() -> Iterator[Connection]:
    """A fresh database in memory."""
    engine = create_engine("sqlite://")
    metadata.create_all(engine)
    with engine.begin() as connection:
        yield connection
    engine.dispose()


class Answers(list[Outgoing]):
    """All that the bot said in one turn, in its order."""

    @property
    def only(self) -> Outgoing:
        """The one thing it said."""
        (answer,) = self
        return answer

    @property
    def text(self) -> str:
        """Every line of it, toasts too."""
        return "\n".join(answer.text for answer in self)

    @property
    def toast(self) -> str:
        """The answer to the tap."""
        return next(answer.text for answer in self if answer.action == "toast")

    @property
    def labels(self) -> list[str]:
        """What is written on the buttons."""
        return [key["text"] for key in self._keys()]

    @property
    def presses(self) -> list[Button]:
        """What the buttons mean, those that are links left out."""
        return [decode(key["callback_data"]) for key in self._keys() if "callback_data" in key]

    def _keys(self) -> list[dict[str, str]]:
        return [key for answer in self for row in answer.keyboard or [] for key in row]


@dataclass
class Chat:
    """A person who writes and taps; each call is one turn and gives what the bot said. The clock moves by hand."""

    conn: Connection
    house: House
    now: datetime = MONDAY_MORNING
    shown_in: int = 100

    @property
    def person(self) -> Person:
        """As written by now."""
        found = people.load(self.conn, PERSON)
        assert found is not None
        return found

    def get(self, what: What) -> Answers:
        """Something arrives, and is answered by the first route that takes it."""
        tap = what if isinstance(what, Tap) else None
        turn = Turn(
            self.conn,
            self.now,
            self.person,
            self.house,
            message_id=tap.message_id if tap else 0,
            callback_id=tap.callback_id if tap else "",
        )
        if isinstance(what, Command):
            turn.change(asked=None)
        routes.answer(ROUTES, turn, what)
        return Answers(turn.answers)

    def type(self, text: str) -> Answers:
        """A line, or a command."""
        name, _, words = text.partition(" ")
        return self.get(Command(name[1:], words) if text.startswith("/") else Typed(text))

    def tap(self, press: Button | None) -> Answers:
        """A button."""
        return self.get(Tap(press, "question", self.shown_in))

    def wait(self, **length: float) -> None:
        """Time passes."""
        self.now += timedelta(**length)


@pytest.fixture
def newcomer(conn: Connection, house: House) -> Chat:
    """Somebody the bot has just met."""
    people.meet(conn, PERSON, "Ana", "en", MONDAY_MORNING)
    return Chat(conn, house)


@pytest.fixture
def chat(newcomer: Chat) -> Chat:
    """Somebody who is set up: in Lisbon, Mon-Fri 9-17, every 50 minutes."""
    people.live_in(newcomer.conn, PERSON, "Europe/Lisbon", MONDAY_MORNING)
    people.work(newcomer.conn, PERSON, "Mon-Fri 9-17", MONDAY_MORNING)
    people.change(
        newcomer.conn,
        PERSON,
        agreed_at=MONDAY_MORNING,
        interval=50,
        places=("chair", "standing"),
        equipment=(),
        careful=(),
        set_up_at=MONDAY_MORNING,
    )
    return newcomer
