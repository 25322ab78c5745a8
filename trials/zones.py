"""Weeks and reminders in every zone there is, ten years of them, against the slow oracle.

Zones that keep the same time for all those years are one: of each such group one name is tried. Near every
transition: each range of several week shapes, and reminders from many moments. Far from them: each day's ranges
against what their own wall clock shows, and now and then a walk as near a transition.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator
from dataclasses import astuple, dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from scheduler.breaks import Planned, Rhythm, next_break
from scheduler.workweek import Span, WorkWeek
from trials.oracle import MINUTE, transitions, walk_around, walked_break
from trials.situations import situations

SINCE = datetime(2020, 1, 1, tzinfo=UTC)
DAYS = 3653
ODD = (
    ("America/Caracas", 2016),  # half an hour, for good
    ("America/Sao_Paulo", 2018),  # jumps at midnight
    ("America/St_Johns", 2010),  # jumps at one past midnight
    ("Asia/Pyongyang", 2015),  # half an hour back, for three years
    ("Europe/Istanbul", 2016),  # summer time, for good
    ("Pacific/Apia", 2011),  # skipped 30 December
)
"""Transitions of earlier years that are unlike all of these ten, by zone and year."""

WEEKS = (
    "Mon-Fri 9-17",
    "daily 22-6 9-12:30 13:30-18",
    "daily 0-24",
    "daily 0:30-2:30 2:30-3 3:30-12",
    "Mon-Thu 9-17, Fri 22-4, Sat 12-23, Sun 1-2:15 12-22:45",
    "weekdays 0-12, weekend 1:45-8",
)
QUIET_EVERY = 293  # days between two walks of a zone
EDGE_DAYS = 2  # at either end of a walk it does not see whole ranges


@dataclass(slots=True)
class Figures:
    """What was compared."""

    zones: int = 0
    distinct: int = 0
    transitions: int = 0
    quiet_walks: int = 0
    ranges: int = 0
    days: int = 0
    reminders: int = 0
    differences: int = 0

    def __str__(self) -> str:
        names = (
            "zones",
            "distinct",
            "transitions",
            "quiet walks",
            "ranges",
            "days",
            "reminders",
            "differences",
        )
        return "\n".join(f"{name:<14}{value:>10}" for name, value in zip(names, astuple(self), strict=True))


def add_options(_parser: argparse.ArgumentParser) -> None:
    """There is nothing to choose: all of it, always."""


def run(_chosen: argparse.Namespace) -> int:
    """Compare everything and print what was found."""
    tell: Callable[[str], None] = print
    figures = compared(tell)
    tell(str(figures))
    return 1 if figures.differences else 0


def compared(
    tell: Callable[[str], None],
    zones: Iterable[str] | None = None,
    *,
    since: datetime = SINCE,
    days: int = DAYS,
    odd: Iterable[tuple[str, int]] = ODD,
) -> Figures:
    """Compare it all (by default of every zone that this machine knows); each difference is told in a line."""
    names = sorted(available_timezones() - {"localtime"} if zones is None else set(zones))
    groups = distinct(names, since, days)
    figures = Figures(zones=len(names), distinct=len(groups))
    faults: list[str] = []
    for zone, changes in groups.items():
        _try_zone(zone, changes, (since, days), figures, faults)
    for zone, year in odd:
        for change in transitions(zone, datetime(year, 1, 1, tzinfo=UTC), 366):
            figures.transitions += 1
            faults += _walked(zone, change, figures)
    figures.differences = len(faults)
    for fault in faults:
        tell(fault)
    return figures


def distinct(names: Iterable[str], since: datetime, days: int) -> dict[str, list[datetime]]:
    """The first zone of each that keep the same time on all these days, with its transitions."""
    found: dict[tuple[object, ...], tuple[str, list[datetime]]] = {}
    for name in names:
        place, changes = ZoneInfo(name), transitions(name, since, days)
        offsets = [moment.astimezone(place).utcoffset() for moment in (since, *changes)]
        found.setdefault((*changes, *offsets), (name, changes))
    return dict(found.values())


def _try_zone(
    zone: str, changes: list[datetime], period: tuple[datetime, int], figures: Figures, faults: list[str]
) -> None:
    since, days = period
    figures.transitions += len(changes)
    for change in changes:
        faults += _walked(zone, change, figures)
    for n in range(QUIET_EVERY // 2, days, QUIET_EVERY):
        middle = since + timedelta(days=n, minutes=n % 1440)
        if all(abs(middle - change) > timedelta(days=6) for change in changes):
            figures.quiet_walks += 1
            faults += _walked(zone, middle, figures)
    quiet = (day for day in (since + timedelta(days=n) for n in range(days)) if not _is_near(day, changes))
    faults += _shown_by_the_wall(zone, quiet, figures)


def _is_near(day: datetime, changes: Iterable[datetime]) -> bool:
    return any(abs(day - change) < timedelta(days=4) for change in changes)


def _shown_by_the_wall(zone: str, days: Iterable[datetime], figures: Figures) -> Iterator[str]:
    """On days without a transition, each range begins when its wall clock says so, and lasts as long as on paper."""
    place = ZoneInfo(zone)
    for number, day in enumerate(moment.date() for moment in days):
        week = _week(WEEKS[number % len(WEEKS)], zone)
        spans = week.on(day)
        figures.days += 1
        shown = [(_minute_of(span.start, day, place), _minute_of(span.end, day, place)) for span in spans]
        if shown != list(week.ranges[day.weekday()]):
            yield f"{zone} {day}: {week} became {shown}"


def _minute_of(moment: datetime, day: date, place: ZoneInfo) -> float:
    """What the wall clock shows, in minutes from the day's midnight on the wall."""
    wall = moment.astimezone(place).replace(tzinfo=None)
    return (wall - datetime.combine(day, datetime.min.time())) / MINUTE


def _walked(zone: str, middle: datetime, figures: Figures) -> Iterator[str]:
    """All that differs from the oracle in a walk around this moment."""
    walk = walk_around(zone, middle)
    days = walk.dates[EDGE_DAYS:-EDGE_DAYS]
    weeks = [_week(text, zone) for text in WEEKS]
    ranges = {week: walk.ranges(week) for week in weeks}
    for week, expected in ranges.items():
        there = [span for day in days for span in week.on(day)]
        figures.ranges += len(there)
        if there != [span for span in expected if span.date in days]:
            yield f"{zone} near {middle}: the ranges of {week}"
    for facts, now in situations(middle, ranges):
        figures.reminders += 1
        if not _agree(facts, now, ranges[facts.week]):
            yield f"{zone} at {now}: the next reminder by {facts}"


def _agree(facts: Rhythm, now: datetime, ranges: list[Span]) -> bool:
    """Whether the next reminder comes in the oracle's minute, or beyond the walk where it sees none."""
    expected = walked_break(facts, now, [span for span in ranges if now < span.end + timedelta(hours=13)])
    plan = next_break(facts, now)
    if not isinstance(plan, Planned):
        return False
    return plan.at >= ranges[-1].end - timedelta(days=1) if expected is None else plan.at == expected


@cache
def _week(text: str, zone: str) -> WorkWeek:
    return WorkWeek.parse(text, zone)
