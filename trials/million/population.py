"""Who they are: zones by where people live, hours and habits by assumed weights. Pure, by a seed.

Only the zones have a source: GeoNames' cities of 15,000 people and more (`bot/zones/README.md`). So the largest zone,
Shanghai's, has almost a fifth of all. Hours, intervals and habits are assumptions. Most hours begin on the hour,
which is what crowds a bot of reminders.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from itertools import accumulate
from random import Random

from bot.zones import places

HOURS = {
    "Mon-Fri 9-17": 26,
    "Mon-Fri 9-12 13-18": 22,
    "Mon-Fri 8-12 13-17": 12,
    "Mon-Fri 8-16": 10,
    "Mon-Fri 10-19": 8,
    "Mon-Fri 8:30-12:30 13:15-17:15": 6,
    "Mon-Fri 7:30-16": 4,
    "Mon-Sat 9-12 14-18": 4,
    "Mon-Wed 9-13": 4,
    "daily 18-23": 2,
    "Mon-Fri 22-6": 2,
}
"""Work weeks, and how many of a hundred have them: those that the bot proposes, and some that people write."""

INTERVALS = {30: 10, 45: 45, 60: 30, 90: 15}
"""Minutes, and how many of a hundred choose them; 45 is what the bot proposes."""


class Reaction(Enum):
    """What a person does with a reminder."""

    MOVED = auto()
    SKIPPED = auto()
    SNOOZED = auto()
    NOTHING = auto()


@dataclass(frozen=True, slots=True)
class Habit:
    """How many of a hundred have it, and how many of their hundred reminders they move on, skip and snooze."""

    people: int
    moved: int
    skipped: int
    snoozed: int


HABITS = (Habit(30, 70, 10, 10), Habit(40, 30, 10, 10), Habit(10, 30, 0, 50), Habit(20, 0, 0, 0))


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody; `interval` is in minutes."""

    id: int
    zone: str
    hours: str
    interval: int
    habit: Habit

    @property
    def ignores(self) -> bool:
        """Whether they never react: the bot has found that out on an earlier day."""
        return not (self.habit.moved or self.habit.skipped or self.habit.snoozed)

    def reaction(self, random: Random) -> Reaction:
        """To one reminder."""
        habit, drawn = self.habit, random.random() * 100
        if drawn < habit.moved:
            return Reaction.MOVED
        if drawn < habit.moved + habit.skipped:
            return Reaction.SKIPPED
        return Reaction.SNOOZED if drawn < habit.moved + habit.skipped + habit.snoozed else Reaction.NOTHING


def population(count: int, seed: int) -> Iterator[Member]:
    """So many people with ids as Telegram's are."""
    random = Random(f"million {seed}")  # noqa: S311 - no secret
    zones = places.zones()
    names, weights = list(zones), list(accumulate(zones.values()))
    for number in random.sample(range(10_000, 7_000_000_000), count):
        yield Member(
            number,
            random.choices(names, cum_weights=weights)[0],
            random.choices(list(HOURS), list(HOURS.values()))[0],
            random.choices(list(INTERVALS), list(INTERVALS.values()))[0],
            random.choices(HABITS, [habit.people for habit in HABITS])[0],
        )
