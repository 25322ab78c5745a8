"""Who takes part: people in zones all over the world with weeks of many shapes. Pure, by a seed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

ZONES = (
    *("Africa/Cairo", "Africa/Casablanca", "Africa/Johannesburg", "Africa/Lagos", "Africa/Nairobi"),
    *("America/Anchorage", "America/Bogota", "America/Chicago", "America/Los_Angeles", "America/New_York"),
    *(
        "America/Nuuk",
        "America/Santiago",
        "America/Sao_Paulo",
        "America/St_Johns",
        "Asia/Beirut",
        "Asia/Dubai",
    ),
    *(
        "Asia/Gaza",
        "Asia/Kathmandu",
        "Asia/Kolkata",
        "Asia/Manila",
        "Asia/Shanghai",
        "Asia/Tehran",
        "Asia/Tokyo",
    ),
    *(
        "Atlantic/Azores",
        "Atlantic/Reykjavik",
        "Australia/Adelaide",
        "Australia/Eucla",
        "Australia/Lord_Howe",
    ),
    *(
        "Australia/Sydney",
        "Europe/Berlin",
        "Europe/Chisinau",
        "Europe/Istanbul",
        "Europe/Lisbon",
        "Europe/London",
    ),
    *(
        "Europe/Paris",
        "Pacific/Apia",
        "Pacific/Auckland",
        "Pacific/Chatham",
        "Pacific/Honolulu",
        "Pacific/Kiritimati",
    ),
)

FULL_TIME = (
    *("Mon-Fri 9-17", "Mon-Fri 8-16", "Mon-Thu 9-12:30 13:30-18, Fri 9-15", "Mon-Fri 22-6", "Sun-Thu 7-15"),
    *("Sat-Wed 0:30-5 6-10", "daily 18-23", "daily 0-24"),
)
PART_TIME = (
    *("Mon 9-13", "Tue 18-21, Thu 18-21", "Wed 9-12 14-17", "Fri 9-13", "Fri 22-2", "Sat 10-14", "Sat 20-6"),
    *("Sun 0-6", "Sun 1-4", "Sat-Sun 8-11", "Mon 6:45-9:15, Thu 16-20", "Tue-Wed 10-12:30", "Thu 23:30-4"),
)
SHARE_OF_FULL_TIME = 0.02
"""Most sit for the bot a few hours a week, so that thousands of weeks pass in half an hour: a reminder takes the bot
about 25 ms of processor time."""

INTERVALS = {30: 1, 45: 2, 60: 4, 90: 3, 120: 2}
"""Minutes, and how many choose them."""

HABITS: Mapping[str, Mapping[str, float]] = {
    "ignores everything": {"": 1},
    "reacts at once": {"I just moved": 6, "Skip": 3, "Another": 1, "In a meeting: 1 h": 1, "Start": 0.4},
    "snoozes": {"In 5": 3, "In 15": 4, "Skip": 1, "": 1},
    "reacts now and then": {"": 8, "I just moved": 2, "Skip": 2, "In 15": 1, "Start": 0.3},
    "stretches": {"": 3, "Start": 2, "I just moved": 2},
}
"""What a person taps on a reminder, and how often; "" is nothing."""
_PEOPLE_WITH_HABIT = (45, 14, 8, 30, 3)
_SHARE_OF_NEWCOMERS = 0.03


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody. `interval` is in minutes; a newcomer sets the bot up during the week."""

    id: int
    zone: str
    hours: str
    interval: int
    habit: str
    is_new: bool


def population(count: int, seed: int) -> list[Member]:
    """So many people with ids as Telegram's are."""
    random = Random(f"people {seed}")  # noqa: S311 - no secret
    return [_member(number, random) for number in random.sample(range(10_000, 7_000_000_000), count)]


def hours(random: Random) -> str:
    """Somebody's hours."""
    return random.choice(FULL_TIME if random.random() < SHARE_OF_FULL_TIME else PART_TIME)


def interval(random: Random) -> int:
    """Somebody's minutes between reminders."""
    return random.choices(list(INTERVALS), list(INTERVALS.values()))[0]


def _member(number: int, random: Random) -> Member:
    return Member(
        number,
        random.choice(ZONES),
        hours(random),
        interval(random),
        random.choices(list(HABITS), _PEOPLE_WITH_HABIT)[0],
        random.random() < _SHARE_OF_NEWCOMERS,
    )
