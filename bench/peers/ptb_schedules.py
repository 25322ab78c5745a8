"""PTB's JobQueue after a restart: everybody's run_daily is made anew. Ready: it knows which is next."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC
from datetime import time as time_of_day
from typing import Any

from telegram.ext import ApplicationBuilder, ContextTypes

from bench.process import arguments, resident, told


async def remind(_context: ContextTypes.DEFAULT_TYPE) -> None:
    """What is sent is not measured here."""


async def main(people: int, begun: float) -> dict[str, float]:
    """Seconds since `begun` (time.time()) and MB."""
    queue: Any = ApplicationBuilder().token("1:A").build().job_queue
    for person in range(people):
        queue.run_daily(remind, time_of_day(10, person % 60, tzinfo=UTC), chat_id=person)
    await queue.start()
    queue.scheduler._process_jobs()  # what its first wake-up does
    ready = time.time() - begun
    return {"seconds": ready, "memory": resident()}


if __name__ == "__main__":
    told(asyncio.run(main(**arguments())))
