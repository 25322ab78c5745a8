"""Procrastinate with jobs that are due all at once, taken by one worker, ten at a time."""

from __future__ import annotations

import asyncio
import logging
import time

import procrastinate

from bench.process import arguments, told

AT_ONCE = 10


def main(url: str, rows: int) -> dict[str, float]:
    """Jobs a second, from the worker's start to its end, when nothing is left."""
    logging.disable()
    return asyncio.run(_measured(url, rows))


async def _measured(url: str, rows: int) -> dict[str, float]:
    app = procrastinate.App(connector=procrastinate.PsycopgConnector(conninfo=url, max_size=AT_ONCE + 2))
    fired = [0]

    async def remind(person: int) -> None:  # noqa: ARG001 - what is sent is not measured here
        fired[0] += 1

    task = app.task(name="remind")(remind)
    async with app.open_async():
        await app.schema_manager.apply_schema_async()
        await task.batch_defer_async(*({"person": person} for person in range(rows)))
        begun = time.perf_counter()
        await app.run_worker_async(wait=False, concurrency=AT_ONCE, install_signal_handlers=False)
        took = time.perf_counter() - begun
    if fired[0] != rows:
        raise AssertionError(f"{fired[0]} of {rows} jobs were run")
    return {"a second": rows / took}


if __name__ == "__main__":
    told(main(**arguments()))
