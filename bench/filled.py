"""Databases of ours with many people in them, written by the database itself: a million take seconds."""

from __future__ import annotations

import asyncio
import sqlite3
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from bot.storage import database, mail, timekeeping
from bot.wire import outgoing
from bot.wire.buttons import Start
from bot.wire.outgoing import Importance, Key, View
from scheduler import edition

SOON = timedelta(minutes=10)
_PERSON = {
    "first_name": "'Somebody'",
    "language": "'en'",
    "joined_at": ":now",
    "agreed_at": ":now",
    "set_up_at": ":now",
    "zone": "'Europe/Berlin'",
    "hours": "'Mon-Fri 9-17'",
    "interval_minutes": "50",
    "goal": "4",
    "silent": "0",
    "slowed": "0",
    "day_start_minutes": "240",
    "auto_done": "0",
    "pace": "'normal'",
    "clips": "1",
}
_NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :people)"
_DAY = 86_400_000


def url_of(file: Path) -> str:
    """The address of the database in this file."""
    return f"sqlite:///{file}"


def people(file: Path, count: int) -> None:
    """So many people (1 to `count`), each with a reminder in the day after tomorrow; it's nobody's turn before."""
    asyncio.run(_note_zone_rules(url_of(file)))
    now = _milliseconds(datetime.now(UTC))
    facts = {"people": count, "now": now, "first": now + 2 * _DAY, "day": _DAY}
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        names, values = ", ".join(_PERSON), ", ".join(_PERSON.values())
        connection.execute(f"{_NUMBERS} INSERT INTO people (id, {names}) SELECT i, {values} FROM n", facts)  # noqa: S608
        for table, column, value in (
            ("zones", "zone", _PERSON["zone"]),
            ("work_weeks", "hours", _PERSON["hours"]),
        ):
            since = f"INSERT INTO {table} (person_id, since, {column}) SELECT i, :now, {value} FROM n"  # noqa: S608
            connection.execute(f"{_NUMBERS} {since}", facts)
        put = "INSERT INTO due (kind, person, at) SELECT 'reminder', i, :first + i * 7919 % :day FROM n"
        connection.execute(f"{_NUMBERS} {put}", facts)
    connection.close()


async def _note_zone_rules(url: str) -> None:
    """Those of this machine: with none noted, the first start plans everybody anew."""
    storage = await database.open(url)
    try:
        await storage.write(partial(timekeeping.note_zone_rules, edition=edition.zone_rules()))
    finally:
        await storage.close()


def reminders(file: Path, chats: int) -> None:
    """A reminder for each of so many chats, made and not yet sent."""
    asyncio.run(_queue(url_of(file), chats))


async def _queue(url: str, chats: int) -> None:
    body = outgoing.show("break", View("Time to stand up.", ((Key("Start", Start(1)),),)), anew=True).dump()

    def work(conn: database.Connection) -> None:
        for chat in range(1, chats + 1):
            mail.queue(conn, chat, [(body, None)], Importance.REMINDER, datetime.now(UTC))

    storage = await database.open(url)
    try:
        await storage.write(work)
    finally:
        await storage.close()


def put_now(file: Path, person: int) -> None:
    """A row of this person's that is due since a second ago."""
    at = _milliseconds(datetime.now(UTC) - timedelta(seconds=1))
    with sqlite3.connect(file) as connection:
        connection.execute(
            "UPDATE due SET at = ?, lease = NULL, lease_until = NULL WHERE person = ?", (at, person)
        )
    connection.close()


def is_due_later(file: Path, person: int) -> bool:
    """Whether the row has been claimed, handled, and settled; not if it is to be tried again soon."""
    connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    try:
        found = connection.execute("SELECT at, lease FROM due WHERE person = ?", (person,)).fetchone()
    finally:
        connection.close()
    return found is None or (found[1] is None and found[0] > _milliseconds(datetime.now(UTC) + SOON))


def _milliseconds(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)
