"""APScheduler after a restart with everybody's daily job: it finds them in its table, or all are added anew.

Ready: the scheduler has looked, and knows which job is next.
"""

from __future__ import annotations

import asyncio
import pickle
import time
from datetime import UTC, datetime, timedelta
from typing import Any

from apscheduler.job import Job
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.util import datetime_to_utc_timestamp
from sqlalchemy import text

from bench.process import arguments, resident, told


async def remind(_person: int) -> None:
    """What is sent is not measured here."""


async def main(people: int, begun: float, url: str = "", fill: bool = False) -> dict[str, float]:
    """Seconds since `begun` (time.time()) and MB."""
    stores: dict[str, Any] = {"default": SQLAlchemyJobStore(url)} if url else {}
    scheduler: Any = AsyncIOScheduler(jobstores=stores, timezone=UTC)
    if fill:
        scheduler.start(paused=True)
        _fill(scheduler, stores["default"], people)
        return {}
    if not url:
        for person in range(people):
            scheduler.add_job(remind, CronTrigger(hour=10, minute=person % 60, timezone=UTC), (person,))
    scheduler.start()
    scheduler._process_jobs()  # what its first wake-up does
    ready = time.time() - begun
    return {"seconds": ready, "memory": resident()}


def _fill(scheduler: Any, store: Any, people: int) -> None:
    """Rows like those of `add_job`, all with the same content: until a job is due, nobody reads it."""
    first = datetime.now(UTC) + timedelta(days=2)
    trigger = CronTrigger(hour=10, timezone=UTC)
    options = {"executor": "default", "misfire_grace_time": None, "coalesce": True, "max_instances": 1}
    what = {"func": remind, "args": (1,), "kwargs": {}, "name": "remind", "trigger": trigger}
    job = Job(scheduler, id="1", next_run_time=first, **what, **options)
    numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :people)"
    values = "SELECT i, :first + i * 7919 % 86400, :state FROM n"
    insert = f"INSERT INTO apscheduler_jobs (id, next_run_time, job_state) {values}"
    with store.engine.begin() as connection:
        state = pickle.dumps(job.__getstate__(), store.pickle_protocol)
        facts = {"people": people, "first": datetime_to_utc_timestamp(first), "state": state}
        connection.execute(text(f"{numbers} {insert}"), facts)


if __name__ == "__main__":
    told(asyncio.run(main(**arguments())))
