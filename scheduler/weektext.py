"""The language of working hours: reads "Mon-Thu 9-12:30 13:30-18, Fri 9-15" into ranges, and prints ranges
back.

A text is a row of groups; a group is days followed by ranges, both in any number, with commas where you like.
Days are names ("Mon", "tuesdays"), spans of names ("Fri-Mon") or "daily", "weekdays", "weekend". Ranges
before any day are Monday's to Friday's; a later group for the same day adds to it. "off" says that the days
before it have no ranges. Days may also follow their ranges ("9-17 Mon-Thu, 9-15 Fri"), if they always do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from scheduler.weekwords import (
    DAY,
    DAY_NAMES,
    DayRange,
    Kind,
    Token,
    WorkWeekError,
    WorkWeekFault,
    is_12_hour,
    print_range,
    range_between,
    tokens,
)

__all__ = [
    "DAY",
    "WEEK",
    "DayRange",
    "WeekRanges",
    "WorkWeekError",
    "WorkWeekFault",
    "print_ranges",
    "read_ranges",
]

WEEK = 7 * DAY
WEEKDAYS = (0, 1, 2, 3, 4)

WeekRanges = tuple[tuple[DayRange, ...], ...]
"""Seven days from Monday on, each with its ranges in order."""


@dataclass(frozen=True)
class _Placed:
    """A range on a day, and where it was written."""

    day: int
    range: DayRange
    token: Token

    @property
    def start(self) -> int:
        return self.day * DAY + self.range[0]

    @property
    def end(self) -> int:
        return self.day * DAY + self.range[1]


@dataclass
class _Group:
    """Days and the ranges they share, as far as read."""

    days: list[int] = field(default_factory=list)
    named: Token | None = None
    has_hours: bool = False
    opened: int | None = None
    """When the range before opens, if it may be written on a 12 hour clock."""


def read_ranges(text: str) -> WeekRanges:
    """The ranges of each weekday; raises `WorkWeekError`, which points at the part that cannot be read."""
    read = tokens(text)
    if not read:
        raise WorkWeekError(WorkWeekFault.EMPTY, text.strip(), 0)
    placed = sorted(_placed(_days_first(read), text), key=lambda one: one.start)
    _refuse_overlaps(placed)
    return tuple(tuple(one.range for one in placed if one.day == day) for day in range(7))


def _days_first(read: list[Token]) -> list[Token]:
    """Bring "9-17 Mon-Thu, 9-15 Fri", where days follow their hours, into the usual order."""
    if read[0].kind not in {Kind.TIME, Kind.OFF} or read[-1].kind is not Kind.DAYS:
        return read
    runs: list[list[Token]] = []
    about_days = True
    for token in read:
        was, about_days = about_days, token.kind is Kind.DAYS or (about_days and token.kind is Kind.DASH)
        if was is not about_days:
            runs.append([])
        runs[-1].append(token)
    return [token for hours, days in zip(runs[::2], runs[1::2], strict=True) for token in (*days, *hours)]


def _placed(read: list[Token], text: str) -> Iterator[_Placed]:
    group = _Group(days=list(WEEKDAYS))
    rest = list(reversed(read))
    while rest:
        token = rest.pop()
        if token.kind is Kind.DAYS:
            if group.has_hours or group.named is None:
                group = _Group()
            days, whole = _days(token, rest, text)
            group.named = group.named.upto(whole, text) if group.named else whole
            group.days += [day for day in days if day not in group.days]
        elif token.kind is Kind.TIME:
            found, written = _range(token, rest, text, group)
            yield from (_Placed(day, found, written) for day in group.days)
        elif token.kind is Kind.OFF:
            group.has_hours = True
        else:
            raise WorkWeekError(WorkWeekFault.UNREADABLE, token.text, token.position)
        if group.named and not group.has_hours and not rest:
            raise WorkWeekError(WorkWeekFault.DAYS_WITHOUT_HOURS, group.named.text, group.named.position)


def _days(first: Token, rest: list[Token], text: str) -> tuple[list[int], Token]:
    """The days that `first` names, alone or with a dash and another day after it."""
    if not (rest and rest[-1].kind is Kind.DASH):
        return list(first.days), first
    dash = rest.pop()
    last = rest.pop() if rest else dash
    if last.kind is not Kind.DAYS or len(first.days) != 1 or len(last.days) != 1:
        raise WorkWeekError(WorkWeekFault.UNREADABLE, first.upto(last, text).text, first.position)
    (start,), (end,) = first.days, last.days
    return [(start + n) % 7 for n in range((end - start) % 7 + 1)], first.upto(last, text)


def _range(first: Token, rest: list[Token], text: str, group: _Group) -> tuple[DayRange, Token]:
    """The next range of `group`: from `first` to the time behind the dash that must follow."""
    dash = rest.pop() if rest and rest[-1].kind is Kind.DASH else None
    last = rest.pop() if dash and rest and rest[-1].kind is Kind.TIME else None
    if last is None:
        written = first.upto(dash or first, text)
        raise WorkWeekError(WorkWeekFault.TIME_WITHOUT_END, written.text, written.position)
    found = range_between(first, last, text, group.opened)
    group.has_hours = True
    group.opened = found[0] if is_12_hour(first, last) else None
    return found, first.upto(last, text)


def _refuse_overlaps(placed: list[_Placed]) -> None:
    """Blame of two ranges that overlap the one that was written later."""
    around = [*pairwise(placed), *([(placed[-1], placed[0])] if placed else [])]
    for n, (one, next_one) in enumerate(around):
        start = next_one.start + (WEEK if n == len(placed) - 1 else 0)
        if start < one.end:
            blamed = max(one.token, next_one.token, key=lambda token: token.position)
            raise WorkWeekError(WorkWeekFault.OVERLAP, blamed.text, blamed.position)


def print_ranges(ranges: WeekRanges) -> str:
    """The canonical text of a week's ranges: days that are alike together, in order of their first day."""
    alike: dict[tuple[DayRange, ...], list[int]] = {}
    for day, found in enumerate(ranges):
        if found:
            alike.setdefault(found, []).append(day)
    groups = (f"{_print_days(days)} {' '.join(map(print_range, found))}" for found, days in alike.items())
    return ", ".join(groups) or "off"


def _print_days(days: list[int]) -> str:
    runs = [[day for _, day in run] for _, run in groupby(enumerate(days), lambda pair: pair[1] - pair[0])]
    return ", ".join(
        DAY_NAMES[run[0]] if len(run) == 1 else f"{DAY_NAMES[run[0]]}-{DAY_NAMES[run[-1]]}" for run in runs
    )
