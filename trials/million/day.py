"""A day's reminders through one queue: the longest due first, one claim after the other at the budget's pace.

As in the bot a claim takes its slot whether or not its reminder is still wanted by then, and what waits stays in the
due table, where it goes out late or, once its person has gone home, not at all. Times are seconds from midnight, UTC.
"""

from __future__ import annotations

import heapq
import math
from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random

from bot.fleet.pace import SLACK
from scheduler.breaks import spread
from trials.million.life import Life
from trials.million.population import Member

MIDNIGHT = datetime(2026, 3, 11, tzinfo=UTC)
"""The beginning of a Wednesday without a holiday of many countries."""
SECONDS = 86_400
_ON_TIME = 1.0
"""Seconds: what is handed over within them is wanted, since nothing can have happened since it was planned."""
_HOUR = timedelta(hours=1)


def everybodys_spread() -> int:
    """A person whose reminders come at once: if all had this one's spread, nobody's would be spread."""
    return next(number for number in range(1_000_000) if not spread(number, 2 * _HOUR))


@dataclass
class Day:
    """What went out, in order: when it was due, when it went, whose it was (the place in the population).

    And how many claims were of no use any more, and how many were still waiting at midnight.
    """

    due: array[float] = field(default_factory=lambda: array("d"))
    sent: array[float] = field(default_factory=lambda: array("d"))
    whose: array[int] = field(default_factory=lambda: array("l"))
    withheld: int = 0
    left: int = 0


def lived(members: Iterable[Member], per_second: int | None, seed: int, *, spread_out: bool = True) -> Day:
    """The day at this budget; None is no limit. Without `spread_out` everybody has the same spread."""
    alike = None if spread_out else everybodys_spread()
    lives = [Life(member, member.id if alike is None else alike) for member in members]
    between = (1 + SLACK) / per_second if per_second else 0.0
    waiting = _first(lives)
    day, random, free = Day(), Random(f"day {seed}"), -math.inf  # noqa: S311 - no secret
    while waiting and (now := max(waiting[0][0], free)) < SECONDS:
        due_at, place = heapq.heappop(waiting)
        free = now + between
        moment = MIDNIGHT + timedelta(seconds=now)
        if now - due_at < _ON_TIME or lives[place].wants(MIDNIGHT + timedelta(seconds=due_at), moment):
            _note(day, place, due_at, now)
            moment = lives[place].reminded(moment, random)
        elif now >= 0:
            day.withheld += 1
        following = lives[place].next_due(moment)
        if following is not None and (at := _seconds(following)) < SECONDS:
            heapq.heappush(waiting, (at, place))
    day.left = sum(due_at < SECONDS for due_at, _ in waiting)
    return day


def _first(lives: Iterable[Life]) -> list[tuple[float, int]]:
    plans = ((life.next_due(life.begins(MIDNIGHT)), place) for place, life in enumerate(lives))
    waiting = [(_seconds(at), place) for at, place in plans if at is not None]
    heapq.heapify(waiting)
    return waiting


def _note(day: Day, place: int, due_at: float, now: float) -> None:
    if now >= 0:
        day.due.append(due_at)
        day.sent.append(now)
        day.whose.append(place)


def _seconds(moment: datetime) -> float:
    return (moment - MIDNIGHT).total_seconds()
