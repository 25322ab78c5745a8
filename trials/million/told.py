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
    calls: int
    unsent: int
    crowd: Crowd
    hours: tuple[int, ...]
    lateness: Lateness
    least: float
    wrong: tuple[str, ...]

    def carried(self, per_second: int) -> int:
        """How many people such a budget would carry with 99 of 100 reminders less than a minute late."""
        return int(self.people * per_second / self.least)


@dataclass(frozen=True, slots=True)
class Budget:
    """Messages a second. Of `one_in` people one is lived, with the same part of the budget."""

    per_second: int
    one_in: int = 1


def day_of(people: int, budget: Budget, seed: int, *, spread_out: bool) -> Told:
    """Live it once."""
    members = list(population(people // budget.one_in, seed))
    day = lived(members, budget.per_second / budget.one_in, seed, spread_out=spread_out)
    return told(day, members, budget, spread_out=spread_out)


def told(day: Day, members: Sequence[Member], budget: Budget, *, spread_out: bool) -> Told:
    """A day, condensed, as if everybody had been lived; something must have been sent on it."""
    counts = [count * budget.one_in for count in figures.by_second(day.due)]
    slots = [count * budget.one_in for count in figures.by_second(day.due, day.slots)]
    return Told(
        people=len(members) * budget.one_in,
        per_second=budget.per_second,
        spread_out=spread_out,
        sent=len(day.sent) * budget.one_in,
        calls=len(day.calls) * budget.one_in,
        unsent=(day.withheld + day.left) * budget.one_in,
        crowd=figures.crowd(counts),
        hours=tuple(figures.by_hour(counts)),
        lateness=figures.lateness(day),
        least=figures.least_rate(slots),
        wrong=(*_out_of_hours(day, members), *_too_fast(day, budget)),
    )


def _out_of_hours(day: Day, members: Sequence[Member]) -> Iterator[str]:
    for place in range(0, len(day.sent), max(1, len(day.sent) // _LOOKED_AT)):
        member, at = members[day.whose[place]], MIDNIGHT + timedelta(seconds=day.sent[place])
        if WorkWeek.parse(member.hours, member.zone).span_at(at) is None:
            yield f"reminded at {at} outside {member.hours} in {member.zone}"


def _too_fast(day: Day, budget: Budget) -> Iterator[str]:
    if count := figures.too_fast(day, budget.per_second, budget.one_in):
        yield f"{count} times more than {budget.per_second} within {budget.one_in} s"
