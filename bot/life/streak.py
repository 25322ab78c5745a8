"""The streak: a pure fold over what was done, the work week as it was on each day, and the pauses.

A workday counts with at least one exercise done or half done. A day off never breaks a streak, nor does a pause that
covered the rest of a workday on which nothing was done. Today is open until it is over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Day(StrEnum):
    """What a date means for the streak."""

    DONE = "done"
    OFF = "off"
    PAUSED = "paused"
    MISSED = "missed"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Streak:
    """Days in a row up to today, the longest run ever, and the verdict of each date, oldest first."""

    current: int
    best: int
    days: Mapping[date, Day]


@dataclass(frozen=True, slots=True)
class Record:
    """What the fold needs: the first date, today, the dates with something done, and two questions about a date."""

    since: date
    today: date
    done: frozenset[date]
    is_workday: Callable[[date], bool]
    is_paused: Callable[[date], bool]


def streak(record: Record) -> Streak:
    """Fold the days from the first to today. Something done counts on any day, also on a day off."""
    days = {day: _verdict(day, record) for day in _dates(record)}
    current = best = 0
    for verdict in days.values():
        if verdict is Day.DONE:
            current += 1
        elif verdict is Day.MISSED:
            current = 0
        best = max(best, current)
    return Streak(current, best, days)


def _verdict(day: date, record: Record) -> Day:
    if day in record.done:
        return Day.DONE
    if not record.is_workday(day):
        return Day.OFF
    if record.is_paused(day):
        return Day.PAUSED
    return Day.OPEN if day == record.today else Day.MISSED


def _dates(record: Record) -> Iterator[date]:
    # A completion can lie a day ahead or behind after travel across the date line; none may fall out of the fold.
    first = min(record.done | {record.since, record.today})
    last = max(record.done | {record.today})
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)
