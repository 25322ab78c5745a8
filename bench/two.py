"""Two processes of the bot instead of one, on one PostgreSQL: everybody is due at the same second.

Telegram is far away, so a process with so many places gets so many calls done in the time of an answer, and no more:
that is what a second process doubles, where the processors have time for it. There is no other limit on reminders.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping, Sequence
from statistics import median

from sqlalchemy import Engine, create_engine, insert, make_url, select

from bench import members, postgres, processors
from bench.binding import told
from bench.distant import LATE, served, told_by
from bench.measures import Row
from bench.process import TooMuch, measured
from bot.storage.tables import media

PEOPLE = 1000
"""Many times as many as a process takes at once (128), or chance would decide which of two has the more to do."""
CASES = ((12, 0.2), (24, LATE))
"""Calls of one process under way at the same time, and seconds until each is answered.

24 are what a process has where nothing else is asked for. On few processors they bind only where Telegram is slow.
"""
ROUNDS = 3
LONGEST = 60.0
"""Seconds that a round may take."""
LONGEST_FILLED = 240.0
"""Seconds that it may take to write the people down."""
_COPY = "a_round"
TIMES_ONE = 1.7

Figures = dict[str, float]


def rows() -> Iterator[Row]:
    """The rates of one process and of two, and how often somebody got a message twice; each with so many places."""
    with postgres.served() as address:
        filled = _filled(address)
        for places, late in CASES:
            rounds = [{count: _round(filled, count, places, late) for count in (1, 2)} for _ in range(ROUNDS)]
            yield from _compared(rounds, f"{places} places, {late * 1000:.0f} ms")


def _compared(rounds: Sequence[Mapping[int, Figures]], places: str) -> Iterator[Row]:
    """Two are compared with the one of the same round, which had as much of the machine."""
    cores = os.cpu_count() or 1
    for count, name in ((1, f"one process with {places}"), (2, f"two, each with {places}")):
        found = _medians([of[count] for of in rounds])
        yield Row(name, found["rate"], "sends/s", note=told(found, cores))
    times = median(of[2]["rate"] / of[1]["rate"] for of in rounds)
    again = sum(figures["again"] for of in rounds for figures in of.values())
    yield Row(f"two to one, {places}", times, "times", at_least=TIMES_ONE)
    cost = median(of[2]["sends of a second"] / of[1]["sends of a second"] for of in rounds)
    yield Row(f"two to one, {places}: sends of a second of processor time", cost, "times")
    yield Row(f"{places}: people who got two messages", again, "in all", at_most=0.0)


def _medians(runs: Sequence[Figures]) -> Figures:
    return {name: median(run[name] for run in runs) for name in runs[0]}


def _filled(address: str) -> str:
    """The database with the people, on any day but the first: Telegram keeps the pictures already."""
    measured("bench.ours.people", url=address, people=PEOPLE, longest=LONGEST_FILLED)
    used = postgres.copied(address, _COPY)
    _sent(used, 1, *CASES[-1])
    seen, filled = _engine(used), _engine(address)
    with seen.connect() as there, filled.begin() as here:
        kept = there.execute(select(media).where(media.c.file_id.is_not(None))).mappings().all()
        here.execute(insert(media), [dict(row) for row in kept])
    postgres.looked_over(address)
    seen.dispose()
    filled.dispose()
    return address


def _engine(address: str) -> Engine:
    return create_engine(make_url(address).set(drivername="postgresql+psycopg"))


def _round(filled: str, processes: int, places: int, late: float) -> Figures:
    return _sent(postgres.copied(filled, _COPY), processes, places, late)


def _sent(address: str, processes: int, places: int, late: float) -> Figures:
    """From the moment at which everybody is due until the last has got a message."""
    server = postgres.process(address)
    with (
        served("bench.noting", late) as telegram,
        members.begun(processes, url=address, telegram=telegram, places=places) as fleet,
    ):
        noted, database = told_by(f"{telegram}/noted"), processors.taken_by(server)
        machine, begun = processors.taken(), time.time()
        for member in fleet:
            member.tell()
        _until_everybody_has_one(telegram)
        used = {"machine": processors.taken() - machine, "database": processors.taken_by(server) - database}
        for member in fleet:
            member.tell()
        # Each ends with nothing on its way any more: whatever came twice has come.
        used["bot"] = sum(member.figures()["processor"] for member in fleet)
        now = told_by(f"{telegram}/noted")
    took = now["newest"] - begun
    used["telegram"] = now["processor"] - noted["processor"]
    spent = used["bot"] + used["database"] + used["telegram"]
    under_way = (now["calls"] - noted["calls"]) / took * late
    return {
        "rate": now["people"] / took,
        "sends of a second": now["people"] / spent,
        "again": now["again"],
        "processes": processes,
        "places": under_way / (processes * places),
        **{name: seconds / took for name, seconds in used.items()},
    }


def _until_everybody_has_one(telegram: str) -> None:
    until = time.monotonic() + LONGEST
    while (found := told_by(f"{telegram}/noted")["people"]) < PEOPLE:
        if time.monotonic() > until:
            raise TooMuch(f"{found:.0f} of {PEOPLE} people got a message in {LONGEST:.0f} s")
        time.sleep(0.1)
