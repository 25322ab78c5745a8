"""The stage is set, the week is lived on it, and what came of it is handed back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from sqlalchemy import create_engine

from bot.playground.server import Playground
from bot.storage import database
from scheduler.clock import MovableClock
from trials.settled import settle
from trials.week.bot import started
from trials.week.doing import Actor
from trials.week.population import Member
from trials.week.stage import Sample, Stage

BEFORE = timedelta(days=30)
"""So long ago that it decides nothing any more."""


@dataclass(frozen=True, slots=True)
class Week:
    """What came of it. `stops` are the moments that the clock showed, `faults` the bot's own counts by name."""

    actors: Sequence[Actor]
    stops: Sequence[datetime]
    samples: Sequence[Sample]
    faults: Mapping[str, int]
    log: str


async def lived(
    members: Sequence[Member],
    start: datetime,
    days: int,
    seed: int,
    *,
    folder: Path,
    note: Callable[[Sample], None],
) -> Week:
    """The days from `start` (UTC) on, lived to the end.

    The database and the bot's log lie in `folder`; `note` hears how it stands from time to time. Raises BotDied.
    """
    clock = MovableClock(start)
    playground = Playground(":memory:", clock)
    try:
        actors = {
            member.id: Actor(member, playground.person(member.id), Random(f"acts {seed} {member.id}"))  # noqa: S311
            for member in members
        }
        url = f"sqlite:///{folder / 'week.db'}"
        _settle(url, clock, actors)
        stage = Stage(playground, clock, actors, note)
        async with (
            playground.serving() as address,
            started(url, playground.token, address, start, folder / "bot.log") as bot,
        ):
            await stage.live(bot, start, days, seed)
        return Week([*actors.values()], stage.stops, stage.samples, bot.faults, bot.last_words)
    finally:
        playground.close()


def _settle(url: str, clock: MovableClock, actors: dict[int, Actor]) -> None:
    """All but the newcomers have known the bot for long; Telegram has forgotten what they said then."""
    start = clock.now()
    clock.set(start - BEFORE)
    known = [actor for actor in actors.values() if not actor.member.is_new]
    for actor in known:
        actor.chat.type("/start")
    clock.set(start)
    database.prepare(url)
    engine = create_engine(url)
    with engine.begin() as conn:
        for member in (actor.member for actor in known):
            zone, hours, minutes = member.zone, member.hours, member.interval
            settle(conn, member.id, zone, hours, minutes, since=start - BEFORE, now=start)
    engine.dispose()
