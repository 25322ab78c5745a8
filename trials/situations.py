"""People whose next reminder is asked for: every week shape and every fact that can move it, the same in each run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache

from scheduler.rhythm import Pause, Rhythm
from scheduler.workweek import Span, WorkWeek
from trials.oracle import MINUTE, people_on_whole_minutes

INTERVALS = (15, 30, 45, 50, 60, 90)  # minutes
AROUND = range(-2880, 2881, 411)  # minutes from the middle


def situations(
    middle: datetime, ranges: Mapping[WorkWeek, Sequence[Span]]
) -> Iterator[tuple[Rhythm, datetime]]:
    """People of all week shapes and intervals, whatever they did and chose, at moments around the middle."""
    weeks, start = list(ranges), middle.replace(second=0, microsecond=0)
    for n, offset in enumerate(AROUND, start=middle.toordinal()):
        week, interval = weeks[n % len(weeks)], INTERVALS[n % len(INTERVALS)] * MINUTE
        now = start + offset * MINUTE
        if n % 3 == 0:
            now = _nearest_end(now, ranges[week]) - n % 11 * MINUTE
        yield (
            Rhythm(
                person=_people(interval)[n % 8],
                week=week,
                interval=interval,
                last_moved=now - n % 200 * MINUTE if n % 2 else None,
                last_prompted=now - n % 70 * MINUTE if n % 4 == 1 else None,
                snoozed_until=now + n % 90 * MINUTE if n % 5 == 2 else None,
                skipped_at=now - n % 90 * MINUTE if n % 5 == 3 else None,
                unanswered=n % 7 // 2,
                slowed=n % 13 == 4,
                done_for=week.day_of(now) + timedelta(days=n // 8 % 3 - 1) if n % 8 in {2, 6} else None,
                late_until=_nearest_end(now, ranges[week]) + n // 9 % 200 * MINUTE
                if n % 9 in {3, 7}
                else None,
                pauses=(Pause(now - MINUTE, now + n % 400 * MINUTE),) if n % 4 == 3 else (),
            ),
            now,
        )


def _nearest_end(now: datetime, ranges: Iterable[Span]) -> datetime:
    return min((span.end for span in ranges), key=lambda end: abs(end - now))


@cache
def _people(interval: timedelta) -> list[int]:
    return people_on_whole_minutes(interval)
