"""Rows that are due all at once, claimed in batches and settled with their next time, on the bot's own storage."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta
from functools import partial

from bench.process import arguments, told
from bot.storage import database
from bot.storage.database import Storage
from scheduler import due

TEN = datetime(2026, 3, 2, 10, tzinfo=UTC)
LEASE = timedelta(minutes=1)
TOMORROW = TEN + timedelta(days=1)


async def main(url: str, rows: int, batch: int) -> dict[str, float]:
    """Rows a second, from the first claim to the last commit."""
    storage = await database.open(url)
    try:
        await storage.write(
            lambda conn: due.put_all(conn, [("reminder", person, TEN) for person in range(rows)])
        )
        begun, processor = time.perf_counter(), time.process_time()
        fired = await _fired(storage, batch)
        took, used = time.perf_counter() - begun, time.process_time() - processor
    finally:
        await storage.close()
    if fired != rows:
        raise AssertionError(f"{fired} of {rows} rows were fired")
    return {"a second": rows / took, "us of processor time": used / rows * 1e6}


async def _fired(storage: Storage, batch: int) -> int:
    """What was claimed is settled while the next is claimed, as the ticker and its handlers do it."""
    claim = partial(due.claim, now=TEN, kinds=["reminder"], limit=batch, lease=LEASE)
    settling: list[asyncio.Task[set[due.DueItem]]] = []
    while items := await storage.write(claim):
        settled = partial(due.settle_all, ended=[(item, TOMORROW) for item in items])
        settling.append(asyncio.create_task(storage.write(settled)))
    return sum(len(settled) for settled in await asyncio.gather(*settling))


if __name__ == "__main__":
    told(asyncio.run(main(**arguments())))
