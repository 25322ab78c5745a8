"""What lively people do: tap what they see, type commands and odd lines, exercise to the end, block and come back."""

from __future__ import annotations

import asyncio
import random
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum

from bot.playground.person import Person
from bot.playground.seen import SeenMessage
from bot.playground.window import ImpossibleError
from bot.wire.buttons import (
    ChangeSetting,
    ForgetAll,
    OpenFilters,
    OpenSettings,
    OpenStreak,
    Start,
    StartExercise,
)

UNTOUCHED = (ChangeSetting, OpenSettings, OpenFilters, OpenStreak, ForgetAll)
"""What would change how the trial is set up, or draws pictures all the time."""

TOKEN = re.compile(r"\bxq\d+n\d+\b")
"""A word that nobody else says, and that the bot repeats in its answer."""

COMMANDS = ("/stretch", "/stretch 1 chair", "/next", "/pause 1h", "/resume", "/help", "/learn")
A_SESSION = 150.0  # seconds after which somebody who exercises looks up
LOOKED_AT = 4  # messages: nobody scrolls further up


class Deed(StrEnum):
    """The kinds of things that people do."""

    TAP = "tap"
    ODD = "odd line"
    COMMAND = "command"
    BLOCK = "block"
    UNBLOCK = "unblock"


@dataclass(frozen=True, slots=True)
class Done:
    """Something a person did `at` (epoch seconds). `words`: what was typed, or the button's data; `query`: of a tap."""

    at: float
    person: int
    deed: Deed
    words: str = ""
    query: str = ""


class Somebody:
    """One lively person, whose chance has a seed of its own. `answered` waits for the bot."""

    def __init__(
        self,
        chat: Person,
        seed: int,
        *,
        clock: Callable[[], float],
        answered: Callable[[Done], Awaitable[None]],
        note: Callable[[Done], None],
        pace: float,
    ) -> None:
        self._chat = chat
        self._draw = random.Random(f"{seed} {chat.id}")  # noqa: S311 - chance for a trial, not a secret
        self._clock = clock
        self._answered = answered
        self._note = note
        self._pace = pace
        self._lines = 0

    async def live(self) -> None:
        """Do one thing after the other, until cancelled. Who blocks the bot comes back."""
        await asyncio.sleep(self._draw.uniform(0, self._pace))
        while True:
            did = self._act()
            if did is not None and did.deed is Deed.BLOCK:
                await asyncio.sleep(self._draw.uniform(1, 10))
                self.come_back()
            elif did is not None and self._draw.random() < 0.8:  # the others do not wait for an answer
                await self._answered(did)
            if did is not None and _begins(did) and self._draw.random() < 0.6:
                await self._exercise()
            await asyncio.sleep(min(self._draw.expovariate(1 / self._pace), 4 * self._pace))

    def come_back(self) -> None:
        """Unblock the bot, where it is blocked."""
        if self._chat.row.blocked:
            self._chat.unblock()
            self._do(Deed.UNBLOCK)

    def _act(self) -> Done | None:
        chance = self._draw.random()
        if chance < 0.65:
            return self._tap(self._draw.choice(keys) if (keys := self._keys()) else None)
        if chance < 0.85:
            return self._type(Deed.COMMAND, self._draw.choice(COMMANDS))
        if chance < 0.98:
            self._lines += 1
            return self._type(Deed.ODD, f"{self._draw.choice(('', '/pause ', '/'))}{self._token()}")
        self._chat.block()
        return self._do(Deed.BLOCK)

    def _token(self) -> str:
        """See TOKEN."""
        return f"xq{self._chat.id}n{self._lines}"

    def _type(self, deed: Deed, words: str) -> Done:
        done = self._do(deed, words)
        self._chat.type(words)
        return done

    def _tap(self, key: tuple[int, str] | None) -> Done | None:
        if key is None:
            return self._type(Deed.COMMAND, "/stretch")
        try:
            return self._do(Deed.TAP, key[1], self._chat.tap_data(*key))
        except ImpossibleError:  # the message went away under the finger
            return None

    def _keys(self) -> list[tuple[int, str]]:
        shown = [message for message in self._chat.messages if message.from_bot][-LOOKED_AT:]
        return [(message.id, data) for message in shown for data in _data(message) if _harmless(data)]

    async def _exercise(self) -> None:
        """Leave the chair, and look only whether the bot asks to carry on, until the session is over."""
        began = self._clock()
        while self._clock() - began < A_SESSION:
            await asyncio.sleep(3)
            shown = [data for message in self._chat.messages[-LOOKED_AT:] for data in _data(message)]
            resume = [key for key in self._keys() if key[1].endswith(".resume")]
            if resume:
                self._tap(resume[-1])
            elif not any(data.startswith("pl1.") for data in shown):
                return

    def _do(self, deed: Deed, words: str = "", query: str = "") -> Done:
        done = Done(self._clock(), self._chat.id, deed, words, query)
        self._note(done)
        return done


def _data(message: SeenMessage) -> list[str]:
    return [data for row in message.data for data in row if data]


def _harmless(data: str) -> bool:
    return data.partition(".")[0] not in {button.code for button in UNTOUCHED}


def _begins(did: Done) -> bool:
    return did.words.partition(".")[0] in {Start.code, StartExercise.code}
