"""`unsit stats`: how much the bot is used, in a few lines or as JSON. Nothing in it is about one person."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from datetime import datetime, timedelta

from bot.agenda import REMINDER
from bot.config import Settings
from bot.storage import database, numbers
from bot.storage.database import DatabaseError
from bot.storage.numbers import Numbers
from bot.storage.sqlite import File
from bot.storage.trouble import named

Say = Callable[[str], None]
LATE = timedelta(minutes=1)


def tell(settings: Settings, days: int, now: datetime, say: Say, *, as_json: bool = False) -> None:
    """Say what happened in the last `days`. Raises DatabaseError."""
    counted = _counted(settings.database, now - timedelta(days=days), now)
    if as_json:
        say(json.dumps({"days": days, **asdict(counted)}, default=str))
        return
    for name, what in _lines(counted, "day" if days == 1 else f"{days} days"):
        say(f"{name:<11}{what}")


def _counted(url: str, since: datetime, now: datetime) -> Numbers:
    place = database.place(url)
    if isinstance(place, File) and not place.path.exists():
        raise DatabaseError(f"DATABASE_URL: there is no database at {place.path.resolve()} yet.")
    database.prepare(url, migrate=False)
    engine = place.looking()
    try:
        with named(place), engine.connect() as conn:
            return numbers.count(conn, since, now - LATE)
    finally:
        engine.dispose()


def _lines(counted: Numbers, time: str) -> Iterator[tuple[str, str]]:
    people = counted.people
    yield (
        "people",
        f"{people.known:,} known, {people.set_up:,} set up, {people.gone:,} have blocked the bot; "
        f"{people.reacted:,} reacted in the last {time}.",
    )
    held_back = f"; held back: {_listed(counted.held_back)}" if counted.held_back else ""
    yield "reminders", f"in the last {time}: {_listed(counted.reminders)}{held_back}."
    yield (
        "exercises",
        f"in the last {time}: {_listed(counted.exercises)}; {counted.sessions_live:,} sessions are open.",
    )
    yield (
        "queues",
        f"{counted.unapplied:,} updates to apply, {counted.unsent:,} messages to send, "
        f"{counted.overdue.get(REMINDER, 0):,} reminders late by over a minute, {counted.parked:,} updates set aside.",
    )
    for process in counted.processes:
        duties = f" ({', '.join(process.duties)})" if process.duties else ""
        yield "process", f"{process.name} since {process.since:%Y-%m-%d %H:%M} UTC{duties}."


def _listed(found: Mapping[str, int]) -> str:
    return ", ".join(f"{number:,} {name}" for name, number in found.items()) or "none"
