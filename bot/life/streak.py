"""The streak: a pure fold over what was done, the days as they were lived, and the pauses.

A workday counts with at least one exercise done or half done; so does something done on a day off. A day off never
breaks a streak, nor does a pause that covered the rest of a workday. A missed workday spends a freeze where one is in
hand, and adds nothing; without one the streak ends. Today is open until it is over.

A freeze is earned by every seventh day that counts, and two can be in hand; while they are, nothing is earned. Progress
toward the next freeze is kept with the freezes as one number, `store`: seven a freeze, one a day, fourteen at most, and
nothing left when a streak ends. So each day is a monotone step of (run, store), and therefore something done never
shortens a streak, whenever it is added.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

DAYS_FOR_A_FREEZE = 7
FREEZES_AT_MOST = 2


class Day(StrEnum):
    """What a date means for the streak."""

    DONE = "done"
    OFF = "off"
    PAUSED = "paused"
    FROZEN = "frozen"
    MISSED = "missed"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Record:
    """What the fold needs: the first date, today, the dates with something done, and two questions about a date."""

    since: date
    today: date
    done: frozenset[date]
    is_workday: Callable[[date], bool]
    is_paused: Callable[[date], bool]


@dataclass(frozen=True, slots=True)
class Streak:
    """Days in a row up to today, the longest run ever, freezes in hand, and the verdict of each date, oldest first."""

    current: int
    best: int
    freezes: int
    days_to_freeze: int
    days: Mapping[date, Day]

    @property
    def deciding(self) -> list[tuple[date, Day]]:
        """The days that made the current run what it is, newest first, and the missed one that ended the run before."""
        found = []
        for day, verdict in reversed(list(self.days.items())):
            found.append((day, verdict))
            if verdict is Day.MISSED:
                break
        return found


@dataclass(frozen=True, slots=True)
class _State:
    run: int = 0
    store: int = 0

    def after(self, verdict: Day) -> _State:
        if verdict is Day.DONE:
            return _State(self.run + 1, min(self.store + 1, DAYS_FOR_A_FREEZE * FREEZES_AT_MOST))
        if verdict is Day.FROZEN:
            return replace(self, store=self.store - DAYS_FOR_A_FREEZE)
        return _State() if verdict is Day.MISSED else self

    @property
    def freezes(self) -> int:
        return self.store // DAYS_FOR_A_FREEZE


def streak(record: Record) -> Streak:
    """Fold the days from the first to today."""
    state, best, days = _State(), 0, {}
    for day in _dates(record):
        days[day] = _verdict(day, record, state)
        state = state.after(days[day])
        best = max(best, state.run)
    full = state.freezes == FREEZES_AT_MOST
    to_freeze = 0 if full else DAYS_FOR_A_FREEZE - state.store % DAYS_FOR_A_FREEZE
    return Streak(state.run, best, state.freezes, to_freeze, days)


def _verdict(day: date, record: Record, state: _State) -> Day:
    if day in record.done:
        return Day.DONE
    if not record.is_workday(day):
        return Day.OFF
    if record.is_paused(day):
        return Day.PAUSED
    if day >= record.today:
        return Day.OPEN
    return Day.FROZEN if state.freezes else Day.MISSED


def _dates(record: Record) -> Iterator[date]:
    # A completion can lie a day ahead or behind after travel across the date line; none may fall out of the fold.
    first = min(record.done | {record.since, record.today})
    last = max(record.done | {record.today})
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)
