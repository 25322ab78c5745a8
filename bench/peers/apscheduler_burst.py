"""APScheduler's SQLAlchemyJobStore with jobs that are due all at once: run each, and note when it is due next.

The jobs are written in one statement, as adding them one by one would take longer than what is measured. They have no
misfire grace time: with the default of a second most would be left out.
"""

from __future__ import annotations

import pickle
import time
from datetime import UTC, datetime, timedelta
from threading import Event
from typing import Any

from apscheduler.events import EVENT_JOB_EXECUTED
from apscheduler.job import Job
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger
from apscheduler.util import datetime_to_utc_timestamp
from sqlalchemy import make_url

from bench.process import arguments, told


def remind(_person: int) -> None:
    """What is sent is not measured here."""


def main(url: str, rows: int) -> dict[str, float]:
    """Jobs a second, from the start to the last job's next time in the database."""
    address = make_url(url).set(drivername="postgresql+psycopg") if "postgresql" in url else make_url(url)
    store = SQLAlchemyJobStore(address)
    scheduler = BackgroundScheduler(jobstores={"default": store}, timezone=UTC)
    scheduler.start(paused=True)
    _fill(store, scheduler, rows)
    fired, all_fired = [0], Event()

    def count(_event: object) -> None:
        fired[0] += 1
        if fired[0] == rows:
            all_fired.set()

    scheduler.add_listener(count, EVENT_JOB_EXECUTED)
    begun = time.perf_counter()
    scheduler.resume()
    all_fired.wait()
    scheduler.shutdown()  # waits for the pass over the due jobs, and so for the last one's next time
    took = time.perf_counter() - begun
    return {"a second": rows / took}


def _fill(store: Any, scheduler: Any, rows: int) -> None:
    now = datetime.now(UTC)
    values = []
    for person in range(rows):
        job = Job(
            scheduler,
            id=str(person),
            func=remind,
            args=(person,),
            kwargs={},
            name="remind",
            trigger=IntervalTrigger(days=1, start_date=now, timezone=UTC),
            executor="default",
            misfire_grace_time=None,
            coalesce=True,
            max_instances=1,
            next_run_time=now - timedelta(seconds=1),
        )
        values.append(
            {
                "id": job.id,
                "next_run_time": datetime_to_utc_timestamp(job.next_run_time),
                "job_state": pickle.dumps(job.__getstate__(), store.pickle_protocol),
            }
        )
    with store.engine.begin() as connection:
        connection.execute(store.jobs_t.insert(), values)


if __name__ == "__main__":
    told(main(**arguments()))
