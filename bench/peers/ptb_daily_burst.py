"""PTB's JobQueue with everybody's run_daily at the same second: how many of them are run at all."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime, timedelta
from typing import Any

from telegram.ext import ApplicationBuilder, ContextTypes

from bench.process import arguments, told

AHEAD = timedelta(seconds=5)
AFTERWARDS = 5.0
"""Seconds for what is still being done."""


def main(rows: int) -> dict[str, float]:
    """How many of the jobs were run."""
    logging.disable()
    return asyncio.run(_measured(rows))


async def _measured(rows: int) -> dict[str, float]:
    fired = [0]

    async def remind(_context: ContextTypes.DEFAULT_TYPE) -> None:
        fired[0] += 1

    queue: Any = ApplicationBuilder().token("1:A").build().job_queue
    await queue.start()
    ten = (datetime.now(UTC) + AHEAD).replace(microsecond=0)
    for person in range(rows):
        queue.run_daily(remind, ten.timetz(), chat_id=person)
    late = datetime.now(UTC) - ten
    if late > timedelta():
        raise AssertionError(f"the jobs were made too late by {late}")
    await asyncio.sleep(-late.total_seconds() + AFTERWARDS)
    await queue.stop(wait=False)
    return {"fired": float(fired[0])}


if __name__ == "__main__":
    told(main(**arguments()))
