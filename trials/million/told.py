"""What one run of the day says, condensed, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from scheduler.workweek import WorkWeek
from trials.million import figures
from trials.million.day import MIDNIGHT, Day, lived
from trials.million.figures import Crowd, Lateness
from trials.million.population import Member, population

_LOOKED_AT = 10_000  # reminders that are held against their person's hours, at most about


@dataclass(frozen=True, slots=True)
class Told:
    """`unsent` came too late to be wanted, or not before midnight. `least` is the budget that this day asks for."""

    people: int
    per_second: int
    spread_out: bool
    sent: int
    unsent: int
    crowd: Crowd
    hours: tuple[int, ...]
    lateness: Lateness
    least: float
    wrong: tuple[str, ...]

    def carried(self, per_second: int) -> int:
        """How many people such a budget would carry with 99 of 100 reminders less than a minute late."""
        return int(self.people * per_second / self.least)


def day_of(people: int, per_second: int, seed: int, spread_out: bool) -> Told:
    """Live it once."""
    members = list(population(people, seed))
    return told(lived(members, per_second, seed, spread_out=spread_out), members, per_second, spread_out)


def told(day: Day, members: Sequence[Member], per_second: int, spread_out: bool) -> Told:
    """A day, condensed; something must have been sent on it."""
    counts = figures.by_second(day.due)
    return Told(
        people=len(members),
        per_second=per_second,
        spread_out=spread_out,
        sent=len(day.sent),
        unsent=day.withheld + day.left,
        crowd=figures.crowd(counts),
        hours=tuple(figures.by_hour(counts)),
        lateness=figures.lateness(day),
        least=figures.least_rate(counts),
        wrong=(*_out_of_hours(day, members), *_too_fast(day, per_second)),
    )


def _out_of_hours(day: Day, members: Sequence[Member]) -> Iterator[str]:
    for place in range(0, len(day.sent), max(1, len(day.sent) // _LOOKED_AT)):
        member, at = members[day.whose[place]], MIDNIGHT + timedelta(seconds=day.sent[place])
        if WorkWeek.parse(member.hours, member.zone).span_at(at) is None:
            yield f"reminded at {at} outside {member.hours} in {member.zone}"


def _too_fast(day: Day, per_second: int) -> Iterator[str]:
    if count := figures.too_fast(day, per_second):
        yield f"{count} times more than {per_second} within a second"
