"""Everybody's schedule held: the memory of the process, and the time until it is ready after a restart."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from bench import api, filled
from bench.environment import peer
from bench.measures import REPEATS, Row, repeated
from bench.running import bot, started

SIZES = (10_000, 100_000, 1_000_000)
READY = 1.0
GROWTH = 10.0
"""MB that a million people may add to what ten thousand take."""
IN_MEMORY: Mapping[str, str] = {
    "APScheduler in memory": "apscheduler_schedules",
    "PTB run_daily": "ptb_schedules",
}
ONCE_ABOVE = 10_000
NOT_ABOVE = 100_000
"""People whose jobs are made in memory: beyond it takes minutes and gigabytes."""


def rows() -> Iterator[Row]:
    """Ours and a job store in a database at each size, then those that hold all of it in memory."""
    with tempfile.TemporaryDirectory(prefix="unsit-bench-") as folder:
        yield from _ours(Path(folder))
        yield from _job_store(Path(folder))
    for name, module in IN_MEMORY.items():
        yield from _in_memory(name, module)


def _ours(folder: Path) -> Iterator[Row]:
    memory: dict[int, float] = {}
    for people in SIZES:
        file = folder / f"{people}.db"
        filled.people(file, people)
        _restarted(file)  # what only the first start does
        found = repeated(partial(_restarted, file))
        aim = READY if people == max(SIZES) else None
        yield Row(f"{people:,} people: ours, first getUpdates", found["polled"], "s", at_most=aim)
        yield Row(f"{people:,} people: ours, what was due is settled", found["settled"], "s", at_most=aim)
        yield Row(f"{people:,} people: ours, processor time until then", found["processor"], "s")
        yield Row(f"{people:,} people: ours, memory", found["memory"], "MB")
        memory[people] = found["memory"]
    grown = memory[max(SIZES)] - memory[min(SIZES)]
    yield Row(f"ours: memory, from {min(SIZES):,} to {max(SIZES):,} people", grown, "MB", at_most=GROWTH)


def _restarted(file: Path) -> dict[str, float]:
    """The bot as it is started, with one person's row due since a second ago."""
    filled.put_now(file, person=1)
    with api.served() as server, started(*bot(server, filled.url_of(file))) as program:
        settled = program.until(partial(filled.is_due_later, file, 1))
        program.until(server.polled.is_set)
        return {
            "polled": server.polled_at - program.begun,
            "settled": settled,
            "processor": program.processor(),
            "memory": program.memory(),
        }


def _job_store(folder: Path) -> Iterator[Row]:
    name = "APScheduler, SQLAlchemyJobStore"
    for people in SIZES:
        url = filled.url_of(folder / f"jobs-{people}.db")
        peer("apscheduler_schedules", people=people, url=url, begun=0.0, fill=True)
        found = repeated(partial(_fresh, "apscheduler_schedules", people, url=url))
        yield from _told(name, people, found)


def _in_memory(name: str, module: str) -> Iterator[Row]:
    found: dict[int, dict[str, float]] = {}
    for people in SIZES:
        if people <= NOT_ABOVE:
            times = 1 if people > ONCE_ABOVE else REPEATS
            found[people] = repeated(partial(_fresh, module, people), times)
            yield from _told(name, people, found[people], "run once" if times == 1 else "")
        else:
            yield from _reckoned(name, people, found)


def _reckoned(name: str, people: int, found: Mapping[int, Mapping[str, float]]) -> Iterator[Row]:
    """Not run: along the line through the two sizes before."""
    fewer, more = sorted(found)[-2:]
    for figure, unit in (("seconds", "s"), ("memory", "MB")):
        slope = (found[more][figure] - found[fewer][figure]) / (more - fewer)
        would = found[more][figure] + slope * (people - more)
        note = f"not run: would need about {would:,.0f} {unit}, reckoned from {more:,}"
        yield Row(f"{people:,} people: {name}, {WORDS[figure]}", None, unit, note=note)


WORDS = {"seconds": "ready", "memory": "memory"}


def _told(name: str, people: int, found: Mapping[str, float], note: str = "") -> Iterator[Row]:
    yield Row(f"{people:,} people: {name}, ready", found["seconds"], "s", note=note)
    yield Row(f"{people:,} people: {name}, memory", found["memory"], "MB", note=note)


def _fresh(module: str, people: int, **arguments: object) -> dict[str, float]:
    return peer(module, people=people, begun=time.time(), **arguments)
