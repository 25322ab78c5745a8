"""A letter's way to Telegram: a place for each call, and only while the call lasts; drawing and writing hold none.

Until its first call is let through, a letter can be called back: it may have been overtaken while it was drawn, or
while it waited, and so may this process: another may send it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.wire.lane import Lane, Letter
from bot.wire.outgoing import Importance
from bot.wire.telegram import Telegram
from bot.wire.traffic import Traffic
from bot.wire.turnstile import Ticket
from scheduler.clock import Clock

BEGUN = -1
"""The rank of a letter's further calls: what has begun is ended first."""


class Overtaken(Exception):
    """Nothing was sent: the letter is not wanted any more, or something new in its chat may have to go first."""


class Passage:
    """In the place of Telegram, for one try of one letter. The answer to a tap waits for no place and takes none."""

    def __init__(
        self,
        telegram: Telegram,
        traffic: Traffic,
        clock: Clock,
        lane: Lane,
        letter: Letter,
        *,
        importance: Importance,
        certain: Callable[[], bool] = lambda: True,
    ) -> None:
        self._telegram = telegram
        self._traffic = traffic
        self._clock = clock
        self._lane = lane
        self._letter = letter
        self._importance = importance
        self._certain = certain
        self._begun = False

    async def call(self, method: str, **facts: Any) -> Any:
        """What Telegram.call returns. Raises as that does, and Overtaken."""
        if self._lane.free:
            return await self._call(method, facts)
        if not self._begun:
            await self._traffic.slot(self._letter)
        ticket = self._traffic.calls.ask(BEGUN if self._begun else int(self._importance))
        try:
            await self._let_through(ticket)
            return await self._call(method, facts)
        finally:
            self._traffic.calls.give_back(ticket)

    async def _let_through(self, ticket: Ticket) -> None:
        if self._begun:
            await ticket.granted
        elif await self._lane.granted(ticket) and self._is_wanted():
            self._begun = True
        else:
            raise Overtaken

    def _is_wanted(self) -> bool:
        return self._certain() and self._lane.wants(self._letter, self._clock.now())

    async def _call(self, method: str, facts: dict[str, Any]) -> Any:
        with self._traffic.counted(self._letter, method, self._importance):
            return await self._telegram.call(method, **facts, **self._traffic.permits(self._letter, method))
