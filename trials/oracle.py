"""A slow oracle of working weeks and reminders, which walks through time minute by minute.

It knows nothing of gaps, folds or offsets. It looks at the wall: an edge of a range is reached in the first
minute whose wall clock shows it or more; a reminder comes in the first minute in which all the rules let it.
Of the scheduler it takes the form of the facts and the reading of hours; every rule is written here once more.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from itertools import accumulate, pairwise
from zoneinfo import ZoneInfo

from scheduler.rhythm import Rhythm
from scheduler.workweek import Span, WorkWeek

MINUTE = timedelta(minutes=1)
DOUBLED_FROM = 3  # reminders in a row without a reaction


@dataclass
class Walk:
    """Every minute of some days on the wall of a zone; `start` is in UTC."""

    zone: str
    start: datetime
    days: int

    def __post_init__(self) -> None:
        place = ZoneInfo(self.zone)
        self.minutes = [self.start + n * MINUTE for n in range(self.days * 1440)]
        walls = [minute.astimezone(place).replace(tzinfo=None) for minute in self.minutes]
        self.dates = sorted({wall.date() for wall in walls})
        self.furthest = list(accumulate(walls, max))

    def reached(self, day: date, minute: int) -> datetime | None:
        """The first minute whose wall clock shows this one or a later one."""
        wall = datetime.combine(day, datetime.min.time()) + minute * MINUTE
        index = bisect_left(self.furthest, wall)
        return self.minutes[index] if 0 < index < len(self.minutes) else None

    def ranges(self, week: WorkWeek) -> list[Span]:
        """The ranges that lie within the walk, in order."""
        found = []
        for day in self.dates:
            for opens, closes in week.ranges[day.weekday()]:
                start, end = self.reached(day, opens), self.reached(day, closes)
                if start and end and start < end:
                    found.append(Span(start, end, day))
        return found


def transitions(zone: str, since: datetime, days: int) -> list[datetime]:
    """The minutes (UTC) of these days in which the zone's offset changes."""
    place, found = ZoneInfo(zone), []
    for day in (since + timedelta(days=n) for n in range(days)):
        old = day.astimezone(place).utcoffset()
        if old != (day + timedelta(days=1)).astimezone(place).utcoffset():
            minutes_of_day = (day + n * MINUTE for n in range(1, 1441))
            found.append(next(m for m in minutes_of_day if m.astimezone(place).utcoffset() != old))
    return found


def walk_around(zone: str, moment: datetime) -> Walk:
    """The days before and after that moment (UTC)."""
    midnight = moment.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return Walk(zone, midnight - timedelta(days=5), 12)


def walked_break(
    facts: Rhythm, now: datetime, ranges: list[Span], step: timedelta = MINUTE
) -> datetime | None:
    """The first minute from `now` on in which a reminder may come; None if that is beyond the ranges
    given. `step` is the length of a stride."""
    is_doubled = facts.slowed or facts.unanswered >= DOUBLED_FROM
    need = facts.interval * (2 if is_doubled else 1) + spread(facts.person, facts.interval)
    snooze = facts.snoozed_until
    events = [at for at in (facts.last_moved, facts.last_prompted, facts.skipped_at) if at]
    if snooze and any(event >= snooze for event in events):
        snooze = None
    for span in lengthened(ranges, facts.late_until):
        start = next((m for m in minutes(span) if not paused(facts, m)), None)
        if start is None or span.date == facts.done_for or (snooze and span.end <= snooze):
            continue
        ripe = max([start, *events]) + need
        is_snoozed = snooze is not None and start <= snooze
        if is_snoozed and snooze:
            ripe = snooze
        was_paused = False
        for minute in minutes(Span(max(start, now), span.end, span.date), step):
            left = span.end - minute
            if minute < ripe or paused(facts, minute):
                was_paused = minute >= ripe
            elif (
                (is_snoozed and not was_paused)
                or left >= 5 * MINUTE
                or (minute == now > ripe and left == 4 * MINUTE)
            ):
                return minute
    return None


def walked_second(facts: Rhythm, now: datetime, ranges: list[Span]) -> datetime | None:
    """The same to the second: a walk by minutes may stop up to a minute too late, so that minute is walked again."""
    minute = walked_break(facts, now, ranges)
    if minute is None or minute == now:
        return minute
    return walked_break(facts, max(now, minute - MINUTE), ranges, timedelta(seconds=1))


def minutes(span: Span, step: timedelta = MINUTE) -> Iterator[datetime]:
    """Each minute of the span, or each `step`."""
    minute = span.start
    while minute < span.end:
        yield minute
        minute += step


def paused(facts: Rhythm, minute: datetime) -> bool:
    """Whether any pause covers this minute."""
    return any(pause.start <= minute and (not pause.end or minute < pause.end) for pause in facts.pauses)


def lengthened(ranges: list[Span], until: datetime | None) -> list[Span]:
    """The ranges, that one longer which is the last of its date and ended less than 12 hours before
    `until`."""
    result = list(ranges)
    for n, (span, after) in enumerate(pairwise(ranges)):
        is_last = span.date != after.date
        if until and is_last and span.end < until <= after.start and until - span.end < timedelta(hours=12):
            result[n] = Span(span.start, until, span.date)
    return result


def spread(person: int, interval: timedelta) -> timedelta:
    """How much later than others: by the first 32 bits of the number's SHA-256, up to a tenth, in whole seconds."""
    share = int(sha256(f"{person}".encode()).hexdigest()[:8], 16) / 2**32
    return timedelta(seconds=interval / timedelta(seconds=10) * share // 1)


def people_on_whole_minutes(interval: timedelta) -> list[int]:
    """Some people whose reminders fall on whole minutes, since the oracle walks in minutes."""
    return [person for person in range(3000) if not spread(person, interval).seconds % 60][:8]
