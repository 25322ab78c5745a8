"""A day's reminders through one queue: the longest due first, one claim after the other at the budget's pace.

As in the bot a claim takes its slot whether or not its reminder is still wanted by then; one that follows a reminder
without an answer takes two, since that is edited to a grey line first. What waits stays in the due table, and goes out
late or, once its person has gone home, not at all. Times are seconds from midnight, UTC.
"""

from __future__ import annotations

import heapq
import math
from array import array
from collections.abc import Iterable, Sequence
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
    """The reminders that went out, in order: when each was due, when it went, whose it was (their place among all).

    `slots` says how many each took, `calls` when Telegram was called, edits included. And how many claims were of no
    use any more, and how many were still waiting at midnight.
    """

    due: array[float] = field(default_factory=lambda: array("d"))
    sent: array[float] = field(default_factory=lambda: array("d"))
    whose: array[int] = field(default_factory=lambda: array("l"))
    slots: array[int] = field(default_factory=lambda: array("b"))
    calls: array[float] = field(default_factory=lambda: array("d"))
    withheld: int = 0
    left: int = 0


def lived(members: Iterable[Member], per_second: float | None, seed: int, *, spread_out: bool = True) -> Day:
    """The day at this budget; None is no limit. Without `spread_out` everybody has the same spread."""
    alike = None if spread_out else everybodys_spread()
    lives = [Life(member, member.id if alike is None else alike) for member in members]
    between = (1 + SLACK) / per_second if per_second else 0.0
    waiting = _first(lives)
    day, random, free = Day(), Random(f"day {seed}"), -math.inf  # noqa: S311 - no secret
    while waiting and (now := max(waiting[0][0], free)) < SECONDS:
        due_at, place = heapq.heappop(waiting)
        life, slots = lives[place], 1
        moment = MIDNIGHT + timedelta(seconds=now)
        if now - due_at < _ON_TIME or life.wants(MIDNIGHT + timedelta(seconds=due_at), moment):
            slots += life.has_one_open
            _note(day, place, due_at, [now + number * between for number in range(slots)])
            moment = life.reminded(moment, random)
        elif now >= 0:
            day.withheld += 1
        free = now + slots * between
        following = life.next_due(moment)
        if following is not None and (at := _seconds(following)) < SECONDS:
            heapq.heappush(waiting, (at, place))
    day.left = sum(due_at < SECONDS for due_at, _ in waiting)
    return day


def _first(lives: Iterable[Life]) -> list[tuple[float, int]]:
    plans = ((life.next_due(life.begins(MIDNIGHT)), place) for place, life in enumerate(lives))
    waiting = [(_seconds(at), place) for at, place in plans if at is not None]
    heapq.heapify(waiting)
    return waiting


def _note(day: Day, place: int, due_at: float, calls: Sequence[float]) -> None:
    if calls[0] >= 0:
        day.due.append(due_at)
        day.sent.append(calls[-1])
        day.whose.append(place)
        day.slots.append(len(calls))
        day.calls.extend(calls)


def _seconds(moment: datetime) -> float:
    return (moment - MIDNIGHT).total_seconds()
