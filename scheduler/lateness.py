"""How late due items are handed over: counted per kind, and the worst of it shown in the log."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import timedelta

import structlog

_log = structlog.get_logger(__name__)

_SECONDS_BETWEEN_LINES = 60.0

BOUNDS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0, 900.0)
"""Seconds. Each item is counted under the first of these that it was not later than, the latest under none of them."""


@dataclass(frozen=True)
class Lateness:
    """The lateness of one kind since the start: items handed over, the worst, and how many beyond the
    limit.

    `spread` has the count for each of BOUNDS and, at its end, for what was later than all of them.
    """

    count: int = 0
    worst: timedelta = timedelta()
    over_limit: int = 0
    total: timedelta = timedelta()
    spread: tuple[int, ...] = (0,) * (len(BOUNDS) + 1)

    def with_one(self, late: timedelta, limit: timedelta) -> Lateness:
        """The same after one more item that was `late`."""
        at = bisect_left(BOUNDS, late.total_seconds())
        spread = (*self.spread[:at], self.spread[at] + 1, *self.spread[at + 1 :])
        over_limit = self.over_limit + (late > limit)
        return Lateness(self.count + 1, max(self.worst, late), over_limit, self.total + late, spread)


class Punctuality:
    """Keeps the lateness of every kind; a kind beyond its limit is logged, at most once a minute."""

    def __init__(self) -> None:
        self.of: dict[str, Lateness] = {}
        self._shown: dict[str, float] = {}

    def note(self, kind: str, late: timedelta, limit: timedelta, now: float) -> None:
        """Count one item of `kind`; `now` is monotonic, in seconds."""
        seen = self.of[kind] = self.of.get(kind, Lateness()).with_one(late, limit)
        due_line = now - self._shown.get(kind, -_SECONDS_BETWEEN_LINES) >= _SECONDS_BETWEEN_LINES
        if late > limit and due_line:
            self._shown[kind] = now
            _log.warning(
                "items_late",
                kind=kind,
                late_seconds=round(late.total_seconds(), 3),
                worst_seconds=round(seen.worst.total_seconds(), 3),
                over_limit=seen.over_limit,
                handled=seen.count,
            )
