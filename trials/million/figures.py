"""What a day's reminders say: how crowded, how late, and how much budget they ask for. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import repeat

from bot.fleet.pace import SLACK
from trials.million.day import SECONDS, Day

MINUTE, HOUR = 60, 3600
PUNCTUAL = 60.0
"""Seconds: nobody minds a reminder that is a minute late."""
_SHARE_OF_PUNCTUAL = 0.99


@dataclass(frozen=True, slots=True)
class Crowd:
    """How many fell due in the fullest second, minute and hour (UTC), and when that minute and hour began."""

    second: int
    minute: int
    hour: int
    minute_at: int
    hour_at: int


@dataclass(frozen=True, slots=True)
class Lateness:
    """Of what went out, in seconds; and which share of it came later than a minute, and than ten."""

    median: float
    p99: float
    worst: float
    over_a_minute: float
    over_ten: float


def by_second(due: Iterable[float], weights: Iterable[int] = repeat(1)) -> list[int]:
    """How many fell due in each second of the day; what was due before midnight and waited is left out."""
    counts = [0] * SECONDS
    for at, weight in zip(due, weights, strict=False):
        if at >= 0:
            counts[int(at)] += weight
    return counts


def by_hour(counts: Sequence[int]) -> list[int]:
    """The same by the hour."""
    return _summed(counts, HOUR)


def crowd(counts: Sequence[int]) -> Crowd:
    """The fullest of each, from a day by the second."""
    minutes, hours = _summed(counts, MINUTE), _summed(counts, HOUR)
    fullest, busiest = max(minutes), max(hours)
    return Crowd(max(counts), fullest, busiest, minutes.index(fullest) * MINUTE, hours.index(busiest) * HOUR)


def lateness(day: Day) -> Lateness:
    """How late a day's reminders came; there must be some."""
    late = sorted(sent - due for due, sent in zip(day.due, day.sent, strict=True))
    count = len(late)
    over = [sum(seconds > limit for seconds in late) / count for limit in (PUNCTUAL, 10 * PUNCTUAL)]
    return Lateness(late[count // 2], late[count * 99 // 100], late[-1], *over)


def least_rate(counts: Sequence[int]) -> float:
    """The lowest budget a second with which 99 of 100 of these slots are taken within a minute."""
    low, high = 0.0, float(max(counts))
    while high - low > high / 1000:
        middle = (low + high) / 2
        low, high = (low, middle) if _is_enough(counts, middle) else (middle, high)
    return high * (1 + SLACK)


def too_fast(day: Day, count: int, seconds: float) -> int:
    """How often there were more than so many calls within so many seconds, wherever these begin."""
    pairs = zip(day.calls, day.calls[count:], strict=False)
    return sum(later - earlier < seconds for earlier, later in pairs)


def _is_enough(counts: Sequence[int], rate: float) -> bool:
    """Whether a queue that takes `rate` a second is punctual. A second's own stand one behind the other."""
    backlog, late = 0.0, 0.0
    for count in counts:
        in_time = max(0.0, PUNCTUAL * rate - backlog)
        late += max(0.0, count - in_time)
        backlog = max(0.0, backlog + count - rate)
    return late <= sum(counts) * (1 - _SHARE_OF_PUNCTUAL)


def _summed(counts: Sequence[int], width: int) -> list[int]:
    return [sum(counts[at : at + width]) for at in range(0, SECONDS, width)]
