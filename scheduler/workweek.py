"""WorkWeek: when a person sits at work, as ranges per weekday in a zone, and the spans of time these
become."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from scheduler.weektext import (
    DAY,
    WEEK,
    DayRange,
    WeekRanges,
    WorkWeekError,
    WorkWeekFault,
    print_ranges,
    read_ranges,
)
from scheduler.zones import as_utc, first_instant, local_date, zone_named

__all__ = ["Span", "WorkWeek", "WorkWeekError", "WorkWeekFault"]

# One range a week whose only date falls into a gap or a skipped day must still be found on the date after.
_LOOK_AHEAD_DAYS = 15


@dataclass(frozen=True)
class Span:
    """A working range on one date: from `start` up to but without `end` (both UTC).

    `date` is the local date on which the range began by the week's own ranges.
    """

    start: datetime
    end: datetime
    date: date

    def __contains__(self, moment: datetime) -> bool:
        return self.start <= moment < self.end


@dataclass(frozen=True)
class WorkWeek:
    """Working ranges for Monday to Sunday, in minutes from local midnight, in the zone called `zone`.

    A range may end after midnight (minute 1320 to 1800 is 22:00 to 06:00 of the next day); it belongs to the
    date on which it began. Ranges of a week never overlap, not even the last with the first; a week may have
    none. A moment in a DST gap moves forward to the gap's end, and in a fold both starts and ends mean the
    first occurrence, so that spans keep the order of the ranges and never overlap; a range wholly inside a
    gap, or on a date that a zone skipped (Apia, 30 December 2011), does not take place.
    """

    ranges: WeekRanges
    zone: str

    def __post_init__(self) -> None:
        zone_named(self.zone)
        _refuse_impossible(self.ranges)

    @classmethod
    def parse(cls, text: str, zone: str) -> WorkWeek:
        """Read a text such as "Mon-Thu 9-12:30 13:30-18, Fri 9-15"; see `scheduler.weektext` for what is
        understood.

        Raises `WorkWeekError`, which points at the part that cannot be read, and `UnknownZoneError`.
        """
        return _parsed(text, zone)

    def text(self) -> str:
        """The week in its canonical form; `parse` reads it back to an equal week."""
        return print_ranges(self.ranges)

    def __str__(self) -> str:
        return self.text()

    def on(self, day: date) -> tuple[Span, ...]:
        """The spans that began on `day`, in order."""
        return _spans(self.ranges[day.weekday()], day, self._zone)

    def is_workday(self, day: date) -> bool:
        """Whether any range begins on `day`."""
        return bool(self.on(day))

    def span_at(self, moment: datetime) -> Span | None:
        """The span that contains `moment`, if any."""
        span = self.next_span(moment)
        return span if span and as_utc(moment) in span else None

    def next_span(self, moment: datetime) -> Span | None:
        """The span that contains `moment`, or else the first after it; None if the week has no ranges."""
        moment = as_utc(moment)
        if not any(self.ranges):
            return None
        yesterday = local_date(moment, self._zone) - timedelta(days=1)
        for ahead in range(_LOOK_AHEAD_DAYS + 1):
            for span in self.on(yesterday + timedelta(days=ahead)):
                if moment < span.end:
                    return span
        return None

    def day_of(self, moment: datetime) -> date:
        """The date `moment` belongs to: that on which its span began, or outside of spans its local date."""
        span = self.span_at(moment)
        return span.date if span else local_date(moment, self._zone)

    @property
    def _zone(self) -> ZoneInfo:
        return zone_named(self.zone)


# Many people have the same hours, and every look at their days asks for the same few.


@lru_cache(maxsize=1024)
def _parsed(text: str, zone: str) -> WorkWeek:
    return WorkWeek(read_ranges(text), zone)


@lru_cache(maxsize=8192)
def _spans(ranges: tuple[DayRange, ...], day: date, zone: ZoneInfo) -> tuple[Span, ...]:
    return tuple(_spans_of(ranges, day, zone))


def _spans_of(ranges: tuple[DayRange, ...], day: date, zone: ZoneInfo) -> Iterator[Span]:
    if not ranges or local_date(first_instant(day, 0, zone), zone) > day:
        return
    for opens, closes in ranges:
        start, end = (first_instant(day, minute, zone) for minute in (opens, closes))
        if start < end:
            yield Span(start, end, day)


def _refuse_impossible(ranges: WeekRanges) -> None:
    """Raise `ValueError` unless there are seven days of ordered ranges, none longer than a day or
    overlapping."""
    if len(ranges) != 7:
        raise ValueError(f"a week has 7 days, these ranges have {len(ranges)}")
    flat = [(n * DAY + start, n * DAY + end) for n, day in enumerate(ranges) for start, end in day]
    for start, end in (found for day in ranges for found in day):
        if not _is_possible((start, end)):
            raise ValueError(f"a range cannot run from minute {start} to minute {end}")
    around = [*flat, *((start + WEEK, end + WEEK) for start, end in flat[:1])]
    for (_, end), (start, _) in pairwise(around):
        if start < end:
            raise ValueError(f"ranges overlap or are out of order at minute {start % WEEK} of the week")


def _is_possible(found: DayRange) -> bool:
    start, end = found
    return found == (0, DAY) or (0 <= start < DAY and 0 < end - start < DAY)
