"""A person's days as they were lived: which zone and hours held when, and which pauses. Pure.

The past stays as it was: a change of hours or zone holds from its moment on. A date whose hours were mostly not lived
(the person set up late in the day, or crossed the date line) is no workday.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from scheduler.breaks import Pause
from scheduler.workweek import Span, WorkWeek

History = Sequence[tuple[datetime, str]]

# A local date lies within this much of the same date in UTC, and a night shift's hours end a day later.
_BEFORE = timedelta(hours=15)
_AFTER = timedelta(hours=61)


@dataclass(frozen=True, slots=True)
class Era:
    """A time in which one week held: from `start` up to `end` (UTC; None: until now and on).

    `first_day` is the date it was when the era began, as the week before it had it. Earlier dates are past by then: new
    hours or another zone that reach back into one have no say in it.
    """

    start: datetime
    end: datetime | None
    week: WorkWeek
    first_day: date

    def lived(self, span: Span) -> timedelta:
        """How much of this span fell into the era."""
        end = span.end if self.end is None else min(span.end, self.end)
        return max(timedelta(), end - max(span.start, self.start))


@dataclass(frozen=True, slots=True)
class Diary:
    """The eras, oldest first and without gaps, and the pauses."""

    eras: tuple[Era, ...]
    pauses: tuple[Pause, ...] = ()

    @classmethod
    def of(cls, zones: History, hours: History, pauses: tuple[Pause, ...] = ()) -> Diary:
        """From (since, zone) and (since, hours), each oldest first. It begins when both were known."""
        return cls(tuple(_eras(zones, hours)), pauses)

    def date_of(self, moment: datetime) -> date:
        """The date on which this moment was lived, in the zone and with the hours of then."""
        held = [era for era in self.eras if era.start <= moment] or self.eras[:1]
        return date_of(moment, held[-1].week)

    def is_workday(self, day: date) -> bool:
        """Whether at least half of a day's working hours were to be lived on this date."""
        lived, planned = timedelta(), timedelta()
        for era in self._touching(day):
            spans = era.week.on(day)
            here = sum(map(era.lived, spans), timedelta())
            if here:
                lived += here
                planned = max(planned, sum((span.end - span.start for span in spans), timedelta()))
        return planned > timedelta() and 2 * lived >= planned

    def is_paused(self, day: date) -> bool:
        """Whether a pause covered the rest of this date's hours."""
        ends = [span.end for era in self._touching(day) for span in era.week.on(day) if era.lived(span)]
        if not ends:
            return False
        end = max(ends)
        return any(pause.start < end and (pause.end is None or pause.end >= end) for pause in self.pauses)

    def _touching(self, day: date) -> Iterator[Era]:
        midnight = datetime.combine(day, time(), UTC)
        first, last = midnight - _BEFORE, midnight + _AFTER
        return (
            era
            for era in self.eras
            if era.first_day <= day and era.start < last and (era.end is None or era.end > first)
        )


def date_of(moment: datetime, week: WorkWeek, day_start: timedelta = timedelta()) -> date:
    """The date that something done at this moment counts for.

    Inside a working range it is the date on which the range began; else the local date, where a day begins at
    `day_start` after midnight (so that what is done at 01:00 can count for the evening before).
    """
    span = week.span_at(moment)
    if span is not None:
        return span.date
    local = moment.astimezone(ZoneInfo(week.zone))
    into_the_day = timedelta(hours=local.hour, minutes=local.minute, seconds=local.second)
    return local.date() - timedelta(days=1 if into_the_day < day_start else 0)


def _eras(zones: History, hours: History) -> Iterator[Era]:
    if not zones or not hours:
        return
    first = max(zones[0][0], hours[0][0])
    starts = sorted({first, *(since for since, _ in (*zones, *hours) if since > first)})
    before: WorkWeek | None = None
    for start, end in zip(starts, [*starts[1:], None], strict=True):
        week = _week(_held(hours, start), _held(zones, start))
        yield Era(start, end, week, (before or week).day_of(start))
        before = week


def _held(history: History, moment: datetime) -> str:
    return [value for since, value in history if since <= moment][-1]


@lru_cache(maxsize=4096)
def _week(hours: str, zone: str) -> WorkWeek:
    return WorkWeek.parse(hours, zone)
