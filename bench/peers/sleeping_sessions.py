"""Guided sessions as they are written first: a task for each that sleeps a second, and edits its message."""

from __future__ import annotations

import asyncio
import time
from statistics import quantiles

from telegram import Bot

from bench.peers.nowhere import Nowhere
from bench.process import arguments, told


async def main(people: int, seconds: int) -> dict[str, float]:
    """How late the edits are against the second that they count, and what they take."""
    request = Nowhere()
    bot = Bot("1:bench", request=request, get_updates_request=Nowhere())
    await bot.initialize()
    late: list[float] = []
    request.calls, used = 0, time.process_time()
    await asyncio.gather(*(_session(bot, person, people, seconds, late) for person in range(people)))
    used = time.process_time() - used
    return {
        "p99": quantiles(late, n=100)[98] * 1000,
        "calls a second": request.calls / people / seconds,
        "ms a second": used / people / seconds * 1000,
    }


async def _session(bot: Bot, person: int, people: int, seconds: int, late: list[float]) -> None:
    """Begun at a moment of its own within the first second."""
    await asyncio.sleep(person / people)
    begun = time.monotonic()
    for second in range(1, seconds + 1):
        await asyncio.sleep(1)
        await bot.edit_message_text(f"{seconds - second} s", chat_id=person, message_id=1)
        late.append(time.monotonic() - begun - second)


if __name__ == "__main__":
    told(asyncio.run(main(**arguments())))
