"""Which rows one reminder touches, and one answer: counted by triggers while the real bot reminds a few people."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.app import App, opened
from bot.playground.person import Person
from bot.playground.server import Playground
from bot.storage.database import Connection
from bot.storage.tables import metadata
from scheduler.clock import MovableClock
from trials.settled import settle
from trials.week.child import UNPACED, draw

AFTER_SILENCE = "a reminder after one without an answer"
AFTER_ANSWER = "a reminder after an answer"
ANSWER = "an answer, I just moved"

PEOPLE = 10
MORNING = datetime(2026, 3, 11, 9, tzinfo=UTC)
_OFTEN = timedelta(minutes=50)  # more than 45 minutes and the widest spread of people
_SPREAD_OUT = timedelta(minutes=10)

Touched = Mapping[tuple[str, str], float]
"""Rows for one reminder or answer, by table and what was done ("insert", "update", "delete")."""


async def touched(folder: Path) -> dict[str, Touched]:
    """What a reminder touches after one without an answer and after an answer, and what an answer touches."""
    clock = MovableClock(MORNING)
    playground = Playground(":memory:", clock, move_clock=None)
    try:
        url = f"sqlite:///{folder / 'rows.db'}"
        async with (
            playground.serving() as address,
            opened(url, playground.token, address, clock, draw=draw, rates=UNPACED) as app,
        ):
            running = asyncio.create_task(app.run())
            try:
                return await _day(app, clock, playground)
            finally:
                running.cancel()
                await asyncio.gather(running, return_exceptions=True)
    finally:
        playground.close()


async def _day(app: App, clock: MovableClock, playground: Playground) -> dict[str, Touched]:
    people = [playground.person(number, f"Person {number}") for number in range(1, PEOPLE + 1)]
    for person in people:
        person.allow_writing()
    await app.storage.write(_settle_and_watch)
    clock.set(MORNING + _OFTEN)
    await app.idle()
    found = {AFTER_SILENCE: await _next(app, clock, 2 * _OFTEN)}
    found[ANSWER] = await _answers(app, playground, people)
    found[AFTER_ANSWER] = await _next(app, clock, 3 * _OFTEN + _SPREAD_OUT)
    return found


async def _next(app: App, clock: MovableClock, after: timedelta) -> Touched:
    """Everybody's next reminder."""
    await app.storage.write(_counted)
    clock.set(MORNING + after)
    await app.idle()
    return await app.storage.write(_counted)


async def _answers(app: App, playground: Playground, people: Sequence[Person]) -> Touched:
    await app.storage.write(_counted)
    for person in people:
        person.tap("I just moved")
    await playground.until(lambda: playground.unconfirmed() == 0)
    await app.idle()
    return await app.storage.write(_counted)


def _settle_and_watch(conn: Connection) -> None:
    before = MORNING - timedelta(days=7)
    for number in range(1, PEOPLE + 1):
        settle(conn, number, "Etc/UTC", "daily 9-17", 45, since=before, now=MORNING, clips=False)
    conn.exec_driver_sql("CREATE TABLE touched (name TEXT, done TEXT)")
    for name in metadata.tables:
        for done in ("insert", "update", "delete"):
            noting = f"INSERT INTO touched VALUES ('{name}', '{done}')"  # noqa: S608 - names of our own tables
            conn.exec_driver_sql(
                f"CREATE TRIGGER watch_{name}_{done} AFTER {done} ON {name} BEGIN {noting}; END"
            )


def _counted(conn: Connection) -> Touched:
    """By person, since the last look."""
    rows = conn.exec_driver_sql("SELECT name, done FROM touched").all()
    conn.exec_driver_sql("DELETE FROM touched")
    # What is noted of all at once is nobody's reminder.
    counts = Counter((name, done) for name, done in rows if name not in {"about", "media"})
    return {what: count / PEOPLE for what, count in sorted(counts.items())}
