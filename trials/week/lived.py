"""The stage is set, the week is lived on it, and what came of it is handed back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from random import Random

from sqlalchemy import create_engine

from bot.playground.server import Playground
from bot.storage import database
from scheduler.clock import MovableClock
from trials.week import settled
from trials.week.bot import started
from trials.week.doing import Actor
from trials.week.population import Member
from trials.week.stage import Sample, Stage


async def lived(
    members: Sequence[Member],
    start: datetime,
    days: int,
    seed: int,
    *,
    folder: Path,
    note: Callable[[Sample], None],
) -> tuple[Stage, dict[str, int]]:
    """The days from `start` (UTC) on, lived to the end: the stage as it stands then, and the bot's counts of faults.

    The database and the bot's log lie in `folder`. Raises BotDied.
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
        with (folder / "bot.log").open("wb") as log:
            async with (
                playground.serving() as address,
                started(url, playground.token, address, start, log) as bot,
            ):
                await stage.live(bot, start, days, seed)
                return stage, bot.faults
    finally:
        playground.close()


def _settle(url: str, clock: MovableClock, actors: dict[int, Actor]) -> None:
    """All but the newcomers have known the bot for long; Telegram has forgotten what they said then."""
    start = clock.now()
    clock.set(start - settled.BEFORE)
    known = [actor for actor in actors.values() if not actor.member.is_new]
    for actor in known:
        actor.chat.type("/start")
    clock.set(start)
    database.prepare(url)
    engine = create_engine(url)
    with engine.begin() as conn:
        settled.settle(conn, [actor.member for actor in known], start)
    engine.dispose()
