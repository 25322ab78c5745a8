"""Ten thousand rows due at the same moment: claimed, and moved to their next time."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from bench import postgres
from bench.environment import peer
from bench.measures import Row, repeated, side_by_side
from bench.process import measured

ROWS = 10_000
QUEUED = 2_000
"""Jobs that a job queue gets: its rate is the same with five times as many, and the run minutes shorter."""
BATCH = 1_000
"""Rows claimed at a time: as many as the ticker takes of the steps of sessions."""
FLOOR = "bare SQLAlchemy Core"
JOB_STORE = "APScheduler, SQLAlchemyJobStore"
PROCRASTINATE = "Procrastinate"
TIMES_A_JOB_QUEUE = 50
OF_THE_FLOOR = 0.5

Measure = Callable[[str], dict[str, float]]


def rows() -> Iterator[Row]:
    """On SQLite and on PostgreSQL, each with its peers in turn; then what a second's grace time does."""
    ours = partial(_ours, batch=BATCH)
    queues: dict[str, Measure] = {JOB_STORE: partial(_peer, "apscheduler_burst", rows=QUEUED)}
    with tempfile.TemporaryDirectory(prefix="unsit-bench-") as folder:
        yield from _compared("SQLite", ours, queues, partial(_new_file, Path(folder)))
    queues = queues | {PROCRASTINATE: partial(_peer, "procrastinate_burst", rows=QUEUED)}
    with postgres.served() as address:
        yield from _compared("PostgreSQL", ours, queues, partial(postgres.emptied, address))
    fired = repeated(partial(peer, "ptb_daily_burst", rows=ROWS))["fired"]
    yield Row(f"PTB run_daily, {ROWS:,} at the same second: fired", fired, "of them")


def _compared(
    where: str, ours: Measure, queues: dict[str, Measure], database: Callable[[], str]
) -> Iterator[Row]:
    bare = partial(_peer, "bare_burst", rows=ROWS, batch=BATCH)
    everyone: dict[str, Measure] = {"ours": ours, FLOOR: bare, **queues}
    found = side_by_side({name: partial(_on, measure, database) for name, measure in everyone.items()})
    speed = {name: figures["a second"] for name, figures in found.items()}
    for name, rate in speed.items():
        yield Row(f"{where}: {name}", rate, "rows/s")
    for name in queues:
        times = speed["ours"] / speed[name]
        yield Row(f"{where}: ours to {name}", times, "times", at_least=TIMES_A_JOB_QUEUE)
    yield Row(f"{where}: ours to {FLOOR}", speed["ours"] / speed[FLOOR], "times", at_least=OF_THE_FLOOR)


def _on(measure: Measure, database: Callable[[], str]) -> dict[str, float]:
    return measure(database())


def _ours(url: str, batch: int) -> dict[str, float]:
    return measured("bench.ours.burst", url=url, rows=ROWS, batch=batch)


def _peer(name: str, url: str, **arguments: object) -> dict[str, float]:
    return peer(name, url=url, **arguments)


def _new_file(folder: Path) -> str:
    return f"sqlite:///{folder / str(len(list(folder.iterdir())))}.db"
