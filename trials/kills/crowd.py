"""Who uses the bot during the trial: many quiet people, who only get reminders, and a few lively ones.

They are written into the database by the bot's own functions before it starts, as if they had been set up a while ago.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from bot.storage import database
from bot.storage.database import Connection
from trials.oracle import MINUTE, spread
from trials.settled import settle

HOURS = "daily 0-24"
QUIET = 4  # minutes between reminders, less than people can set: so that several come in a trial
LIVELY = 2  # minutes, for the lively ones: so that they have something to answer
DRAWN_EVERY = 12  # one in so many of the lively gets pictures and clips, which take a processor
PLACES = ("chair", "standing", "floor")


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who is set up: `first_due` is when the first reminder is to come (aware)."""

    id: int
    interval: timedelta
    first_due: datetime
    lively: bool
    clips: bool = False

    @property
    def between(self) -> timedelta:
        """From a reminder that finds no answer to the next."""
        return self.interval + spread(self.id, self.interval)

    @property
    def between_slowed(self) -> timedelta:
        """The same once they were asked whether to go on, and said nothing."""
        return self.between + self.interval


def gathered(seed: int, quiet: int, lively: int, now: datetime, within: timedelta) -> list[Member]:
    """The crowd, lively people first. First reminders are spread evenly over an interval, or the time `within`."""
    draw = random.Random(seed)  # noqa: S311 - chance for a trial, not a secret
    return list(_members(draw, quiet, lively, now, within))


def _members(
    draw: random.Random, quiet: int, lively: int, now: datetime, within: timedelta
) -> Iterator[Member]:
    for number in range(1, lively + quiet + 1):
        is_lively = number <= lively
        interval = timedelta(minutes=LIVELY if is_lively else QUIET)
        due = _whole_milliseconds(now + draw.random() * min(within, interval))
        yield Member(number, interval, due, is_lively, clips=is_lively and number % DRAWN_EVERY == 0)


def _whole_milliseconds(moment: datetime) -> datetime:
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)  # as the queue keeps them


async def settle_in(url: str, crowd: list[Member], now: datetime) -> None:
    """Write them into the database at `url`, which is made."""
    storage = await database.open(url)
    try:
        await storage.write(partial(_settle_in, crowd=crowd, now=now))
    finally:
        await storage.close()


def _settle_in(conn: Connection, crowd: list[Member], now: datetime) -> None:
    zone = noon_zone(now)
    for member in crowd:
        since = member.first_due - member.between
        settle(
            conn,
            member.id,
            zone,
            HOURS,
            member.interval // MINUTE,
            since=since,
            now=now,
            places=PLACES,
            pace="short",
            clips=member.clips,
        )


def noon_zone(now: datetime) -> str:
    """A zone in which it is about noon: the end of a day's range, where no reminder comes, is far."""
    ahead = 12 - now.hour  # hours ahead of UTC, -11 to 12
    return f"Etc/GMT{-ahead:+d}" if ahead else "Etc/GMT"  # whose signs count the other way
