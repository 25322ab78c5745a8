"""A person's days as they were lived: which zone and hours held on which date, and which pauses."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from scheduler.breaks import Pause
from scheduler.workweek import WorkWeek


@dataclass(frozen=True, slots=True)
class Diary:
    """Zone and hours with since when they held (oldest first), and the pauses. What held first also held before."""

    zones: tuple[tuple[datetime, str], ...]
    hours: tuple[tuple[datetime, str], ...]
    pauses: tuple[Pause, ...] = ()

    def week_on(self, day: date) -> WorkWeek:
        """The work week that held when this date ended (a change during a day counts for that day)."""
        # Midnight of the next day on the farthest side of the date line: the change of a day belongs to the day.
        end = datetime.combine(day + timedelta(days=1), time(), UTC)
        zone = _held(self.zones, end)
        return _week(_held(self.hours, end), zone)

    def is_workday(self, day: date) -> bool:
        """Whether work was to begin on this date."""
        return self.week_on(day).is_workday(day)

    def is_paused(self, day: date) -> bool:
        """Whether a pause covered the rest of this date's hours."""
        spans = self.week_on(day).on(day)
        if not spans:
            return False
        end = spans[-1].end
        return any(pause.start < end and (pause.end is None or pause.end >= end) for pause in self.pauses)


def _held(history: tuple[tuple[datetime, str], ...], moment: datetime) -> str:
    at = bisect_right(history, moment, key=lambda entry: entry[0])
    return history[max(0, at - 1)][1]


@lru_cache(maxsize=4096)
def _week(hours: str, zone: str) -> WorkWeek:
    return WorkWeek.parse(hours, zone)
