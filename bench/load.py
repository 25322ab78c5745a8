"""So many requests at once for so long: the same for everybody who sends."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

TEXT = "Time for a break: three minutes are enough."
TOKEN = "1:A"  # noqa: S105 - nobody's


async def sent(send: Callable[[int], Awaitable[object]], at_once: int, seconds: float) -> dict[str, float]:
    """Messages a second, and processor time for each. `send` gets the chat; all connections are made before."""
    await asyncio.gather(*(send(chat) for chat in range(1, at_once + 1)))
    begun, processor = time.perf_counter(), time.process_time()
    counts = await asyncio.gather(*(_sent(send, chat, begun + seconds) for chat in range(1, at_once + 1)))
    took, used = time.perf_counter() - begun, time.process_time() - processor
    count = sum(counts)
    return {"messages/s": count / took, "us": used / count * 1e6, "busy": used / took}


async def _sent(send: Callable[[int], Awaitable[object]], chat: int, until: float) -> int:
    count = 0
    while time.perf_counter() < until:
        await send(chat)
        count += 1
    return count
