"""Many guided sessions at once, by the real clock: how late their steps go out, and what they take."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from statistics import quantiles
from typing import Any

from bench.ours.nowhere import Chat, Nowhere, serving
from bench.process import arguments, told
from bot.features import session
from bot.wire.limits import Rates
from scheduler.due import DueItem

EXERCISE = "Seated figure four"
ENDED = 45.0
"""Seconds without a call after which all sessions are over: longer than any step."""


class Steps:
    """Notes how late the first call to a chat is after one of its steps became due."""

    def __init__(self, nowhere: Nowhere) -> None:
        self.late: list[float] = []
        self.last = time.monotonic()
        self._due: dict[int, datetime] = {}
        self._call = nowhere.call

    def watched(self, handle: Callable[[DueItem], Awaitable[None]]) -> Callable[[DueItem], Awaitable[None]]:
        """The handler of a step, which tells when it was due."""

        async def run(item: DueItem) -> None:
            self._due[item.person] = item.at
            await handle(item)

        return run

    async def call(self, method: str, read_timeout: float | None = None, **facts: Any) -> Any:
        """What is asked of Telegram."""
        at = self._due.pop(facts.get("chat_id", 0), None)
        if at is not None:
            self.late.append((datetime.now(UTC) - at).total_seconds())
        self.last = time.monotonic()
        return await self._call(method, read_timeout, **facts)

    async def ended(self) -> None:
        """Return when nothing was asked of Telegram for longer than any step takes."""
        while True:
            left = self.last + ENDED - time.monotonic()
            if left <= 0:
                return
            await asyncio.sleep(left)


async def main(url: str, people: int, within: float) -> dict[str, float]:
    """So many sessions begun within so many seconds, and carried on to their end."""
    async with serving(url, Rates()) as (app, nowhere):
        chats = [Chat(app, nowhere, person) for person in range(1, people + 1)]
        for chat in chats:
            await chat.type(EXERCISE)
        await app.idle()
        steps = Steps(nowhere)
        nowhere.call = steps.call  # type: ignore[method-assign]  # the calls are looked at on their way
        for kind in session.DUE:
            app.ticker._handlers[kind] = steps.watched(app.ticker._handlers[kind])
        nowhere.calls.clear()
        begun, used = time.monotonic(), time.process_time()
        for number, chat in enumerate(chats):
            await asyncio.sleep(max(0.0, begun + number * within / people - time.monotonic()))
            await chat.tap("Start")
        await steps.ended()
        used = time.process_time() - used
        answers = nowhere.calls["answerCallbackQuery"]
        return {
            "p50": quantiles(steps.late, n=100)[49] * 1000,
            "p99": quantiles(steps.late, n=100)[98] * 1000,
            "steps": float(len(steps.late)),
            "calls each": (nowhere.calls.total() - answers) / people,
            "ms each": used / people * 1000,
            "lasted": steps.last - begun - within,
        }


if __name__ == "__main__":
    told(asyncio.run(main(**arguments())))
